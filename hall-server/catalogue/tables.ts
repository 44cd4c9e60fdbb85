import { clean } from "#shared/domain/catalogue/text.ts";
import { unguarded } from "./formulas.ts";
import {
  type Header,
  isHeader,
  isNearer,
  namesCode,
  type NearHeader,
  readHeader,
  SHEETS,
} from "./headers.ts";
import { Refused } from "./refused.ts";
import type { OpenSheet, RowCells } from "./rows.ts";

/** A row of data: what it says in the columns that are known, cleaned. */
export interface TableRow {
  readonly row: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** What stands below one header row. */
export interface Table {
  readonly sheet: string;
  readonly header: Header;
  /** The header's own row. */
  readonly headerRow: number;
  readonly rows: TableRow[];
}

const isBlank = (cells: RowCells): boolean => {
  for (const text of cells.values()) if (clean(text) !== "") return false;
  return true;
};

interface Sheet {
  readonly name: string;
  /** The table that rows belong to now; null before the first header. */
  table: Table | null;
  /** The row that came nearest to a header so far. */
  near: NearHeader | null;
}

/** Gathers the tables of a file while its rows pass by. */
export class TableReader {
  readonly #tables: Table[] = [];
  readonly #sheets: Sheet[] = [];

  /** Takes one sheet after the other; what stands before its header is let go. [C3] */
  readonly openSheet: OpenSheet = (name) => {
    const sheet: Sheet = { name, table: null, near: null };
    this.#sheets.push(sheet);
    return (row, cells) => this.#take(sheet, row, cells);
  };

  /**
   * The tables that were found.
   * @throws Refused naming what is missing: of a sheet that was surely meant, or of the whole file
   */
  tables(): readonly Table[] {
    const lacking = this.#lacking();
    if (lacking)
      throw new Refused(
        `工作表「${lacking.name}」缺少必需的列：${lacking.near.missing.join("、")}；请补上后再导入。`,
      );
    if (this.#tables.length === 0)
      throw new Refused(
        `没有找到表头，缺少必需的列：${SHEETS["事项"].required.join("、")}；请补上表头，` +
          "如果文字是乱码，请另存为「CSV UTF-8」或 .xlsx 后再导入。",
      );
    return this.#tables;
  }

  #take(sheet: Sheet, row: number, cells: RowCells): void {
    const { table } = sheet;
    const found = !table || namesCode(cells) ? readHeader(cells) : null;
    if (found && isHeader(found)) {
      sheet.table = { sheet: sheet.name, header: found, headerRow: row, rows: [] };
      this.#tables.push(sheet.table);
    } else if (table) {
      if (!isBlank(cells)) table.rows.push({ row, cells: this.#known(table, cells) });
    } else if (found && isNearer(found, sheet.near)) sheet.near = found;
  }

  /** The sheet to name when columns are missing: one surely meant, or the best there is. */
  #lacking(): { readonly name: string; readonly near: NearHeader } | undefined {
    const open = this.#sheets.flatMap(({ name, table, near }) =>
      near && !table ? [{ name, near }] : [],
    );
    const meant = open.find(({ near }) => near.meant);
    if (meant) return meant;
    if (this.#tables.length === 0) return open.toSorted((a, b) => b.near.known - a.near.known)[0];
    if (this.#tables.some(({ header }) => header.kind === "事项")) return undefined;
    return open.find(({ near }) => near.kind === "事项" && near.known > 1);
  }

  #known({ header }: Table, cells: RowCells): ReadonlyMap<string, string> {
    const known = new Map<string, string>();
    for (const [column, position] of header.positions) {
      const text = unguarded(clean(cells.get(position) ?? ""));
      if (text !== "") known.set(column, text);
    }
    return known;
  }
}
