import type { Item } from "#shared/domain/catalogue/item.ts";
import { FAQ_FIELDS, FEE_FIELDS, MATERIAL_FIELDS, STEP_FIELDS } from "./child-fields.ts";
import type { Catalogue } from "./documents.ts";
import { type Field, wordsOf } from "./fields.ts";
import { guarded } from "./formulas.ts";
import { CODE, type SheetKind } from "./headers.ts";
import { ITEM_FIELDS } from "./item-fields.ts";
import { HallNames, type Names } from "./names.ts";
import type { WorkbookSheet } from "./write-workbook.ts";

/** Columns whose digits a spreadsheet may take as a number. */
const NUMERIC = new Set(["法定办结时限", "承诺办结时限", "到办事现场次数", "纸质份数", "步骤序号"]);

/** A record to be written, behind the cells that tie it to its item. */
interface Row<T> {
  readonly ties: readonly string[];
  readonly record: T;
}

const cell = (column: string, words: string): string | number =>
  NUMERIC.has(column) && /^\d{1,9}$/.test(words) ? Number(words) : guarded(words);

const sheetOf = <T extends object>(
  name: SheetKind,
  ties: readonly string[],
  fields: readonly Field<T>[],
  rows: readonly Row<T>[],
  names: Names,
): WorkbookSheet => {
  const used = fields.filter(
    (field) => !field.onlyIfUsed || rows.some(({ record }) => wordsOf(record, field, names) !== ""),
  );
  const columns = [...ties, ...used.map(({ column }) => column)];
  return {
    name,
    header: columns,
    rows: rows.map(({ ties: tied, record }) =>
      [...tied, ...used.map((field) => wordsOf(record, field, names))].map((words, at) =>
        cell(columns[at]!, words),
      ),
    ),
  };
};

/** The children of all items, each tied to its item and, where their order counts, numbered. */
const childRows = <T>(
  items: readonly Item[],
  childrenOf: (item: Item) => readonly T[],
  numbered = false,
): readonly Row<T>[] =>
  items.flatMap((item) =>
    childrenOf(item).map((record, index) => ({
      ties: [item.code, item.name, ...(numbered ? [String(index + 1)] : [])],
      record,
    })),
  );

/** The catalogue as the workbook that an import reads. [C17] */
export const exportSheets = (catalogue: Catalogue): readonly WorkbookSheet[] => {
  const { items, fees } = catalogue;
  const names = new HallNames(catalogue);
  const itemNames = new Map(items.map(({ code, name }) => [code, name]));
  // A fee of an item that is not in the catalogue would come back as an orphan.
  const feeRows = fees.flatMap((fee) =>
    fee.itemCodes
      .filter((code) => itemNames.has(code))
      .map((code) => ({ ties: [code, itemNames.get(code) ?? "", fee.id], record: fee })),
  );
  const itemRows = items.map((record) => ({ ties: [record.code], record }));
  const tied = [CODE, "事项名称"];
  const materials = childRows(items, (item) => item.materials);
  const steps = childRows(items, (item) => item.steps, true);
  const faqs = childRows(items, (item) => item.faqs);
  return [
    sheetOf("事项", [CODE], ITEM_FIELDS, itemRows, names),
    sheetOf("材料", tied, MATERIAL_FIELDS, materials, names),
    sheetOf("收费", [...tied, "收费编号"], FEE_FIELDS, feeRows, names),
    sheetOf("流程", [...tied, "步骤序号"], STEP_FIELDS, steps, names),
    sheetOf("常见问题", tied, FAQ_FIELDS, faqs, names),
  ];
};
