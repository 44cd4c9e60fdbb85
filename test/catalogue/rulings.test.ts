import { describe, expect, it } from "vitest";
import type { Catalogue } from "#hall-server/catalogue/documents.ts";
import { blankFee, blankStep } from "#hall-server/catalogue/child-fields.ts";
import { blankItem } from "#hall-server/catalogue/item-fields.ts";
import {
  after,
  counts,
  feesOf,
  goodItem,
  HALL,
  importInto,
  itemOf,
  ofCode,
  type Row,
  sheet,
  told,
  UNIT,
  xlsx,
} from "./support.ts";

/** Imports 事项 rows and sheets of children into a hall that knows the unit. */
const run = (items: readonly Row[], children: readonly Row[][] = [], hall: Catalogue = HALL) =>
  importInto(xlsx(sheet(items, "事项"), ...children.map((rows) => sheet(rows))), hall);

const LICENCE = goodItem({ 事项类型: "行政许可" });
const steps = (code: string, count: number): Row[] =>
  Array.from({ length: count }, (_, at) => ({
    实施编码: code,
    步骤序号: at + 1,
    步骤名称: `第${at + 1}步`,
  }));
const faq = (code: string): Row => ({ 实施编码: code, 问题: "要多久？", 答案: "五天。" });
const fee = (code: string, row: Row = {}): Row => ({
  实施编码: code,
  收费项目名称: "工本费",
  收费标准: "每证 10 元",
  收费依据: "财综〔2008〕78号",
  ...row,
});

describe("every code of a problem", () => {
  it("missing-field names each empty required cell, in the row's own words [C7]", () => {
    const plan = run([goodItem({ 事项名称: " \u3000", 实施主体: null })]);
    expect(plan.report.problems).toMatchObject([
      {
        severity: "error",
        code: "missing-field",
        sheet: "事项",
        row: 2,
        column: "事项名称",
        value: "",
      },
      { severity: "error", code: "missing-field", sheet: "事项", row: 2, column: "实施主体" },
    ]);
    expect(counts(plan)).toEqual([0, 1, 0]);
  });

  it("missing-field of a child row rejects its item, and of a child without code nothing [C7] [C14]", () => {
    const plan = run(
      [goodItem(), goodItem({ 实施编码: "A2" })],
      [
        [
          { 实施编码: "A1", 材料名称: "" },
          { 实施编码: "", 材料名称: "申请表" },
        ],
      ],
    );
    expect(told(plan)).toEqual(["missing-field@2", "missing-field@3"]);
    expect(ofCode(plan, "missing-field").map(({ column }) => column)).toEqual([
      "材料名称",
      "实施编码",
    ]);
    expect(counts(plan)).toEqual([1, 1, 0]);
  });

  it("duplicate-code: the first row stands, every later one is an error [C8]", () => {
    const plan = run([
      goodItem({ 事项名称: "第一" }),
      goodItem({ 实施编码: " Ａ1", 事项名称: "第二" }),
      goodItem({ 事项名称: "第三" }),
    ]);
    expect(told(plan)).toEqual(["duplicate-code@3", "duplicate-code@4"]);
    expect(ofCode(plan, "duplicate-code")[0]).toMatchObject({ column: "实施编码", value: "A1" });
    expect(counts(plan)).toEqual([1, 2, 0]);
    expect(itemOf(plan, "A1")?.name).toBe("第一");
  });

  it("duplicate-code: the first row stands even where it is rejected itself [C8]", () => {
    const plan = run([goodItem({ 事项类型: "许可" }), goodItem()]);
    expect(told(plan)).toEqual(["unknown-type@2", "duplicate-code@3"]);
    expect(counts(plan)).toEqual([0, 2, 0]);
  });

  it("duplicate-code comes with the row's other errors and without warnings [C8]", () => {
    const plan = run([
      goodItem(),
      goodItem({ 事项类型: "许可", 咨询方式: "1", 监督投诉方式: "1" }),
    ]);
    expect(told(plan)).toEqual(["duplicate-code@3", "unknown-type@3"]);
  });

  it("unknown-type: none but the eleven types", () => {
    const plan = run([
      goodItem({ 事项类型: "行政审批" }),
      goodItem({ 实施编码: "A2", 事项类型: "\u00a0行政裁决 " }),
    ]);
    expect(plan.report.problems).toMatchObject([
      { code: "unknown-type", row: 2, column: "事项类型", value: "行政审批" },
    ]);
    expect(counts(plan)).toEqual([1, 1, 0]);
  });

  it("bad-number: both limits and the visits of an item [C5]", () => {
    const plan = run([
      goodItem({ 法定办结时限: "二十日", 承诺办结时限: "5.5", 到办事现场次数: -1 }),
      goodItem({
        实施编码: "A2",
        法定办结时限: "２０",
        承诺办结时限: "5 个工作日",
        到办事现场次数: "1次",
        必须现场办理原因: "核验",
      }),
    ]);
    expect(
      ofCode(plan, "bad-number").map(({ row, column, value }) => [row, column, value]),
    ).toEqual([
      [2, "法定办结时限", "二十日"],
      [2, "承诺办结时限", "5.5"],
      [2, "到办事现场次数", "-1"],
    ]);
    expect(counts(plan)).toEqual([1, 1, 0]);
    expect(itemOf(plan, "A2")).toMatchObject({
      statutoryLimit: { value: 20, unit: "工作日" },
      promisedLimit: { value: 5, unit: "工作日" },
      visits: 1,
    });
  });

  it("bad-number: copies and step numbers of a child row reject its item [C5]", () => {
    const plan = run(
      [goodItem(), goodItem({ 实施编码: "A2" }), goodItem({ 实施编码: "A3" })],
      [
        [{ 实施编码: "A1", 材料名称: "申请表", 纸质份数: "两份" }],
        [{ 实施编码: "A2", 步骤序号: "一", 步骤名称: "申请" }],
      ],
    );
    expect(ofCode(plan, "bad-number").map(({ sheet: s, row, column }) => [s, row, column])).toEqual(
      [
        ["表2", 2, "纸质份数"],
        ["表3", 2, "步骤序号"],
      ],
    );
    expect(counts(plan)).toEqual([1, 2, 0]);
    expect(plan.items?.map(({ code }) => code)).toEqual(["A3"]);
  });

  it("bad-number: a code ruined into scientific notation, as text or as a number [C5]", () => {
    const plan = run([
      goodItem({ 实施编码: "1.14E+17" }),
      goodItem({ 实施编码: "１．１４Ｅ＋１７" }),
      goodItem({ 实施编码: 114300000000000000 }),
    ]);
    // Two of them are no repetition: nobody knows what they were.
    expect(told(plan)).toEqual(["bad-number@2", "bad-number@3", "bad-number@4"]);
    expect(ofCode(plan, "bad-number").map(({ column, value }) => `${column} ${value}`)).toEqual([
      "实施编码 1.14E+17",
      "实施编码 1.14E+17",
      "实施编码 1.143E+17",
    ]);
    expect(counts(plan)).toEqual([0, 3, 0]);
  });

  it("promised-exceeds-statutory compares what the two cells say [C9]", () => {
    const limits = (statutory: Row[string], promised: Row[string], row: Row = {}) =>
      told(run([goodItem({ 法定办结时限: statutory, 承诺办结时限: promised, ...row })]));
    expect(limits("20", "30个工作日")).toEqual(["promised-exceeds-statutory@2"]);
    expect(limits(20, 30)).toEqual(["promised-exceeds-statutory@2"]);
    expect(limits("", 30)).toEqual([]);
    expect(limits("20天", "30个工作日")).toEqual([]);
    expect(limits("20", "30", { 法定办结时限单位: "天", 承诺办结时限单位: "工作日" })).toEqual([]);
    expect(limits("20", "30", { 法定办结时限单位: "天", 承诺办结时限单位: "日" })).toEqual([
      "promised-exceeds-statutory@2",
    ]);
    expect(limits("即办", 1)).toEqual([]);
  });

  it("orphan-row: a code that neither the workbook nor the catalogue knows; it changes no count [C14]", () => {
    const hall = { ...HALL, items: [{ ...blankItem("B1"), unitId: UNIT.id }] };
    const plan = run([goodItem()], [[faq("A1"), faq("B1"), faq("X9")]], hall);
    expect(plan.report.problems).toMatchObject([
      {
        severity: "error",
        code: "orphan-row",
        sheet: "表2",
        row: 4,
        column: "实施编码",
        value: "X9",
      },
    ]);
    expect(counts(plan)).toEqual([1, 0, 0]);
    expect(plan.refusedAny).toBe(false);
    expect(itemOf(plan, "B1")?.faqs).toHaveLength(1);
  });

  it("orphan-row is never said of children of rejected or repeated items [C14]", () => {
    const plan = run(
      [goodItem({ 事项类型: "许可" }), goodItem({ 实施编码: "A2" }), goodItem({ 实施编码: "A2" })],
      [[faq("A1"), faq("A2")]],
    );
    expect(told(plan)).toEqual(["unknown-type@2", "duplicate-code@4"]);
  });

  it("fee-without-detail: charged without a fee row, or without a basis anywhere [C11]", () => {
    const charged = (code: string, basis: string) =>
      goodItem({ 实施编码: code, 是否收费: "是", 收费依据: basis });
    const plan = run(
      [
        charged("A1", "有依据"),
        charged("A2", ""),
        charged("A3", "有依据"),
        charged("A4", ""),
        charged("A5", ""),
      ],
      [
        [
          fee("A2", { 收费依据: "" }),
          fee("A3", { 收费依据: "" }),
          fee("A4", { 收费项目名称: "甲", 收费依据: "" }),
          fee("A4", { 收费项目名称: "乙" }),
        ],
      ],
    );
    expect(told(plan)).toEqual([
      "fee-without-detail@2",
      "fee-without-detail@3",
      "fee-without-detail@6",
    ]);
    expect(ofCode(plan, "fee-without-detail")[0]).toMatchObject({
      sheet: "事项",
      column: "是否收费",
      value: "是",
    });
    expect(counts(plan)).toEqual([2, 3, 0]);
  });

  it("instant-mismatch looks at the promised limit [C10]", () => {
    const plan = run([
      goodItem({ 办件类型: "即办件", 承诺办结时限: "1", 法定办结时限: "即办" }),
      goodItem({
        实施编码: "A2",
        办件类型: "即办件",
        承诺办结时限: "当场办结",
        法定办结时限: "20",
      }),
      goodItem({ 实施编码: "A3", 办件类型: "承诺件", 承诺办结时限: "即办" }),
    ]);
    expect(told(plan)).toEqual(["instant-mismatch@2", "instant-mismatch@4"]);
    expect(plan.report.problems[0]).toMatchObject({ severity: "warning" });
    expect(counts(plan)).toEqual([3, 0, 0]);
  });

  it("onsite-reason-missing and same-phone are warnings [C13]", () => {
    const plan = run([
      goodItem({ 到办事现场次数: "1次", 咨询方式: "12345", 监督投诉方式: "１２３４５" }),
    ]);
    expect(told(plan)).toEqual(["onsite-reason-missing@2", "same-phone@2"]);
    expect(counts(plan)).toEqual([1, 0, 0]);
  });

  it("few-steps and no-faq are said of licences alone, in the 事项 row [C13]", () => {
    const plan = run(
      [LICENCE, goodItem({ 实施编码: "A2", 事项类型: "行政许可" }), goodItem({ 实施编码: "A3" })],
      [steps("A1", 5), steps("A2", 4), [faq("A1")]],
    );
    expect(told(plan)).toEqual(["few-steps@3", "no-faq@3"]);
    expect(ofCode(plan, "few-steps")[0]?.message).toContain("现在有 4 步");
  });

  it("new-unit is said once per unit, whatever the blanks and width of its name [C15]", () => {
    const plan = run([
      goodItem({ 实施主体: "县水利局" }),
      goodItem({ 实施编码: "A2", 实施主体: " 县 水利局" }),
      goodItem({ 实施编码: "A3", 实施主体: "县林业局" }),
      goodItem({ 实施编码: "A4", 实施主体: "市监局" }),
    ]);
    expect(told(plan)).toEqual(["new-unit@2", "new-unit@4"]);
    expect(ofCode(plan, "new-unit")[0]).toMatchObject({ column: "实施主体", value: "县水利局" });
    expect(plan.units?.map(({ name }) => name)).toEqual(["县市场监管局", "县水利局", "县林业局"]);
    expect(itemOf(plan, "A4")?.unitId).toBe(UNIT.id);
    expect(told(run([goodItem({ 实施主体: "县水利局" })], [], after(plan)))).toEqual([]);
  });

  it("new-unit makes no unit that only a rejected item names [C15]", () => {
    const plan = run([
      goodItem(),
      goodItem({ 实施编码: "A2", 实施主体: "县水利局", 事项类型: "许可" }),
    ]);
    expect(plan.units).toBeNull();
  });

  it("unknown-column is said once per sheet, in the header's row [C16]", () => {
    const plan = run([goodItem({ 幸运颜色: "红" }), goodItem({ 实施编码: "A2", 幸运颜色: "黄" })]);
    expect(plan.report.problems).toMatchObject([
      {
        severity: "warning",
        code: "unknown-column",
        sheet: "事项",
        row: 1,
        column: "幸运颜色",
        value: "幸运颜色",
      },
    ]);
    expect(counts(plan)).toEqual([2, 0, 0]);
  });
});

describe("judging", () => {
  it("reports all errors of a row, uncapped, and rejects the item whole with its children [C7]", () => {
    const plan = run(
      [
        goodItem({
          事项名称: "",
          事项类型: "许可",
          法定办结时限: "x",
          到办事现场次数: "y",
          是否收费: "是",
        }),
      ],
      [[{ 实施编码: "A1", 材料名称: "申请表" }]],
    );
    expect(told(plan).toSorted()).toEqual([
      "bad-number@2",
      "bad-number@2",
      "fee-without-detail@2",
      "missing-field@2",
      "unknown-type@2",
    ]);
    expect([plan.items, plan.fees]).toEqual([null, null]);
    const many = run(
      Array.from({ length: 500 }, (_, at) => goodItem({ 实施编码: `C${at}`, 事项类型: "x" })),
    );
    expect(many.report.problems).toHaveLength(500);
  });

  it("rejects the item of a child row in error, and leaves what the catalogue has of it [C7]", () => {
    const held = { ...blankItem("A1"), name: "旧名", unitId: UNIT.id };
    const plan = run(
      [goodItem({ 事项名称: "新名" })],
      [[{ 实施编码: "A1", 材料名称: "申请表", 纸质份数: "x" }]],
      { ...HALL, items: [held] },
    );
    expect(counts(plan)).toEqual([0, 1, 0]);
    expect(plan.items).toBeNull();
  });

  it("counts children that workbook and catalogue hold together, so a lone 事项 list is judged too [C12]", () => {
    const charged = { ...LICENCE, 是否收费: "是" };
    const file = xlsx(sheet([charged]));
    expect(told(importInto(file, HALL))).toEqual([
      "fee-without-detail@2",
      "few-steps@2",
      "no-faq@2",
    ]);
    const full = run([charged], [steps("A1", 5), [faq("A1")], [fee("A1")]]);
    expect(told(full)).toEqual([]);
    const again = importInto(file, after(full, HALL));
    expect([told(again), counts(again)]).toEqual([[], [0, 0, 1]]);
  });

  it("takes children without their 事项 row over into the catalogue's item, in no count [C12] [C14]", () => {
    const hall = after(run([goodItem()]), HALL);
    const plan = importInto(
      xlsx(sheet([{ 实施编码: "A1", 材料名称: "申请表", 纸质份数: 2 }])),
      hall,
    );
    expect(counts(plan)).toEqual([0, 0, 0]);
    expect(itemOf(plan, "A1")?.materials).toMatchObject([{ id: "m1", name: "申请表", copies: 2 }]);
    const bad = importInto(
      xlsx(sheet([{ 实施编码: "A1", 材料名称: "申请表", 纸质份数: "x" }])),
      hall,
    );
    expect([counts(bad), bad.refusedAny, bad.items]).toEqual([[0, 0, 0], true, null]);
  });

  it("counts accepted, rejected and unchanged so that they add up to the rows that are not blank [C22]", () => {
    const first = run([goodItem(), goodItem({ 实施编码: "A2" })], [[faq("A1")], [faq("A2")]]);
    expect(counts(first)).toEqual([2, 0, 0]);
    const second = run(
      [
        goodItem(),
        { 实施编码: " ", 事项名称: "\u3000" },
        goodItem({ 实施编码: "A2" }),
        goodItem({ 实施编码: "A3" }),
        goodItem({ 实施编码: "A3" }),
      ],
      [[faq("A1")], [{ ...faq("A2"), 答案: "六天。" }]],
      after(first, HALL),
    );
    // A2 differs in a child alone.
    expect(counts(second)).toEqual([2, 1, 1]);
  });

  it("names the header as the sheet writes it, and the 事项 row for what concerns the item [C4]", () => {
    const file = xlsx(
      {
        rows: [
          ["清单"],
          [],
          ["*实施编码（必填）", "事项名称", "事项类型", "实施主体", "法定时限"],
          ["A1", "甲", "行政许可", "县市场监管局", "x"],
        ],
      },
      sheet([faq("A1")]),
      sheet(steps("A1", 5)),
    );
    expect(importInto(file, HALL).report.problems).toMatchObject([
      { code: "bad-number", sheet: "表1", row: 4, column: "法定时限", value: "x" },
    ]);
  });
});

describe("taking over", () => {
  it("keeps names of any length [C17]", () => {
    const name = "长".repeat(40_000);
    const plan = run(
      [goodItem({ 事项名称: name, 实施主体: name })],
      [[{ 实施编码: "A1", 材料名称: name }]],
    );
    expect(itemOf(plan, "A1")).toMatchObject({ name, materials: [{ name }] });
    expect(plan.units?.at(-1)?.name).toBe(name);
  });

  it("leaves what an absent column says and clears what an empty cell clears [C17]", () => {
    const first = run([goodItem({ 办理地点: "一楼", 办理时间: "九点" })]);
    const plan = run([goodItem({ 办理地点: "" })], [], after(first, HALL));
    expect(counts(plan)).toEqual([1, 0, 0]);
    expect(itemOf(plan, "A1")).toMatchObject({ place: "", hours: "九点" });
  });

  it("judges a row with what the catalogue says in columns the sheet does not have [C17]", () => {
    const first = run([goodItem({ 承诺办结时限: 20 })]);
    expect(told(run([goodItem({ 法定办结时限: 10 })], [], after(first, HALL)))).toEqual([
      "promised-exceeds-statutory@2",
    ]);
  });

  it("replaces an item's children of a kind, and keeps the ids and situations of those it knows [C12] [C18]", () => {
    const situations = [
      { id: "q", question: "新办？", answers: [{ id: "new", text: "新办" }], onlyFor: [] },
    ];
    const held = {
      ...blankItem("A1"),
      unitId: UNIT.id,
      situations,
      steps: [
        { ...blankStep("s1"), name: "申请", onlyFor: ["new"] },
        { ...blankStep("s2"), name: "受理" },
      ],
    };
    const rows = [
      { 实施编码: "A1", 步骤序号: 2, 步骤名称: "申请" },
      { 实施编码: "A1", 步骤序号: "第1步", 步骤名称: "核对" },
    ];
    const plan = run([goodItem()], [rows], { ...HALL, items: [held] });
    expect(itemOf(plan, "A1")?.situations).toEqual(situations);
    expect(itemOf(plan, "A1")?.steps).toMatchObject([
      { id: "s3", name: "核对", onlyFor: [] },
      { id: "s1", name: "申请", onlyFor: ["new"] },
    ]);
  });

  it("gives an item a fee of its own where others keep what theirs says, and makes equal fees one [C19]", () => {
    const both = [goodItem(), goodItem({ 实施编码: "A2" })];
    const first = after(run(both, [[fee("A1"), fee("A2")]]), HALL);
    expect(first.fees).toMatchObject([
      { itemCodes: ["A1", "A2"], standard: "每证 10 元", unitId: UNIT.id },
    ]);
    const second = after(run([goodItem()], [[fee("A1", { 收费标准: "每证 5 元" })]], first), first);
    expect([feesOf(second, "A1"), feesOf(second, "A2")]).toMatchObject([
      [{ standard: "每证 5 元" }],
      [{ standard: "每证 10 元" }],
    ]);
    const third = after(run(both, [[fee("A1"), fee("A2")]], second), second);
    expect(third.fees).toHaveLength(1);
  });

  it("changes a fee in its place where all of its items agree, and removes one nobody has [C19]", () => {
    const standing = { ...blankFee("alone", UNIT.id), name: "无主" };
    const hall = { ...HALL, fees: [standing] };
    const first = after(
      run([goodItem()], [[fee("A1"), fee("A1", { 收费项目名称: "押金" })]], hall),
      hall,
    );
    expect(first.fees.map(({ name }) => name)).toEqual(["无主", "工本费", "押金"]);
    const second = after(run([goodItem()], [[fee("A1", { 收费标准: "免费" })]], first), first);
    expect(second.fees).toMatchObject([
      { id: "alone" },
      { id: first.fees[1]?.id, name: "工本费", standard: "免费" },
    ]);
    expect(second.fees).toHaveLength(2);
  });

  it("counts a checked fact that changes as corroborated, unless the workbook says otherwise [C20]", () => {
    const checked = { limits: "verified", materials: "verified", fee: "verified" } as const;
    const held = {
      ...blankItem("A1"),
      name: "食品经营许可",
      unitId: UNIT.id,
      verification: checked,
    };
    const hall = { ...HALL, items: [held] };
    const changed = run([goodItem({ 法定办结时限: 20 })], [], hall);
    expect(itemOf(changed, "A1")?.verification).toEqual({ ...checked, limits: "corroborated" });
    const said = run([goodItem({ 法定办结时限: 20, 时限核实: "已核实" })], [], hall);
    expect(itemOf(said, "A1")?.verification).toEqual(checked);
  });

  it("keeps the list's other columns and the words its fields cannot hold [C21]", () => {
    const plan = run([
      goodItem({
        行使层级: "县级",
        服务对象: "自然人,企业法人",
        办件类型: "上报件",
        设定依据: "《中华人民共和国行政许可法》第四十二条：二十日内",
      }),
    ]);
    expect(itemOf(plan, "A1")).toMatchObject({
      audience: ["个人", "企业"],
      handling: null,
      further: { 行使层级: "县级", 服务对象: "自然人,企业法人", 办件类型: "上报件" },
      bases: [{ law: "中华人民共和国行政许可法", article: "第四十二条", text: "二十日内" }],
    });
  });

  it("gives an item its windows and its queue by number or name", () => {
    const hall = {
      ...HALL,
      windows: [
        { id: "12", name: "12号窗口" },
        { id: "13", name: "综合窗口" },
      ],
      services: [{ id: "business", name: "企业开办" }],
    };
    const plan = run([goodItem({ 办理窗口: "12、综合窗口、99", 排队业务: "企业开办" })], [], hall);
    expect(itemOf(plan, "A1")).toMatchObject({
      windows: ["12", "13"],
      serviceId: "business",
      further: { 办理窗口: "12、综合窗口、99" },
    });
  });

  it("takes the same workbook a second time as unchanged, whatever it holds [C17]", () => {
    const items = [
      goodItem({
        法定办结时限: "20天",
        承诺办结时限: "５ 个工作日",
        服务对象: "法人",
        是否收费: "收费",
        到办事现场次数: "0次",
        俗称: "开饭店，卖吃的",
      }),
      goodItem({ 实施编码: "A2", 实施主体: "县新局", 事项类型: "行政许可" }),
      goodItem({ 实施编码: "A2" }),
    ];
    const children = [
      [fee("A1"), fee("A1"), fee("A1", { 收费标准: "另一种" }), fee("A2", { 执收单位: "县新局" })],
      [
        { 实施编码: "A1", 材料名称: "表", 必要性: "看情况" },
        { 实施编码: "A1", 材料名称: "表", 必要性: "" },
      ],
      [...steps("A2", 3).reverse(), faq("A2")].slice(0, 3),
    ];
    const first = run(items, children);
    expect(counts(first)).toEqual([2, 1, 0]);
    const second = run(items, children, after(first, HALL));
    expect(counts(second)).toEqual([0, 1, 2]);
    expect([second.items, second.fees, second.units]).toEqual([null, null, null]);
  });
});
