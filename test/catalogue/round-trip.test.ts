import fc from "fast-check";
import readExcelFile from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import type { Fee } from "#shared/domain/catalogue/fee.ts";
import { type Item, ITEM_TYPES, type Limit } from "#shared/domain/catalogue/item.ts";
import { blankFee, blankMaterial, blankStep } from "#hall-server/catalogue/child-fields.ts";
import {
  type Catalogue,
  feeSchema,
  itemSchema,
  parseCatalogue,
  storedJson,
} from "#hall-server/catalogue/documents.ts";
import { exportSheets } from "#hall-server/catalogue/export.ts";
import { guarded, unguarded } from "#hall-server/catalogue/formulas.ts";
import { SHEET_KINDS, type SheetKind, SHEETS } from "#hall-server/catalogue/headers.ts";
import { blankItem } from "#hall-server/catalogue/item-fields.ts";
import { writeWorkbook } from "#hall-server/catalogue/write-workbook.ts";
import { after, counts, EMPTY, importInto, type TestSheet, UNIT, xlsx } from "./support.ts";

const UNITS = [
  UNIT,
  { id: "tax", name: "县税务局", shortName: "税务局", nameEn: "" },
  // Two units of one name: the id that stands must stand.
  { id: "tax-2", name: "县税务局", shortName: "县税务局", nameEn: "" },
];
const WINDOWS = [
  { id: "12", name: "12号窗口" },
  { id: "13", name: "综合窗口" },
];
const SERVICES = [{ id: "business", name: "企业开办" }];

/** What documents may hold that a spreadsheet could take for something else. */
const AWKWARD = [
  "",
  "食品经营许可",
  "=1+1",
  "+86 10-12345",
  "-",
  "@SUM(A1)",
  "'=x",
  "''-x",
  "＝全角",
  "  两端有空白\u3000",
  "多行\n文字\r\n三行",
  "\tTab",
  "<b>&amp;\"'</b>",
  "_x0041_ _x000D_",
  "控制\u0007符",
  "1.14E+17",
  "00012",
  "20",
  "是",
  "、，；",
  "\u2028",
  "表情😀",
  "TRUE",
  "2026/1/5",
];
const anyText = fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ maxLength: 12 }));
/** Words as an import leaves them. */
const tameText = fc.constantFrom(
  "",
  "食品经营许可",
  "=1+1",
  "两行\n文字",
  "<&>",
  "_x0041_",
  "20",
  "甲、乙",
);
const tameWord = fc.constantFrom("开饭店", "办证", "=x", "20");

const whole = fc.option(fc.nat({ max: 400 }));
const limit: fc.Arbitrary<Limit | null> = fc.option(
  fc.oneof(
    fc.constant<Limit>({ instant: true }),
    fc.record({
      instant: fc.constant(false as const),
      value: fc.nat({ max: 99 }),
      unit: fc.constantFrom("工作日" as const, "天" as const, "月" as const),
    }),
  ),
);
const verification = fc.constantFrom(
  "verified" as const,
  "corroborated" as const,
  "unverified" as const,
);
const day = fc.constantFrom("", "2024-02-29", "2017-04-01");

const items = (text: fc.Arbitrary<string>, word: fc.Arbitrary<string>): fc.Arbitrary<Item[]> => {
  const list = fc.array(word, { maxLength: 3 });
  const item = fc.record({
    name: text,
    nameEn: text,
    type: fc.constantFrom(...ITEM_TYPES),
    unitId: fc.constantFrom("market", "tax", "tax-2"),
    everydayNames: list,
    conditions: list,
    audience: fc.subarray(["个人", "企业"] as const),
    handling: fc.constantFrom("即办件" as const, "承诺件" as const, null),
    statutoryLimit: limit,
    promisedLimit: limit,
    limitNote: text,
    bases: fc.array(fc.record({ law: text, article: text, text, verification }), { maxLength: 2 }),
    visits: whole,
    visitReason: text,
    charged: fc.option(fc.boolean()),
    feeBasis: text,
    place: text,
    consultPhone: text,
    serviceId: fc.constantFrom("business", null),
    windows: fc.subarray(["12", "13"]),
    situations: fc.constant([
      { id: "q", question: "新办？", answers: [{ id: "new", text: "新办" }], onlyFor: [] },
    ]),
    materials: fc.array(
      fc.record({
        name: text,
        necessity: fc.constantFrom("必要" as const, "可容缺" as const, "视情" as const),
        form: text,
        copies: whole,
        note: text,
        onlyFor: fc.subarray(["new"]),
      }),
      { maxLength: 3 },
    ),
    steps: fc.array(
      fc.record({
        name: text,
        by: fc.constantFrom("visitor" as const, "hall" as const),
        detail: text,
      }),
      { maxLength: 3 },
    ),
    faqs: fc.array(fc.record({ question: text, answer: text }), { maxLength: 2 }),
    verification: fc.record({ limits: verification, materials: verification, fee: verification }),
    further: fc.dictionary(
      fc.constantFrom("行使层级", "办理形式", "服务对象", "不认识的列"),
      text,
      { maxKeys: 2 },
    ),
  });
  return fc.array(item, { maxLength: 4 }).map((all) =>
    all.map(({ further, materials, steps, ...fields }, at) => ({
      ...blankItem(`C${at}`),
      ...fields,
      materials: materials.map((one, n) => ({ ...blankMaterial(`m${n}`), ...one })),
      steps: steps.map((one, n) => ({ ...blankStep(`s${n}`), ...one })),
      ...(Object.keys(further).length > 0 ? { further } : {}),
    })),
  );
};

const fees = (text: fc.Arbitrary<string>): fc.Arbitrary<Fee[]> =>
  fc
    .array(
      fc.record({
        name: text,
        formerName: text,
        itemCodes: fc.subarray(["C0", "C1", "C2", "gone"]),
        unitId: fc.constantFrom("market", "tax"),
        standard: text,
        amountFen: whole,
        basis: text,
        reductions: text,
        validFrom: day,
        validTo: day,
        verifiedOn: day,
        verification,
      }),
      { maxLength: 4 },
    )
    .map((all) => all.map((fee, at) => ({ ...blankFee(`f${at}`, ""), ...fee })));

const catalogues = (
  text: fc.Arbitrary<string>,
  word: fc.Arbitrary<string>,
): fc.Arbitrary<Catalogue> =>
  fc
    .record({
      items: items(text, word),
      fees: fees(text),
      units: fc.constant(UNITS),
      windows: fc.constant(WINDOWS),
      services: fc.constant(SERVICES),
    })
    // As they are read from their files.
    .map((catalogue) => JSON.parse(JSON.stringify(catalogue)) as Catalogue);

const exported = (catalogue: Catalogue): Buffer =>
  Buffer.from(writeWorkbook(exportSheets(catalogue)));

const stored = (catalogue: Catalogue) => ({
  items: storedJson(catalogue.items),
  fees: storedJson(catalogue.fees),
  units: storedJson(catalogue.units),
  windows: null,
  services: null,
});

describe("an export, imported again", () => {
  it("changes nothing, whatever the documents hold [C17]", () => {
    fc.assert(
      fc.property(catalogues(anyText, anyText), (catalogue) => {
        const plan = importInto(exported(catalogue), catalogue);
        expect([plan.items, plan.fees, plan.units]).toEqual([null, null, null]);
        const [accepted, rejected, unchanged] = counts(plan);
        expect([accepted, rejected + unchanged]).toEqual([0, catalogue.items.length]);
      }),
      { numRuns: 300 },
    );
  });

  it("into a hall that has lost it, brings back all that a workbook carries [C17] [C21]", () => {
    const named = catalogues(tameText, tameWord).map((catalogue) => ({
      ...catalogue,
      units: UNITS.slice(0, 2),
      items: catalogue.items.map((item) => ({
        ...item,
        unitId: "tax",
        name: item.name || "无名",
        materials: item.materials.map((one) => ({ ...one, name: one.name || "表" })),
        steps: item.steps.map((one) => ({ ...one, name: one.name || "步" })),
        faqs: item.faqs.map(({ question, answer }) => ({
          question: question || "问",
          answer: answer || "答",
        })),
        further: { 行使层级: "县级" },
      })),
      fees: catalogue.fees.map((fee, at) => ({ ...fee, name: `收费${at}` })),
    }));
    fc.assert(
      fc.property(named, (catalogue) => {
        const lost = { ...catalogue, items: [], fees: [] };
        const found = after(importInto(exported(catalogue), lost), lost);
        const kept = new Set(found.items.map(({ code }) => code));
        const expected = {
          ...catalogue,
          items: catalogue.items.filter(({ code }) => kept.has(code)),
          fees: catalogue.fees.map((fee) => ({
            ...fee,
            itemCodes: fee.itemCodes.filter((code) => kept.has(code)),
          })),
        };
        const [itemsSheet, ...childSheets] = exportSheets(found);
        const [expectedItems, ...expectedChildren] = exportSheets(expected);
        expect(itemsSheet).toEqual(expectedItems);
        const sorted = (sheets: typeof childSheets) =>
          sheets.map((sheet) => ({
            ...sheet,
            rows: sheet.rows.map((row) => JSON.stringify(row)).sort(),
          }));
        expect(sorted(childSheets)).toEqual(sorted(expectedChildren));
        // And what was brought back is a document.
        expect(parseCatalogue(stored(found)).items).toEqual(found.items);
      }),
      { numRuns: 200 },
    );
  });

  it("is stored as JSON a person can read, two spaces deep", () => {
    const records = [{ ...blankItem("A1"), name: "行\n\u2028分隔" }, blankItem("A2")];
    expect(Buffer.from(storedJson(records)).toString()).toBe(
      `${JSON.stringify(records, null, 2)}\n`,
    );
    expect(Buffer.from(storedJson([])).toString()).toBe("[]\n");
    for (const record of records) expect(itemSchema.parse(record)).toEqual(record);
    expect(feeSchema.parse(blankFee("f", "u"))).toEqual(blankFee("f", "u"));
  });
});

const CODES = ["A1", "A2", "B1"];
const limitCells = fc.constantFrom("", "即办", "20", "５ 个工作日", "20天");
const unitCells = fc.constantFrom("", "工作日", "天");
const dayCells = fc.constantFrom("", "2024-02-29", "2024/3/1", "45000", "长期");
const nameCells = fc.constantFrom("甲", "乙", "=甲", " 甲 ", "丙、丁");

/** Cells that are mostly right where a number, a name or one of a few words is wanted. */
const CELLS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  实施编码: fc.constantFrom(...CODES),
  事项名称: nameCells,
  事项类型: fc.constantFrom("公共服务", "行政确认"),
  实施主体: fc.constantFrom("县税务局", "市监局", "县新局"),
  法定办结时限: limitCells,
  承诺办结时限: limitCells,
  法定办结时限单位: unitCells,
  承诺办结时限单位: unitCells,
  到办事现场次数: fc.constantFrom("", "0", "1次"),
  纸质份数: fc.constantFrom("", "１", "2份"),
  步骤序号: fc.constantFrom("", "1", "第2步", "3"),
  "金额(元)": fc.constantFrom("", "80", "80.5元"),
  生效日期: dayCells,
  失效日期: dayCells,
  核实日期: dayCells,
  材料名称: nameCells,
  收费项目名称: nameCells,
  步骤名称: nameCells,
  问题: nameCells,
  答案: nameCells,
  收费编号: fc.constantFrom("", "f1", "fee-1", "fee-2"),
  执收单位: fc.constantFrom("", "县税务局", "县新局"),
  是否收费: fc.constantFrom("", "否", "不收费", "看情况"),
};

/** Any workbook at all: sheets of every kind with any columns, in any order. */
const workbooks = (): fc.Arbitrary<TestSheet[]> => {
  const cell = fc.oneof(
    fc.constantFrom(
      "即办件",
      "承诺件",
      "已核实",
      "有旁证",
      "必要",
      "视情",
      "容缺",
      "自然人",
      "企业法人",
    ),
    fc.constantFrom("12、13", "综合窗口", "企业开办", "《甲法》第一条：乙", "甲,乙", "申请人"),
    fc.constantFrom(...AWKWARD),
  );
  const sheetsOf = (kind: SheetKind): fc.Arbitrary<TestSheet> => {
    const { required, columns } = SHEETS[kind];
    const optional = Object.keys(columns).filter((column) => !required.includes(column));
    return fc.subarray(optional).chain((chosen) => {
      const header = [...required, ...chosen];
      const row = fc.tuple(...header.map((column) => CELLS[column] ?? cell));
      const rows =
        kind === "事项"
          ? fc.uniqueArray(row, { maxLength: 4, selector: ([code]) => code })
          : fc.array(row, { maxLength: 6 });
      return rows.map((all) => ({ rows: [header, ...all] }));
    });
  };
  return fc.tuple(...SHEET_KINDS.map(sheetsOf)).chain((sheets) => fc.shuffledSubarray(sheets));
};

describe("a workbook, imported again", () => {
  it("is unchanged the second time, whatever it holds [C17]", () => {
    const hall = { ...EMPTY, units: UNITS, windows: WINDOWS, services: SERVICES };
    fc.assert(
      fc.property(
        workbooks().filter((sheets) => sheets.length > 0),
        (sheets) => {
          const file = xlsx(...sheets);
          const first = importInto(file, hall);
          const second = importInto(file, after(first, hall));
          const [accepted, rejected, unchanged] = counts(first);
          expect(counts(second)).toEqual([0, rejected, accepted + unchanged]);
          expect([second.items, second.fees, second.units]).toEqual([null, null, null]);
          const held = after(first, hall);
          expect(parseCatalogue(stored(held))).toMatchObject({
            items: held.items,
            fees: held.fees,
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("what an export writes", () => {
  it("defuses what looks like a formula, so that it comes back as it was [C23]", () => {
    for (const text of ["=1", "+1", "-1", "@x", "＝1", "'=1", "''@x"]) {
      expect(guarded(text)).toBe(`'${text}`);
      expect(unguarded(guarded(text))).toBe(text);
    }
    for (const text of ["", "1", "'x", "a=b"])
      expect([guarded(text), unguarded(text)]).toEqual([text, text]);
  });

  it("is read by another program cell by cell, codes and phones as text, numbers as numbers", async () => {
    const code = "114300000000000001";
    const item: Item = {
      ...blankItem(code),
      name: "=危险",
      unitId: UNIT.id,
      type: "行政许可",
      promisedLimit: { instant: false, value: 5, unit: "工作日" },
      consultPhone: "073112345678",
      steps: [{ ...blankStep("s1"), name: "申请 <1> & 受理" }],
    };
    const sheets = await readExcelFile(exported({ ...EMPTY, items: [item], units: [UNIT] }));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["事项", "材料", "收费", "流程", "常见问题"]);
    const [header, row] = sheets[0]!.data;
    const cell = (column: string) => row![header!.indexOf(column)];
    expect(
      ["实施编码", "事项名称", "实施主体", "承诺办结时限", "承诺办结时限单位", "咨询方式"].map(
        cell,
      ),
    ).toEqual([code, "'=危险", "县市场监管局", 5, "工作日", "073112345678"]);
    expect(sheets[3]!.data[1]).toEqual([code, "'=危险", 1, "申请 <1> & 受理", "我们办", null]);
  });

  it("of an empty hall is a workbook to fill in, and imports as nothing", () => {
    const file = exported(EMPTY);
    expect(counts(importInto(file))).toEqual([0, 0, 0]);
    expect(exportSheets(EMPTY).map(({ header }) => header.length > 2)).toEqual(Array(5).fill(true));
  });

  it("is the same file for the same catalogue", () => {
    expect(exported(EMPTY)).toEqual(exported(EMPTY));
  });
});
