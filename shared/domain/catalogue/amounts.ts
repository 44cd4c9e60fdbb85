import type { Limit, LimitUnit } from "./item.ts";
import { clean, foldWidth } from "./text.ts";

/** Stands for a cell that ought to hold a number and holds none. */
export const UNREADABLE = "unreadable";
export type Unreadable = typeof UNREADABLE;

/** Words for "settled on the spot". */
const INSTANT = new Set([
  "即办",
  "即办件",
  "即时",
  "即时办结",
  "即时办理",
  "当场",
  "当场办结",
  "当场办理",
]);

const UNITS: ReadonlyMap<string, LimitUnit> = new Map([
  ["", "工作日"],
  ["工作日", "工作日"],
  ["个工作日", "工作日"],
  ["天", "天"],
  ["日", "天"],
  ["自然日", "天"],
  ["个自然日", "天"],
  ["日历日", "天"],
  ["月", "月"],
  ["个月", "月"],
]);

const squeezed = (text: string): string => foldWidth(clean(text)).replace(/\s+/g, "");

const whole = (digits: string): number | Unreadable => {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : UNREADABLE;
};

/**
 * A whole number that is not negative, alone or with a measure word: 1, １, 1次, 20.0. [C5]
 * @param measure what may follow the digits, e.g. 次
 * @returns null for an empty text
 */
export const parseWhole = (text: string, measure = ""): number | null | Unreadable => {
  const said = squeezed(text);
  if (said === "") return null;
  const bare = said.endsWith(measure) ? said.slice(0, said.length - measure.length) : said;
  const digits = /^(\d+)(?:\.0+)?$/.exec(bare);
  return digits ? whole(digits[1]!) : UNREADABLE;
};

/** The unit of a limit as lists write it; 工作日 for an empty text. [C6] */
export const parseLimitUnit = (text: string): LimitUnit | Unreadable =>
  UNITS.get(squeezed(text)) ?? UNREADABLE;

/**
 * A limit: 5个工作日, ５ 个工作日, 20, 3个月, 即办, 当场办结. [C6]
 * @param unit counted in when the text names no unit itself
 * @returns null for an empty text
 */
export const parseLimit = (text: string, unit: LimitUnit): Limit | null | Unreadable => {
  const said = squeezed(text);
  if (said === "") return null;
  if (INSTANT.has(said)) return { instant: true };
  const [, digits, named] = /^(\d+)(?:\.0+)?(\D*?)内?$/.exec(said) ?? [];
  if (digits === undefined) return UNREADABLE;
  const value = whole(digits);
  const counted = named ? parseLimitUnit(named) : unit;
  return value === UNREADABLE || counted === UNREADABLE
    ? UNREADABLE
    : { instant: false, value, unit: counted };
};

/** A limit in words: 5个工作日, 30天, 3个月, 即办. */
export const limitText = (limit: Limit): string =>
  limit.instant ? "即办" : `${limit.value}${limit.unit === "天" ? "" : "个"}${limit.unit}`;

/** Whether one limit is longer than another of the same unit; limits that differ in unit are not compared. [C9] */
export const isLonger = (limit: Limit, than: Limit): boolean =>
  !limit.instant && !than.instant && limit.unit === than.unit && limit.value > than.value;

/**
 * Whether a spreadsheet took a code for a number and wrote 1.14E+17 in its place: the digits after the
 * fifteenth are lost. [C5]
 */
export const isRuinedCode = (code: string): boolean =>
  /^\d(?:\.\d+)?E\+\d+$/i.test(code) || /^\d\.\d+E\d+$/i.test(code);

/**
 * A day as YYYY-MM-DD from 2026-01-31, 2026/1/31, 2026.1.31, 2026年1月31日, 20260131, or the number a
 * spreadsheet keeps for it.
 * @returns an empty text for an empty one
 */
export const parseDay = (text: string): string | Unreadable => {
  const said = squeezed(text);
  if (said === "") return "";
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(said);
  // A spreadsheet counts days from 1899-12-30.
  if (serial)
    return new Date(Date.UTC(1899, 11, 30 + Number(serial[1]))).toISOString().slice(0, 10);
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?00:00(?::00)?)?$/.exec(said) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(said);
  if (!parts) return UNREADABLE;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return UNREADABLE;
  return date.toISOString().slice(0, 10);
};

/**
 * An amount of yuan, at most two decimals, in fen: 80, 80.00, 80元, 1,200.
 * @returns null for an empty text
 */
export const parseYuan = (text: string): number | null | Unreadable => {
  const said = squeezed(text)
    .replace(/元$/, "")
    .replace(/,(?=\d{3})/g, "");
  if (said === "") return null;
  const parts = /^(\d+)(?:\.(\d{1,2}))?$/.exec(said);
  return parts ? whole(parts[1]! + (parts[2] ?? "").padEnd(2, "0")) : UNREADABLE;
};

/** Fen as yuan with two decimals: 8000 → 80.00. */
export const yuanText = (fen: number): string =>
  `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
