import { inflateRawSync } from "node:zlib";
import { Refused } from "./refused.ts";

/** A spreadsheet has a dozen entries; a trap has thousands. */
const MAX_ENTRIES = 64;
/** Bytes that all entries may have together once they are really inflated. */
const MAX_INFLATED = 20 * 1024 * 1024;

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
/** Stands where the real figure is in the zip64 extra field. */
const IN_EXTRA = 0xffffffff;
const ZIP64_EXTRA = 1;

const damaged = (): Refused =>
  new Refused("文件已损坏，读不出来；请用表格软件打开，另存为 .xlsx 后再导入。");

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
}

/** Where the list of entries begins. */
const findEntries = (zip: Buffer): number => {
  const lowest = Math.max(0, zip.length - END_LENGTH - MAX_COMMENT);
  for (let at = zip.length - END_LENGTH; at >= lowest; at--)
    if (zip.readUInt32LE(at) === END_SIGNATURE) return zip.readUInt32LE(at + 16);
  throw damaged();
};

/** The figures of an entry that stand in its zip64 extra field, for those that say so. */
const zip64 = (extra: Buffer, figures: readonly number[]): readonly number[] => {
  if (!figures.includes(IN_EXTRA)) return figures;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64_EXTRA) continue;
    let next = at + 4;
    return figures.map((figure) => {
      if (figure !== IN_EXTRA) return figure;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    });
  }
  throw damaged();
};

/** The entries, as the list at the end tells them: counted one by one, whatever their number claims. */
const entriesOf = (zip: Buffer): readonly Entry[] => {
  const entries: Entry[] = [];
  let at = findEntries(zip);
  while (at + ENTRY_LENGTH <= zip.length && zip.readUInt32LE(at) === ENTRY_SIGNATURE) {
    if (entries.length === MAX_ENTRIES)
      throw new Refused(
        `压缩包里的文件多于 ${MAX_ENTRIES} 个，不是普通的表格；请新建工作簿，只粘贴数据后再导入。`,
      );
    if (zip.readUInt16LE(at + 8) & ENCRYPTED)
      throw new Refused("文件加了密码；请取消密码，另存后再导入。");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      zip.readUInt16LE(at + field),
    ) as [number, number, number];
    const nameEnd = at + ENTRY_LENGTH + nameLength;
    const figures = [24, 20, 42].map((field) => zip.readUInt32LE(at + field));
    const extra = zip.subarray(nameEnd, nameEnd + extraLength);
    const [, packed = 0, offset = 0] = zip64(extra, figures);
    const name = zip.toString("utf8", at + ENTRY_LENGTH, nameEnd);
    entries.push({ name, method: zip.readUInt16LE(at + 10), packed, offset });
    at = nameEnd + extraLength + commentLength;
  }
  return entries;
};

const bytesOf = (zip: Buffer, { method, packed, offset }: Entry, room: number): Buffer => {
  if (zip.readUInt32LE(offset) !== LOCAL_SIGNATURE) throw damaged();
  const start =
    offset + LOCAL_LENGTH + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const bytes = zip.subarray(start, start + packed);
  if (method === DEFLATED) return inflateRawSync(bytes, { maxOutputLength: Math.max(1, room) });
  if (method !== STORED) throw damaged();
  return bytes;
};

/**
 * Unpacks a zip file. What entries claim about their size is never believed: bytes are counted while
 * they are inflated, those of entries nobody needs as well.
 * @returns the entries' bytes by path, in lower case (programs differ in it)
 * @throws Refused for too many entries, too many bytes, a password, a damaged file
 */
export const unzip = (zip: Buffer): ReadonlyMap<string, Buffer> => {
  const files = new Map<string, Buffer>();
  let room = MAX_INFLATED;
  const tooBig = (): Refused =>
    new Refused("文件展开后超过 20 MB；请删去图片和多余的工作表，或分成几个文件导入。");
  try {
    for (const entry of entriesOf(zip)) {
      const bytes = bytesOf(zip, entry, room);
      room -= bytes.length;
      if (room < 0) throw tooBig();
      files.set(entry.name.replaceAll("\\", "/").toLowerCase(), bytes);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooBig();
    // A figure that points outside the file, or bytes that do not inflate.
    throw damaged();
  }
  return files;
};
