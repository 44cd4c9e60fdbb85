/** The cells of one row that hold something, by column from 0. */
export type RowCells = ReadonlyMap<number, string>;

/** Takes the rows of one sheet, in order; blank ones may be left out. `row` is the spreadsheet's own, from 1. */
export type RowSink = (row: number, cells: RowCells) => void;

/** Makes the sink for the sheet of this name. */
export type OpenSheet = (sheet: string) => RowSink;
