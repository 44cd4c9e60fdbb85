import type { KioskLink } from "#kiosk/visitor/link.ts";
import type { Content } from "#shared/domain/catalogue/content.ts";
import { millis } from "#shared/domain/decision.ts";
import { type Command, decide, EMPTY_HALL, evolve, type HallState } from "#shared/domain/hall.ts";
import { EMPTY_CONFIG, type HallConfig, type VisitorClass } from "#shared/domain/queue/config.ts";
import { fill, REFUSALS } from "#shared/domain/refusals.ts";
import type { CommandAnswer, Outcome, WireError } from "#shared/protocol/messages.ts";

const favoured = (id: string, name: string, condition: string, more = {}): VisitorClass => ({
  id,
  name,
  nameEn: id,
  headStartMinutes: 15,
  needsReason: true,
  condition,
  conditionEn: id,
  selfService: true,
  ...more,
});

/** Two services in two zones, two classes a visitor may claim and one that staff grant. */
export const CONFIG: HallConfig = {
  ...EMPTY_CONFIG,
  hall: { id: "h", name: "明川县政务服务中心", nameEn: "Service Centre" },
  services: [
    {
      id: "business",
      name: "企业开办与许可",
      nameEn: "Business permits",
      prefix: "A",
      windows: ["12", "13", "14"],
    },
    { id: "fund", name: "公积金", nameEn: "Provident fund", prefix: "G", windows: ["11"] },
  ],
  windows: [
    { id: "11", name: "11 号窗口", zone: "2a" },
    ...["12", "13", "14"].map((id) => ({ id, name: `${id} 号窗口`, zone: "2b" })),
  ],
  classes: [
    ...EMPTY_CONFIG.classes,
    favoured("elderly", "老年人", "年满 60 周岁"),
    favoured("disabled", "残疾人", "持残疾人证，或行动不便"),
    favoured("green", "绿色通道", "由工作人员核定", { selfService: false }),
  ],
};

/** What that hall publishes. */
export const CONTENT: Content = {
  revision: 1,
  hall: {
    id: "h",
    name: "明川县政务服务中心",
    nameEn: "Service Centre",
    desk: "1 楼服务台",
    deskEn: "the desk on floor 1",
    hotline: "12345",
    ratingsReadBy: "督查股",
    ratingsReadByEn: "Supervision",
  },
  zones: [
    { id: "2a", name: "2 楼 A 区", nameEn: "Floor 2, Zone A" },
    { id: "2b", name: "2 楼 B 区", nameEn: "Floor 2, Zone B" },
  ],
  units: [
    {
      id: "market",
      name: "县市场监督管理局",
      shortName: "县市场监管局",
      nameEn: "Market Regulation",
    },
  ],
  windows: CONFIG.windows.map((w) => ({
    ...w,
    unitId: "market",
    handles: `业务 ${w.id}`,
    handlesEn: `Business ${w.id}`,
    staffId: w.id === "12" ? "s1" : null,
  })),
  staff: ["陈静怡", "何思远"].map((name, i) => ({
    id: `s${i + 1}`,
    name,
    post: "许可岗",
    postEn: "Officer",
    unitId: "market",
    number: `021${i}`,
    authority: "",
  })),
  commitments: [
    {
      id: "food",
      unitId: "market",
      matter: "食品经营许可（新办）",
      figure: "5",
      promise: "个工作日办结",
      detail: "法定 10 个工作日",
    },
  ],
  notices: [],
};

/** 2026-03-12 10:12, hall time. */
const MORNING = new Date(2026, 2, 12, 10, 12).getTime();

/**
 * A hall in one process behind a kiosk's link: real decisions over real state; only wire and ledger
 * are missing. Answers can be held back by hand.
 */
export class KioskHall implements KioskLink {
  phase: KioskLink["phase"] = $state("ready");
  now = $state(MORNING);
  heardAt: number | null = $state(MORNING);
  stale = $state(false);
  content: Content | null = $state.raw(CONTENT);
  pairing: KioskLink["pairing"] = $state.raw(null);
  halted: WireError | null = $state.raw(null);
  idle: () => boolean = () => true;
  #state: HallState = $state.raw(EMPTY_HALL);
  #seq = $state(0);
  #release: (() => void) | null = null;
  #held: Promise<void> | null = null;
  /** Commands of the kiosk, in order. */
  readonly sent: Command[] = [];
  /** What the server adds to the answer of a new ticket. */
  extra: Partial<CommandAnswer> = {};
  /** Overrules the answer, e.g. where the wire is cut. */
  failure: WireError | null = null;

  constructor(config: HallConfig = CONFIG) {
    this.do({ type: "OpenDay", dayId: "2026-03-12", config });
  }

  get floor(): KioskLink["floor"] {
    return { state: this.#state.floor, seq: this.#seq };
  }

  /** What the office learned of a ticket's priority. */
  priorityOf(ticketId: string): string | undefined {
    return this.#state.office.priorities[ticketId]?.reason;
  }

  /** Does something to the hall, as staff or the kiosk; the same decision as on the server. */
  do(command: Command): Outcome {
    const given = {
      now: millis(MORNING + this.#seq * 1_000),
      id: `id${this.#seq}`,
      actor: { kind: "device", id: "k1" } as const,
    };
    const decided = decide(this.#state, command, given);
    if (!decided.accepted) {
      const { code, params } = decided.refused;
      const { zh, en } = REFUSALS[code];
      return { ok: false, error: { code, zh: fill(zh, params), en: fill(en, params) } };
    }
    this.#state = evolve(this.#state, decided.accepted, given.now);
    this.#seq += 1;
    return {
      ok: true,
      answer: { ...decided.accepted.answer, ...this.extra },
      seq: this.#seq,
    };
  }

  /** Keeps answers back until {@link release}. */
  hold(): void {
    this.#held = new Promise((resolve) => (this.#release = resolve));
  }

  release(): void {
    this.#held = null;
    this.#release?.();
  }

  async send(command: Command): Promise<Outcome> {
    this.sent.push(command);
    const outcome: Outcome = this.failure ? { ok: false, error: this.failure } : this.do(command);
    await this.#held;
    return outcome;
  }
}
