import type { Condition, Reduction, Rule, RuleSet, Step } from "./rules.ts";

/** What the estimate of a home's transfer asks for; prices in fen, the area in square decimetres. */
export type HousingFact =
  | "newHome"
  | "areaDm2"
  | "priceFen"
  | "buyerHomesBefore"
  | "sellerHeldMonths"
  | "sellerOnlyHome"
  | "originalFen";

/** Who pays. A developer's own taxes are no part of the estimate. */
export type HousingPayer = "buyer" | "seller";

type HousingRule = Rule<HousingFact>;
type HousingStep = Step<HousingFact, HousingPayer>;

const TAX = "税务机关";
const REGISTRY = "不动产登记机构";

const NEW_HOME: Condition<HousingFact> = { fact: "newHome", is: true };
const SECOND_HAND: Condition<HousingFact> = { fact: "newHome", is: false };
const UNDER_TWO_YEARS: Condition<HousingFact> = { fact: "sellerHeldMonths", below: 24 };
const TWO_YEARS: Condition<HousingFact> = { fact: "sellerHeldMonths", atLeast: 24 };

/** 增值税法 takes effect; what stands on it is not estimated for earlier days. */
const VAT_LAW = "2026-01-01";
const VAT_NOTICE = "财政部 税务总局公告2025年第17号";
const RELIEF_137 = "财税〔2008〕137号";

const vat: HousingStep = {
  id: "vat",
  fee: "增值税",
  line: { payer: "seller", collector: TAX },
  applies: [SECOND_HAND],
  rules: [
    {
      when: [UNDER_TWO_YEARS],
      from: VAT_LAW,
      to: "",
      amount: {
        kind: "share",
        of: { plus: { fact: "priceFen" }, minus: [] },
        rate: { bp: 300 },
        contained: true,
      },
      bases: [VAT_NOTICE, "增值税法第十一条、第十七条"],
      verification: "corroborated",
      assumes: "",
      note: "购买不足 2 年的住房，按 3% 的征收率全额缴纳",
    },
    {
      when: [TWO_YEARS],
      from: VAT_LAW,
      to: "",
      amount: { kind: "none", says: "购买满 2 年（含 2 年）的住房，免征" },
      bases: [VAT_NOTICE, "财政部 税务总局公告2026年第10号第六条"],
      verification: "corroborated",
      assumes: "",
      note: "",
    },
  ],
};

/** 六税两费减半征收; ends by itself. */
const HALVED: Reduction = {
  name: "六税两费减半",
  keepBp: 5000,
  from: "2023-01-01",
  to: "2027-12-31",
  bases: ["财政部 税务总局公告2023年第12号第二条"],
  verification: "corroborated",
};

/** A surcharge on the VAT that is paid. */
const onVat = (
  id: string,
  fee: string,
  rule: Pick<HousingRule, "from" | "bases" | "verification"> & {
    readonly rate: { readonly bp: number } | { readonly local: string };
  },
): HousingStep => ({
  id,
  fee,
  line: { payer: "seller", collector: TAX },
  applies: [SECOND_HAND],
  rules: [
    {
      when: [],
      from: rule.from,
      to: "",
      amount: { kind: "share", of: { plus: { step: "vat" }, minus: [] }, rate: rule.rate },
      bases: rule.bases,
      verification: rule.verification,
      assumes: "",
      note: "",
      reductions: [HALVED],
    },
  ],
});

const surcharges: readonly HousingStep[] = [
  onVat("city-maintenance-tax", "城市维护建设税", {
    from: "2021-09-01",
    rate: { local: "city-maintenance-bp" },
    bases: ["城市维护建设税法第二条、第四条、第五条"],
    verification: "verified",
  }),
  onVat("education-surcharge", "教育费附加", {
    from: "2005-10-01",
    rate: { bp: 300 },
    bases: ["征收教育费附加的暂行规定第三条"],
    verification: "verified",
  }),
  onVat("local-education-surcharge", "地方教育附加", {
    from: "2011-01-01",
    rate: { bp: 200 },
    bases: ["财综〔2010〕98号"],
    verification: "corroborated",
  }),
];

const NET_BASES = ["增值税法第十七条", "财税〔2016〕43号"];

/** The price without VAT: the base of 契税 and of 个人所得税. */
const netPrice: readonly HousingStep[] = [
  {
    id: "vat-in-price",
    fee: "合同价里的增值税",
    line: null,
    applies: [NEW_HOME],
    rules: [
      {
        when: [],
        from: VAT_LAW,
        to: "",
        amount: {
          kind: "share",
          of: { plus: { fact: "priceFen" }, minus: [] },
          rate: { bp: 900 },
          contained: true,
        },
        bases: ["增值税法第十条第二项"],
        verification: "verified",
        assumes: "按开发企业适用 9% 的税率折算不含税价，发票上的不含税价不同的以发票为准",
        note: "",
      },
    ],
  },
  {
    id: "net-price",
    fee: "不含增值税的价格",
    line: null,
    applies: [],
    rules: [
      {
        when: [NEW_HOME],
        from: VAT_LAW,
        to: "",
        amount: {
          kind: "sum",
          of: { plus: { fact: "priceFen" }, minus: [{ step: "vat-in-price" }] },
        },
        bases: NET_BASES,
        verification: "corroborated",
        assumes: "",
        note: "",
      },
      {
        when: [{ fact: "sellerHeldMonths", known: false }],
        from: VAT_LAW,
        to: "",
        amount: { kind: "sum", of: { plus: { fact: "priceFen" }, minus: [] } },
        bases: NET_BASES,
        verification: "corroborated",
        assumes: "没有填写卖方持有时间，按合同价全额计；卖方不满 2 年的减去增值税，会略低",
        note: "",
      },
      {
        when: [UNDER_TWO_YEARS],
        from: VAT_LAW,
        to: "",
        amount: { kind: "sum", of: { plus: { fact: "priceFen" }, minus: [{ step: "vat" }] } },
        bases: NET_BASES,
        verification: "corroborated",
        assumes: "",
        note: "",
      },
      {
        when: [TWO_YEARS],
        from: VAT_LAW,
        to: "",
        amount: { kind: "sum", of: { plus: { fact: "priceFen" }, minus: [] } },
        bases: NET_BASES,
        verification: "corroborated",
        assumes: "",
        note: "",
      },
    ],
  },
];

const FAMILY = "家庭指购房人、配偶和未成年子女；申请登记前缴纳";
const LARGE_DM2 = 14_000;
const SMALL: Condition<HousingFact> = { fact: "areaDm2", atMost: LARGE_DM2 };
const LARGE: Condition<HousingFact> = { fact: "areaDm2", above: LARGE_DM2 };

/** A reduced rate for an only or a second home. */
const reducedDeed = (
  homesBefore: 0 | 1,
  size: Condition<HousingFact>,
  bp: number,
): HousingRule => ({
  when: [{ fact: "buyerHomesBefore", equals: homesBefore }, size],
  from: "2024-12-01",
  to: "",
  amount: { kind: "share", of: { plus: { step: "net-price" }, minus: [] }, rate: { bp } },
  bases: ["财政部 税务总局 住房城乡建设部公告2024年第16号", "契税法第四条、第五条"],
  verification: "corroborated",
  assumes: "",
  note: FAMILY,
});

const deedTax: HousingStep = {
  id: "deed-tax",
  fee: "契税",
  line: { payer: "buyer", collector: TAX },
  applies: [],
  rules: [
    reducedDeed(0, SMALL, 100),
    reducedDeed(0, LARGE, 150),
    reducedDeed(1, SMALL, 100),
    reducedDeed(1, LARGE, 200),
    {
      when: [{ fact: "buyerHomesBefore", atLeast: 2 }],
      from: "2021-09-01",
      to: "",
      amount: {
        kind: "share",
        of: { plus: { step: "net-price" }, minus: [] },
        rate: { local: "deed-tax-bp" },
      },
      bases: ["契税法第三条、第四条、第五条"],
      verification: "verified",
      assumes: "",
      note: FAMILY,
    },
  ],
};

const incomeTax: HousingStep = {
  id: "income-tax",
  fee: "个人所得税",
  line: { payer: "seller", collector: TAX },
  applies: [SECOND_HAND],
  rules: [
    {
      when: [
        { fact: "sellerHeldMonths", atLeast: 60 },
        { fact: "sellerOnlyHome", is: true },
      ],
      from: "2007-02-01",
      to: "",
      amount: { kind: "none", says: "自用满 5 年，并且是家庭唯一生活用房，免征" },
      bases: ["（1994）财税字第20号", "国税发〔2007〕33号"],
      verification: "corroborated",
      assumes: "",
      note: "须为卖方自用",
    },
    {
      when: [{ fact: "originalFen", known: true }],
      from: "2019-01-01",
      to: "",
      amount: {
        kind: "share",
        of: {
          plus: { step: "net-price" },
          minus: [
            { fact: "originalFen" },
            { step: "city-maintenance-tax" },
            { step: "education-surcharge" },
            { step: "local-education-surcharge" },
          ],
        },
        rate: { bp: 2000 },
      },
      bases: ["个人所得税法第三条、第六条", "个人所得税法实施条例第十六条、第十七条"],
      verification: "verified",
      assumes: "只减去填写的买入价和本次缴的附加；买入时的契税等有凭证的费用计入后会更少",
      note: "",
      choices: [
        {
          when: "不能提供完整、准确的房屋原值凭证，由税务机关核定征收的",
          amount: {
            kind: "share",
            of: { plus: { step: "net-price" }, minus: [] },
            rate: { local: "assessed-income-bp" },
          },
        },
      ],
    },
    {
      when: [{ fact: "originalFen", known: false }],
      from: "2019-01-01",
      to: "",
      amount: {
        kind: "unknown",
        says: "没有填写买入价，不知道按哪一种：能提供房屋原值凭证的按差额的 20% 缴，不能提供的由税务机关核定",
      },
      bases: ["个人所得税法第三条、第六条", "个人所得税法实施条例第十六条", "国税发〔2006〕108号"],
      verification: "corroborated",
      assumes: "",
      note: "",
      choices: [
        {
          when: "不能提供完整、准确的房屋原值凭证，由税务机关核定征收的",
          amount: {
            kind: "share",
            of: { plus: { step: "net-price" }, minus: [] },
            rate: { local: "assessed-income-bp" },
          },
        },
      ],
    },
  ],
};

/** A tax that persons are let off when a home is bought or sold. */
const letOff = (
  id: string,
  fee: string,
  payer: HousingPayer,
  article: string,
  says: string,
): HousingStep => ({
  id,
  fee,
  line: { payer, collector: TAX },
  applies: payer === "seller" ? [SECOND_HAND] : [],
  rules: [
    {
      when: [],
      from: "2008-11-01",
      to: "",
      amount: { kind: "none", says },
      bases: [`${RELIEF_137}${article}`],
      verification: "corroborated",
      assumes: "",
      note: "",
    },
  ],
});

const REGISTRATION = "发改价格规〔2016〕2559号";

const registration: readonly HousingStep[] = [
  {
    id: "registration-fee",
    fee: "不动产登记费",
    line: { payer: "buyer", collector: REGISTRY },
    applies: [],
    rules: [
      {
        when: [],
        // In force since December 2016; the day was not read.
        from: "2017-01-01",
        to: "",
        amount: { kind: "fixed", fen: 8000, says: "住宅每件 80 元，1 件" },
        bases: [REGISTRATION, "财税〔2016〕79号"],
        verification: "verified",
        assumes: "",
        note: "单独办证的车库、车位、储藏室另按每件 80 元收取",
      },
    ],
  },
  {
    id: "certificate-fee",
    fee: "证书工本费",
    line: { payer: "buyer", collector: REGISTRY },
    applies: [],
    rules: [
      {
        when: [],
        from: "2017-01-01",
        to: "",
        amount: { kind: "fixed", fen: 0, says: "第一本不动产权证书不收工本费" },
        bases: [REGISTRATION],
        verification: "verified",
        assumes: "",
        note: "每增加一本证书加收 10 元",
      },
    ],
  },
  {
    id: "maintenance-fund",
    fee: "住宅专项维修资金",
    line: { payer: "buyer", collector: "专项维修资金管理机构" },
    applies: [NEW_HOME],
    rules: [
      {
        when: [],
        from: "2018-03-19",
        to: "",
        amount: { kind: "perSqm", area: "areaDm2", local: "maintenance-fund" },
        bases: ["物业管理条例第五十三条"],
        verification: "verified",
        assumes: "",
        note: "属于业主所有的资金，不是税费",
      },
    ],
  },
];

/** 不动产转移登记: a home bought by a person, new from a developer or second-hand from a person. */
export const HOUSING_TRANSFER_RULES: RuleSet<HousingFact, HousingPayer> = {
  id: "housing-transfer",
  version: "2026-11",
  title: "不动产转移登记（住房买卖）",
  facts: {
    newHome: { name: "是否新建商品住房", unit: "yes-no" },
    areaDm2: { name: "建筑面积", unit: "dm2" },
    priceFen: { name: "合同价", unit: "fen" },
    buyerHomesBefore: { name: "买方家庭已有住房套数", unit: "count" },
    sellerHeldMonths: { name: "卖方持有时间", unit: "months" },
    sellerOnlyHome: { name: "是否卖方家庭唯一住房", unit: "yes-no" },
    originalFen: { name: "买入价", unit: "fen" },
  },
  local: [
    {
      id: "deed-tax-bp",
      name: "契税适用税率",
      unit: "bp",
      min: 300,
      max: 500,
      assumed: 300,
      assumes: "法定税率 3% 至 5%，由本省确定；这里按最低的 3% 计",
    },
    {
      id: "city-maintenance-bp",
      name: "城市维护建设税税率",
      unit: "bp",
      min: 100,
      max: 700,
      assumed: 500,
      assumes: "按县城、镇的税率 5% 计；不在县城、镇的为 1%",
    },
    {
      id: "assessed-income-bp",
      name: "个人所得税核定征收率",
      unit: "bp",
      min: 1,
      max: 2000,
      assumed: 100,
      assumes: "核定征收率由本省确定，这里按常见的 1% 计",
    },
    {
      id: "maintenance-fund",
      name: "住宅专项维修资金交存标准",
      unit: "fenPerSqm",
      min: 1,
      max: 100_000,
      assumed: null,
      assumes: "",
    },
  ],
  steps: [
    vat,
    ...surcharges,
    ...netPrice,
    deedTax,
    letOff("stamp-tax-buyer", "印花税", "buyer", "第二条", "个人购买住房，暂免征收"),
    ...registration,
    incomeTax,
    letOff("land-gains-tax", "土地增值税", "seller", "", "个人销售住房，暂免征收"),
    letOff("stamp-tax-seller", "印花税", "seller", "第二条", "个人销售住房，暂免征收"),
  ],
};
