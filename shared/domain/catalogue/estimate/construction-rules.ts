import type { LineStatus, Rule, RuleSet, Step } from "./rules.ts";

/** What the estimate of a building project asks for; areas in square decimetres. */
export type ConstructionFact = "floorDm2" | "shelterMissingDm2" | "landDm2" | "erosionArea";

/** Who pays: the client of the building (建设单位). */
export type ConstructionPayer = "builder";

type ConstructionStep = Step<ConstructionFact, ConstructionPayer>;

const line = (collector: string): ConstructionStep["line"] => ({ payer: "builder", collector });

/** A fee that has ended: it keeps its line, so that nobody is made to pay it [E21]. */
const ended = (
  id: string,
  fee: string,
  end: Pick<Rule<ConstructionFact>, "from" | "bases" | "verification" | "note"> & {
    readonly status: Extract<LineStatus, "已取消" | "已并入">;
    readonly says: string;
  },
): ConstructionStep => ({
  id,
  fee,
  line: line(end.verification === "unverified" ? "待核" : "不收"),
  applies: [],
  rules: [
    {
      when: [],
      from: end.from,
      to: "",
      amount: { kind: "none", says: end.says },
      status: end.status,
      bases: end.bases,
      verification: end.verification,
      assumes: "",
      note: end.note,
    },
  ],
});

const alive: readonly ConstructionStep[] = [
  {
    id: "infrastructure-fee",
    fee: "城市基础设施配套费",
    formerName: "市政设施配套费",
    line: line("住房城乡建设部门或税务机关，按本地规定"),
    applies: [],
    rules: [
      {
        when: [],
        from: "2002-01-01",
        to: "",
        amount: { kind: "perSqm", area: "floorDm2", local: "infrastructure-fee" },
        bases: ["计价格〔2001〕585号", "财综函〔2002〕3号", "本省、本市县规定"],
        verification: "verified",
        assumes: "",
        note: "标准由市县确定；减免以本地规定为准",
      },
    ],
  },
  {
    id: "shelter-fee",
    fee: "防空地下室易地建设费",
    line: line("税务机关"),
    applies: [],
    rules: [
      {
        when: [{ fact: "shelterMissingDm2", atMost: 0 }],
        from: "2000-01-01",
        to: "",
        amount: { kind: "none", says: "没有应建未建的防空地下室面积，不缴" },
        bases: ["人民防空法第二十二条", "计价格〔2000〕474号"],
        verification: "verified",
        assumes: "",
        note: "",
      },
      {
        when: [{ fact: "shelterMissingDm2", above: 0 }],
        from: "2021-01-01",
        to: "",
        amount: { kind: "perSqm", area: "shelterMissingDm2", local: "shelter-fee" },
        bases: ["人民防空法第二十二条", "计价格〔2000〕474号", "财税〔2020〕58号", "本省规定"],
        verification: "verified",
        assumes: "按应建未建面积乘以每平方米标准计",
        note: "标准由省确定；减免只有国家规定的几种，各地不另行减免",
      },
    ],
  },
  {
    id: "soil-compensation",
    fee: "水土保持补偿费",
    line: line("税务机关"),
    applies: [],
    rules: [
      {
        when: [{ fact: "erosionArea", is: false }],
        from: "2011-03-01",
        to: "",
        amount: { kind: "none", says: "不在山区、丘陵区、风沙区等容易发生水土流失的区域，不缴" },
        bases: ["水土保持法第三十二条"],
        verification: "verified",
        assumes: "",
        note: "",
      },
      {
        when: [{ fact: "erosionArea", is: true }],
        from: "2021-01-01",
        to: "",
        amount: { kind: "perSqm", area: "landDm2", local: "soil-compensation" },
        bases: ["水土保持法第三十二条", "财综〔2014〕8号", "财税〔2020〕58号", "本省规定"],
        verification: "verified",
        assumes: "按征占用土地面积一次计征",
        note: "标准由省确定",
      },
    ],
  },
];

const gone: readonly ConstructionStep[] = [
  ended("quota-fee", "工程定额测定费", {
    status: "已取消",
    from: "2009-01-01",
    says: "不收：2009 年 1 月 1 日起取消",
    bases: ["财综〔2008〕78号"],
    verification: "verified",
    note: "",
  }),
  // Believed to be in the annex of the same notice, but not named in the text that was read.
  ended("quality-supervision-fee", "建筑工程质量监督费", {
    status: "已取消",
    from: "2009-01-01",
    says: "不收：2009 年 1 月 1 日起取消",
    bases: ["财综〔2008〕78号"],
    verification: "unverified",
    note: "",
  }),
  // Its end is believed; 财税〔2017〕18号 itself was not found.
  ended("wall-material-fund", "新型墙体材料专项基金", {
    status: "已取消",
    from: "2017-04-01",
    says: "不收：2017 年 4 月 1 日起取消",
    bases: ["财税〔2017〕18号"],
    verification: "unverified",
    note: "",
  }),
  ended("bulk-cement-fund", "散装水泥专项资金", {
    status: "已并入",
    from: "2016-02-01",
    says: "不单收：2016 年 2 月 1 日起并入新型墙体材料专项基金",
    bases: ["财税〔2016〕11号"],
    verification: "verified",
    note: "",
  }),
  ended("noise-discharge-fee", "噪声排污费", {
    status: "已取消",
    from: "2018-01-01",
    says: "不收：2018 年 1 月 1 日起不再征收排污费",
    bases: ["环境保护税法第二十七条"],
    verification: "verified",
    note: "应当缴纳环境保护税的，向税务机关申报",
  }),
  ended("termite-fee", "白蚁防治费", {
    status: "已取消",
    from: "2017-04-01",
    says: "不收：2017 年 4 月 1 日起取消",
    bases: ["财税〔2017〕20号"],
    verification: "verified",
    note: "",
  }),
  {
    id: "superior-management-fee",
    fee: "建筑行政上级管理费",
    line: line("待核"),
    applies: [],
    rules: [
      {
        when: [],
        from: "2000-01-01",
        to: "",
        amount: { kind: "unknown", says: "没有查到收费依据" },
        status: "待核",
        bases: ["没有查到"],
        verification: "unverified",
        assumes: "",
        note: "法律、行政法规没有规定收费的行政许可，不得收取任何费用（行政许可法第五十八条）",
      },
    ],
  },
];

/** 房屋建筑工程综合报建: the fees that have ever been asked for with it, alive and ended. */
export const CONSTRUCTION_RULES: RuleSet<ConstructionFact, ConstructionPayer> = {
  id: "construction",
  version: "2026-11",
  title: "房屋建筑工程综合报建",
  facts: {
    floorDm2: { name: "建筑面积", unit: "dm2" },
    shelterMissingDm2: { name: "应建未建的防空地下室面积", unit: "dm2" },
    landDm2: { name: "征占用土地面积", unit: "dm2" },
    erosionArea: { name: "是否在容易发生水土流失的区域", unit: "yes-no" },
  },
  local: [
    {
      id: "infrastructure-fee",
      name: "城市基础设施配套费标准",
      unit: "fenPerSqm",
      min: 1,
      max: 1_000_000,
      assumed: null,
      assumes: "",
    },
    {
      id: "shelter-fee",
      name: "防空地下室易地建设费标准",
      unit: "fenPerSqm",
      min: 1,
      max: 10_000_000,
      assumed: null,
      assumes: "",
    },
    {
      id: "soil-compensation",
      name: "水土保持补偿费标准",
      unit: "fenPerSqm",
      min: 1,
      max: 100_000,
      assumed: null,
      assumes: "",
    },
  ],
  steps: [...alive, ...gone],
};
