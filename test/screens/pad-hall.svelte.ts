import type { Content } from "#shared/domain/catalogue/content.ts";
import { millis } from "#shared/domain/decision.ts";
import {
  type Command,
  decide,
  EMPTY_HALL,
  evolve,
  type HallState,
  type Recorded,
  type FloorEvent,
} from "#shared/domain/hall.ts";
import { EMPTY_CONFIG, type HallConfig } from "#shared/domain/queue/config.ts";
import { fill, REFUSALS } from "#shared/domain/refusals.ts";
import type { HallLink, LinkPhase } from "#shared/link/link.svelte.ts";
import { StreamMirror } from "#shared/link/mirror.svelte.ts";
import { Outbox } from "#shared/link/outbox.ts";
import type { CommandMessage, Outcome, WireError } from "#shared/protocol/messages.ts";

/** A small hall: two windows, one service, reasons for the low grades. */
export const CONFIG: HallConfig = {
  ...EMPTY_CONFIG,
  hall: { id: "h", name: "明川县政务服务中心", nameEn: "Service Centre" },
  services: [
    {
      id: "business",
      name: "企业开办与许可",
      nameEn: "Business start-up and permits",
      prefix: "A",
      windows: ["12", "13"],
    },
  ],
  windows: [
    { id: "12", name: "12 号窗口", zone: "2b" },
    { id: "13", name: "13 号窗口", zone: "2b" },
  ],
  ratingReasons: {
    version: 1,
    reasons: [
      { code: "wait", text: "等太久", textEn: "Waited too long", grades: [1, 2] },
      { code: "papers", text: "材料没说清", textEn: "Papers not explained", grades: [1, 2] },
      { code: "rude", text: "态度不好", textEn: "Poor attitude", grades: [1] },
    ],
  },
};

/** What that hall publishes. */
export const CONTENT: Content = {
  revision: 1,
  hall: {
    id: "h",
    name: "明川县政务服务中心",
    nameEn: "Service Centre",
    desk: "1 楼服务台",
    deskEn: "Desk, floor 1",
    hotline: "12345",
    ratingsReadBy: "县政务服务中心督查股",
    ratingsReadByEn: "Supervision Section",
  },
  zones: [],
  units: [{ id: "market", name: "县市场监督管理局", shortName: "县市监局", nameEn: "Market" }],
  windows: [
    {
      id: "12",
      name: "12 号窗口",
      zone: "2b",
      unitId: "market",
      handles: "食品经营许可、营业执照",
      handlesEn: "Permits",
      staffId: "s1",
    },
  ],
  staff: [
    {
      id: "s1",
      name: "陈静怡",
      post: "首席代表、行政审批股股长",
      postEn: "Chief",
      unitId: "market",
      number: "0217",
      authority: "食品经营许可等 23 项，现场受理、现场审批、现场用章",
    },
    {
      id: "s2",
      name: "阿依古丽·买买提",
      post: "登记岗",
      postEn: "Officer",
      unitId: "market",
      number: "0318",
      authority: "",
    },
  ],
  commitments: [],
  notices: [],
};

/**
 * A hall in one process behind the link of one pad: the real core, mirror and outbox; only the
 * socket between them is missing, so that it can be cut and mended by hand.
 */
export class PadHall implements Pick<
  HallLink,
  | "phase"
  | "screen"
  | "floor"
  | "content"
  | "pairing"
  | "halted"
  | "stale"
  | "heardAt"
  | "now"
  | "idle"
  | "send"
> {
  readonly floor = new StreamMirror("floor");
  phase: LinkPhase = $state("connecting");
  screen: HallLink["screen"] = $state.raw(null);
  content: Content | null = $state.raw(null);
  pairing: HallLink["pairing"] = $state.raw(null);
  halted: WireError | null = $state.raw(null);
  stale = $state(false);
  heardAt: number | null = $state(null);
  now = $state(Date.parse("2026-03-12T10:31:50"));
  idle: () => boolean = () => true;

  /** Every rating that became durable. */
  readonly ratings: { ticketId: string; grade: number; reasons: readonly string[] }[] = [];

  #state: HallState = EMPTY_HALL;
  #seq = 0;
  #ids = 0;
  #joined = true;
  readonly #recorded: Recorded<FloorEvent>[] = [];
  readonly #answered: Record<string, Outcome> = {};
  #outbox: Outbox;

  constructor(shelf: Storage = localStorage) {
    this.#outbox = this.#makeOutbox(shelf);
    this.do({ type: "OpenDay", dayId: "2026-03-12", config: CONFIG });
  }

  #makeOutbox(shelf: Storage): Outbox {
    return new Outbox(shelf, "/pad/?window=12", (message) =>
      this.#joined ? Promise.resolve(this.#command(message)) : Promise.reject(new Error("offline")),
    );
  }

  /** The server's welcome to the pad of this window. */
  welcome(windowId: string | null = "12", content: Content | null = CONTENT): this {
    this.screen = { kind: "pad", windowId, zone: "", speaks: false, name: "pad" };
    this.content = content;
    this.floor.take({ snapshot: this.#state.floor, seq: this.#seq });
    this.heardAt = this.now;
    this.phase = "ready";
    return this;
  }

  /** Cuts the server off from the pad. */
  cut(): void {
    this.#joined = false;
  }

  /** Joins them again: catches up and sends what waited. */
  mend(): void {
    this.#joined = true;
    this.#catchUp();
    this.#outbox.flush();
  }

  /** Starts the page's outbox anew from what it stored, as a reload does. */
  reload(shelf: Storage = localStorage): void {
    this.#outbox = this.#makeOutbox(shelf);
    this.#outbox.flush();
  }

  send(command: Command, options?: { durable?: boolean; giveUpMs?: number }): Promise<Outcome> {
    return this.#outbox.send(command, options);
  }

  /** Somebody else's command to the hall; a refusal is a mistake of the test. */
  do(command: Command): void {
    const outcome = this.#decide(command);
    if (!outcome.ok) throw new Error(outcome.error.code);
  }

  /** Serves one visitor at a window up to the end; answers the ticket's id. */
  serve(windowId = "12"): string {
    this.do({ type: "IssueTicket", serviceId: "business" });
    this.do({ type: "CallNext", windowId });
    const ticketId = this.#state.floor.windows[windowId]!.visit!.ticket.ticketId;
    this.do({ type: "FinishService", windowId });
    return ticketId;
  }

  /** One answer to each command id, as the server gives it. */
  #command({ commandId, command }: CommandMessage): Outcome {
    const known = this.#answered[commandId];
    if (known) return known;
    const outcome = this.#decide(command);
    this.#answered[commandId] = outcome;
    return outcome;
  }

  #decide(command: Command): Outcome {
    const now = millis(this.now);
    const decision = decide(this.#state, command, {
      now,
      id: `id${(this.#ids += 1)}`,
      actor: { kind: "hall", id: "test" },
    });
    if (!decision.accepted) {
      const { code, params } = decision.refused;
      const { zh, en } = REFUSALS[code];
      return { ok: false, error: { code, zh: fill(zh, params), en: fill(en, params) } };
    }
    const { floor, office, answer } = decision.accepted;
    this.#state = evolve(this.#state, decision.accepted, now);
    for (const event of floor)
      this.#recorded.push({ hall: "h", seq: (this.#seq += 1), at: now, v: 1, event });
    for (const event of office)
      if (event.type === "ServiceRated")
        this.ratings.push({
          ticketId: event.ticketId,
          grade: event.grade,
          reasons: event.reasons,
        });
    if (this.#joined) this.#catchUp();
    return { ok: true, answer, seq: this.#seq };
  }

  #catchUp(): void {
    if (this.floor.seq !== null) this.floor.fold(this.#recorded);
  }
}
