import type { Documents } from "#hall-server/store/store.ts";

/**
 * A hall where everything is as long as it may plausibly be: names of autonomous counties, posts with
 * two offices, twelve services, sixty windows with three digits, a series that passes W999.
 */

const COUNTY = "明川土家族苗族自治县";

const hall = {
  id: "long",
  name: `${COUNTY}政务服务和公共资源交易中心（新城分厅）`,
  nameEn:
    "Mingchuan Tujia and Miao Autonomous County Government Service and Public Resources Trading Centre (New Town)",
  desk: "1 楼东侧总服务台",
  deskEn: "the Main Service Desk, east side of floor 1",
  hotline: "0743-12345",
  ratingsReadBy: `${COUNTY}政务服务中心督查考核股`,
  ratingsReadByEn: "Supervision and Appraisal Section of the County Government Service Centre",
  limits: { returnBehind: 3, doublePressMs: 1000 },
};

const zones = [
  { id: "east", name: "1 楼东区", nameEn: "Floor 1, East" },
  { id: "west", name: "1 楼西区", nameEn: "Floor 1, West" },
  { id: "estate", name: "2 楼不动产登记专区", nameEn: "Floor 2, Real Estate Area" },
  { id: "tax", name: "2 楼办税服务专区", nameEn: "Floor 2, Tax Area" },
  { id: "self", name: "3 楼工程建设项目审批专区", nameEn: "Floor 3, Construction Projects" },
];

const units = [
  {
    id: "social",
    name: `${COUNTY}人力资源和社会保障局劳动保障监察综合行政执法大队驻新城工作站`,
    shortName: "县人社局劳动监察大队",
    nameEn:
      "Labour Inspection Brigade of the Bureau of Human Resources and Social Security, New Town Station",
  },
  {
    id: "estate",
    name: `${COUNTY}自然资源和规划局不动产登记中心`,
    shortName: "县不动产登记中心",
    nameEn: "Real Estate Registration Centre, Bureau of Natural Resources and Planning",
  },
  {
    id: "tax",
    name: `国家税务总局${COUNTY}税务局第一税务分局（办税服务厅）`,
    shortName: "县税务局第一分局",
    nameEn: "First Tax Branch, County Tax Service, State Taxation Administration",
  },
];

/** Twelve services, the longest names twenty characters; the last series is the widest letter's. */
const SERVICES: readonly (readonly [prefix: string, name: string, nameEn: string])[] = [
  [
    "A",
    "企业设立变更注销及各类经营许可证综合办理",
    "Company registration, changes and business permits",
  ],
  [
    "B",
    "不动产首次转移变更抵押登记与登记资料查询",
    "Real estate: first, transfer and mortgage registration",
  ],
  [
    "C",
    "城乡居民基本医疗保险和基本养老保险业务",
    "Basic medical and pension insurance of residents",
  ],
  ["D", "户口登记、居民身份证和居住证", "Household registration, ID cards, residence permits"],
  ["E", "出入境", "Passports"],
  ["F", "个人所得税综合所得年度汇算清缴专窗", "Annual settlement of individual income tax"],
  ["G", "住房公积金提取、贷款", "Housing fund withdrawals and loans"],
  ["H", "工程建设项目审批制度改革专区综合受理", "Construction projects: one-stop reception"],
  ["J", "残疾人证", "Disability certificates"],
  ["K", "社会救助与临时救助", "Social assistance and emergency relief"],
  [
    "M",
    "机动车驾驶证补换领及机动车登记证书业务",
    "Driving licences and vehicle registration certificates",
  ],
  ["W", "跨省通办、异地事项及“办不成事”反映专窗", "Cross-province services and unresolved matters"],
];

const FLOORS = [1, 2, 3] as const;
const PER_FLOOR = 20;
const windowIds = FLOORS.flatMap((floor) =>
  Array.from({ length: PER_FLOOR }, (_, i) => String(floor * 100 + i + 1)),
);
const PER_SERVICE = windowIds.length / SERVICES.length;

const services = SERVICES.map(([prefix, name, nameEn], i) => ({
  id: `service-${prefix.toLowerCase()}`,
  name,
  nameEn,
  prefix,
  windows: windowIds.slice(i * PER_SERVICE, (i + 1) * PER_SERVICE),
}));

const NAMES = [
  "古丽娜扎尔·拜合提亚尔",
  "欧阳慕容婉清",
  "阿不都热合曼·买买提",
  "司马长孙若兰",
  "王伟",
];

const staff = windowIds.map((id, i) => ({
  id: `staff-${id}`,
  name: NAMES[i % NAMES.length]!,
  post:
    i % 2 === 0
      ? "首席代表、行政审批服务股股长（兼政策法规股副股长）"
      : "综合受理岗（帮办代办专员）",
  postEn:
    i % 2 === 0
      ? "Chief Representative, Head of the Administrative Approval Section, Deputy Head of Policy and Law"
      : "General Reception and Assisted Application Officer",
  unitId: units[i % units.length]!.id,
  number: `XC${1000 + i}`,
  authority:
    i % 2 === 0
      ? "食品经营许可、药品经营许可、医疗器械经营备案等 128 项，现场受理、现场勘验、现场审批、现场用章、现场送达"
      : "",
}));

const windows = windowIds.map((id, i) => ({
  id,
  name: `${id} 号窗口`,
  zone: zones[Math.floor((i * zones.length) / windowIds.length)]!.id,
  unitId: units[i % units.length]!.id,
  handles:
    "企业设立登记、变更登记、注销登记、食品经营许可、药品经营许可、医疗器械经营备案、公章刻制备案",
  handlesEn:
    "Company registration, changes and dissolution; food, pharmacy and medical device permits; seals",
  staffId: `staff-${id}`,
}));

const classes = [
  ["ordinary", "普通", "Ordinary", "", ""],
  ["elderly", "老年人", "Older people", "年满 60 周岁", "Aged 60 or over"],
  [
    "disabled",
    "残疾人及行动不便者",
    "People with disabilities",
    "持中华人民共和国残疾人证或残疾军人证，或者拄拐、坐轮椅、行动不便",
    "Holding a disability certificate of any kind, or using crutches or a wheelchair",
  ],
  [
    "pregnant",
    "孕产妇、带婴幼儿者",
    "Pregnancy and small children",
    "怀孕、生产后一年以内，或带着 3 岁以下的孩子",
    "Pregnant, within a year of giving birth, or with a child under 3",
  ],
  [
    "military",
    "现役军人、军属、烈属、退役军人、国家综合性消防救援队伍人员",
    "Service members, families, veterans, fire and rescue",
    "现役军人、军属、烈属、退役军人，或国家综合性消防救援队伍人员",
    "Serving members of the armed forces, their families, veterans, or fire and rescue crews",
  ],
  [
    "donor",
    "无偿献血荣誉获得者",
    "Honoured blood donors",
    "持无偿献血荣誉卡",
    "Holding a blood donor’s card",
  ],
  ["talent", "高层次人才", "Highly qualified people", "持人才服务卡", "Holding a talent card"],
].map(([id, name, nameEn, condition, conditionEn]) => ({
  id,
  name,
  nameEn,
  headStartMinutes: id === "ordinary" ? 0 : 15,
  needsReason: id !== "ordinary",
  condition,
  conditionEn,
  selfService: true,
}));

const commitments = [
  {
    id: "long-words",
    unitId: "social",
    matter: "拖欠农民工工资案件投诉举报受理与跨区域联合处置",
    figure: "",
    promise: "接到投诉举报当场登记，两个工作日内决定是否立案",
    detail: "法定 5 个工作日内决定，情况复杂的经负责人批准可以延长，延长的理由书面告知投诉人",
  },
  {
    id: "long-figure",
    unitId: "estate",
    matter: "不动产转移登记（预购商品房预告登记转本登记）",
    figure: "0.5",
    promise: "个工作日办结，即来即办不收件",
    detail: "法定 30 个工作日，涉及实地查看、公告的除外",
  },
  {
    id: "long-days",
    unitId: "tax",
    matter: "增值税专用发票最高开票限额审批",
    figure: "10–15",
    promise: "个工作日办结",
    detail: "法定 20 个工作日，需要实地核查的另行告知",
  },
];

const notices = [
  "受台风影响，本周六、周日全县各政务服务大厅暂停对外服务，网上办事、自助终端和 24 小时自助服务区照常开放，给您带来不便，敬请谅解。",
  "即日起，不动产登记、办税缴费、公积金贷款实行“一窗受理、并行办理”，一次取号、一次提交材料，请到 2 楼不动产登记专区取号。",
  "请保管好随身物品。",
].map((text, i) => ({ id: `notice-${i + 1}`, text }));

const reasons = {
  version: 3,
  reasons: [
    ["等候时间太长，没有说明原因", "Waited too long and nobody explained why"],
    ["办理速度慢，窗口人员离岗", "Slow handling; staff left the window"],
    ["材料没有一次说清楚", "Papers not explained at once"],
    ["多跑了路", "Extra trips"],
    ["服务态度不好", "Poor attitude"],
    ["要求提供法律没有规定的证明", "Asked for certificates that no law requires"],
    ["收费不清楚或者不合理", "Fees unclear or unreasonable"],
    ["指引看不懂，找不到窗口", "Hard to find the window"],
    ["系统故障", "System fault"],
    ["其他", "Something else"],
  ].map(([text, textEn], i) => ({ code: `long-${i + 1}`, text, textEn, grades: [1, 2] })),
};

/** Writes the documents of the hall with the longest names. */
export const writeLongHall = async (documents: Documents): Promise<void> => {
  const all = {
    hall,
    zones,
    units,
    services,
    windows,
    staff,
    classes,
    commitments,
    notices,
    reasons,
  };
  for (const [name, value] of Object.entries(all)) await documents.write(name, value);
};
