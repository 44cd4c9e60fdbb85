import type { LineStatus } from "./rules.ts";

/** Another amount that the collector may arrive at; never part of a total. */
export interface Choice {
  /** When it is that one, as a sentence. */
  readonly when: string;
  /** Whole fen; null where it cannot be known from here. */
  readonly amountFen: number | null;
  readonly arithmetic: string;
}

/** One line of an estimate. */
export interface EstimateLine<P extends string> {
  /** Stable name of the fee, e.g. `deed-tax`. */
  readonly id: string;
  readonly fee: string;
  readonly payer: P;
  /** Whole fen; null where it cannot be known from here. */
  readonly amountFen: number | null;
  readonly basis: string;
  /** Whether every rule it rests on was read in its source and nothing was taken for granted. */
  readonly verified: boolean;
  readonly collector: string;
  /** How the amount comes about, or why there is none. */
  readonly arithmetic: string;
  /** What is taken for granted, and what else one ought to know; may be empty. */
  readonly note: string;
  /** 以窗口核定为准 where it is not verified, else empty. */
  readonly caution: string;
  readonly choices: readonly Choice[];
}

/** A line with how its fee stands, for lists that name ended fees too. */
export interface FeeLine<P extends string> extends EstimateLine<P> {
  /** What the fee was called before; empty when it never changed. */
  readonly formerName: string;
  readonly status: LineStatus;
}

/** What an estimate goes by: the day whose rules count, and the hall's own figures [E4] [E7]. */
export interface Circumstances {
  /** YYYY-MM-DD */
  readonly day: string;
  /** What the hall has entered of the local figures; absent: nothing. */
  readonly local?: Readonly<Record<string, number | null>>;
}

/** What lines with an amount add up to, in fen; those without are left out [E6]. */
export const totalFen = (lines: readonly { readonly amountFen: number | null }[]): number =>
  lines.reduce((total, { amountFen }) => total + (amountFen ?? 0), 0);

/** The fees without amount, which a total therefore does not contain [E6]. */
export const missingOf = (
  lines: readonly { readonly fee: string; readonly amountFen: number | null }[],
): readonly string[] => lines.filter(({ amountFen }) => amountFen === null).map(({ fee }) => fee);
