import commitments from "#hall-server/sample-hall/commitments.json" with { type: "json" };
import classes from "#hall-server/sample-hall/classes.json" with { type: "json" };
import hall from "#hall-server/sample-hall/hall.json" with { type: "json" };
import notices from "#hall-server/sample-hall/notices.json" with { type: "json" };
import reasons from "#hall-server/sample-hall/reasons.json" with { type: "json" };
import services from "#hall-server/sample-hall/services.json" with { type: "json" };
import staff from "#hall-server/sample-hall/staff.json" with { type: "json" };
import units from "#hall-server/sample-hall/units.json" with { type: "json" };
import windows from "#hall-server/sample-hall/windows.json" with { type: "json" };
import zones from "#hall-server/sample-hall/zones.json" with { type: "json" };
import type { Content } from "#shared/domain/catalogue/content.ts";
import { millis } from "#shared/domain/decision.ts";
import { type Command, decide, EMPTY_HALL, evolve, type HallState } from "#shared/domain/hall.ts";
import type { HallConfig } from "#shared/domain/queue/config.ts";
import type { FloorState } from "#shared/domain/queue/state.ts";

/** What the rules read of the sample hall. */
export const SAMPLE_CONFIG: HallConfig = {
  hall: { id: hall.id, name: hall.name, nameEn: hall.nameEn },
  services,
  windows: windows.map(({ id, name, zone }) => ({ id, name, zone })),
  classes,
  ratingReasons: reasons,
  limits: hall.limits,
};

/** What the sample hall publishes. */
export const SAMPLE_CONTENT: Content = {
  revision: 1,
  hall,
  zones,
  units,
  windows,
  staff,
  commitments,
  notices,
};

/** A hall in memory, driven by commands of the real core. Its clock stands until it is set. */
export class SampleHall {
  /** Hall time, epoch ms: 12 March 2026, 10:31:50. */
  now = new Date(2026, 2, 12, 10, 31, 50).getTime();
  #state: HallState = EMPTY_HALL;
  #ids = 0;

  constructor(config: HallConfig = SAMPLE_CONFIG) {
    this.do({ type: "OpenDay", dayId: "2026-03-12", config });
  }

  get floor(): FloorState {
    return this.#state.floor;
  }

  /** Carries out a command; a refusal is a mistake of the test. */
  do(command: Command): this {
    const at = millis(this.now);
    const id = `id${(this.#ids += 1)}`;
    const decision = decide(this.#state, command, {
      now: at,
      id,
      actor: { kind: "hall", id: "test" },
    });
    if (!decision.accepted) throw new Error(decision.refused.code);
    this.#state = evolve(this.#state, decision.accepted, at);
    return this;
  }

  /** Lets time pass. */
  wait(ms: number): this {
    this.now += ms;
    return this;
  }

  /** Issues so many tickets of a service. */
  issue(serviceId: string, count = 1): this {
    for (let i = 0; i < count; i++) this.do({ type: "IssueTicket", serviceId });
    return this;
  }

  /** Opens windows. */
  open(...windowIds: string[]): this {
    for (const windowId of windowIds) this.do({ type: "OpenWindow", windowId });
    return this;
  }

  /** Calls the next visitor at each of these windows, in this order. */
  call(...windowIds: string[]): this {
    for (const windowId of windowIds) this.do({ type: "CallNext", windowId });
    return this;
  }
}
