import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { readCsv } from "./read-csv.ts";
import { readWorkbook } from "./read-workbook.ts";
import { Refused } from "./refused.ts";
import type { OpenSheet } from "./rows.ts";

/** A file that is longer packs more than may be unpacked, or is no list of items. */
const MAX_FILE = 20 * 1024 * 1024;

/** How a zip file begins, an empty one too. */
const ZIP = ["PK\x03\x04", "PK\x05\x06"].map((sign) => Buffer.from(sign, "latin1"));
/** Compound files hold .xls and .doc, and modern workbooks with a password. */
const COMPOUND = Buffer.from("d0cf11e0a1b11ae1", "hex");
const ENCRYPTED_PART = Buffer.from("EncryptedPackage", "utf16le");
const WORD_PART = Buffer.from("WordDocument", "utf16le");

const notSpreadsheet = (): Refused => new Refused("这个文件不是表格；请选择 .xlsx 或 .csv 文件。");

const oldFormat = (): Refused =>
  new Refused("不支持旧的 .xls 格式；请用表格软件打开，另存为 .xlsx 后再导入。");

/** What to say of a file that cannot be opened. */
const unopened = (path: string, code: string | undefined): Refused => {
  switch (code) {
    case "ENOENT":
      return new Refused(`找不到文件 ${path}；请检查路径。`);
    case "EACCES":
    case "EPERM":
      return new Refused(`没有权限读取 ${path}；请检查文件的权限。`);
    default:
      return new Refused(`读不了文件 ${path}（${code ?? "未知原因"}）；请检查路径。`);
  }
};

/**
 * Reads a file whole, if it is one and not too long.
 * @throws Refused
 */
export const readBytes = async (path: string): Promise<Buffer> => {
  try {
    // Asked before it is opened: a pipe would hold whoever opens it.
    const stats = await stat(path);
    if (!stats.isFile()) throw notSpreadsheet();
    if (stats.size > MAX_FILE)
      throw new Refused("文件超过 20 MB；请删去图片和多余的工作表，或分成几个文件导入。");
    return await readFile(path);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw unopened(path, (error as NodeJS.ErrnoException).code);
  }
};

const ofCompound = (file: Buffer): Refused => {
  if (file.includes(ENCRYPTED_PART))
    return new Refused("文件加了密码；请取消密码，另存为 .xlsx 后再导入。");
  return file.includes(WORD_PART) ? notSpreadsheet() : oldFormat();
};

/**
 * Reads the rows of a spreadsheet, whatever kind of it the bytes are; its name decides only what
 * bytes cannot tell.
 * @param name the file's own name, as the person knows it
 * @throws Refused
 */
export const readSpreadsheet = (file: Buffer, name: string, openSheet: OpenSheet): void => {
  const extension = extname(name).toLowerCase();
  const beginsWith = (sign: Buffer) => file.subarray(0, sign.length).equals(sign);
  if (beginsWith(COMPOUND)) throw ofCompound(file);
  if (extension === ".xls") throw oldFormat();
  if (ZIP.some(beginsWith)) readWorkbook(file, openSheet);
  else if (extension === ".csv") readCsv(file, openSheet(basename(name, extname(name))));
  else throw notSpreadsheet();
};
