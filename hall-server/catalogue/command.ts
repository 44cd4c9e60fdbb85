import { extname, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { CommandResult } from "../commands.ts";
import { StoreError } from "../store/store.ts";
import { type CatalogueDesk, ReadSpreadsheet } from "./desk.ts";
import { Refused } from "./refused.ts";

/** An import or export as it was asked for. */
export type CatalogueCommand =
  | {
      readonly verb: "import";
      readonly file: string;
      readonly dryRun: boolean;
      readonly json: boolean;
    }
  | { readonly verb: "export"; readonly file: string };

/** A command line that cannot be understood: one line that says why. */
class UsageError extends Error {}

const IMPORT_USAGE = "用法：npm run -s hall -- import 文件 [--dry-run] [--json]";
const EXPORT_USAGE = "用法：npm run -s hall -- export 文件.xlsx";

const parse = ([verb, ...rest]: readonly string[]): CatalogueCommand => {
  const usage = verb === "import" ? IMPORT_USAGE : EXPORT_USAGE;
  const { values, positionals } = (() => {
    try {
      return parseArgs({
        args: [...rest],
        allowPositionals: true,
        options: { "dry-run": { type: "boolean" }, json: { type: "boolean" } },
      });
    } catch {
      throw new UsageError(usage);
    }
  })();
  const [file, ...others] = positionals;
  if (file === undefined || file === "" || others.length > 0) throw new UsageError(usage);
  const { "dry-run": dryRun = false, json = false } = values;
  if (verb === "import") return { verb, file, dryRun, json };
  if (dryRun || json || extname(file).toLowerCase() !== ".xlsx") throw new UsageError(usage);
  return { verb: "export", file };
};

/** Whether a command line is an import or export. */
export const isCatalogueCommand = (args: readonly string[]): boolean =>
  args[0] === "import" || args[0] === "export";

/**
 * The command line with its file named from the folder the person stands in: a running hall stands
 * elsewhere. One that cannot be understood is handed on as it is.
 */
export const withAbsoluteFile = (args: readonly string[], folder: string): readonly string[] => {
  try {
    const command = parse(args);
    const file = resolve(folder, command.file);
    const flags =
      command.verb === "import"
        ? [...(command.dryRun ? ["--dry-run"] : []), ...(command.json ? ["--json"] : [])]
        : [];
    return [command.verb, ...flags, "--", file];
  } catch {
    return args;
  }
};

/** Opens the catalogue; to look at it only, when `toWrite` is false. */
export type OpenDesk = (toWrite: boolean) => Promise<CatalogueDesk>;

const importFile = async (
  { file, dryRun, json }: Extract<CatalogueCommand, { verb: "import" }>,
  openDesk: OpenDesk,
): Promise<CommandResult> => {
  // Read first: a file that is refused has touched nothing, not even a folder.
  const spreadsheet = await ReadSpreadsheet.open(file);
  try {
    const desk = await openDesk(!dryRun);
    const { refusedAny, report } = await desk.import(spreadsheet, {
      dryRun,
      as: json ? "json" : "text",
    });
    return { exit: refusedAny ? 1 : 0, out: report, err: "" };
  } finally {
    spreadsheet.close();
  }
};

/** Carries out an import or export. Never throws for what a person typed or a file holds. */
export const runCatalogueCommand = async (
  args: readonly string[],
  openDesk: OpenDesk,
): Promise<CommandResult> => {
  try {
    const command = parse(args);
    if (command.verb === "import") return await importFile(command, openDesk);
    const items = await (await openDesk(false)).export(command.file);
    return { exit: 0, out: `已导出 ${items} 个事项：${command.file}\n`, err: "" };
  } catch (error) {
    if (error instanceof Refused || error instanceof StoreError || error instanceof UsageError)
      return { exit: 2, out: "", err: `${error.message.replace(/\s*\n\s*/g, " ")}\n` };
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const err = `数据文件夹写不进去（${code}）；请检查磁盘空间和权限，再重新导入。\n`;
    return { exit: 2, out: "", err };
  }
};
