import { strToU8, zipSync } from "fflate";
import type { Problem, ProblemCode } from "#shared/domain/catalogue/problem.ts";
import type { Fee } from "#shared/domain/catalogue/fee.ts";
import type { Item } from "#shared/domain/catalogue/item.ts";
import type { Catalogue } from "#hall-server/catalogue/documents.ts";
import { type ImportPlan, planImport } from "#hall-server/catalogue/import.ts";
import { readSpreadsheet } from "#hall-server/catalogue/read-file.ts";
import { TableReader } from "#hall-server/catalogue/tables.ts";

/** A cell of a test sheet: a text, a number, a formula with its stored value, nothing, or raw XML. */
export type Cell = string | number | null | { readonly formula: string; readonly stored: string };

/** A sheet of a test workbook. */
export interface TestSheet {
  readonly name?: string;
  readonly state?: "hidden" | "veryHidden";
  readonly rows?: readonly (readonly Cell[])[];
  /** The sheet's XML in place of rows. */
  readonly xml?: string;
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const cellXml = (cell: Cell): string => {
  if (cell === null) return "<c/>";
  if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
  if (typeof cell === "string")
    return `<c t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
  return `<c t="str"><f>${escape(cell.formula)}</f><v>${escape(cell.stored)}</v></c>`;
};

const sheetXml = (rows: readonly (readonly Cell[])[]): string =>
  `<worksheet><sheetData>${rows
    .map((cells) => `<row>${cells.map(cellXml).join("")}</row>`)
    .join("")}</sheetData></worksheet>`;

const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The parts of a workbook, by hand: as little as a spreadsheet program accepts. */
export const workbookParts = (sheets: readonly TestSheet[]): Record<string, Uint8Array> => ({
  "_rels/.rels": strToU8(
    `<Relationships><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ),
  "xl/workbook.xml": strToU8(
    `<workbook xmlns:r="${RELATIONS}"><sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${escape(name ?? `表${at + 1}`)}" sheetId="${at + 1}" r:id="s${at}"${state ? ` state="${state}"` : ""}/>`,
      )
      .join("")}</sheets></workbook>`,
  ),
  "xl/_rels/workbook.xml.rels": strToU8(
    `<Relationships>${sheets
      .map(
        (_, at) =>
          `<Relationship Id="s${at}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
      )
      .join("")}</Relationships>`,
  ),
  ...Object.fromEntries(
    sheets.map(({ rows = [], xml }, at) => [
      `xl/worksheets/sheet${at + 1}.xml`,
      strToU8(xml ?? sheetXml(rows)),
    ]),
  ),
});

/** A workbook of these sheets. */
export const xlsx = (...sheets: readonly TestSheet[]): Buffer =>
  Buffer.from(zipSync(workbookParts(sheets)));

/** A hall without anything. */
export const EMPTY: Catalogue = { items: [], fees: [], units: [], windows: [], services: [] };

/** Reads a file and works out what it does. */
export const importInto = (
  file: Buffer,
  catalogue: Catalogue = EMPTY,
  name = "list.xlsx",
): ImportPlan => {
  const reader = new TableReader();
  readSpreadsheet(file, name, reader.openSheet);
  return planImport(reader.tables(), catalogue);
};

/** The catalogue after an import was carried out. */
export const after = (plan: ImportPlan, before: Catalogue = EMPTY): Catalogue => ({
  ...before,
  items: plan.items ?? before.items,
  fees: plan.fees ?? before.fees,
  units: plan.units ?? before.units,
});

/** A row by column names, for {@link sheet}. */
export type Row = Readonly<Record<string, Cell>>;

/** A sheet with the columns that its rows use, the header in row 1. */
export const sheet = (rows: readonly Row[], name?: string): TestSheet => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => row[column] ?? null));
  return { ...(name === undefined ? {} : { name }), rows: [columns, ...cells] };
};

/** A 事项 row nothing is wrong with; no warning either in a hall that knows the unit. */
export const goodItem = (row: Row = {}): Row => ({
  实施编码: "A1",
  事项名称: "食品经营许可",
  事项类型: "公共服务",
  实施主体: "县市场监管局",
  ...row,
});

/** The unit of {@link goodItem}. */
export const UNIT = {
  id: "market",
  name: "县市场监管局",
  shortName: "市监局",
  nameEn: "Market Regulation",
};

/** A hall that knows the unit of {@link goodItem}. */
export const HALL: Catalogue = { ...EMPTY, units: [UNIT] };

/** Problems as `code@row`, with the sheet where it is not the first. */
export const told = (plan: ImportPlan): readonly string[] =>
  plan.report.problems.map(({ code, row }) => `${code}@${row}`);

/** The problems of one code. */
export const ofCode = (plan: ImportPlan, code: ProblemCode): readonly Problem[] =>
  plan.report.problems.filter((problem) => problem.code === code);

/** accepted, rejected, unchanged. */
export const counts = ({ report }: ImportPlan): readonly [number, number, number] => [
  report.items.accepted,
  report.items.rejected,
  report.items.unchanged,
];

/** The item of this code after an import into an empty hall or another. */
export const itemOf = (plan: ImportPlan, code: string): Item | undefined =>
  plan.items?.find((item) => item.code === code);

/** The fees of an item after an import. */
export const feesOf = (catalogue: Catalogue, code: string): readonly Fee[] =>
  catalogue.fees.filter((fee) => fee.itemCodes.includes(code));
