import type { Place } from "#shared/domain/catalogue/check-workbook.ts";
import { type Finding, type Problem, problemAt } from "#shared/domain/catalogue/problem.ts";
import { cleanCode } from "#shared/domain/catalogue/text.ts";
import type { Said } from "./fields.ts";
import { CODE, type SheetKind, SHEETS } from "./headers.ts";
import type { Table } from "./tables.ts";

/** A row of data of a known kind. */
export interface SheetRow {
  readonly kind: SheetKind;
  readonly place: Place;
  /** The item it is or belongs to; empty when it does not say. */
  readonly code: string;
  readonly said: Said;
}

/** What a workbook says, gathered from its tables in their order. */
export interface WorkbookRows {
  readonly items: readonly SheetRow[];
  readonly children: readonly SheetRow[];
  /** The child rows by the code of their item. */
  readonly childrenOf: ReadonlyMap<string, readonly SheetRow[]>;
}

const rowsOf = ({ sheet, header, rows }: Table): SheetRow[] =>
  rows.map(({ row, cells }) => {
    const said: Said = (column) =>
      header.positions.has(column) ? (cells.get(column) ?? "") : undefined;
    return {
      kind: header.kind,
      place: { sheet, row, label: (column) => header.labels.get(column) ?? column },
      code: cleanCode(said(CODE) ?? ""),
      said,
    };
  });

/** Sorts the rows of all tables into items and children. */
export const gatherRows = (tables: readonly Table[]): WorkbookRows => {
  const rows = tables.flatMap(rowsOf);
  const children = rows.filter(({ kind }) => kind !== "事项");
  return {
    items: rows.filter(({ kind }) => kind === "事项"),
    children,
    childrenOf: Map.groupBy(children, ({ code }) => code),
  };
};

/** The required fields that a child row leaves empty; its code is for the rules to judge. */
export const missingIn = ({ kind, said }: SheetRow): readonly Finding[] =>
  SHEETS[kind].required
    .filter((column) => column !== CODE && said(column) === "")
    .map((column) => ({ code: "missing-field", column, value: "" }));

/** The findings for columns that ought to hold a number. */
export const unreadableIn = ({ said }: SheetRow, columns: readonly string[]): readonly Finding[] =>
  columns.map((column) => ({ code: "bad-number", column, value: said(column) ?? "" }));

/** A warning for each column nobody knows, once per sheet. [C16] */
export const unknownColumns = (tables: readonly Table[]): readonly Problem[] => {
  const said = new Set<string>();
  return tables.flatMap(({ sheet, headerRow, header }) =>
    header.unknown.flatMap((label) => {
      const key = JSON.stringify([sheet, label]);
      if (said.has(key)) return [];
      said.add(key);
      const finding: Finding = { code: "unknown-column", column: label, value: label };
      return [problemAt(finding, { sheet, row: headerRow })];
    }),
  );
};
