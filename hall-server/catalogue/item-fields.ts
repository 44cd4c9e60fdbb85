import {
  parseLimit,
  parseLimitUnit,
  parseWhole,
  UNREADABLE,
} from "#shared/domain/catalogue/amounts.ts";
import {
  type Audience,
  type Item,
  ITEM_TYPES,
  type LegalBasis,
  type Limit,
  type Verification,
} from "#shared/domain/catalogue/item.ts";
import { clean, foldWidth } from "#shared/domain/catalogue/text.ts";
import {
  choiceField,
  type Field,
  keptField,
  listField,
  readField,
  SEPARATORS,
  splitList,
  wordsField,
} from "./fields.ts";
import { SHEETS } from "./headers.ts";

/** A number in words; null was not entered. */
export const wholeText = (value: number | null): string => (value === null ? "" : String(value));

const words = wordsField<Item>;

/** Whether a limit's cell holds digits alone. */
const isBare = (figure: string): boolean => /^[\d\s.]+$/.test(foldWidth(figure));

/** A limit stands in two columns, its figure and its unit; each is read with the other beside it. */
const limitFields = (column: string, key: "statutoryLimit" | "promisedLimit"): Field<Item>[] => {
  const unitColumn = `${column}单位`;
  return [
    {
      column,
      alwaysRead: true,
      show: ({ [key]: limit }) =>
        limit === null ? "" : limit.instant ? "即办" : String(limit.value),
      take: (into, cell, _, said) => {
        // A unit that cannot be read is its own column's problem.
        const unit = parseLimitUnit(said(unitColumn) ?? "");
        const limit = parseLimit(cell, unit === UNREADABLE ? "工作日" : unit);
        if (limit === UNREADABLE) return UNREADABLE;
        into[key] = limit;
        return undefined;
      },
    },
    {
      column: unitColumn,
      alwaysRead: true,
      show: ({ [key]: limit }) => (limit === null || limit.instant ? "" : limit.unit),
      take: (into, cell, _, said) => {
        const figure = said(column);
        const limit: Limit | null = into[key];
        // Without a figure there is nothing to count; one that is not bare brings its own unit.
        const bare = figure === undefined ? limit?.instant === false : isBare(figure);
        if (!bare) return undefined;
        const unit = parseLimitUnit(cell);
        if (unit === UNREADABLE) return UNREADABLE;
        // With its figure in a column of this sheet, the limit was read there.
        if (figure === undefined && limit?.instant === false) into[key] = { ...limit, unit };
        return undefined;
      },
    },
  ];
};

const AUDIENCES: readonly (readonly [Audience, RegExp])[] = [
  ["个人", /个人|自然人|公民|居民/],
  ["企业", /企业|法人|组织|个体工商户/],
];

const basisText = ({ law, article, text }: LegalBasis): string => {
  const named = /[《》]/.test(law) ? law : `《${law}》`;
  return `${named}${article}${text === "" ? "" : `：${text}`}`;
};

/** One line of 设定依据: 《law》, its article, and the words quoted after a colon. */
const parseBasis = (line: string): LegalBasis => {
  const [, law, article, text] =
    /^《([^《》]+)》\s*(第[^：:，,。\s]{1,20}?[条款项])?\s*(?:[：:]\s*(.*))?$/.exec(line) ?? [];
  return {
    law: law ?? line,
    article: article ?? "",
    text: text ?? "",
    verification: "corroborated",
  };
};

const bases: Field<Item> = {
  column: "设定依据",
  keepsWords: true,
  show: (item) => item.bases.map((basis) => clean(basisText(basis).replace(/\n/g, " "))).join("\n"),
  take: (into, cell) => {
    const before = new Map(into.bases.map((basis) => [basisText(basis), basis]));
    into.bases = splitList(cell, /\n/)
      .map(parseBasis)
      .map((basis) => before.get(basisText(basis)) ?? basis);
    return undefined;
  },
};

/** How sure a fact is, in words. [C20] */
export const VERIFICATIONS: readonly (readonly [Verification, string, ...string[]])[] = [
  ["verified", "已核实"],
  ["corroborated", "有旁证"],
  ["unverified", "未核实"],
];

const verification = (column: string, key: keyof Item["verification"]): Field<Item> => ({
  column,
  show: (item) => VERIFICATIONS.find(([value]) => value === item.verification[key])?.[1] ?? "",
  take: (into, cell) => {
    const value = VERIFICATIONS.find(([, word]) => word === cell)?.[0] ?? "corroborated";
    into.verification = { ...into.verification, [key]: value };
    return undefined;
  },
});

const OWN: readonly Field<Item>[] = [
  words("事项名称", "name"),
  words("英文名称", "nameEn"),
  {
    column: "事项类型",
    show: (item) => item.type,
    take: (into, cell) => {
      // An unknown type is the rules' to report; the item will not be taken.
      into.type = ITEM_TYPES.find((type) => type === cell) ?? into.type;
      return undefined;
    },
  },
  {
    column: "实施主体",
    show: (item, names) => names.unitName(item.unitId),
    take: (into, cell, names) => {
      if (cell !== "") into.unitId = names.unitId(cell);
      return undefined;
    },
  },
  listField<Item>("俗称", "everydayNames"),
  listField<Item>("主题分类", "themes"),
  listField<Item>("人生事件", "lifeEvents"),
  {
    column: "服务对象",
    keepsWords: true,
    show: (item) => item.audience.join("、"),
    take: (into, cell) => {
      into.audience = AUDIENCES.filter(([, pattern]) => pattern.test(cell)).map(([one]) => one);
      return undefined;
    },
  },
  choiceField<Item, "handling">(
    "办件类型",
    "handling",
    [
      ["即办件", "即办件", "即办"],
      ["承诺件", "承诺件"],
    ],
    null,
  ),
  ...limitFields("法定办结时限", "statutoryLimit"),
  words("法定办结时限说明", "limitNote"),
  ...limitFields("承诺办结时限", "promisedLimit"),
  bases,
  listField<Item>("受理条件", "conditions", "\n"),
  words("数量限制", "quantity"),
  words("审批结果名称", "result"),
  readField<Item, "visits">(
    "到办事现场次数",
    "visits",
    (cell) => parseWhole(cell, "次"),
    wholeText,
  ),
  words("必须现场办理原因", "visitReason"),
  choiceField<Item, "charged">(
    "是否收费",
    "charged",
    [
      [true, "是", "收费", "有", "TRUE", "Y", "YES", "1"],
      [false, "否", "不收费", "免费", "无", "FALSE", "N", "NO", "0"],
    ],
    null,
  ),
  words("收费依据", "feeBasis"),
  words("办理地点", "place"),
  words("办理时间", "hours"),
  words("咨询方式", "consultPhone"),
  words("监督投诉方式", "complaintPhone"),
  {
    column: "办理窗口",
    keepsWords: true,
    show: (item) => item.windows.join("、"),
    take: (into, cell, names) => {
      const found = splitList(cell, SEPARATORS).map((one) => names.windowId(one));
      into.windows = [...new Set(found.filter((id) => id !== null))];
      return undefined;
    },
  },
  {
    column: "排队业务",
    keepsWords: true,
    show: (item, names) => (item.serviceId === null ? "" : names.serviceName(item.serviceId)),
    take: (into, cell, names) => {
      into.serviceId = names.serviceId(cell);
      return undefined;
    },
  },
  verification("时限核实", "limits"),
  verification("材料核实", "materials"),
  verification("收费核实", "fee"),
];

const byColumn = new Map(OWN.map((field) => [field.column, field]));

/** Every column of a 事项 sheet but the code, in the order an export writes them. */
export const ITEM_FIELDS: readonly Field<Item>[] = Object.keys(SHEETS["事项"].columns)
  .slice(1)
  .map((column) => byColumn.get(column) ?? keptField<Item>(column));

/** An item nobody has said anything about yet. */
export const blankItem = (code: string): Item => ({
  code,
  name: "",
  nameEn: "",
  type: "公共服务",
  unitId: "",
  everydayNames: [],
  themes: [],
  lifeEvents: [],
  audience: [],
  handling: null,
  statutoryLimit: null,
  promisedLimit: null,
  limitNote: "",
  bases: [],
  conditions: [],
  quantity: "",
  result: "",
  visits: null,
  visitReason: "",
  charged: null,
  feeBasis: "",
  place: "",
  hours: "",
  consultPhone: "",
  complaintPhone: "",
  serviceId: null,
  windows: [],
  situations: [],
  materials: [],
  steps: [],
  faqs: [],
  verification: { limits: "corroborated", materials: "corroborated", fee: "corroborated" },
});
