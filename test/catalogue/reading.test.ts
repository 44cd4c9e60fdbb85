import { describe, expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { Refused } from "#hall-server/catalogue/refused.ts";
import {
  counts,
  EMPTY,
  goodItem,
  HALL,
  importInto,
  itemOf,
  ofCode,
  sheet,
  told,
  xlsx,
} from "./support.ts";

const HEADER = ["实施编码", "事项名称", "事项类型", "实施主体"];
const row = (code: string, name = "事项") => [code, name, "公共服务", "县市场监管局"];
const csv = (...records: readonly (readonly string[])[]): string =>
  records.map((record) => record.join(",")).join("\r\n");

/** GB18030 for the characters of these tests: made by asking the decoder about every pair of bytes. */
const gb18030 = (text: string): Buffer => {
  const decoder = new TextDecoder("gb18030");
  const bytes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const sign = decoder.decode(Uint8Array.of(lead, trail));
      if (sign.length === 1 && !bytes.has(sign)) bytes.set(sign, [lead, trail]);
    }
  return Buffer.from(
    [...text].flatMap((sign) => (sign < "\u0080" ? [sign.charCodeAt(0)] : (bytes.get(sign) ?? []))),
  );
};

const refusal = (file: Buffer, name = "list.xlsx"): string => {
  try {
    importInto(file, EMPTY, name);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  throw new Error("the file was taken");
};

describe("a sheet", () => {
  it("is known by its header row: neither by its name nor by the order of its columns [C2]", () => {
    const plan = importInto(
      xlsx(
        {
          name: "材料",
          rows: [["实施主体", "事项类型", "事项名称", "实施编码"], row("A1").reverse()],
        },
        {
          name: "随便",
          rows: [
            ["材料名称", "实施编码"],
            ["申请表", "A1"],
          ],
        },
      ),
      HALL,
    );
    expect(counts(plan)).toEqual([1, 0, 0]);
    expect(itemOf(plan, "A1")?.materials).toHaveLength(1);
  });

  it("may have title rows and blank rows before its header, and blank rows in its data [C3] [C4]", () => {
    const plan = importInto(
      xlsx({
        rows: [
          ["明川县政务服务事项清单"],
          [],
          ["填表说明：带 * 的必填", null, "2026 年"],
          ["*实施编码（必填）", "事 项 名 称", "＊事项类型", "实施主体 "],
          [],
          row("A1"),
          [null, " \u3000\u00a0"],
          ["A2", "名", "许可", "局"],
        ],
      }),
      HALL,
    );
    expect(counts(plan)).toEqual([1, 1, 0]);
    expect(told(plan)).toEqual(["unknown-type@8", "new-unit@8"]);
  });

  it("may repeat its header row, also with other columns: it is skipped and obeyed [C3]", () => {
    const plan = importInto(
      xlsx({
        rows: [
          HEADER,
          row("A1"),
          HEADER,
          row("A2"),
          ["事项名称", "*实施编码", "事项类型", "实施主体"],
          ["名", "A3", "公共服务", "县市场监管局"],
        ],
      }),
      HALL,
    );
    expect(plan.items?.map(({ code }) => code)).toEqual(["A1", "A2", "A3"]);
    expect(counts(plan)).toEqual([3, 0, 0]);
  });

  it("of a kind that comes twice is read after the first [C3]", () => {
    const plan = importInto(
      xlsx(
        sheet([goodItem({ 事项名称: "第一" })]),
        sheet([goodItem({ 事项名称: "第二" }), goodItem({ 实施编码: "A2" })]),
      ),
      HALL,
    );
    expect(plan.report.problems).toMatchObject([{ code: "duplicate-code", sheet: "表2", row: 2 }]);
    expect(counts(plan)).toEqual([2, 1, 0]);
  });

  it("that is hidden or of no known kind is passed over [C3]", () => {
    const plan = importInto(
      xlsx(
        sheet([goodItem()]),
        { ...sheet([goodItem({ 实施编码: "H1" })]), state: "hidden" },
        { ...sheet([goodItem({ 实施编码: "H2" })]), state: "veryHidden" },
        { rows: [["说明"], ["事项类型", "服务对象"], ["行政许可", "个人"]] },
        {
          rows: [
            ["月份", "办件量"],
            ["1", "200"],
          ],
        },
      ),
      HALL,
    );
    expect(plan.items?.map(({ code }) => code)).toEqual(["A1"]);
    expect(told(plan)).toEqual([]);
  });

  it("is refused by name when it lacks a required column", () => {
    for (const missing of HEADER) {
      const at = HEADER.indexOf(missing);
      const line = refusal(
        xlsx({ name: "清单", rows: [HEADER.toSpliced(at, 1), row("A1").toSpliced(at, 1)] }),
      );
      expect(line).toContain(`缺少必需的列：${missing}`);
      expect(line).toContain("清单");
    }
    const children = {
      材料: ["材料名称", "必要性"],
      收费: ["收费项目名称", "收费标准"],
      流程: ["步骤序号", "步骤名称"],
    };
    for (const [name, columns] of Object.entries(children))
      expect(refusal(xlsx(sheet([goodItem()]), { name, rows: [columns, ["x", "y"]] }))).toContain(
        `工作表「${name}」缺少必需的列：实施编码`,
      );
    expect(
      refusal(
        xlsx(sheet([goodItem()]), {
          rows: [
            ["实施编码", "问题"],
            ["A1", "?"],
          ],
        }),
      ),
    ).toContain("答案");
    expect(
      refusal(xlsx(sheet([goodItem()]), { rows: [["实施编码", "收费标准", "收费依据"]] })),
    ).toContain("收费项目名称");
    for (const column of HEADER)
      expect(refusal(xlsx({ rows: [["随便"], ["什么"]] }))).toContain(column);
  });
});

describe("a cell", () => {
  it("that looks like a formula is text, and one that is a formula counts by its stored value [C23]", () => {
    const plan = importInto(
      xlsx({
        rows: [
          HEADER,
          ["A1", "=1+1", "公共服务", { formula: 'B9&"局"', stored: "县市场监管局" }],
          ["A2", "'-甲", "公共服务", "县市场监管局"],
        ],
      }),
      HALL,
    );
    expect(plan.items?.map(({ name }) => name)).toEqual(["=1+1", "-甲"]);
    expect(told(plan)).toEqual([]);
  });

  it("is trimmed of every kind of blank, and its code folded to half width, before anything is compared [C1]", () => {
    const plan = importInto(
      xlsx(
        {
          rows: [
            HEADER,
            ["\u3000Ａ－１\u00a0", "\u00a0名\u3000", " 公共服务\u3000", "县市场监管局"],
          ],
        },
        {
          rows: [
            ["实施编码", "材料名称"],
            ["A-1 ", "表"],
          ],
        },
      ),
      HALL,
    );
    expect(told(plan)).toEqual([]);
    expect(itemOf(plan, "A-1")).toMatchObject({ name: "名", materials: [{ name: "表" }] });
  });

  it("of rich text is read whole, without the readings beside it; escaped signs as what they are", () => {
    const rich =
      "<is><r><t>食品</t></r><rPh><t>shipin</t></rPh><r><t>经营_x000D_\n许可&#20214;</t></r></is>";
    const cells = (texts: readonly string[]) =>
      texts.map((t) => `<c t="inlineStr"><is><t>${t}</t></is></c>`).join("");
    const xml = `<x:worksheet xmlns:x="m"><sheetData><row>${cells(HEADER)}</row><row>${cells(["A1"])}<c t="inlineStr">${rich}</c>${cells(["公共服务", "县市场监管局"])}</row></sheetData></x:worksheet>`;
    expect(
      itemOf(
        importInto(
          xlsx({ xml: xml.replaceAll("<row", "<x:row").replaceAll("</row", "</x:row") }),
          HALL,
        ),
        "A1",
      )?.name,
    ).toBe("食品经营\n许可件");
  });

  it("is where its reference says, with columns and rows left out", () => {
    const cell = (at: string, text: string) => `<c r="${at}" t="str"><v>${text}</v></c>`;
    const line = (n: number, cells: readonly string[]) =>
      `<row r="${n}">${["B", "C", "E", "AA"].map((c, i) => cell(`${c}${n}`, cells[i]!)).join("")}</row>`;
    const xml = `<worksheet><sheetData>${line(7, HEADER)}${line(900, ["A1", "", "公共服务", "县市场监管局"])}</sheetData></worksheet>`;
    expect(told(importInto(xlsx({ xml }), HALL))).toEqual(["missing-field@900"]);
  });
});

describe("a workbook of another program", () => {
  it("is read the same: shared texts, styles and numbers of its own", async () => {
    const file = await writeExcelFile([
      {
        sheet: "事项",
        data: [
          ["事项清单"],
          [...HEADER, "承诺办结时限"],
          ["A1", "名 & <称>", "公共服务", "县市场监管局", 5],
        ],
      },
      {
        sheet: "流程",
        data: [
          ["实施编码", "步骤序号", "步骤名称"],
          ["A1", 2, "受理"],
          ["A1", 1, "申请"],
        ],
      },
    ]).toBuffer();
    const plan = importInto(Buffer.from(file), HALL);
    expect(itemOf(plan, "A1")).toMatchObject({
      name: "名 & <称>",
      promisedLimit: { value: 5, unit: "工作日" },
      steps: [{ name: "申请" }, { name: "受理" }],
    });
    expect(told(plan)).toEqual([]);
  });
});

describe("a CSV file", () => {
  const text = csv(HEADER, row("A1", "食品经营许可，《新办》"), row("A2"));

  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${text}`)],
    ["GB18030", gb18030(text)],
  ])("is read in %s", (_, file) => {
    const plan = importInto(file, HALL, "事项清单.csv");
    expect(counts(plan)).toEqual([2, 0, 0]);
    expect(itemOf(plan, "A1")?.name).toBe("食品经营许可，《新办》");
  });

  it("is refused in any other encoding", () => {
    for (const other of [
      Buffer.from(`\ufeff${text}`, "utf16le"),
      Buffer.from(text, "utf16le"),
      Buffer.from("实施编码,\xff\xff", "latin1"),
    ])
      expect(refusal(other, "list.csv")).toMatch(/UTF-8/);
    // Big5 passes for GB18030, but no header is to be read in it.
    expect(refusal(Buffer.from("b9eaac49bd73bd582ca8c6b6b5", "hex"), "list.csv")).toMatch(/UTF-8/);
  });

  it("counts records, blank ones included, and a cell of several lines as one [C4]", () => {
    const file = `清单\r\n\r\n${HEADER.join(",")}\r\n\r\nA1,"两\n行",公共服务,县市场监管局\r\n,,,\r\nA2,名,许可,县市场监管局\r\n`;
    const plan = importInto(Buffer.from(file), HALL, "list.csv");
    expect(told(plan)).toEqual(["unknown-type@7"]);
    expect(itemOf(plan, "A1")?.name).toBe("两\n行");
    expect(ofCode(plan, "unknown-type")[0]?.sheet).toBe("list");
  });

  it("may end its lines in any way and hold a stray quote", () => {
    const file = `${HEADER.join(",")}\rA1,5" 管,公共服务,县市场监管局\nA2,短,公共服务,县市场监管局,多,余\r\nA3,缺`;
    const plan = importInto(Buffer.from(file), HALL, "list.csv");
    expect(itemOf(plan, "A1")?.name).toBe('5" 管');
    expect(told(plan)).toEqual(["missing-field@4", "missing-field@4"]);
  });

  it("is refused when a quote never ends", () => {
    expect(refusal(Buffer.from(`${HEADER.join(",")}\nA1,"名,公共服务,局\n`), "list.csv")).toContain(
      "引号",
    );
  });

  it("of children alone is a list of children [C12]", () => {
    const plan = importInto(Buffer.from("实施编码,问题,答案\nA1,问,答\n"), HALL, "faq.csv");
    expect(told(plan)).toEqual(["orphan-row@2"]);
  });
});
