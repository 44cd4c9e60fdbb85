import { expect } from "vitest";
import { type Millis, millis, type Reason } from "#shared/domain/decision.ts";
import {
  type Accepted,
  type Command,
  decide,
  EMPTY_HALL,
  evolve,
  type HallState,
} from "#shared/domain/hall.ts";
import { EMPTY_CONFIG, type HallConfig, type VisitorClass } from "#shared/domain/queue/config.ts";
import type { QueueAnswer } from "#shared/domain/queue/decide.ts";
import type { RefusalCode } from "#shared/domain/refusals.ts";

/** Nine in the morning of the tests' day. */
export const NINE = millis(Date.UTC(2026, 2, 12, 1));
export const MINUTE = 60_000;

const group = (id: string, headStartMinutes: number): VisitorClass => ({
  id,
  name: id,
  nameEn: id,
  headStartMinutes,
  needsReason: headStartMinutes > 0,
  condition: "",
  conditionEn: "",
  selfService: true,
});

/** Two services that share window 2, and a third of its own. */
export const CONFIG: HallConfig = {
  ...EMPTY_CONFIG,
  hall: { id: "test", name: "测试厅", nameEn: "Test hall" },
  services: [
    { id: "business", name: "企业开办", nameEn: "Business", prefix: "A", windows: ["1", "2"] },
    { id: "property", name: "不动产", nameEn: "Property", prefix: "B", windows: ["2", "3"] },
    { id: "tax", name: "办税", nameEn: "Tax", prefix: "C", windows: ["4"] },
  ],
  windows: ["1", "2", "3", "4"].map((id) => ({ id, name: `${id} 号窗口`, zone: "1a" })),
  classes: [group("ordinary", 0), group("elderly", 15)],
  ratingReasons: {
    version: 3,
    reasons: [
      { code: "slow", text: "办得慢", textEn: "Slow", grades: [1, 2] },
      { code: "rude", text: "态度不好", textEn: "Rude", grades: [1, 2] },
    ],
  },
};

const ACTOR = { kind: "key", id: "test" } as const;

/** A hall in a test: commands happen one after the other, time moves when the test says so. */
export class TestHall {
  state: HallState = EMPTY_HALL;
  now: Millis = NINE;
  /** Everything accepted so far. */
  readonly history: { readonly accepted: Accepted; readonly at: Millis }[] = [];
  #ids = 0;

  /** Lets minutes pass. */
  later(minutes: number): this {
    this.now = millis(this.now + minutes * MINUTE);
    return this;
  }

  /** Carries out a command that has to be accepted; answers what its sender learns. */
  when(command: Command): QueueAnswer {
    const id = `id${++this.#ids}`;
    const decision = decide(this.state, command, { now: this.now, id, actor: ACTOR });
    expect(decision.refused).toBeUndefined();
    const accepted = decision.accepted!;
    this.state = evolve(this.state, accepted, this.now);
    this.history.push({ accepted, at: this.now });
    return accepted.answer;
  }

  /** Tries a command that has to be refused with this code; nothing changes. */
  refused(command: Command, code: RefusalCode): Reason {
    const before = JSON.stringify(this.state);
    const decision = decide(this.state, command, { now: this.now, id: "x", actor: ACTOR });
    expect(decision.accepted).toBeUndefined();
    expect(decision.refused?.code).toBe(code);
    expect(JSON.stringify(this.state)).toBe(before);
    return decision.refused!;
  }

  /** Takes a ticket; answers its number. */
  ticket(serviceId: string, visitorClass?: string): string {
    const reason = visitorClass ? "证件已看" : undefined;
    return this.when({ type: "IssueTicket", serviceId, visitorClass, reason }).number!;
  }

  /** Calls next at a window; answers the number called, or null. */
  next(windowId: string): string | null {
    return this.when({ type: "CallNext", windowId }).ticket?.number ?? null;
  }

  window(id: string) {
    return this.state.floor.windows[id]!;
  }
}

/** A hall whose day is open, with these windows open. */
export const openHall = (...windows: string[]): TestHall => {
  const hall = new TestHall();
  hall.when({ type: "OpenDay", dayId: "2026-03-12", config: CONFIG });
  for (const windowId of windows)
    hall.when({ type: "OpenWindow", windowId, staffId: `s${windowId}` });
  return hall;
};
