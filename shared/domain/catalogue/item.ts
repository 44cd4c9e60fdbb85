/**
 * The item guide (办事指南) as documents. Fields follow the columns of the national implementation list
 * (实施清单); an empty text or list means "not entered", which the screens say as 暂无.
 */

/** The eleven types of the implementation list, in its words. */
export const ITEM_TYPES = [
  "行政许可",
  "行政处罚",
  "行政强制",
  "行政征收",
  "行政给付",
  "行政检查",
  "行政确认",
  "行政奖励",
  "行政裁决",
  "其他行政权力",
  "公共服务",
] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

/** In what a limit is counted; limits in different units are not compared. */
export type LimitUnit = "工作日" | "天" | "月";

/** How long an item may take: done on the spot, or a whole number of units. */
export type Limit =
  | { readonly instant: true }
  | { readonly instant: false; readonly value: number; readonly unit: LimitUnit };

/** 即办件: settled on the spot; 承诺件: within the promised limit. */
export type HandlingType = "即办件" | "承诺件";

/** Whom an item is for. */
export type Audience = "个人" | "企业";

/** Whether a fact was checked against its source; what was not says 「以窗口核定为准」. */
export type Verification = "verified" | "corroborated" | "unverified";

/** A rule an item stands on: 设定依据. */
export interface LegalBasis {
  /** The law's name, e.g. 中华人民共和国行政许可法. */
  readonly law: string;
  /** 第四十二条 or 第42条; empty when only the law is known. */
  readonly article: string;
  /** The decisive words, quoted; empty when not entered. */
  readonly text: string;
  readonly verification: Verification;
}

/**
 * What the list's other columns say, by column name, in the list's own words: columns the guide has
 * no field for, and words that its fields cannot hold. Absent when there are none.
 */
export interface Further {
  readonly further?: Readonly<Record<string, string>>;
}

/** 必要 has to be there at once; 可容缺 may follow later; 视情 only if it applies. */
export type Necessity = "必要" | "可容缺" | "视情";

/** A material to bring: 申报材料. */
export interface Material extends Further {
  /** Unique within its item. */
  readonly id: string;
  readonly name: string;
  readonly necessity: Necessity;
  /** 原件, 复印件, 原件和复印件, 电子; empty when not entered. */
  readonly form: string;
  /** Paper copies; null when not entered. */
  readonly copies: number | null;
  /** Who issues it: 来源渠道. */
  readonly source: string;
  /** What to mind when filling it in: 填报须知. */
  readonly note: string;
  readonly basis: string;
  /** Asked for only if one of these answers was given; empty: always. Ids of {@link Answer}. */
  readonly onlyFor: readonly string[];
}

/** A step of the procedure: 办理流程. */
export interface Step extends Further {
  readonly id: string;
  readonly name: string;
  /** Whether the visitor acts (您来办) or the hall (我们办). */
  readonly by: "visitor" | "hall";
  readonly detail: string;
  readonly onlyFor: readonly string[];
}

/** An answer to a situation's question. Its id is unique within the item. */
export interface Answer {
  readonly id: string;
  readonly text: string;
}

/** A question (情形) whose answer shapes materials and steps. */
export interface Situation {
  readonly id: string;
  readonly question: string;
  readonly answers: readonly Answer[];
  /** Asked only after one of these answers; empty: always. Never its own or a later question's. */
  readonly onlyFor: readonly string[];
}

/** A question people ask, and its answer: 常见问题. */
export interface Faq {
  readonly question: string;
  readonly answer: string;
}

/** A matter of the implementation list: 事项. */
export interface Item extends Further {
  /** 实施编码; the item's identity. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly type: ItemType;
  /** 实施主体: the unit that decides, by the id of a unit. */
  readonly unitId: string;
  /** What people call it: 「开饭店」. */
  readonly everydayNames: readonly string[];
  readonly themes: readonly string[];
  readonly lifeEvents: readonly string[];
  readonly audience: readonly Audience[];
  readonly handling: HandlingType | null;
  readonly statutoryLimit: Limit | null;
  readonly promisedLimit: Limit | null;
  /** What a limit does not count, e.g. hearings and tests. */
  readonly limitNote: string;
  readonly bases: readonly LegalBasis[];
  /** 受理条件. */
  readonly conditions: readonly string[];
  /** 数量限制; empty when there is none or it was not entered. */
  readonly quantity: string;
  /** 审批结果名称. */
  readonly result: string;
  /** Visits to the site, whole; null when not entered. */
  readonly visits: number | null;
  readonly visitReason: string;
  /** Whether a fee is charged; null when not entered. */
  readonly charged: boolean | null;
  readonly feeBasis: string;
  readonly place: string;
  readonly hours: string;
  readonly consultPhone: string;
  readonly complaintPhone: string;
  /** The queue it belongs to; null when it has none in this hall. */
  readonly serviceId: string | null;
  /** Ids of the windows that take it. */
  readonly windows: readonly string[];
  readonly situations: readonly Situation[];
  readonly materials: readonly Material[];
  readonly steps: readonly Step[];
  readonly faqs: readonly Faq[];
  /** How sure the limits, materials and fee are; the bases carry their own mark. */
  readonly verification: {
    readonly limits: Verification;
    readonly materials: Verification;
    readonly fee: Verification;
  };
}
