import { describe, expect, it } from "vitest";
import {
  isRuinedCode,
  parseDay,
  parseLimit,
  parseWhole,
  parseYuan,
  UNREADABLE,
  yuanText,
} from "#shared/domain/catalogue/amounts.ts";
import { checkItem, factsOf, type ItemFacts } from "#shared/domain/catalogue/check.ts";
import type { Limit } from "#shared/domain/catalogue/item.ts";
import { PROBLEM_CODES, sentence, severityOf } from "#shared/domain/catalogue/problem.ts";
import { clean, cleanCode, headerKey } from "#shared/domain/catalogue/text.ts";
import { blankFee } from "#hall-server/catalogue/child-fields.ts";
import { blankItem } from "#hall-server/catalogue/item-fields.ts";

const days = (value: number, unit: "工作日" | "天" | "月" = "工作日"): Limit => ({
  instant: false,
  value,
  unit,
});

/** An item nothing is wrong with. */
const FACTS: ItemFacts = {
  ...factsOf(blankItem("A1"), "县局", []),
  name: "事项",
};

const codesOf = (facts: Partial<ItemFacts>): readonly string[] =>
  checkItem({ ...FACTS, ...facts }).map(({ code }) => code);

describe("words", () => {
  it("are trimmed, of no-break and ideographic spaces too, and rid of control characters [C1]", () => {
    expect(clean("\u00a0\u3000 食品\u0007经营\r\n许可 \u3000\u00a0\ufeff")).toBe("食品经营\n许可");
  });

  it("are folded to half width where they are codes [C1]", () => {
    expect(cleanCode("\u3000１１４３Ａ－０１ ")).toBe("1143A-01");
  });

  it("match as headers without blanks, stars and 「（必填）」 [C2]", () => {
    for (const header of [
      "实施编码",
      " *实施编码（必填）",
      "＊实 施\u3000编码(必填)",
      "实施\n编码 *",
    ])
      expect(headerKey(header)).toBe("实施编码");
    expect(headerKey("金额（元）")).toBe("金额(元)");
  });
});

describe("numbers", () => {
  it.each([
    ["5个工作日", days(5)],
    ["５ 个工作日", days(5)],
    ["20", days(20)],
    ["20.0", days(20)],
    ["0", days(0)],
    ["30天", days(30, "天")],
    ["30日", days(30, "天")],
    ["3个月", days(3, "月")],
    ["15个工作日内", days(15)],
    ["即办", { instant: true }],
    ["当场办结", { instant: true }],
    ["", null],
  ] as const)("reads %o as a limit [C6]", (text, limit) => {
    expect(parseLimit(text, "工作日")).toEqual(limit);
  });

  it.each(["5.5", "-1", "五个工作日", "5-10个工作日", "尽快", "5小时", "1.14E+17", "constructor"])(
    "refuses %o as a limit [C5]",
    (text) => {
      expect(parseLimit(text, "工作日")).toBe(UNREADABLE);
    },
  );

  it("counts a bare number in the unit beside it, and one with a unit in its own [C6]", () => {
    expect(parseLimit("20", "天")).toEqual(days(20, "天"));
    expect(parseLimit("20个工作日", "天")).toEqual(days(20));
  });

  it("reads whole numbers that are not negative, alone or with their measure word [C5]", () => {
    for (const one of ["1", "１", "1次", " 1 次 ", "1.0"]) expect(parseWhole(one, "次")).toBe(1);
    expect(parseWhole("", "次")).toBeNull();
    for (const bad of ["-1", "1.5", "一次", "1e3", "约1次", "9".repeat(20)])
      expect(parseWhole(bad, "次")).toBe(UNREADABLE);
  });

  it("knows a code that became scientific notation [C5]", () => {
    for (const ruined of ["1.14E+17", "1.14e+17", "1E+17", "1.14E17"])
      expect(isRuinedCode(ruined), ruined).toBe(true);
    for (const whole of ["11430000MB1234567X1000101001000", "114300001E5", "A1.5E"])
      expect(isRuinedCode(whole), whole).toBe(false);
  });

  it("reads days as people and spreadsheets write them", () => {
    for (const day of [
      "2026-01-31",
      "2026/1/31",
      "2026.1.31",
      "2026年1月31日",
      "20260131",
      "46053",
    ])
      expect(parseDay(day), day).toBe("2026-01-31");
    for (const bad of ["2026-02-30", "去年", "1月31日"]) expect(parseDay(bad)).toBe(UNREADABLE);
  });

  it("reads yuan exactly into fen", () => {
    expect(["80", "80.5", "0.29", "1,200元", ""].map(parseYuan)).toEqual([
      8000,
      8050,
      29,
      120000,
      null,
    ]);
    expect(parseYuan("0.005")).toBe(UNREADABLE);
    expect([8000, 29].map(yuanText)).toEqual(["80.00", "0.29"]);
  });
});

describe("an item by itself", () => {
  it("has nothing wrong with it when nothing is [C7]", () => {
    expect(checkItem(FACTS)).toEqual([]);
  });

  it("needs its code, name, type and unit: missing-field for each [C7]", () => {
    const found = checkItem({ ...FACTS, code: "", name: "", type: "", unit: "" });
    expect(found.map(({ code, column }) => `${code} ${column}`)).toEqual([
      "missing-field 实施编码",
      "missing-field 事项名称",
      "missing-field 事项类型",
      "missing-field 实施主体",
    ]);
  });

  it("is of one of the eleven types: unknown-type [C7]", () => {
    expect(codesOf({ type: "行政审批" })).toEqual(["unknown-type"]);
    expect(codesOf({ type: "其他行政权力" })).toEqual([]);
  });

  it("has a code that is none when a spreadsheet ruined it: bad-number [C5]", () => {
    expect(codesOf({ code: "1.14E+17" })).toEqual(["bad-number"]);
  });

  it("promises no longer than the statute allows: promised-exceeds-statutory [C9]", () => {
    const judge = (
      promisedLimit: ItemFacts["promisedLimit"],
      statutoryLimit: ItemFacts["statutoryLimit"],
    ) => codesOf({ promisedLimit, statutoryLimit });
    expect(judge(days(21), days(20))).toEqual(["promised-exceeds-statutory"]);
    expect(judge(days(20), days(20))).toEqual([]);
    // An empty statutory limit is never exceeded; other units are not compared; 即办 has none.
    expect(judge(days(21), null)).toEqual([]);
    expect(judge(days(30, "天"), days(20))).toEqual([]);
    expect(judge(days(2, "月"), days(20, "天"))).toEqual([]);
    expect(judge({ instant: true }, days(1))).toEqual([]);
    expect(judge(days(1), { instant: true })).toEqual([]);
    expect(judge(days(21), UNREADABLE)).toEqual([]);
  });

  it("is 即办件 if and only if it promises 即办: instant-mismatch [C10]", () => {
    const judge = (handling: ItemFacts["handling"], promisedLimit: ItemFacts["promisedLimit"]) =>
      codesOf({ handling, promisedLimit });
    expect(judge("即办件", { instant: true })).toEqual([]);
    expect(judge("承诺件", days(5))).toEqual([]);
    expect(judge("即办件", days(1))).toEqual(["instant-mismatch"]);
    expect(judge("即办件", null)).toEqual(["instant-mismatch"]);
    expect(judge("承诺件", { instant: true })).toEqual(["instant-mismatch"]);
    // It looks at the promised limit alone, and not at one that could not be read.
    expect(
      codesOf({ handling: "承诺件", statutoryLimit: { instant: true }, promisedLimit: days(1) }),
    ).toEqual([]);
    expect(judge("即办件", UNREADABLE)).toEqual([]);
    expect(judge(null, { instant: true })).toEqual([]);
  });

  it("charges only what it says and bases on something: fee-without-detail [C11]", () => {
    const judge = (feeBasis: string, feeBases: readonly string[]) =>
      codesOf({ charged: true, feeBasis, feeBases });
    expect(judge("财综〔2008〕78号", [])).toEqual(["fee-without-detail"]);
    expect(judge("", [""])).toEqual(["fee-without-detail"]);
    expect(judge("", ["", "财综〔2008〕78号"])).toEqual([]);
    expect(judge("财综〔2008〕78号", [""])).toEqual([]);
    expect(codesOf({ charged: false })).toEqual([]);
  });

  it("gives a reason for a visit: onsite-reason-missing [C13]", () => {
    expect(codesOf({ visits: 1 })).toEqual(["onsite-reason-missing"]);
    expect(codesOf({ visits: 1, visitReason: "核验原件" })).toEqual([]);
    expect(codesOf({ visits: 0 })).toEqual([]);
  });

  it("is asked about and complained of at different numbers: same-phone [C13]", () => {
    expect(codesOf({ consultPhone: "0731-123456", complaintPhone: "０７３１ 123456" })).toEqual([
      "same-phone",
    ]);
    expect(codesOf({ consultPhone: "123456", complaintPhone: "12345" })).toEqual([]);
    expect(codesOf({})).toEqual([]);
  });

  it("has five steps and a question when it is a licence: few-steps, no-faq [C13]", () => {
    const licence = { type: "行政许可" };
    expect(codesOf({ ...licence, steps: 4, faqs: 0 })).toEqual(["few-steps", "no-faq"]);
    expect(codesOf({ ...licence, steps: 5, faqs: 1 })).toEqual([]);
  });

  it("is judged the same in an editor as in a workbook", () => {
    const item = { ...blankItem("A1"), name: "事项", charged: true };
    const fee = { ...blankFee("f", ""), itemCodes: ["A1"], basis: "有依据" };
    expect(checkItem(factsOf(item, "县局", [fee]))).toEqual([]);
    expect(checkItem(factsOf(item, "县局", [{ ...fee, itemCodes: ["B"] }]))).toHaveLength(1);
  });
});

describe("a problem's sentence", () => {
  it("is Chinese, ends as a sentence, and says what to do, for every code [C7]", () => {
    for (const code of PROBLEM_CODES) {
      const text = sentence({ code, column: "实施编码", value: "x", than: "4" });
      expect(text, code).toMatch(/^[^\n]*请[^\n]*。$/);
    }
  });

  it("quotes no more than a line of what stood there", () => {
    const text = sentence({
      code: "unknown-type",
      column: "事项类型",
      value: "长\n".repeat(10_000),
    });
    expect(text.length).toBeLessThan(200);
  });

  it("is an error for what rejects and a warning for the rest [C7]", () => {
    expect(PROBLEM_CODES.filter((code) => severityOf(code) === "error")).toEqual([
      "missing-field",
      "duplicate-code",
      "unknown-type",
      "bad-number",
      "promised-exceeds-statutory",
      "orphan-row",
      "fee-without-detail",
    ]);
  });
});
