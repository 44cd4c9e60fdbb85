import { percent, type Rounded, sqm, yuan } from "./money.ts";

/** A figure in a calculation: what it is called and how much it is, in fen. */
export interface Named {
  readonly name: string;
  readonly fen: number;
}

const money = (fen: number): string => `${yuan(fen)} 元`;
const called = ({ name, fen }: Named): string => `${name} ${money(fen)}`;

/** A calculation with what comes out; ≈ where fen were rounded away. */
export const outcome = (calculation: string, { fen, exact }: Rounded): string =>
  `${calculation} ${exact ? "=" : "≈"} ${money(fen)}`;

/** 合同价 1,000,000 元 − 增值税 29,126.21 元 */
export const sumWords = (plus: Named, minus: readonly Named[]): string =>
  [plus, ...minus].map(called).join(" − ");

const base = (plus: Named, minus: readonly Named[]): string =>
  minus.length > 0 ? `（${sumWords(plus, minus)}）` : called(plus);

/** 增值税 29,126.21 元 × 5% × 50%: a rate, and what reductions leave of it; both in basis points. */
export const shareWords = (
  plus: Named,
  minus: readonly Named[],
  bp: number,
  keptBp: readonly number[],
): string => [base(plus, minus), percent(bp), ...keptBp.map(percent)].join(" × ");

/** 合同价 1,000,000 元 ÷ (1 + 3%) × 3%: a rate on the sum without it. */
export const containedWords = (
  plus: Named,
  minus: readonly Named[],
  bp: number,
  keptBp: readonly number[],
): string =>
  [`${base(plus, minus)} ÷ (1 + ${percent(bp)})`, percent(bp), ...keptBp.map(percent)].join(" × ");

/** 建筑面积 12000 平方米 × 每平方米 60 元 */
export const areaWords = (name: string, dm2: number, fenPerSqm: number): string =>
  `${name} ${sqm(dm2)} 平方米 × 每平方米 ${money(fenPerSqm)}`;

/** 没有填写卖方持有时间，这一项算不出来 */
export const openWords = (names: readonly string[]): string =>
  `没有填写${names.join("、")}，这一项算不出来`;

/** Why a rule that nobody has read in its source shows no amount. */
export const UNREAD = "依据的文件还没有核对到原文，不列金额";

/** Why there is no amount where no rule is in force on the day. */
export const NO_RULE = "这一天适用的标准没有录入";

/** Why there is no amount where the province or county has not entered its figure. */
export const notEnteredWords = (figure: string): string => `本地的${figure}没有录入`;

/** Stands at everything that is not verified. */
export const CAUTION = "以窗口核定为准";
