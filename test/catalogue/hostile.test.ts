import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strToU8, type Zippable, zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { ReadSpreadsheet } from "#hall-server/catalogue/desk.ts";
import { Refused } from "#hall-server/catalogue/refused.ts";
import {
  counts,
  goodItem,
  HALL,
  importInto,
  itemOf,
  sheet,
  type TestSheet,
  told,
  workbookParts,
  xlsx,
} from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "mingting-hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MB = 1024 * 1024;
const GOOD = sheet([goodItem()]);

/** Reads a file as an import does, in a process of its own; the line that refuses it, or null. */
const readApart = async (file: Buffer, name = "list.xlsx"): Promise<string | null> => {
  const path = join(folder, name);
  writeFileSync(path, file);
  try {
    (await ReadSpreadsheet.open(path)).close();
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
};

/** The good workbook with more files in its zip. */
const packed = (more: Zippable, sheets: readonly TestSheet[] = [GOOD]): Buffer =>
  Buffer.from(zipSync({ ...workbookParts(sheets), ...more }));

/** The same zip, in which every entry claims to inflate to `size` bytes. */
const claiming = (zip: Buffer, size: number): Buffer => {
  const lying = Buffer.from(zip);
  for (const [signature, at] of [
    ["PK\x03\x04", 22],
    ["PK\x01\x02", 24],
  ] as const)
    for (
      let i = lying.indexOf(signature, 0, "latin1");
      i >= 0;
      i = lying.indexOf(signature, i + 4, "latin1")
    )
      lying.writeUInt32LE(size, i + at);
  return lying;
};

/** A sheet with a good list, and one more cell of this XML. */
const withCell = (xml: string): TestSheet => {
  const row = (cells: readonly string[]) =>
    `<row>${cells.map((text) => `<c t="str"><v>${text}</v></c>`).join("")}</row>`;
  const header = ["实施编码", "事项名称", "事项类型", "实施主体"];
  const item = ["A1", "名", "公共服务", "县市场监管局"];
  return { xml: `<worksheet><sheetData>${row(header)}${row(item)}${xml}</sheetData></worksheet>` };
};

describe("a file that is no spreadsheet", () => {
  const compound = Buffer.from("d0cf11e0a1b11ae1", "hex");

  it.each([
    ["a picture", Buffer.from("89504e470d0a1a0a", "hex"), "list.xlsx", "不是表格"],
    ["an empty file", Buffer.alloc(0), "list.xlsx", "不是表格"],
    ["a text", Buffer.from("实施编码"), "list.txt", "不是表格"],
    ["another zip", Buffer.from(zipSync({ "a.txt": strToU8("a") })), "list.xlsx", "不是表格"],
    ["an empty zip", Buffer.from(zipSync({})), "list.xlsx", "不是表格"],
    [".xls", Buffer.concat([compound, Buffer.alloc(512)]), "list.xls", "另存为 .xlsx"],
    [
      ".xls under another name",
      Buffer.concat([compound, Buffer.alloc(512)]),
      "list.xlsx",
      "另存为 .xlsx",
    ],
    ["a page saved as .xls", Buffer.from("<html><table>"), "list.xls", "另存为 .xlsx"],
    [
      "a workbook with a password",
      Buffer.concat([compound, Buffer.alloc(512), Buffer.from("EncryptedPackage", "utf16le")]),
      "list.xlsx",
      "密码",
    ],
    [
      "a .doc",
      Buffer.concat([compound, Buffer.from("WordDocument", "utf16le")]),
      "list.xlsx",
      "不是表格",
    ],
    [
      ".xlsb",
      Buffer.from(
        zipSync({
          "xl/workbook.bin": strToU8("x"),
          "_rels/.rels": strToU8(
            '<R><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.bin"/></R>',
          ),
        }),
      ),
      "list.xlsb",
      ".xlsx",
    ],
    [
      ".ods",
      Buffer.from(zipSync({ mimetype: strToU8("application/vnd.oasis.opendocument.spreadsheet") })),
      "list.ods",
      ".xlsx",
    ],
    ["a workbook cut short", xlsx(GOOD).subarray(0, 500), "list.xlsx", "损坏"],
  ])("is refused in one line that says what to do: %s", (_, file, name, words) => {
    expect(() => importInto(file, HALL, name)).toThrow(Refused);
    expect(() => importInto(file, HALL, name)).toThrow(new RegExp(`^[^\n]*${words}[^\n]*。$`));
  });

  it("is refused when an entry of its zip is encrypted", () => {
    const file = xlsx(GOOD);
    for (
      let i = file.indexOf("PK\x01\x02", 0, "latin1");
      i >= 0;
      i = file.indexOf("PK\x01\x02", i + 4, "latin1")
    )
      file.writeUInt16LE(file.readUInt16LE(i + 8) | 1, i + 8);
    expect(() => importInto(file)).toThrow("密码");
  });

  it("is refused when it is a folder, or not there", async () => {
    mkdirSync(join(folder, "list.csv"));
    await expect(ReadSpreadsheet.open(join(folder, "list.csv"))).rejects.toThrow("不是表格");
    await expect(ReadSpreadsheet.open(join(folder, "none.xlsx"))).rejects.toThrow("找不到文件");
  });
});

describe("a zip that is a trap", () => {
  const BOMB = new Uint8Array(24 * MB);

  it("is refused when it inflates to more than 20 MB, wherever that lies", async () => {
    expect(await readApart(packed({ "xl/media/image1.png": BOMB }))).toContain("20 MB");
    expect(await readApart(packed({ "xl/sharedStrings.xml": BOMB }))).toContain("20 MB");
    const parts = Object.fromEntries(
      Array.from({ length: 5 }, (_, at) => [`m/${at}`, BOMB.subarray(0, 5 * MB)]),
    );
    expect(await readApart(packed(parts))).toContain("20 MB");
  });

  it("is refused for what it inflates to, whatever it claims", async () => {
    const bomb = packed({ "xl/media/image1.png": BOMB });
    expect(await readApart(claiming(bomb, 100))).toContain("20 MB");
    // And a small one that claims to be huge is small.
    expect(await readApart(claiming(xlsx(GOOD), 4_000_000_000))).toBeNull();
  });

  it("is refused when it has more than 64 entries, counted one by one", () => {
    const fill = (count: number): Zippable =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`m/${at}.txt`, strToU8("x")]));
    const own = Object.keys(workbookParts([GOOD])).length;
    expect(counts(importInto(packed(fill(64 - own)), HALL))).toEqual([1, 0, 0]);
    const many = packed(fill(65 - own));
    expect(() => importInto(many)).toThrow("64");
    // The number in the zip's own end says nothing.
    many.writeUInt16LE(3, many.length - 22 + 8);
    many.writeUInt16LE(3, many.length - 22 + 10);
    expect(() => importInto(many)).toThrow("64");
  });

  it("is refused when its figures point outside of it", () => {
    for (const field of [20, 42]) {
      const file = xlsx(GOOD);
      file.writeUInt32LE(0x7fffffff, file.indexOf("PK\x01\x02", 0, "latin1") + field);
      if (field === 42) expect(() => importInto(file)).toThrow("损坏");
      // Bytes that do not end where they should still inflate to what they are.
      else expect(() => importInto(file, HALL)).not.toThrow();
    }
  });
});

describe("a sheet that is a trap", () => {
  it("costs no more than its one cell when that lies in XFD1048576", async () => {
    const file = xlsx(GOOD, {
      xml: '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
    });
    expect(await readApart(file)).toBeNull();
    expect(counts(importInto(file, HALL))).toEqual([1, 0, 0]);
    const inList = xlsx(withCell('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'));
    expect(await readApart(inList)).toBeNull();
    expect(told(importInto(inList, HALL))).toEqual(Array(4).fill("missing-field@1048576"));
  });

  it("is refused when a cell lies outside of any spreadsheet", () => {
    for (const cell of [
      '<row r="1048577"><c><v>1</v></c></row>',
      '<row r="3"><c r="XFE3"><v>1</v></c></row>',
      '<row r="-1"/>',
      '<row r="x"/>',
    ])
      expect(() => importInto(xlsx(withCell(cell)))).toThrow("超出表格范围");
  });

  it("is read when it holds 18 MB of spaces, which are nothing", async () => {
    const spaces = " ".repeat(18 * MB);
    const file = xlsx(
      withCell(`<row><c t="inlineStr"><is><t xml:space="preserve">${spaces}</t></is></c></row>`),
    );
    expect(await readApart(file)).toBeNull();
    expect(counts(importInto(file, HALL))).toEqual([1, 0, 0]);
    expect(
      await readApart(
        Buffer.from(`实施编码,事项名称,事项类型,实施主体\nA1,${spaces},公共服务,局\n`),
        "s.csv",
      ),
    ).toBeNull();
  });

  it.each([
    ["a tag of 18 MB without an end", `<row ${"a".repeat(18 * MB)}`],
    [
      "a document type with entities of its own",
      '</sheetData></worksheet><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData>',
    ],
    ["an element that is never closed", "<row><c><v>1</v></c>"],
    ["a comment that never ends", "<!-- "],
  ])("is refused as damaged: %s", async (_, xml) => {
    expect(await readApart(xlsx(withCell(xml)))).toContain("损坏");
  });

  it.each([
    ["attributes without values", `<row ${"a".repeat(9 * MB)}><c r="A9"><v>1</v></c></row>`],
    ["ampersands without an entity", `<row><c t="str"><v>${"&amp".repeat(3 * MB)}</v></c></row>`],
    ["elements a million deep", "<a>".repeat(MB) + "</a>".repeat(MB)],
    [
      "references to texts that are not there",
      `<row>${'<c t="s"><v>99999</v></c>'.repeat(1000)}</row>`,
    ],
  ])("is walked once from front to back: %s", async (_, xml) => {
    expect(await readApart(xlsx(withCell(xml)))).toBeNull();
  });

  it("cannot reach an object's own names by codes, columns or values", () => {
    const names = ["__proto__", "constructor", "toString"];
    const file = xlsx(
      sheet(
        names.map((code) =>
          goodItem({
            实施编码: code,
            办件类型: code,
            承诺办结时限单位: code,
            __proto__x: code,
            办理窗口: code,
          }),
        ),
      ),
      sheet(names.map((code) => ({ 实施编码: code, 材料名称: code, 必要性: code }))),
      {
        rows: [
          ["实施编码", "材料名称", ...names],
          ["__proto__", "表", "x", "y", "z"],
        ],
      },
    );
    const plan = importInto(file, HALL);
    expect(counts(plan)).toEqual([3, 0, 0]);
    expect(itemOf(plan, "__proto__")).toMatchObject({ handling: null, windows: [] });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("a file that is too much", () => {
  it(
    "ends the process that reads it and nothing else, and is refused",
    { timeout: 90_000 },
    async () => {
      // Within 20 MB, and more than the heap of that process may hold.
      const path = join(folder, "heap.xlsx");
      writeFileSync(path, xlsx(withCell("<row><c><v>1</v></c></row>".repeat(740_000))));
      const taken = ReadSpreadsheet.open(path).then(async (spreadsheet) => {
        const stored = { items: null, fees: null, units: null, windows: null, services: null };
        await spreadsheet.plan({ stored, dryRun: true, as: "json" });
      });
      await expect(taken).rejects.toThrow(/^处理这个文件/);
    },
  );

  it("is refused when more is wrong with it than anybody can mend [C24]", () => {
    const rows = Array.from({ length: 25_001 }, () => ["", "", "", "", "x"]);
    const file = xlsx({
      rows: [["实施编码", "事项名称", "事项类型", "实施主体", "办理地点"], ...rows],
    });
    expect(() => importInto(file)).toThrow("十万");
  });

  it("is refused by its length before it is read", async () => {
    expect(await readApart(Buffer.alloc(20 * MB + 1, "a"), "long.csv")).toContain("20 MB");
  });
});
