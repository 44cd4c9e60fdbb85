import { dirname, join } from "node:path/posix";
import { Refused } from "./refused.ts";
import type { OpenSheet, RowSink } from "./rows.ts";
import { decodeXml, scanXml } from "./xml.ts";
import { unzip } from "./zip.ts";

/** The last cell of a spreadsheet is XFD1048576. */
const MAX_COLUMN = 16_384;
const MAX_ROW = 1_048_576;
/** From here on a spreadsheet's numbers have lost digits. */
const INEXACT = 1e15;

type Parts = ReadonlyMap<string, Buffer>;

const partText = (parts: Parts, path: string): string | null => {
  const bytes = parts.get(path.toLowerCase());
  return bytes ? decodeXml(bytes) : null;
};

interface Relation {
  readonly type: string;
  readonly path: string;
}

/** What a part refers to, by id. A part's relations stand in a folder beside it. */
const relationsOf = (parts: Parts, part: string): ReadonlyMap<string, Relation> => {
  const folder = dirname(part);
  const xml = partText(
    parts,
    join(folder, "_rels", `${part.slice(part.lastIndexOf("/") + 1)}.rels`),
  );
  const relations = new Map<string, Relation>();
  if (xml === null) return relations;
  scanXml(xml, {
    open: (name, attribute) => {
      const [id, target] = [attribute("Id"), attribute("Target")];
      if (name !== "Relationship" || id === null || target === null) return;
      const path = target.startsWith("/") ? target.slice(1) : join(folder, target);
      const type = attribute("Type") ?? "";
      relations.set(id, { type: type.slice(type.lastIndexOf("/") + 1), path });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return relations;
};

const ofType = (relations: ReadonlyMap<string, Relation>, type: string): string | undefined =>
  [...relations.values()].find((relation) => relation.type === type)?.path;

/** The workbook's own part. */
const workbookPart = (parts: Parts): string => {
  const path = ofType(relationsOf(parts, ""), "officeDocument") ?? "xl/workbook.xml";
  if (path.endsWith(".bin"))
    throw new Refused("这是 .xlsb 文件；请用表格软件打开，另存为 .xlsx 后再导入。");
  if (parts.get("mimetype")?.toString("latin1").includes("opendocument.spreadsheet"))
    throw new Refused("这是 .ods 文件；请用表格软件打开，另存为 .xlsx 后再导入。");
  if (!parts.has(path.toLowerCase()))
    throw new Refused("这个文件不是表格；请选择 .xlsx 或 .csv 文件。");
  return path;
};

/** Characters that a workbook cannot hold as such are written _x000D_. */
const decodeSigns = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      )
    : text;

/** The shared texts, without the readings (注音) beside them. */
const sharedTexts = (xml: string | null): readonly string[] => {
  const texts: string[] = [];
  if (xml === null) return texts;
  let pieces: string[] = [];
  let inText = false;
  let inReading = false;
  scanXml(xml, {
    open: (name) => {
      if (name === "si") pieces = [];
      else if (name === "rPh") inReading = true;
      else if (name === "t") inText = !inReading;
    },
    close: (name) => {
      if (name === "si") texts.push(decodeSigns(pieces.join("")));
      else if (name === "rPh") inReading = false;
      else if (name === "t") inText = false;
    },
    text: (text) => {
      if (inText) pieces.push(text);
    },
  });
  return texts;
};

/** A number as a spreadsheet shows it: one that has lost digits as 1.14E+17. */
const numberText = (stored: string): string => {
  const value = Number(stored);
  if (stored === "" || !Number.isFinite(value)) return stored;
  return Math.abs(value) < INEXACT ? String(value) : value.toExponential().toUpperCase();
};

const cellText = (type: string, stored: string, shared: readonly string[]): string => {
  switch (type) {
    case "s":
      return shared[Number(stored)] ?? "";
    case "b":
      return stored.trim() === "1" ? "TRUE" : "FALSE";
    case "n":
      return numberText(stored.trim());
    default:
      return decodeSigns(stored);
  }
};

const outside = (): Refused =>
  new Refused("表格里有超出表格范围的单元格，文件已损坏；请用表格软件打开，另存后再导入。");

/** The column of a cell like AB12, from 0. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "")
    column = column * 26 + letter.charCodeAt(0) - 64;
  if (column < 1 || column > MAX_COLUMN) throw outside();
  return column - 1;
};

const rowOf = (reference: string): number => {
  const row = Number(reference);
  if (!Number.isInteger(row) || row < 1 || row > MAX_ROW) throw outside();
  return row;
};

/**
 * Reads a sheet cell by cell as it stands in the file, so that one cell in the last corner costs one
 * cell. Formula cells count by the value stored with them.
 */
const readSheet = (xml: string, shared: readonly string[], sink: RowSink): void => {
  let row = 0;
  let column = -1;
  let cells = new Map<number, string>();
  let type = "n";
  let inValue = false;
  let inReading = false;
  let pieces: string[] = [];
  scanXml(xml, {
    open: (name, attribute) => {
      switch (name) {
        case "row": {
          const reference = attribute("r");
          row = rowOf(reference ?? String(row + 1));
          column = -1;
          cells = new Map();
          break;
        }
        case "c": {
          const reference = attribute("r");
          column = reference === null ? column + 1 : columnOf(reference);
          if (column >= MAX_COLUMN) throw outside();
          type = attribute("t") ?? "n";
          pieces = [];
          break;
        }
        case "v":
        case "t":
          inValue = !inReading;
          break;
        case "rPh":
          inReading = true;
      }
    },
    close: (name) => {
      switch (name) {
        case "row":
          if (cells.size > 0) sink(row, cells);
          break;
        case "c": {
          const text = cellText(type, pieces.join(""), shared);
          if (text !== "") cells.set(column, text);
          break;
        }
        case "v":
        case "t":
          inValue = false;
          break;
        case "rPh":
          inReading = false;
      }
    },
    text: (text) => {
      if (inValue) pieces.push(text);
    },
  });
};

/**
 * Reads the visible sheets of an .xlsx workbook, in their order.
 * @throws Refused for a file that is none, or is damaged, encrypted or too big
 */
export const readWorkbook = (file: Buffer, openSheet: OpenSheet): void => {
  const parts = unzip(file);
  const workbook = workbookPart(parts);
  const relations = relationsOf(parts, workbook);
  const sharedPart = ofType(relations, "sharedStrings") ?? "xl/sharedStrings.xml";
  const shared = sharedTexts(partText(parts, sharedPart));
  const visible: { readonly name: string; readonly path: string }[] = [];
  scanXml(partText(parts, workbook) ?? "", {
    open: (name, attribute) => {
      if (name !== "sheet" || (attribute("state") ?? "visible") !== "visible") return;
      const relation = relations.get(attribute("id") ?? "");
      if (relation?.type === "worksheet")
        visible.push({ name: attribute("name") ?? "", path: relation.path });
    },
    close: () => undefined,
    text: () => undefined,
  });
  for (const { name, path } of visible) {
    const xml = partText(parts, path);
    if (xml !== null) readSheet(xml, shared, openSheet(name));
  }
};
