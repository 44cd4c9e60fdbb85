import { fill } from "../../refusals.ts";

/** Why an input gets no estimate, with the sentence people read. Codes are stable. */
export const ESTIMATE_PROBLEMS = {
  "not-an-object": { zh: "请填写要估算的内容。", en: "Send the facts as an object." },
  "unknown-field": { zh: "有不认识的字段：{field}。", en: "There is no field {field}." },
  missing: { zh: "请填写 {field}。", en: "{field} is missing." },
  "wrong-type": { zh: "{field} 的类型不对。", en: "{field} has the wrong type." },
  "not-a-number": { zh: "{field} 不是有效的数。", en: "{field} is not a finite number." },
  "not-whole": { zh: "{field} 须为整数。", en: "{field} has to be a whole number." },
  "too-precise": { zh: "{field} 最多两位小数。", en: "{field} has more than two decimals." },
  "too-small": { zh: "{field} 太小，至少 {limit}。", en: "{field} has to be at least {limit}." },
  "too-large": { zh: "{field} 太大，最多 {limit}。", en: "{field} may be {limit} at most." },
} as const satisfies Record<string, { zh: string; en: string }>;

/** The stable code of a refused input. */
export type EstimateProblemCode = keyof typeof ESTIMATE_PROBLEMS;

/** What is wrong with an input: a stable code, and which field. */
export interface EstimateProblem {
  readonly code: EstimateProblemCode;
  readonly field: string;
  /** The bound that was passed; empty for other codes. */
  readonly limit: string;
}

/** The sentences of a problem. */
export const problemText = ({ code, field, limit }: EstimateProblem) => ({
  zh: fill(ESTIMATE_PROBLEMS[code].zh, { field, limit }),
  en: fill(ESTIMATE_PROBLEMS[code].en, { field, limit }),
});
