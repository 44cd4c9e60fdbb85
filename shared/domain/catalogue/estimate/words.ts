import { percent, type Rounded, sqm, yuan } from "./money.ts";

/** A figure in a calculation: what it is called and how much it is. */
export interface Named {
  readonly name: string;
  readonly fen: number;
}

const money = (fen: number): string => `${yuan(fen)} 元`;
const called = ({ name, fen }: Named): string => `${name} ${money(fen)}`;
// What was rounded is only nearly equal.
const equals = ({ fen, exact }: Rounded): string => `${exact ? "=" : "≈"} ${money(fen)}`;

/** 合同价 1,000,000 元 − 增值税 29,126.21 元 */
export const sumWords = (plus: Named, minus: readonly Named[]): string =>
  [plus, ...minus].map(called).join(" − ");

/** 计税价格：合同价 1,000,000 元 − 增值税 29,126.21 元 = 970,873.79 元 */
export const figureWords = (name: string, words: string, result: Rounded): string =>
  `${name}：${words} ${equals(result)}`;

/** What a rate is taken of, in brackets where it is a difference. */
const base = (plus: Named, minus: readonly Named[]): string =>
  minus.length > 0 ? `（${sumWords(plus, minus)}）` : called(plus);

/** 计税价格 970,873.79 元 × 1% ≈ 9,708.74 元; each kept part of a reduction is a further factor. */
export const shareWords = (
  plus: Named,
  minus: readonly Named[],
  bp: number,
  keptBp: readonly number[],
  result: Rounded,
): string =>
  `${[base(plus, minus), percent(bp), ...keptBp.map(percent)].join(" × ")} ${equals(result)}`;

/** 合同价 1,000,000 元 ÷ (1 + 3%) × 3% ≈ 29,126.21 元 */
export const containedWords = (plus: Named, minus: readonly Named[], bp: number): string =>
  `${base(plus, minus)} ÷ (1 + ${percent(bp)}) × ${percent(bp)}`;

/** The same with its result. */
export const withResult = (words: string, result: Rounded): string => `${words} ${equals(result)}`;

/** 建筑面积 12,000 平方米 × 每平方米 60 元 = 720,000 元 */
export const areaWords = (name: string, dm2: number, fenPerSqm: number, result: Rounded): string =>
  `${name} ${sqm(dm2)} 平方米 × 每平方米 ${money(fenPerSqm)} ${equals(result)}`;
