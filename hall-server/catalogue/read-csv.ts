import { CsvError, parse } from "csv-parse/sync";
import { Refused } from "./refused.ts";
import type { RowCells, RowSink } from "./rows.ts";

/** Decodes UTF-8 (with or without its mark) or GB18030, and nothing else by guessing. */
const decode = (file: Uint8Array): string => {
  for (const encoding of ["utf-8", "gb18030"])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(file);
      // UTF-16 without its mark passes for either, full of zeros.
      if (!text.includes("\0")) return text;
    } catch {
      // Not this one.
    }
  throw new Refused(
    "文件的编码不是 UTF-8 或 GB18030；请用表格软件另存为「CSV UTF-8」或 .xlsx 后再导入。",
  );
};

const cellsOf = (record: readonly string[]): RowCells => {
  const cells = new Map<number, string>();
  record.forEach((text, column) => {
    if (text !== "") cells.set(column, text);
  });
  return cells;
};

/**
 * Reads a CSV file; a row is a record, blank ones counted. [C4]
 * @throws Refused for another encoding, or quotes that never end
 */
export const readCsv = (file: Uint8Array, sink: RowSink): void => {
  const text = decode(file);
  let row = 0;
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: ["\r\n", "\n", "\r"],
      // Handed on one by one and not kept.
      on_record: (record: readonly string[]) => {
        sink((row += 1), cellsOf(record));
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refused(
      `第 ${row + 1} 条记录的引号不成对，后面的内容分不开；请改正引号，或另存为 .xlsx 后再导入。`,
    );
  }
};
