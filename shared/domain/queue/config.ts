import type { RefusalCode } from "../refusals.ts";

/** A kind of business with its own number series, e.g. A 企业开办与许可. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  /** One capital letter of {@link PREFIXES}. */
  readonly prefix: string;
  /** Ids of the windows that serve it. */
  readonly windows: readonly string[];
}

/** A place at the counter. The id is the number over it, e.g. "12". */
export interface Window {
  readonly id: string;
  readonly name: string;
  /** The part of the hall it stands in; boards and speakers belong to zones. */
  readonly zone: string;
}

/** Who a visitor is to the queue. The ordinary class has no head start and needs no reason. */
export interface VisitorClass {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  /** "As if arrived so many minutes earlier" (research/queue.md: bounded, explainable). */
  readonly headStartMinutes: number;
  readonly needsReason: boolean;
  /** Who belongs to it, as the kiosk asks: 年满 60 周岁. Empty for the ordinary class. */
  readonly condition: string;
  readonly conditionEn: string;
  /** Whether a visitor may claim it at the kiosk; others are granted by staff. */
  readonly selfService: boolean;
}

/** A reason offered with a low grade. */
export interface RatingReason {
  readonly code: string;
  readonly text: string;
  readonly textEn: string;
  /** The grades it is offered with, 1 (worst) to 5. */
  readonly grades: readonly number[];
}

/** Everything the rules read. It reaches the core as the event `HallConfigured`, never from a file. */
export interface HallConfig {
  readonly hall: { readonly id: string; readonly name: string; readonly nameEn: string };
  readonly services: readonly Service[];
  readonly windows: readonly Window[];
  readonly classes: readonly VisitorClass[];
  /** Indicators are not changed without permission (国办发〔2019〕51号), so the list carries a version. */
  readonly ratingReasons: { readonly version: number; readonly reasons: readonly RatingReason[] };
  readonly limits: {
    /** A no-show that returns waits behind so many of its service. */
    readonly returnBehind: number;
    /** A second press of a person's key within this time calls nobody. Milliseconds. */
    readonly doublePressMs: number;
  };
}

/** The letters a series may have: without I, O and Q, which are read as 1 and 0 across a hall. */
export const PREFIXES = "ABCDEFGHJKLMNPRSTUVWXYZ";

/** The class everybody belongs to who claims no other. */
export const ORDINARY = "ordinary";

/** A hall before it has been configured. */
export const EMPTY_CONFIG: HallConfig = {
  hall: { id: "hall", name: "", nameEn: "" },
  services: [],
  windows: [],
  classes: [
    {
      id: ORDINARY,
      name: "普通",
      nameEn: "Ordinary",
      headStartMinutes: 0,
      needsReason: false,
      condition: "",
      conditionEn: "",
      selfService: true,
    },
  ],
  ratingReasons: { version: 1, reasons: [] },
  limits: { returnBehind: 3, doublePressMs: 1000 },
};

const CODE: RefusalCode = "configuration-invalid";

/** What is wrong with a configuration, as a sentence's detail, or null. [Q2] */
export const configProblem = (config: HallConfig): { code: typeof CODE; detail: string } | null => {
  const wrong = (detail: string) => ({ code: CODE, detail });
  const repeated = (ids: readonly string[]) => ids.find((id, i) => ids.indexOf(id) !== i);
  const windows = config.windows.map((w) => w.id);
  for (const [what, ids] of [
    ["服务", config.services.map((s) => s.id)],
    ["号码字母", config.services.map((s) => s.prefix)],
    ["窗口", windows],
    ["优先类别", config.classes.map((c) => c.id)],
    ["评价原因", config.ratingReasons.reasons.map((r) => r.code)],
  ] as const) {
    const twice = repeated(ids);
    if (twice !== undefined) return wrong(`${what} ${twice} 出现两次`);
  }
  for (const service of config.services) {
    if (service.prefix.length !== 1 || !PREFIXES.includes(service.prefix))
      return wrong(`号码字母 ${service.prefix} 不可用，只能是 ${PREFIXES} 之一`);
    const missing = service.windows.find((id) => !windows.includes(id));
    if (missing !== undefined) return wrong(`业务 ${service.id} 指向不存在的窗口 ${missing}`);
  }
  if (!config.classes.some((c) => c.id === ORDINARY)) return wrong(`缺少类别 ${ORDINARY}`);
  return null;
};
