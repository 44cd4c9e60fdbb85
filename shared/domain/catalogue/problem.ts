import { ITEM_TYPES } from "./item.ts";

/** Whether a problem keeps an item out, or is only worth knowing. The codes are stable. [C7] */
const SEVERITIES = {
  "missing-field": "error",
  "duplicate-code": "error",
  "unknown-type": "error",
  "bad-number": "error",
  "promised-exceeds-statutory": "error",
  "orphan-row": "error",
  "fee-without-detail": "error",
  "instant-mismatch": "warning",
  "onsite-reason-missing": "warning",
  "same-phone": "warning",
  "few-steps": "warning",
  "no-faq": "warning",
  "new-unit": "warning",
  "unknown-column": "warning",
} as const;

export type ProblemCode = keyof typeof SEVERITIES;
export type Severity = (typeof SEVERITIES)[ProblemCode];

/** Every code there is. */
export const PROBLEM_CODES = Object.keys(SEVERITIES) as readonly ProblemCode[];

/** What a problem is about: a column's name, what stood there, and figures for its sentence. */
export interface Finding {
  readonly code: ProblemCode;
  /** The column in the words of the implementation list. */
  readonly column: string;
  readonly value: string;
  /** What the sentence needs beyond column and value. */
  readonly than?: string;
}

/** A finding with its place and its sentence, as people and programs are told. */
export interface Problem {
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly sheet: string;
  /** The spreadsheet's own row, from 1. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

/** Longer values are cut in a problem: it names a place, it is no copy of the file. */
const MAX_VALUE = 1_000;
/** And shorter still inside its sentence. */
const MAX_QUOTE = 40;

const shortened = (text: string, max: number): string => {
  if (text.length <= max) return text;
  return `${text.slice(0, max).toWellFormed()}…`;
};

/** How bad a problem of this code is. */
export const severityOf = (code: ProblemCode): Severity => SEVERITIES[code];

const quoted = (value: string): string => `「${shortened(value.replace(/\s+/g, " "), MAX_QUOTE)}」`;

/** What each number looks like when it is right. */
const NUMBER_HINTS: Readonly<Record<string, string>> = {
  法定办结时限: "请填「5个工作日」「20」或「即办」这样的内容，数字用整数",
  承诺办结时限: "请填「5个工作日」「20」或「即办」这样的内容，数字用整数",
  法定办结时限单位: "请填「工作日」「天」或「月」",
  承诺办结时限单位: "请填「工作日」「天」或「月」",
  实施编码:
    "编码被表格软件改成了科学计数法，后面的数字已经丢失，请把这一列设为文本，再从原始清单重新粘贴",
  "金额(元)": "请填数字，最多两位小数，例如 80 或 80.00",
  生效日期: "请填 2026-01-31 这样的日期",
  失效日期: "请填 2026-01-31 这样的日期，没有失效就留空",
  核实日期: "请填 2026-01-31 这样的日期",
};
const WHOLE_HINT = "请填不小于 0 的整数，例如 1";

/** One Chinese sentence that says what is wrong and what to do. */
export const sentence = ({ code, column, value, than = "" }: Finding): string => {
  switch (code) {
    case "missing-field":
      return `「${column}」没有填，请补上；如果这里是合并单元格，请取消合并，每一行都填。`;
    case "duplicate-code":
      return `实施编码${quoted(value)}在前面已经出现过，以第一次为准；请删除这一行，或改成正确的编码。`;
    case "unknown-type":
      return `没有${quoted(value)}这种事项类型，请改为：${ITEM_TYPES.join("、")}。`;
    case "bad-number":
      return `「${column}」里的${quoted(value)}不能用：${NUMBER_HINTS[column] ?? WHOLE_HINT}。`;
    case "promised-exceeds-statutory":
      return `承诺办结时限（${value}）比法定办结时限（${than}）长，请核对，把承诺时限改到法定时限以内。`;
    case "orphan-row":
      return `实施编码${quoted(value)}在事项表和本厅目录里都没有，这一行没有导入；请改正编码，或补上这个事项。`;
    case "fee-without-detail":
      return than === "basis"
        ? "「是否收费」为「是」，但事项和收费项目都没有写收费依据，请补上依据，或改为「否」。"
        : "「是否收费」为「是」，但没有收费项目，请在收费表里为这个事项补一行，或改为「否」。";
    case "instant-mismatch":
      return than === "instant"
        ? `办件类型是「即办件」，承诺办结时限却${value === "" ? "没有填" : `是${quoted(value)}`}，请填「即办」，或改办件类型。`
        : "承诺办结时限是「即办」，办件类型却不是「即办件」，请把两处改成一致。";
    case "onsite-reason-missing":
      return `要到现场 ${value} 次，但没有写必须到现场的原因，请补上原因。`;
    case "same-phone":
      return `咨询方式和监督投诉方式相同（${shortened(value, MAX_QUOTE)}），请把监督投诉方式改成另一个部门的电话。`;
    case "few-steps":
      return `行政许可的办理流程一般不少于 5 步，现在有 ${than} 步，请在流程表里补全。`;
    case "no-faq":
      return "行政许可一般至少有 1 个常见问题，现在没有，请在常见问题表里补上。";
    case "new-unit":
      return `本厅还没有叫${quoted(value)}的单位，将新建；如果是写法不同，请改成本厅已有的名称。`;
    case "unknown-column":
      return `不认识列名${quoted(value)}，这一列没有导入；如果需要，请改成实施清单的列名。`;
  }
};

/** A finding in its place. `label` is the column as the sheet's own header names it. */
export const problemAt = (
  finding: Finding,
  { sheet, row, label = finding.column }: { sheet: string; row: number; label?: string },
): Problem => ({
  severity: SEVERITIES[finding.code],
  code: finding.code,
  sheet,
  row,
  column: label,
  value: shortened(finding.value, MAX_VALUE),
  message: sentence(finding),
});
