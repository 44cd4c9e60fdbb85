import { isRuinedCode } from "./amounts.ts";
import { checkItem, type ItemFacts } from "./check.ts";
import { type Finding, type Problem, problemAt, severityOf } from "./problem.ts";
import { nameKey } from "./text.ts";

/** Where a row stands, and how its sheet's header names a column. */
export interface Place {
  readonly sheet: string;
  /** The spreadsheet's own row, from 1. */
  readonly row: number;
  readonly label: (column: string) => string;
}

/** A row of a 事项 sheet as read. */
export interface ItemRow {
  readonly place: Place;
  /** With the children that the workbook and the catalogue hold together. [C12] */
  readonly facts: ItemFacts;
  /** Numbers that could not be read. */
  readonly unreadable: readonly Finding[];
}

/** A row of a sheet of materials, fees, steps or questions as read. */
export interface ChildRow {
  readonly place: Place;
  readonly code: string;
  /** Required fields that are empty and numbers that could not be read. */
  readonly findings: readonly Finding[];
  /** A unit it names, by name; empty for none. */
  readonly unit: string;
}

/** What the hall has already. */
export interface Held {
  readonly hasCode: (code: string) => boolean;
  readonly hasUnit: (name: string) => boolean;
}

/** What came of a workbook. */
export interface WorkbookVerdict {
  /** Every problem, item rows first; not yet in the file's order. */
  readonly problems: readonly Problem[];
  /** The rows that stand: neither in error themselves nor through a child. */
  readonly standing: readonly ItemRow[];
  /** Codes of which a child row is in error: nothing of them is taken. */
  readonly refusedCodes: ReadonlySet<string>;
}

const isError = ({ code }: Finding): boolean => severityOf(code) === "error";

/** A code that can tie rows together: there is one, and no spreadsheet has ruined it. */
const ties = (code: string): boolean => code !== "" && !isRuinedCode(code);

const codeFindings = (code: string, isKnown: (code: string) => boolean): readonly Finding[] => {
  const column = "实施编码";
  if (code === "") return [{ code: "missing-field", column, value: "" }];
  if (isRuinedCode(code)) return [{ code: "bad-number", column, value: code }];
  return isKnown(code) ? [] : [{ code: "orphan-row", column, value: code }];
};

/**
 * Judges all rows of a workbook together [C7]: each item by itself and with its children, repeated
 * codes [C8], children without an item [C14], units the hall does not know [C15].
 */
export const checkWorkbook = (
  items: readonly ItemRow[],
  children: readonly ChildRow[],
  held: Held,
): WorkbookVerdict => {
  const problems: Problem[] = [];
  const report = (place: Place, findings: readonly Finding[]): void => {
    for (const finding of findings)
      problems.push(problemAt(finding, { ...place, label: place.label(finding.column) }));
  };

  const newUnits = new Set<string>();
  const unitFindings = (unit: string, column: string): readonly Finding[] => {
    const key = nameKey(unit);
    if (key === "" || newUnits.has(key) || held.hasUnit(unit)) return [];
    newUnits.add(key);
    return [{ code: "new-unit", column, value: unit }];
  };

  const codes = new Set(items.map(({ facts }) => facts.code));
  const seen = new Set<string>();
  const rowsWithoutError: ItemRow[] = [];
  for (const item of items) {
    const { code, unit } = item.facts;
    const repeated = ties(code) && seen.has(code);
    seen.add(code);
    const own = [...item.unreadable, ...checkItem(item.facts)];
    const findings: readonly Finding[] = repeated
      ? [{ code: "duplicate-code", column: "实施编码", value: code }, ...own.filter(isError)]
      : [...own, ...unitFindings(unit, "实施主体")];
    report(item.place, findings);
    if (!findings.some(isError)) rowsWithoutError.push(item);
  }

  const refusedCodes = new Set<string>();
  for (const { place, code, findings, unit } of children) {
    const isKnown = (one: string) => codes.has(one) || held.hasCode(one);
    const all = [...codeFindings(code, isKnown), ...findings];
    if (all.some(isError)) refusedCodes.add(code);
    report(place, [...all, ...unitFindings(unit, "执收单位")]);
  }

  const standing = rowsWithoutError.filter(({ facts }) => !refusedCodes.has(facts.code));
  return { problems, standing, refusedCodes };
};
