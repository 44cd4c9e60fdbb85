import { isLonger, isRuinedCode, limitText, UNREADABLE, type Unreadable } from "./amounts.ts";
import type { Fee } from "./fee.ts";
import { type HandlingType, type Item, ITEM_TYPES, type Limit } from "./item.ts";
import type { Finding } from "./problem.ts";
import { nameKey } from "./text.ts";

/** A licence has at least so many steps (quality rule of the implementation list). */
const LICENCE_STEPS = 5;
const LICENCE = "行政许可";

/**
 * What the rules look at, be it a row of a workbook or an item in an editor: words as they stand,
 * numbers as read, and how many children the item will have once it is accepted.
 */
export interface ItemFacts {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  /** 实施主体, by name. */
  readonly unit: string;
  readonly handling: HandlingType | null;
  readonly statutoryLimit: Limit | null | Unreadable;
  readonly promisedLimit: Limit | null | Unreadable;
  readonly visits: number | null | Unreadable;
  readonly visitReason: string;
  readonly charged: boolean | null;
  readonly feeBasis: string;
  readonly consultPhone: string;
  readonly complaintPhone: string;
  /** The basis of each of its fees; empty texts count as fees without one. */
  readonly feeBases: readonly string[];
  readonly steps: number;
  readonly faqs: number;
}

/** The facts of an item as the catalogue holds it. */
export const factsOf = (item: Item, unit: string, fees: readonly Fee[]): ItemFacts => ({
  ...item,
  unit,
  feeBases: fees.filter((fee) => fee.itemCodes.includes(item.code)).map((fee) => fee.basis),
  steps: item.steps.length,
  faqs: item.faqs.length,
});

const REQUIRED = [
  ["实施编码", "code"],
  ["事项名称", "name"],
  ["事项类型", "type"],
  ["实施主体", "unit"],
] as const;

const isInstant = (limit: Limit | null): boolean => limit?.instant === true;

/** Blanks and hyphens do not make another telephone number. */
const phoneKey = (text: string): string => nameKey(text).replaceAll("-", "");

/** What is wrong with the limits. [C9] [C10] */
const checkLimits = (item: ItemFacts): Finding[] => {
  const { statutoryLimit: statutory, promisedLimit: promised, handling } = item;
  if (promised === UNREADABLE) return [];
  const value = promised ? limitText(promised) : "";
  const found: Finding[] = [];
  if (promised && statutory && statutory !== UNREADABLE && isLonger(promised, statutory))
    found.push({
      code: "promised-exceeds-statutory",
      column: "承诺办结时限",
      value,
      than: limitText(statutory),
    });
  if (handling !== null && (handling === "即办件") !== isInstant(promised))
    found.push({
      code: "instant-mismatch",
      column: "承诺办结时限",
      value,
      ...(handling === "即办件" ? { than: "instant" } : {}),
    });
  return found;
};

/** Whether a fee that is charged says what it is and what it stands on. [C11] */
const checkFee = ({ charged, feeBasis, feeBases }: ItemFacts): Finding[] => {
  if (charged !== true) return [];
  const finding: Finding = { code: "fee-without-detail", column: "是否收费", value: "是" };
  if (feeBases.length === 0) return [finding];
  const based = [feeBasis, ...feeBases].some((basis) => basis.trim() !== "");
  return based ? [] : [{ ...finding, than: "basis" }];
};

/** What a licence ought to have besides. [C13] */
const checkLicence = ({ type, steps, faqs }: ItemFacts): Finding[] => {
  if (type !== LICENCE) return [];
  const found: Finding[] = [];
  if (steps < LICENCE_STEPS)
    found.push({ code: "few-steps", column: "事项类型", value: type, than: String(steps) });
  if (faqs === 0) found.push({ code: "no-faq", column: "事项类型", value: type });
  return found;
};

/**
 * Everything that is wrong with one item by itself, all at once [C7]: what its own words and the
 * number of its children show. Numbers that could not be read are for who read them to report.
 */
export const checkItem = (item: ItemFacts): readonly Finding[] => {
  const found: Finding[] = REQUIRED.filter(([, field]) => item[field] === "").map(([column]) => ({
    code: "missing-field",
    column,
    value: "",
  }));
  if (isRuinedCode(item.code))
    found.push({ code: "bad-number", column: "实施编码", value: item.code });
  if (item.type !== "" && !ITEM_TYPES.some((type) => type === item.type))
    found.push({ code: "unknown-type", column: "事项类型", value: item.type });
  found.push(...checkLimits(item), ...checkFee(item));
  if (typeof item.visits === "number" && item.visits > 0 && item.visitReason === "")
    found.push({
      code: "onsite-reason-missing",
      column: "到办事现场次数",
      value: String(item.visits),
    });
  const phone = phoneKey(item.consultPhone);
  if (phone !== "" && phone === phoneKey(item.complaintPhone))
    found.push({ code: "same-phone", column: "监督投诉方式", value: item.complaintPhone });
  found.push(...checkLicence(item));
  return found;
};
