import type { Verification } from "../item.ts";

/**
 * The shape of a rule set: everything that is law or local decision is data that could stand in a
 * JSON file; `engine.ts` knows no rate, no threshold and no document. Money is in fen, areas in
 * square decimetres, rates in basis points, days YYYY-MM-DD.
 */

/** In what a fact is given. */
export type FactUnit = "fen" | "dm2" | "count" | "months" | "yes-no";

/** What the visitor entered, by the names of a rule set; null where it was left open. */
export type Facts<F extends string> = Readonly<Record<F, number | boolean | null>>;

/** Something that has to hold of a fact. An open fact leaves every other test than `known` open. */
export type Condition<F extends string> =
  | { readonly fact: F; readonly known: boolean }
  | { readonly fact: F; readonly is: boolean }
  | { readonly fact: F; readonly equals: number }
  | { readonly fact: F; readonly atLeast: number }
  | { readonly fact: F; readonly below: number }
  | { readonly fact: F; readonly above: number }
  | { readonly fact: F; readonly atMost: number };

/** A sum of money: a fact in fen, or the amount of an earlier step. */
export type Term<F extends string> = { readonly fact: F } | { readonly step: string };

/** A sum less others; never below zero. */
export interface Sum<F extends string> {
  readonly plus: Term<F>;
  readonly minus: readonly Term<F>[];
}

/** A rate in basis points: the law's own, or one that the province or county sets. */
export type Rate = { readonly bp: number } | { readonly local: string };

/** How an amount comes about. */
export type Amount<F extends string> =
  /** Not charged: 0. */
  | { readonly kind: "none"; readonly says: string }
  /** Cannot be known from here. */
  | { readonly kind: "unknown"; readonly says: string }
  /** The same for everybody. */
  | { readonly kind: "fixed"; readonly fen: number; readonly says: string }
  | { readonly kind: "sum"; readonly of: Sum<F> }
  /** `contained`: the rate is one on the sum without it, e.g. VAT in a price that includes it. */
  | {
      readonly kind: "share";
      readonly of: Sum<F>;
      readonly rate: Rate;
      readonly contained?: boolean;
    }
  /** So many fen per square metre, as entered for this hall. */
  | { readonly kind: "perSqm"; readonly area: F; readonly local: string };

/** From when and until when something is in force; an empty `to` has no end. */
export interface InForce {
  readonly from: string;
  readonly to: string;
}

/** What takes a part off an amount for a time, e.g. 六税两费减半. */
export interface Reduction extends InForce {
  readonly name: string;
  /** What remains, in basis points. */
  readonly keepBp: number;
  readonly bases: readonly string[];
  readonly verification: Verification;
}

/** Another way the collector may choose; shown beside the amount and never added up. */
export interface ChoiceRule<F extends string> {
  readonly when: string;
  readonly amount: Amount<F>;
}

/** How a fee stands; 待核 where nobody has read the document. */
export type LineStatus = "现行" | "已取消" | "已并入" | "待核";

/** One rule of a step: the first whose conditions hold on the day decides. */
export interface Rule<F extends string> extends InForce {
  readonly when: readonly Condition<F>[];
  readonly amount: Amount<F>;
  readonly status?: LineStatus;
  /** Laws with their articles, and documents by number. */
  readonly bases: readonly string[];
  readonly verification: Verification;
  /** What the estimate takes for granted; it makes the line unverified. Empty where nothing. */
  readonly assumes: string;
  /** What else one ought to know. */
  readonly note: string;
  readonly reductions?: readonly Reduction[];
  readonly choices?: readonly ChoiceRule<F>[];
}

/** A fee, or a figure on the way to one. Steps use only earlier steps. */
export interface Step<F extends string, P extends string> {
  readonly id: string;
  readonly fee: string;
  /** What it was called before; absent when it never changed. */
  readonly formerName?: string;
  /** Whether it is a line of the estimate, or only a figure that lines use. */
  readonly line: { readonly payer: P; readonly collector: string } | null;
  /** Where it does not come into question at all, there is no line. */
  readonly applies: readonly Condition<F>[];
  readonly rules: readonly Rule<F>[];
}

/** A figure that the province, city or county sets (省定, 市县定). */
export interface LocalFigure {
  readonly id: string;
  readonly name: string;
  readonly unit: "bp" | "fenPerSqm";
  readonly min: number;
  readonly max: number;
  /** Taken while nothing is entered; null where nothing may be taken for granted. */
  readonly assumed: number | null;
  /** Said beside an amount that rests on `assumed`. */
  readonly assumes: string;
}

/** What a hall has entered of the local figures, by their ids. */
export type LocalEntries = Readonly<Record<string, number | null>>;

/** Everything an estimate goes by. */
export interface RuleSet<F extends string, P extends string> {
  readonly id: string;
  /** Month in which the set was last held against its sources. */
  readonly version: string;
  readonly title: string;
  readonly facts: Readonly<Record<F, { readonly name: string; readonly unit: FactUnit }>>;
  readonly local: readonly LocalFigure[];
  readonly steps: readonly Step<F, P>[];
}
