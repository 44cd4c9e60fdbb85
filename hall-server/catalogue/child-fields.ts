import { parseDay, parseWhole, parseYuan, yuanText } from "#shared/domain/catalogue/amounts.ts";
import type { Fee } from "#shared/domain/catalogue/fee.ts";
import type { Faq, Material, Step } from "#shared/domain/catalogue/item.ts";
import { choiceField, type Field, keptField, readField, wordsField } from "./fields.ts";
import { SHEETS, type SheetKind } from "./headers.ts";
import { VERIFICATIONS, wholeText } from "./item-fields.ts";

/** Columns that tie a row to its item, order it or find it again: no fields of the record itself. */
const TIES = new Set(["实施编码", "事项名称", "步骤序号", "收费编号"]);

/** A kind's fields in the order of its columns; those without a field of their own are kept in words. */
const complete = <T extends object>(
  kind: SheetKind,
  own: readonly Field<T>[],
  kept: (column: string) => Field<T>,
): readonly Field<T>[] =>
  Object.keys(SHEETS[kind].columns)
    .filter((column) => !TIES.has(column))
    .map((column) => own.find((field) => field.column === column) ?? kept(column));

/** The columns of a 材料 sheet. */
export const MATERIAL_FIELDS = complete<Material>(
  "材料",
  [
    wordsField<Material>("材料名称", "name"),
    wordsField<Material>("材料类型", "form"),
    choiceField<Material, "necessity">(
      "必要性",
      "necessity",
      [
        ["必要", "必要", "必须", "必需", "必备", "是"],
        ["可容缺", "可容缺", "容缺", "容缺后补", "非必要可容缺"],
        ["视情", "视情", "视情形", "视情况", "非必要", "非必需", "按需", "否"],
      ],
      "必要",
    ),
    readField<Material, "copies">(
      "纸质份数",
      "copies",
      (cell) => parseWhole(cell, "份"),
      wholeText,
    ),
    wordsField<Material>("来源渠道", "source"),
    wordsField<Material>("填报须知", "note"),
    wordsField<Material>("依据", "basis"),
  ],
  keptField<Material>,
);

/** The columns of a 流程 sheet. */
export const STEP_FIELDS = complete<Step>(
  "流程",
  [
    wordsField<Step>("步骤名称", "name"),
    choiceField<Step, "by">(
      "办理方",
      "by",
      [
        ["visitor", "您来办", "申请人", "办事人", "群众"],
        ["hall", "我们办", "工作人员", "窗口", "部门"],
      ],
      "hall",
    ),
    wordsField<Step>("步骤说明", "detail"),
  ],
  keptField<Step>,
);

/** The columns of a 常见问题 sheet. */
export const FAQ_FIELDS: readonly Field<Faq>[] = [
  wordsField<Faq>("问题", "question"),
  wordsField<Faq>("答案", "answer"),
];

const dayField = (column: string, key: "validFrom" | "validTo" | "verifiedOn"): Field<Fee> =>
  readField<Fee, typeof key>(
    column,
    key,
    (cell) => (cell === "长期" ? "" : parseDay(cell)),
    (day) => day,
  );

/** The columns of a 收费 sheet. */
export const FEE_FIELDS = complete<Fee>(
  "收费",
  [
    wordsField<Fee>("收费项目名称", "name"),
    wordsField<Fee>("原名称", "formerName"),
    wordsField<Fee>("收费标准", "standard"),
    readField<Fee, "amountFen">("金额(元)", "amountFen", parseYuan, (fen) =>
      fen === null ? "" : yuanText(fen),
    ),
    wordsField<Fee>("计费单位", "per"),
    wordsField<Fee>("收费依据", "basis"),
    wordsField<Fee>("允许减免依据", "reductions"),
    {
      column: "执收单位",
      show: (fee, names) => names.unitName(fee.unitId),
      take: (into, cell, names) => {
        if (cell !== "") into.unitId = names.unitId(cell);
        return undefined;
      },
    },
    wordsField<Fee>("代收单位", "collector"),
    wordsField<Fee>("缴费人", "payer"),
    dayField("生效日期", "validFrom"),
    dayField("失效日期", "validTo"),
    wordsField<Fee>("并入项目", "mergedInto"),
    wordsField<Fee>("取消文件", "endedBy"),
    wordsField<Fee>("来源", "source"),
    dayField("核实日期", "verifiedOn"),
    choiceField<Fee, "verification">("核实情况", "verification", VERIFICATIONS, "corroborated"),
  ],
  keptField<Fee>,
);

/** A material nobody has said anything about yet. */
export const blankMaterial = (id: string): Material => ({
  id,
  name: "",
  necessity: "必要",
  form: "",
  copies: null,
  source: "",
  note: "",
  basis: "",
  onlyFor: [],
});

/** A step nobody has said anything about yet. */
export const blankStep = (id: string): Step => ({
  id,
  name: "",
  by: "hall",
  detail: "",
  onlyFor: [],
});

/** A fee nobody has said anything about yet; it belongs to the unit of its item. */
export const blankFee = (id: string, unitId: string): Fee => ({
  id,
  name: "",
  formerName: "",
  itemCodes: [],
  unitId,
  collector: "",
  payer: "",
  standard: "",
  amountFen: null,
  per: "",
  basis: "",
  reductions: "",
  validFrom: "",
  validTo: "",
  mergedInto: "",
  endedBy: "",
  source: "",
  verifiedOn: "",
  verification: "corroborated",
});
