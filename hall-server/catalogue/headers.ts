import { headerKey } from "#shared/domain/catalogue/text.ts";
import type { RowCells } from "./rows.ts";

/** The kinds of sheets, in the order an export writes them. */
export const SHEET_KINDS = ["事项", "材料", "收费", "流程", "常见问题"] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];

/** What ties children to their item. */
export const CODE = "实施编码";

interface SheetRules {
  /** Columns without which a sheet is not of this kind. */
  readonly required: readonly string[];
  /** Columns that tell this kind from others. */
  readonly telling: readonly string[];
  /** Every column by the list's own name, and what else it is called. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Names too common to tell a kind, taken where its column is still missing. */
  readonly common?: Readonly<Record<string, readonly string[]>>;
}

/** How an item is named in its own sheet. */
const CODES = { [CODE]: ["实施清单编码", "事项编码", "事项实施编码"] };

/** How its children name it; the item's name is for people and not taken. */
const ITS = { ...CODES, 事项名称: [] };

/** The columns of every kind: those of the implementation list, and a few of the hall's own. [C2] */
export const SHEETS: Readonly<Record<SheetKind, SheetRules>> = {
  事项: {
    required: [CODE, "事项名称", "事项类型", "实施主体"],
    telling: ["事项名称", "事项类型", "实施主体"],
    columns: {
      ...CODES,
      事项名称: [],
      英文名称: ["事项英文名称", "英文名"],
      事项类型: [],
      实施主体: ["实施主体名称"],
      俗称: ["百姓说法", "通俗名称", "别名"],
      主题分类: ["主题"],
      人生事件: ["生命周期"],
      服务对象: [],
      办件类型: [],
      法定办结时限: ["法定时限", "法定期限", "法定办结时限(工作日)"],
      法定办结时限单位: ["法定时限单位"],
      法定办结时限说明: ["法定时限说明"],
      承诺办结时限: ["承诺时限", "承诺期限", "承诺办结时限(工作日)"],
      承诺办结时限单位: ["承诺时限单位"],
      承诺办结时限说明: ["承诺时限说明"],
      设定依据: ["审批依据"],
      受理条件: ["申办条件", "办理条件", "申请条件"],
      数量限制: [],
      审批结果名称: ["办理结果名称", "结果名称"],
      到办事现场次数: ["到现场次数"],
      必须现场办理原因: [
        "必须现场办理原因说明",
        "必须到现场原因",
        "必须到现场原因说明",
        "必须到现场办理原因",
        "到办事现场原因",
        "到办事现场次数说明",
        "到现场原因",
        "到现场办理原因",
        "现场办理原因",
      ],
      是否收费: [],
      收费依据: [],
      办理地点: [],
      办理时间: [],
      咨询方式: ["咨询电话"],
      监督投诉方式: ["监督投诉电话", "投诉方式", "投诉电话", "监督电话"],
      办理窗口: ["窗口"],
      排队业务: [],
      时限核实: [],
      材料核实: [],
      收费核实: [],
      基本编码: [],
      业务办理项编码: [],
      行使层级: [],
      事项状态: [],
      事项版本: [],
      计划生效日期: [],
      计划取消日期: [],
      实施主体性质: [],
      委托部门: [],
      权力来源: [],
      办理流程: [],
      办理形式: [],
      特别程序: [],
      通办范围: [],
      联办机构: [],
      是否进驻政务大厅: ["进驻政务大厅"],
      是否网办: [],
      网办深度: [],
      预约办理: ["预约", "是否支持预约办理"],
      物流快递: ["快递", "是否支持物流快递"],
      网上支付: ["是否支持网上支付"],
      自助终端办理: ["终端办理", "是否支持自助终端办理"],
      审批结果类型: ["结果类型"],
      审批结果样本: ["结果样本"],
      中介服务: [],
    },
  },
  材料: {
    required: [CODE, "材料名称"],
    telling: ["材料名称"],
    columns: {
      ...ITS,
      材料名称: ["申请材料名称", "申报材料名称"],
      材料类型: ["类型"],
      材料形式: ["形式"],
      必要性: ["材料必要性", "是否必要"],
      纸质份数: ["纸质材料份数", "份数", "材料份数"],
      纸质规格: ["纸质材料规格", "规格"],
      来源渠道: ["材料来源", "来源"],
      填报须知: ["填写须知"],
      受理标准: [],
      依据: ["材料依据", "设定依据", "要求提供材料的依据"],
      空白表格: ["空表", "空白表格下载"],
      示例样表: ["样表", "示例"],
    },
  },
  收费: {
    required: [CODE, "收费项目名称"],
    telling: ["收费项目名称"],
    columns: {
      ...ITS,
      收费项目名称: ["收费项目", "收费名称"],
      原名称: ["曾用名"],
      收费标准: [],
      "金额(元)": ["金额"],
      计费单位: [],
      收费依据: ["依据"],
      是否允许减免: [],
      允许减免依据: ["减免依据"],
      执收单位: ["收费单位", "收费主体"],
      代收单位: [],
      缴费人: [],
      生效日期: [],
      失效日期: [],
      并入项目: [],
      取消文件: [],
      来源: [],
      核实日期: [],
      核实情况: [],
      收费编号: [],
      备注: [],
    },
  },
  流程: {
    required: [CODE, "步骤名称"],
    telling: ["步骤序号", "步骤名称"],
    columns: {
      ...ITS,
      步骤序号: ["步骤编号", "步骤号", "步骤顺序", "环节序号", "环节顺序", "流程序号", "流程顺序"],
      步骤名称: [
        "环节名称",
        "流程名称",
        "办理环节",
        "流程环节",
        "办理步骤",
        "流程步骤",
        "环节",
        "步骤",
      ],
      办理方: ["由谁办"],
      步骤说明: ["环节说明", "步骤内容", "步骤描述", "办理内容", "环节内容", "流程说明"],
      办理人员: [],
      审查标准: [],
      办理时限: [],
      办理结果: [],
    },
    common: {
      步骤序号: ["序号", "顺序", "步骤"],
      步骤名称: ["名称"],
      步骤说明: ["说明", "内容", "描述"],
    },
  },
  常见问题: {
    required: [CODE, "问题", "答案"],
    telling: ["问题", "答案"],
    columns: {
      ...ITS,
      问题: ["常见问题", "问题内容", "咨询问题"],
      答案: ["解答", "回答", "答复", "答案内容", "问题答案", "问题解答"],
    },
  },
};

/** A row that is the header of a sheet of this kind. */
export interface Header {
  readonly kind: SheetKind;
  /** Where each column is, by the list's own name. */
  readonly positions: ReadonlyMap<string, number>;
  /** How the row itself names it. */
  readonly labels: ReadonlyMap<string, string>;
  /** Headers nobody knows. */
  readonly unknown: readonly string[];
}

/** A row that looks like a header but lacks a column. */
export interface NearHeader {
  readonly kind: SheetKind;
  readonly missing: readonly string[];
  /** How many columns of the kind it has. */
  readonly known: number;
  /** Whether it is so near that the sheet was surely meant to be one. */
  readonly meant: boolean;
}

type Labels = ReadonlyMap<string, number>;

const labelsOf = (cells: RowCells): Labels => {
  const labels = new Map<string, number>();
  for (const [position, text] of cells) {
    const label = headerKey(text);
    if (label !== "" && !labels.has(label)) labels.set(label, position);
  }
  return labels;
};

/** Every name a header can have: most rows hold none, and are done with at once. */
const NAMES: ReadonlySet<string> = new Set(
  Object.values(SHEETS).flatMap(({ columns, common = {} }) =>
    [columns, common].flatMap((names) => Object.entries(names).flat(2)),
  ),
);

const CODE_NAMES: ReadonlySet<string> = new Set(Object.entries(CODES).flat(2));

/** Whether a row names the code's column: only such a row among the data can be a header again. */
export const namesCode = (cells: RowCells): boolean => {
  // Every name of it has this sign; few cells of data have.
  for (const text of cells.values())
    if (text.includes("编") && CODE_NAMES.has(headerKey(text))) return true;
  return false;
};

/** Gives each column the first of its names that the row has and no other column took. */
const assign = (labels: Labels, { columns, common = {} }: SheetRules) => {
  const labelOf = new Map<string, string>();
  const taken = new Set<string>();
  const take = (column: string, names: readonly string[]): void => {
    const name = labelOf.has(column)
      ? undefined
      : names.find((n) => labels.has(n) && !taken.has(n));
    if (name === undefined) return;
    labelOf.set(column, name);
    taken.add(name);
  };
  for (const column of Object.keys(columns)) take(column, [column]);
  for (const [column, names] of Object.entries(columns)) take(column, names);
  const surely = new Set(labelOf.keys());
  for (const [column, names] of Object.entries(common)) take(column, names);
  return { labelOf, surely, taken };
};

/** How far a child sheet may be from complete and still be meant as one. */
const isMeant = (kind: SheetKind, missing: readonly string[], surely: ReadonlySet<string>) => {
  const { required, telling } = SHEETS[kind];
  if (missing.length !== 1) return false;
  switch (kind) {
    case "事项":
      return true;
    case "常见问题":
      return surely.has(CODE);
    default:
      return surely.size >= (telling.some((name) => surely.has(name)) ? required.length : 3);
  }
};

/** Whether one near header is nearer than another: surely meant first, then by its columns. */
export const isNearer = (one: NearHeader, other: NearHeader | null): boolean =>
  other === null || (one.meant === other.meant ? one.known > other.known : one.meant);

/** Reads a row as a header: of a kind, nearly of one, or null when it is none. [C2] */
export const readHeader = (cells: RowCells): Header | NearHeader | null => {
  const labels = labelsOf(cells);
  if (![...labels.keys()].some((label) => NAMES.has(label))) return null;
  let nearest: NearHeader | null = null;
  for (const kind of SHEET_KINDS) {
    const { required, telling } = SHEETS[kind];
    const { labelOf, surely, taken } = assign(labels, SHEETS[kind]);
    const missing = required.filter((column) => !labelOf.has(column));
    if (missing.length === 0 && telling.some((column) => surely.has(column)))
      return {
        kind,
        positions: new Map([...labelOf].map(([column, label]) => [column, labels.get(label)!])),
        labels: labelOf,
        unknown: [...labels.keys()].filter((label) => !taken.has(label)),
      };
    const near: NearHeader = {
      kind,
      missing,
      known: surely.size,
      meant: isMeant(kind, missing, surely),
    };
    if (near.known > 0 && isNearer(near, nearest)) nearest = near;
  }
  return nearest;
};

/** Whether a row is a complete header. */
export const isHeader = (found: Header | NearHeader): found is Header => "positions" in found;
