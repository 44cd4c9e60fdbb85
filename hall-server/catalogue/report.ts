import type { Problem } from "#shared/domain/catalogue/problem.ts";
import type { ImportReport } from "./import.ts";

/** The report as one JSON object on one line, for programs. */
export const reportJson = ({ items, problems }: ImportReport): string =>
  `${JSON.stringify({ items, problems })}\n`;

const line = ({ severity, sheet, row, message }: Problem): string =>
  `${severity === "error" ? "错误" : "提醒"}  「${sheet}」第 ${row} 行：${message}\n`;

/** The report in sentences, for people. */
export const reportText = ({ items, problems }: ImportReport, dryRun: boolean): string => {
  const { accepted, rejected, unchanged } = items;
  const done = dryRun ? "试运行，没有写入" : "导入完成";
  return (
    problems.map(line).join("") +
    `${done}：事项接收 ${accepted}，未变 ${unchanged}，退回 ${rejected}。\n`
  );
};
