/** The process that writes the catalogue as a workbook: started by `in-child.ts`. */
import { writeDurably } from "../store/durable-file.ts";
import type { ExportAnswer, ExportRequest } from "./child-messages.ts";
import { parseCatalogue } from "./documents.ts";
import { exportSheets } from "./export.ts";
import { Refused } from "./refused.ts";
import { serveChild } from "./serve-child.ts";
import { writeWorkbook } from "./write-workbook.ts";

serveChild<ExportRequest, ExportAnswer>(async ({ stored, path }) => {
  const catalogue = parseCatalogue(stored);
  const workbook = writeWorkbook(exportSheets(catalogue));
  try {
    await writeDurably(path, workbook);
  } catch (error) {
    const { code = "未知原因" } = error as NodeJS.ErrnoException;
    throw new Refused(`写不了文件 ${path}（${code}）；请检查文件夹是否存在、是否有权限和空间。`);
  }
  return { items: catalogue.items.length };
});
