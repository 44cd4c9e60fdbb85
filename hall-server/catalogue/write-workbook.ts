import { strToU8, zipSync } from "fflate";

/** A sheet to be written; an empty text is an empty cell. */
export interface WorkbookSheet {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The styles by their place in `styles.xml`: plain, bold header, text that stays text when it is typed over. */
const HEADER_STYLE = 1;
const TEXT_STYLE = 2;
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font>` +
  '<font><b/><sz val="11"/><name val="等线"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';

/** A code is long; everything else is given room for eight characters. */
const CODE_WIDTH = 36;
const WIDTH = 18;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);

/** What a reader would take for an escaped sign is escaped itself. */
const escapeText = (text: string): string =>
  escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_"));

/** A column's letters, from 0: A, B … Z, AA. */
const lettersOf = (column: number): string => {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? lettersOf(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
};

/** The texts of all sheets, each once. */
class SharedTexts {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }

  xml(): string {
    const texts = Array.from(this.#numbers.keys(), (text) => {
      return `<si><t xml:space="preserve">${escapeText(text)}</t></si>`;
    });
    return `${HEAD}<sst xmlns="${MAIN}">${texts.join("")}</sst>`;
  }
}

const sheetXml = ({ header, rows }: WorkbookSheet, texts: SharedTexts): string => {
  const letters = header.map((_, column) => lettersOf(column));
  const cellXml = (value: string | number, column: number, row: number, style: number): string => {
    if (value === "") return "";
    const start = `<c r="${letters[column]}${row}"${style === 0 ? "" : ` s="${style}"`}`;
    return typeof value === "number"
      ? `${start}><v>${value}</v></c>`
      : `${start} t="s"><v>${texts.numberOf(value)}</v></c>`;
  };
  const rowXml = (
    cells: readonly (string | number)[],
    row: number,
    styleOf: (column: number) => number,
  ): string =>
    `<row r="${row}">${cells.map((value, at) => cellXml(value, at, row, styleOf(at))).join("")}</row>`;
  const columns = letters.map((_, at) => {
    const [width, style] = at === 0 ? [CODE_WIDTH, TEXT_STYLE] : [WIDTH, 0];
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${style}" customWidth="1"/>`;
  });
  const data = rows.map((cells, at) =>
    rowXml(cells, at + 2, (column) => (column === 0 ? TEXT_STYLE : 0)),
  );
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:${letters.at(-1)}${rows.length + 1}"/>` +
    '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns.join("")}</cols>` +
    `<sheetData>${rowXml(header, 1, () => HEADER_STYLE)}${data.join("")}</sheetData></worksheet>`
  );
};

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;

const relationsXml = (relations: readonly string[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join("")}</Relationships>`;

const contentType = (part: string, type: string): string =>
  `<Override PartName="${part}" ContentType="${TYPE}.${type}+xml"/>`;

/** The earliest date a zip file can hold: an export of the same catalogue is the same file. */
const NO_DATE = new Date(1980, 0, 1);

/** Writes an .xlsx workbook. The first column of each sheet is kept as text. */
export const writeWorkbook = (sheets: readonly WorkbookSheet[]): Uint8Array => {
  const texts = new SharedTexts();
  const numbered = sheets.map((sheet, index) => ({ sheet, number: index + 1 }));
  const parts = new Map<string, string>();
  for (const { sheet, number } of numbered)
    parts.set(`xl/worksheets/sheet${number}.xml`, sheetXml(sheet, texts));
  parts.set("xl/sharedStrings.xml", texts.xml());
  parts.set("xl/styles.xml", STYLES);
  parts.set(
    "xl/workbook.xml",
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbered
      .map(
        ({ sheet, number }) =>
          `<sheet name="${escapeXml(sheet.name)}" sheetId="${number}" r:id="rId${number}"/>`,
      )
      .join("")}</sheets></workbook>`,
  );
  parts.set(
    "xl/_rels/workbook.xml.rels",
    relationsXml([
      ...numbered.map(({ number }) =>
        relation(`rId${number}`, "worksheet", `worksheets/sheet${number}.xml`),
      ),
      relation("rIdTexts", "sharedStrings", "sharedStrings.xml"),
      relation("rIdStyles", "styles", "styles.xml"),
    ]),
  );
  parts.set("_rels/.rels", relationsXml([relation("rId1", "officeDocument", "xl/workbook.xml")]));
  parts.set(
    "[Content_Types].xml",
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      contentType("/xl/workbook.xml", "sheet.main") +
      numbered
        .map(({ number }) => contentType(`/xl/worksheets/sheet${number}.xml`, "worksheet"))
        .join("") +
      contentType("/xl/sharedStrings.xml", "sharedStrings") +
      `${contentType("/xl/styles.xml", "styles")}</Types>`,
  );
  const files = Object.fromEntries([...parts].map(([path, xml]) => [path, strToU8(xml)]));
  return zipSync(files, { level: 6, mtime: NO_DATE });
};
