import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ConstructionEstimate,
  estimateConstruction,
} from "#shared/domain/catalogue/estimate/construction.ts";
import { CONSTRUCTION_RULES } from "#shared/domain/catalogue/estimate/construction-rules.ts";
import {
  estimateHousingTransfer,
  HOUSING_LIMITS,
  type HousingTransferEstimate,
  type HousingTransferInput,
} from "#shared/domain/catalogue/estimate/housing.ts";
import { HOUSING_TRANSFER_RULES } from "#shared/domain/catalogue/estimate/housing-rules.ts";
import type { Circumstances } from "#shared/domain/catalogue/estimate/line.ts";
import { ESTIMATE_PROBLEMS, problemText } from "#shared/domain/catalogue/estimate/problems.ts";
import type { Amount, RuleSet } from "#shared/domain/catalogue/estimate/rules.ts";

const DAY = "2026-11-12";

const housing = (
  input: HousingTransferInput,
  { day = DAY, local = {} }: Partial<Circumstances> = {},
): HousingTransferEstimate => {
  const { value, refused } = estimateHousingTransfer(input, { day, local });
  if (!value) throw new Error(JSON.stringify(refused));
  return value;
};

const construction = (
  input: unknown,
  { day = DAY, local = {} }: Partial<Circumstances> = {},
): ConstructionEstimate => {
  const { value, refused } = estimateConstruction(input, { day, local });
  if (!value) throw new Error(JSON.stringify(refused));
  return value;
};

/** Amounts by the stable name of the fee, in fen. */
const amounts = ({ lines }: HousingTransferEstimate | ConstructionEstimate) =>
  Object.fromEntries(lines.map(({ id, amountFen }) => [id, amountFen]));

const lineOf = <L extends { readonly id: string }>(
  { lines }: { readonly lines: readonly L[] },
  id: string,
): L => {
  const found = lines.find((line) => line.id === id);
  if (!found) throw new Error(`no line ${id}`);
  return found;
};

/** A second-hand home of 89 m², held three years, bought for 300,000 and sold for 420,000. */
const SECOND_HAND: HousingTransferInput = {
  newHome: false,
  areaSqm: 89,
  priceYuan: 420_000,
  buyerHomesBefore: 0,
  sellerHeldMonths: 36,
  sellerOnlyHome: false,
  originalPriceYuan: 300_000,
};

/** The same kind of home, sold after a year and a half. */
const UNDER_TWO_YEARS: HousingTransferInput = {
  ...SECOND_HAND,
  priceYuan: 1_000_000,
  sellerHeldMonths: 18,
  originalPriceYuan: 800_000,
};

describe("the transfer of a home, worked out by hand", () => {
  it("[E12] [E15] [E17] held three years: no VAT; 1 % 契税 on the whole price, 20 % of the gain", () => {
    // 增值税: 36 ≥ 24 months, exempt (公告2025年第17号); so nothing is taken off the price.
    // 城建税 and 附加 on a VAT of 0 (城市维护建设税法 第二条): 0.
    // 契税 (契税法 第五条; 公告2024年第16号): only home, 89 ≤ 140 m²: 420,000 × 1 % = 4,200.00
    // 个人所得税 (个人所得税法 第三条, 第六条): (420,000 − 300,000) × 20 % = 24,000.00
    // 登记费 80 (发改价格规〔2016〕2559号), first certificate 0. Buyer 4,280; seller 24,000.
    const estimate = housing(SECOND_HAND);
    expect(amounts(estimate)).toEqual({
      "deed-tax": 420_000,
      "stamp-tax-buyer": 0,
      "registration-fee": 8_000,
      "certificate-fee": 0,
      vat: 0,
      "city-maintenance-tax": 0,
      "education-surcharge": 0,
      "local-education-surcharge": 0,
      "income-tax": 2_400_000,
      "land-gains-tax": 0,
      "stamp-tax-seller": 0,
    });
    expect(estimate).toMatchObject({
      rules: "2026-11",
      day: DAY,
      buyerFen: 428_000,
      sellerFen: 2_400_000,
      totalFen: 2_828_000,
      missing: [],
    });
  });

  it("[E11] [E13] [E14] held a year and a half: VAT inside the price, 附加 halved, base without VAT", () => {
    // 增值税 (公告2025年第17号; 增值税法 第十一条, 第十七条): 1,000,000 ÷ 1.03 × 3 %
    //   = 3,000,000 ÷ 103 = 29,126.2135… → 29,126.21
    // Price without VAT: 1,000,000 − 29,126.21 = 970,873.79
    // 契税 1 %: 9,708.7379 → 9,708.74
    // 城建税 (第四条: county seat or town 5 %), halved (公告2023年第12号 第二条):
    //   29,126.21 × 2.5 % = 728.15525 → 728.16
    // 教育费附加 (暂行规定 第三条) 29,126.21 × 1.5 % = 436.89315 → 436.89
    // 地方教育附加 29,126.21 × 1 % = 291.2621 → 291.26
    // 个人所得税 (第六条; 实施条例 第十六条, 第十七条):
    //   970,873.79 − 800,000 − 728.16 − 436.89 − 291.26 = 169,417.48; × 20 % = 33,883.496 → 33,883.50
    // Buyer 9,708.74 + 80 = 9,788.74. Seller 29,126.21 + 728.16 + 436.89 + 291.26 + 33,883.50 = 64,466.02
    const estimate = housing(UNDER_TWO_YEARS);
    expect(amounts(estimate)).toMatchObject({
      vat: 2_912_621,
      "deed-tax": 970_874,
      "city-maintenance-tax": 72_816,
      "education-surcharge": 43_689,
      "local-education-surcharge": 29_126,
      "income-tax": 3_388_350,
    });
    expect(estimate).toMatchObject({
      buyerFen: 978_874,
      sellerFen: 6_446_602,
      totalFen: 7_425_476,
    });
  });

  it("[E8] writes down how each amount comes about, with basis, payer and collector", () => {
    const estimate = housing(UNDER_TWO_YEARS);
    expect(lineOf(estimate, "deed-tax")).toEqual({
      id: "deed-tax",
      fee: "契税",
      payer: "buyer",
      amountFen: 970_874,
      basis:
        "财政部 税务总局 住房城乡建设部公告2024年第16号；契税法第四条、第五条；增值税法第十七条；财税〔2016〕43号",
      verified: false,
      collector: "税务机关",
      arithmetic:
        "不含增值税的价格：合同价 1,000,000 元 − 增值税 29,126.21 元 = 970,873.79 元；不含增值税的价格 970,873.79 元 × 1% ≈ 9,708.74 元",
      note: "家庭指购房人、配偶和未成年子女；申请登记前缴纳",
      caution: "以窗口核定为准",
      choices: [],
    });
    expect(lineOf(estimate, "city-maintenance-tax").arithmetic).toBe(
      "增值税 29,126.21 元 × 5% × 50% ≈ 728.16 元",
    );
    expect(lineOf(estimate, "vat").arithmetic).toBe(
      "合同价 1,000,000 元 ÷ (1 + 3%) × 3% ≈ 29,126.21 元",
    );
    expect(lineOf(housing(SECOND_HAND), "deed-tax").arithmetic).toBe(
      "合同价 420,000 元 × 1% = 4,200 元",
    );
    expect(lineOf(estimate, "registration-fee")).toMatchObject({
      payer: "buyer",
      collector: "不动产登记机构",
      verified: true,
      caution: "",
    });
  });

  it.each([
    // 公告2024年第16号: 140 m² itself is still small. 契税 = 500,000 × rate (契税法 第五条).
    [0, 140, "1 %", 500_000],
    [0, 140.01, "1.5 %", 750_000],
    [1, 140, "1 %", 500_000],
    [1, 140.01, "2 %", 1_000_000],
    // 契税法 第三条: 3–5 % by province; the lowest is assumed, whatever the area.
    [2, 60, "3 %", 1_500_000],
    [5, 200, "3 %", 1_500_000],
  ])("[E12] %i homes before, %f m²: 契税 of 500,000 at %s", (homes, areaSqm, _rate, fen) => {
    const estimate = housing({
      ...SECOND_HAND,
      priceYuan: 500_000,
      buyerHomesBefore: homes,
      areaSqm,
    });
    expect(lineOf(estimate, "deed-tax").amountFen).toBe(fen);
  });

  it("[E7] [E12] a third home at the province's own rate, once it is entered", () => {
    // 契税法 第三条: a province that decided on 4 %: 500,000 × 4 % = 20,000.00
    const input = { ...SECOND_HAND, priceYuan: 500_000, buyerHomesBefore: 2 };
    const assumed = lineOf(housing(input), "deed-tax");
    expect([assumed.amountFen, assumed.note]).toEqual([
      1_500_000,
      "法定税率 3% 至 5%，由本省确定；这里按最低的 3% 计；家庭指购房人、配偶和未成年子女；申请登记前缴纳",
    ]);
    const entered = lineOf(housing(input, { local: { "deed-tax-bp": 400 } }), "deed-tax");
    expect([entered.amountFen, entered.note]).toEqual([
      2_000_000,
      "家庭指购房人、配偶和未成年子女；申请登记前缴纳",
    ]);
  });

  it("[E13] exactly two years are enough: 24 months exempt, 23 not", () => {
    // 「购买2年以上（含2年）」: 公告2025年第17号. 420,000 × 3 ÷ 103 = 12,233.0097… → 12,233.01
    expect(lineOf(housing({ ...SECOND_HAND, sellerHeldMonths: 24 }), "vat").amountFen).toBe(0);
    expect(lineOf(housing({ ...SECOND_HAND, sellerHeldMonths: 23 }), "vat").amountFen).toBe(
      1_223_301,
    );
  });

  it("[E15] held five years and the family's only home: no 个人所得税; one month or one home more: it is due", () => {
    // (1994)财税字第20号, 国税发〔2007〕33号: both conditions. Else 20 % of 120,000 = 24,000.
    const tax = (sellerHeldMonths: number, sellerOnlyHome: boolean) =>
      lineOf(housing({ ...SECOND_HAND, sellerHeldMonths, sellerOnlyHome }), "income-tax").amountFen;
    expect([tax(60, true), tax(59, true), tax(60, false)]).toEqual([0, 2_400_000, 2_400_000]);
  });

  it("[E15] sold for less than it was bought for: nothing remains, no 个人所得税", () => {
    // 个人所得税法 第六条: 收入额减除财产原值和合理费用后的余额; 420,000 − 450,000 < 0 → 0
    const line = lineOf(housing({ ...SECOND_HAND, originalPriceYuan: 450_000 }), "income-tax");
    expect(line.amountFen).toBe(0);
    expect(line.arithmetic).toContain("没有余额 = 0 元");
  });

  it("[E10] [E15] without the purchase price it cannot be known which: no amount, the assessed one beside it", () => {
    // 实施条例 第十六条: without documents the tax office assesses; commonly 1 %: 420,000 × 1 % = 4,200
    const estimate = housing({ ...SECOND_HAND, originalPriceYuan: null });
    const line = lineOf(estimate, "income-tax");
    expect(line).toMatchObject({ amountFen: null, verified: false, caution: "以窗口核定为准" });
    expect(line.arithmetic).toContain("不知道按哪一种");
    expect(line.choices.map(({ amountFen }) => amountFen)).toEqual([420_000]);
    expect(estimate).toMatchObject({ sellerFen: 0, totalFen: 428_000, missing: ["个人所得税"] });
    const known = lineOf(housing(SECOND_HAND), "income-tax");
    expect(known.choices.map(({ amountFen }) => amountFen)).toEqual([420_000]);
  });

  it("[E11] [E18] a new home: 9 % VAT is inside the price; the seller is the developer and has no line", () => {
    // 增值税法 第十条第二项: 1,090,000 ÷ 1.09 × 9 % = 90,000; without VAT 1,000,000
    // 契税 1 % (only home, 100 m²): 10,000.00. With 登记费: 10,080.00
    const input = { newHome: true, areaSqm: 100, priceYuan: 1_090_000, buyerHomesBefore: 0 };
    const estimate = housing(input);
    expect(amounts(estimate)).toEqual({
      "deed-tax": 1_000_000,
      "stamp-tax-buyer": 0,
      "registration-fee": 8_000,
      "certificate-fee": 0,
      "maintenance-fund": null,
    });
    expect(estimate).toMatchObject({
      buyerFen: 1_008_000,
      sellerFen: 0,
      totalFen: 1_008_000,
      missing: ["住宅专项维修资金"],
    });
    expect(lineOf(estimate, "deed-tax").note).toContain("发票");
    expect(lineOf(estimate, "maintenance-fund").arithmetic).toBe(
      "本地的住宅专项维修资金交存标准没有录入",
    );
    // 物业管理条例 第五十三条; a county that asks 60 元 per m²: 100 × 60 = 6,000.00
    const entered = housing(input, { local: { "maintenance-fund": 6_000 } });
    expect(entered).toMatchObject({ totalFen: 1_608_000, missing: [] });
  });

  it("[E3] exactly half a fen is rounded up", () => {
    // VAT inside: 654,321 × 9 ÷ 109 = 5,888,889 ÷ 109 = 54,026.5045… → 54,026.50
    // without VAT 600,294.50; second home, 120 m²: × 1 % = 6,002.945 → 6,002.95
    const estimate = housing({
      newHome: true,
      areaSqm: 120,
      priceYuan: 654_321,
      buyerHomesBefore: 1,
    });
    expect(lineOf(estimate, "deed-tax").amountFen).toBe(600_295);
  });

  it("[E3] a price with fen, large second home, sold at a loss within two years", () => {
    // VAT 888,888.88 × 3 ÷ 103 = 2,666,666.64 ÷ 103 = 25,889.9673… → 25,889.97; without 862,998.91
    // 契税 2 %: 17,259.9782 → 17,259.98; buyer with 80: 17,339.98
    // 城建税 25,889.97 × 2.5 % = 647.24925 → 647.25; 教育费附加 × 1.5 % = 388.34955 → 388.35;
    // 地方教育附加 × 1 % = 258.8997 → 258.90; 862,998.91 < 900,000: 个人所得税 0
    // seller 25,889.97 + 647.25 + 388.35 + 258.90 = 27,184.47
    const estimate = housing({
      newHome: false,
      areaSqm: 150,
      priceYuan: 888_888.88,
      buyerHomesBefore: 1,
      sellerHeldMonths: 12,
      sellerOnlyHome: true,
      originalPriceYuan: 900_000,
    });
    expect(amounts(estimate)).toMatchObject({
      vat: 2_588_997,
      "deed-tax": 1_725_998,
      "city-maintenance-tax": 64_725,
      "education-surcharge": 38_835,
      "local-education-surcharge": 25_890,
      "income-tax": 0,
    });
    expect(estimate).toMatchObject({
      buyerFen: 1_733_998,
      sellerFen: 2_718_447,
      totalFen: 4_452_445,
    });
  });

  it("[E4] from 2028 the 附加 are whole again: the halving ends by its own date", () => {
    // 公告2023年第12号: until 2027-12-31. VAT 29,126.21: × 5 % = 1,456.3105 → 1,456.31;
    // × 3 % = 873.7863 → 873.79; × 2 % = 582.5242 → 582.52
    const on = (day: string) => {
      const sums = amounts(housing(UNDER_TWO_YEARS, { day }));
      return [
        sums["city-maintenance-tax"],
        sums["education-surcharge"],
        sums["local-education-surcharge"],
      ];
    };
    expect(on("2027-12-31")).toEqual([72_816, 43_689, 29_126]);
    expect(on("2028-01-01")).toEqual([145_631, 87_379, 58_252]);
    const line = lineOf(housing(UNDER_TWO_YEARS, { day: "2028-01-01" }), "education-surcharge");
    expect(line.basis).toBe("征收教育费附加的暂行规定第三条");
    expect(line.arithmetic).toBe("增值税 29,126.21 元 × 3% ≈ 873.79 元");
  });

  it("[E7] [E14] in a village 城建税 is 1 %", () => {
    // 城市维护建设税法 第四条第三项: 29,126.21 × 1 % × 50 % = 145.63105 → 145.63
    const estimate = housing(UNDER_TWO_YEARS, { local: { "city-maintenance-bp": 100 } });
    expect(lineOf(estimate, "city-maintenance-tax").amountFen).toBe(14_563);
    expect(lineOf(estimate, "city-maintenance-tax").note).toBe("");
  });

  it("[E9] a buyer who knows nothing of the seller still learns the buyer's part", () => {
    // The design's own case: 420,000 × 1 % = 4,200, 登记费 80, certificate 0: 4,280.
    const estimate = housing({
      newHome: false,
      areaSqm: 89,
      priceYuan: 420_000,
      buyerHomesBefore: 0,
    });
    expect(estimate.buyerFen).toBe(428_000);
    expect(estimate.missing).toEqual([
      "增值税",
      "城市维护建设税",
      "教育费附加",
      "地方教育附加",
      "个人所得税",
    ]);
    expect(lineOf(estimate, "deed-tax").note).toContain("没有填写卖方持有时间");
    expect(lineOf(estimate, "vat")).toMatchObject({
      arithmetic: "没有填写卖方持有时间，这一项算不出来",
      basis:
        "财政部 税务总局公告2025年第17号；增值税法第十一条、第十七条；财政部 税务总局公告2026年第10号第六条",
    });
  });

  it("[E9] a fact hangs only on what it decides: under five years it does not matter whether it is the only home", () => {
    const short = housing({ ...SECOND_HAND, sellerOnlyHome: null });
    expect(lineOf(short, "income-tax").amountFen).toBe(2_400_000);
    const long = housing({ ...SECOND_HAND, sellerHeldMonths: 61, sellerOnlyHome: null });
    expect(lineOf(long, "income-tax")).toMatchObject({
      amountFen: null,
      arithmetic: "没有填写是否卖方家庭唯一住房，这一项算不出来",
    });
  });

  it("[E4] for a day before 增值税法 there is no rule for what stands on it, and the line says so", () => {
    const estimate = housing(UNDER_TWO_YEARS, { day: "2025-12-31" });
    expect(amounts(estimate)).toMatchObject({ vat: null, "deed-tax": null, "income-tax": null });
    expect(lineOf(estimate, "vat").arithmetic).toBe("这一天适用的标准没有录入");
    expect(estimate.totalFen).toBe(8_000);
  });

  it("[E16] 印花税 and 土地增值税 are let off, but not verified", () => {
    // 财税〔2008〕137号: persons who buy or sell homes
    for (const id of ["stamp-tax-buyer", "stamp-tax-seller", "land-gains-tax"])
      expect(lineOf(housing(SECOND_HAND), id)).toMatchObject({
        amountFen: 0,
        verified: false,
        caution: "以窗口核定为准",
      });
  });
});

describe("a building project, worked out by hand", () => {
  it("[E20] [E6] with nothing entered by the county nothing alive has an amount, and that is said", () => {
    const estimate = construction({ floorAreaSqm: 12_000 });
    expect(lineOf(estimate, "infrastructure-fee")).toMatchObject({
      fee: "城市基础设施配套费",
      formerName: "市政设施配套费",
      amountFen: null,
      status: "现行",
      arithmetic: "本地的城市基础设施配套费标准没有录入",
      caution: "以窗口核定为准",
    });
    expect(lineOf(estimate, "shelter-fee").arithmetic).toBe(
      "没有填写应建未建的防空地下室面积，这一项算不出来",
    );
    expect(estimate.totalFen).toBe(0);
    expect(estimate.missing).toEqual([
      "城市基础设施配套费",
      "防空地下室易地建设费",
      "水土保持补偿费",
      "建筑工程质量监督费",
      "新型墙体材料专项基金",
      "建筑行政上级管理费",
    ]);
  });

  it("[E20] the county's 配套费 per square metre of floor", () => {
    // 计价格〔2001〕585号, a county that takes 60 元: 12,000.5 × 60 = 720,030.00
    const estimate = construction(
      { floorAreaSqm: 12_000.5 },
      { local: { "infrastructure-fee": 6_000 } },
    );
    expect(lineOf(estimate, "infrastructure-fee")).toMatchObject({
      amountFen: 72_003_000,
      verified: true,
      arithmetic: "建筑面积 12000.5 平方米 × 每平方米 60 元 = 720,030 元",
    });
  });

  it("[E20] 易地建设费 only for the shelter that is due and not built", () => {
    // 人民防空法 第二十二条; a province that takes 1,200 元: 350.25 × 1,200 = 420,300.00
    const local = { "shelter-fee": 120_000 };
    const due = construction({ floorAreaSqm: 12_000, shelterMissingSqm: 350.25 }, { local });
    expect(lineOf(due, "shelter-fee").amountFen).toBe(42_030_000);
    const built = construction({ floorAreaSqm: 12_000, shelterMissingSqm: 0 });
    expect(lineOf(built, "shelter-fee")).toMatchObject({ amountFen: 0, verified: true });
  });

  it("[E20] [E3] 水土保持补偿费 only where soil is easily lost", () => {
    // 水土保持法 第三十二条; a province that takes 1.40 元: 8,000.33 × 1.40 = 11,200.462 → 11,200.46
    const local = { "soil-compensation": 140 };
    const input = { floorAreaSqm: 12_000, landAreaSqm: 8_000.33 };
    const hills = construction({ ...input, erosionArea: true }, { local });
    expect(lineOf(hills, "soil-compensation").amountFen).toBe(1_120_046);
    const plain = construction({ ...input, erosionArea: false });
    expect(lineOf(plain, "soil-compensation").amountFen).toBe(0);
  });

  it("[E6] adds up what is known", () => {
    // 12,000 × 60 + 350 × 1,200 + 8,000 × 1.40 = 720,000 + 420,000 + 11,200 = 1,151,200.00
    const estimate = construction(
      {
        floorAreaSqm: 12_000,
        shelterMissingSqm: 350,
        landAreaSqm: 8_000,
        erosionArea: true,
      },
      {
        local: { "infrastructure-fee": 6_000, "shelter-fee": 120_000, "soil-compensation": 140 },
      },
    );
    expect(estimate.totalFen).toBe(115_120_000);
  });

  it.each([
    ["quota-fee", "已取消", "财综〔2008〕78号", "不收：2009 年 1 月 1 日起取消"],
    ["termite-fee", "已取消", "财税〔2017〕20号", "不收：2017 年 4 月 1 日起取消"],
    ["noise-discharge-fee", "已取消", "环境保护税法第二十七条", "不收：2018 年 1 月 1 日起不再"],
    ["bulk-cement-fund", "已并入", "财税〔2016〕11号", "不单收：2016 年 2 月 1 日起并入"],
  ])("[E21] %s is shown as %s, with its document", (id, status, basis, words) => {
    const line = lineOf(construction({ floorAreaSqm: 100 }), id);
    expect(line).toMatchObject({ amountFen: 0, status, basis, verified: true, caution: "" });
    expect(line.arithmetic).toContain(words);
  });

  it.each(["quality-supervision-fee", "wall-material-fund", "superior-management-fee"])(
    "[E5] [E22] %s: what nobody has read is neither charged nor called off",
    (id) => {
      const line = lineOf(construction({ floorAreaSqm: 100 }), id);
      expect(line).toMatchObject({ amountFen: null, status: "待核", caution: "以窗口核定为准" });
      expect(JSON.stringify(line)).not.toMatch(/取消|不收/);
    },
  );
});

describe("bad input", () => {
  const REFUSED: readonly (readonly [change: object, code: string, field: string])[] = [
    [{ priceYuan: -1 }, "too-small", "priceYuan"],
    [{ priceYuan: 0 }, "too-small", "priceYuan"],
    [{ priceYuan: Number.NaN }, "not-a-number", "priceYuan"],
    [{ priceYuan: Number.POSITIVE_INFINITY }, "not-a-number", "priceYuan"],
    [{ priceYuan: HOUSING_LIMITS.priceYuan.max + 1 }, "too-large", "priceYuan"],
    [{ priceYuan: 100.005 }, "too-precise", "priceYuan"],
    [{ priceYuan: "420000" }, "wrong-type", "priceYuan"],
    [{ priceYuan: 420_000n }, "wrong-type", "priceYuan"],
    [{ priceYuan: undefined }, "missing", "priceYuan"],
    [{ priceYuan: null }, "missing", "priceYuan"],
    [{ priceYuan: [1] }, "wrong-type", "priceYuan"],
    [{ areaSqm: -89 }, "too-small", "areaSqm"],
    [{ areaSqm: 1e300 }, "too-large", "areaSqm"],
    [{ areaSqm: 140.001 }, "too-precise", "areaSqm"],
    [{ newHome: "false" }, "wrong-type", "newHome"],
    [{ newHome: 0 }, "wrong-type", "newHome"],
    [{ buyerHomesBefore: 0.5 }, "not-whole", "buyerHomesBefore"],
    [{ buyerHomesBefore: -1 }, "too-small", "buyerHomesBefore"],
    [{ sellerHeldMonths: 23.9 }, "not-whole", "sellerHeldMonths"],
    [{ sellerHeldMonths: 1_201 }, "too-large", "sellerHeldMonths"],
    [{ sellerOnlyHome: "yes" }, "wrong-type", "sellerOnlyHome"],
    [{ originalPriceYuan: -0.01 }, "too-small", "originalPriceYuan"],
    [{ originalPriceYuan: {} }, "wrong-type", "originalPriceYuan"],
    [{ price: 1 }, "unknown-field", "price"],
  ];

  it.each(REFUSED)("[E2] %o is refused as %s of %s", (change, code, field) => {
    const { refused } = estimateHousingTransfer({ ...SECOND_HAND, ...change }, { day: DAY });
    expect(refused).toMatchObject({ code, field });
    expect(refused && problemText(refused).zh).toContain(field);
  });

  it.each([null, undefined, 7, "x", [SECOND_HAND], () => SECOND_HAND])(
    "[E2] %o is no input",
    (input) => {
      for (const estimate of [estimateHousingTransfer, estimateConstruction])
        expect(estimate(input, { day: DAY }).refused).toMatchObject({ code: "not-an-object" });
    },
  );

  it("[E2] [E7] a day that is none and a local figure out of its bounds are refused", () => {
    const refusal = (given: Circumstances) => estimateHousingTransfer(SECOND_HAND, given).refused;
    expect(refusal({ day: "today" })).toMatchObject({ code: "wrong-type", field: "day" });
    expect(refusal({ day: DAY, local: { "deed-tax-bp": 600 } })).toEqual({
      code: "too-large",
      field: "deed-tax-bp",
      limit: "500",
    });
    expect(refusal({ day: DAY, local: { "deed-tax-bp": 350.5 } })?.code).toBe("not-whole");
    expect(refusal({ day: DAY, local: { "deed-tax-bp": Number.NaN } })?.code).toBe("not-a-number");
    expect(refusal({ day: DAY, local: { levy: 1 } })?.code).toBe("unknown-field");
    expect(refusal({ day: DAY, local: { "deed-tax-bp": null } })).toBeUndefined();
  });

  it("[E2] nothing that can be thought of makes it throw", () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (input, extra) => {
        const mixed = { ...SECOND_HAND, ...extra };
        for (const estimate of [estimateHousingTransfer, estimateConstruction])
          for (const given of [input, mixed]) {
            const { refused, value } = estimate(given, { day: DAY });
            if (refused) expect(Object.keys(ESTIMATE_PROBLEMS)).toContain(refused.code);
            else expect(value).toBeDefined();
          }
      }),
      { seed: 20_261_112, numRuns: 300 },
    );
  });
});

const cents = (max: number) => fc.integer({ min: 1, max: max * 100 }).map((n) => n / 100);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const anyHome = fc.record({
  newHome: fc.boolean(),
  areaSqm: cents(300),
  priceYuan: cents(5_000_000),
  buyerHomesBefore: fc.integer({ min: 0, max: 4 }),
  sellerHeldMonths: maybe(fc.integer({ min: 0, max: 120 })),
  sellerOnlyHome: maybe(fc.boolean()),
  originalPriceYuan: maybe(cents(5_000_000)),
});
const FIXED = { seed: 20_261_112, numRuns: 500 };

describe("whatever is entered", () => {
  it("[E3] [E6] amounts are whole fen, never negative, and sums are those of their lines", () => {
    fc.assert(
      fc.property(anyHome, (input) => {
        const estimate = housing(input);
        const sum = (payer: string) =>
          estimate.lines
            .filter((line) => line.payer === payer)
            .reduce((total, { amountFen }) => total + (amountFen ?? 0), 0);
        expect(estimate.buyerFen).toBe(sum("buyer"));
        expect(estimate.sellerFen).toBe(sum("seller"));
        expect(estimate.totalFen).toBe(estimate.buyerFen + estimate.sellerFen);
        for (const { amountFen } of estimate.lines)
          if (amountFen !== null) {
            expect(Number.isSafeInteger(amountFen)).toBe(true);
            expect(amountFen).toBeGreaterThanOrEqual(0);
          }
      }),
      FIXED,
    );
  });

  it("[E5] [E6] [E8] a line without amount is named, says why and warns; so does an unverified one", () => {
    fc.assert(
      fc.property(anyHome, (input) => {
        const { lines, missing } = housing(input);
        const without = lines.filter(({ amountFen }) => amountFen === null);
        expect(missing).toEqual(without.map(({ fee }) => fee));
        for (const line of without) expect(line.verified).toBe(false);
        for (const { verified, caution, basis, arithmetic, collector } of lines) {
          expect(caution).toBe(verified ? "" : "以窗口核定为准");
          for (const text of [basis, arithmetic, collector]) expect(text).not.toBe("");
        }
      }),
      FIXED,
    );
  });

  it("[E12] a dearer home of the same kind never costs less", () => {
    fc.assert(
      fc.property(anyHome, fc.integer({ min: 1, max: 10_000_000 }), (input, moreFen) => {
        const dearer = (Math.round(input.priceYuan * 100) + moreFen) / 100;
        const one = housing(input);
        const other = housing({ ...input, priceYuan: dearer });
        expect(other.missing).toEqual(one.missing);
        for (const id of ["deed-tax", "vat", "city-maintenance-tax"]) {
          const [less, more] = [amounts(one)[id] ?? 0, amounts(other)[id] ?? 0];
          expect(more, id).toBeGreaterThanOrEqual(less);
        }
        expect(other.totalFen).toBeGreaterThanOrEqual(one.totalFen);
      }),
      FIXED,
    );
  });

  it("[E11] [E13] price without VAT and VAT make up the price, to within half a fen of the law's fraction", () => {
    const price = fc.integer({ min: 1, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(price, (fen) => {
        const estimate = housing({ ...UNDER_TWO_YEARS, priceYuan: fen / 100 });
        const vat = BigInt(lineOf(estimate, "vat").amountFen ?? -1);
        // |vat − price × 3/103| ≤ 1/2
        const apart = 206n * vat - 6n * BigInt(fen);
        expect(apart <= 103n && apart >= -103n).toBe(true);
        const deed = BigInt(lineOf(estimate, "deed-tax").amountFen ?? -1);
        // |deed − (price − vat) / 100| ≤ 1/2
        const off = 100n * deed - (BigInt(fen) - vat);
        expect(off <= 50n && off >= -49n).toBe(true);
      }),
      FIXED,
    );
  });

  it("[E1] the same case on the same day gives the same estimate, and touches no rule", () => {
    const before = JSON.stringify([HOUSING_TRANSFER_RULES, CONSTRUCTION_RULES]);
    fc.assert(
      fc.property(anyHome, (input) => {
        expect(housing(input)).toEqual(housing({ ...input }));
      }),
      FIXED,
    );
    expect(JSON.stringify([HOUSING_TRANSFER_RULES, CONSTRUCTION_RULES])).toBe(before);
  });

  it("[E20] a building project's lines add up too", () => {
    const area = maybe(fc.integer({ min: 0, max: 10_000_000 }).map((n) => n / 100));
    const project = fc.record({
      floorAreaSqm: cents(1_000_000),
      shelterMissingSqm: area,
      landAreaSqm: area,
      erosionArea: maybe(fc.boolean()),
    });
    const local = fc.record({
      "infrastructure-fee": maybe(fc.integer({ min: 1, max: 50_000 })),
      "shelter-fee": maybe(fc.integer({ min: 1, max: 500_000 })),
      "soil-compensation": maybe(fc.integer({ min: 1, max: 1_000 })),
    });
    fc.assert(
      fc.property(project, local, (input, entered) => {
        const estimate = construction(input, { local: entered });
        const known = estimate.lines.map(({ amountFen }) => amountFen ?? 0);
        for (const fen of known) expect(Number.isSafeInteger(fen) && fen >= 0).toBe(true);
        expect(estimate.totalFen).toBe(known.reduce((a, b) => a + b, 0));
      }),
      FIXED,
    );
  });
});

/** Every amount of a rule set, choices included. */
const amountsIn = <F extends string, P extends string>(set: RuleSet<F, P>): Amount<F>[] =>
  set.steps.flatMap(({ rules }) =>
    rules.flatMap((rule) => [rule.amount, ...(rule.choices ?? []).map(({ amount }) => amount)]),
  );

/** Names of the local figures a rule set uses. */
const localsIn = <F extends string, P extends string>(set: RuleSet<F, P>): string[] =>
  amountsIn(set).flatMap((amount) => {
    if (amount.kind === "perSqm") return [amount.local];
    return amount.kind === "share" && "local" in amount.rate ? [amount.rate.local] : [];
  });

const SETS: readonly RuleSet<string, string>[] = [HOUSING_TRANSFER_RULES, CONSTRUCTION_RULES];

describe.each(SETS.map((set) => [set.id, set] as const))("the rule set %s", (_, set) => {
  it("[E1] is data: it survives JSON unchanged, with whole numbers only", () => {
    expect(JSON.parse(JSON.stringify(set))).toEqual(set);
    for (const [number] of JSON.stringify(set).matchAll(/(?<=:)-?\d[\d.e+-]*/g))
      expect(Number.isSafeInteger(Number(number)), number).toBe(true);
  });

  it("[E1] names every step and local figure once, uses what it names, and steps before their use", () => {
    const ids = set.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const used = localsIn(set);
    expect([...new Set(used)].sort()).toEqual(set.local.map(({ id }) => id).sort());
    set.steps.forEach((step, index) => {
      for (const amount of amountsIn({ ...set, steps: [step] })) {
        if (amount.kind !== "sum" && amount.kind !== "share") continue;
        for (const term of [amount.of.plus, ...amount.of.minus])
          if ("step" in term) expect(ids.slice(0, index)).toContain(term.step);
      }
    });
  });

  it("[E4] [E8] dates its rules and names a basis for each", () => {
    for (const { rules } of set.steps)
      for (const { from, to, bases, reductions = [] } of rules) {
        expect(bases.length).toBeGreaterThan(0);
        for (const one of [{ from, to }, ...reductions]) {
          expect(one.from).toMatch(/^\d{4}-\d\d-\d\d$/);
          expect(one.to === "" || one.from <= one.to).toBe(true);
        }
      }
  });

  it("[E7] assumes no local figure outside its bounds, and says what it assumes", () => {
    for (const { min, max, assumed, assumes } of set.local) {
      expect(assumes === "").toBe(assumed === null);
      if (assumed !== null) expect(assumed >= min && assumed <= max).toBe(true);
    }
  });
});
