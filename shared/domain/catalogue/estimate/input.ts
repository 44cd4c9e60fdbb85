import type { EstimateProblem, EstimateProblemCode } from "./problems.ts";
import type { FactUnit, Facts, LocalEntries, RuleSet } from "./rules.ts";

/** How a field of an input is written, and which fact it becomes. */
export interface Field<F extends string> {
  readonly fact: F;
  readonly required: boolean;
  /** Bounds as written (yuan, square metres, months); null for yes or no. */
  readonly range: { readonly min: number; readonly max: number } | null;
}

/** The fields of an input by name. */
export type Fields<F extends string> = Readonly<Record<string, Field<F>>>;

/** A value, or the first thing that is wrong with it. */
export type Checked<T> =
  | { readonly value: T; readonly refused?: never }
  | { readonly refused: EstimateProblem; readonly value?: never };

const bad = (
  code: EstimateProblemCode,
  field: string,
  limit = "",
): { readonly refused: EstimateProblem } => ({ refused: { code, field, limit } });

const DECIMAL = /^(\d+)(?:\.(\d{1,2}))?$/;

/** Two decimals at most, read off the written digits: 19.99 × 100 is not 1999 in binary. */
const hundredths = (value: number): number | null => {
  const written = DECIMAL.exec(String(value));
  if (!written) return null;
  return Number(`${written[1]}${(written[2] ?? "").padEnd(2, "0")}`);
};

const readNumber = (
  value: number,
  name: string,
  unit: FactUnit,
  range: { readonly min: number; readonly max: number },
): Checked<number> => {
  if (!Number.isFinite(value)) return bad("not-a-number", name);
  if (value < range.min) return bad("too-small", name, String(range.min));
  if (value > range.max) return bad("too-large", name, String(range.max));
  if (unit === "fen" || unit === "dm2") {
    const exact = hundredths(value);
    return exact === null ? bad("too-precise", name) : { value: exact };
  }
  return Number.isInteger(value) ? { value } : bad("not-whole", name);
};

/**
 * Reads an input of unknown origin into facts: fen, square decimetres, whole numbers [E2].
 * What is optional may be absent or null: then the fact is open.
 */
export const readFacts = <F extends string, P extends string>(
  { facts }: RuleSet<F, P>,
  fields: Fields<F>,
  input: unknown,
): Checked<Facts<F>> => {
  if (typeof input !== "object" || input === null || Array.isArray(input))
    return bad("not-an-object", "");
  for (const name of Object.keys(input))
    if (!Object.hasOwn(fields, name)) return bad("unknown-field", name.slice(0, 64));
  const read: Partial<Record<F, number | boolean | null>> = {};
  for (const [name, { fact, required, range }] of Object.entries(fields)) {
    const value: unknown = Object.hasOwn(input, name) ? Reflect.get(input, name) : undefined;
    if (value === undefined || value === null) {
      if (required) return bad("missing", name);
      read[fact] = null;
    } else if (typeof value !== (range ? "number" : "boolean")) {
      return bad("wrong-type", name);
    } else if (range) {
      const number = readNumber(value as number, name, facts[fact].unit, range);
      if (number.refused) return number;
      read[fact] = number.value;
    } else {
      read[fact] = value as boolean;
    }
  }
  return { value: read as Facts<F> };
};

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** What is wrong with the day or with the hall's own figures; null when nothing is. */
export const circumstancesProblem = <F extends string, P extends string>(
  { local }: RuleSet<F, P>,
  day: string,
  entries: LocalEntries,
): EstimateProblem | null => {
  if (!DAY.test(day)) return bad("wrong-type", "day").refused;
  for (const [id, value] of Object.entries(entries)) {
    const figure = local.find((one) => one.id === id);
    if (!figure) return bad("unknown-field", id).refused;
    if (value === null) continue;
    const { refused } = readNumber(value, id, "count", figure);
    if (refused) return refused;
  }
  return null;
};
