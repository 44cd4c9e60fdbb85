import { existsSync } from "node:fs";
import { join } from "node:path";
import { Accounts } from "./accounts.ts";
import { isCatalogueCommand, runCatalogueCommand, withAbsoluteFile } from "./catalogue/command.ts";
import { CatalogueDesk } from "./catalogue/desk.ts";
import { type CommandResult, runCommand, USAGE } from "./commands.ts";
import { askRunningHall } from "./control.ts";
import { ApiKeys } from "./keys.ts";
import { readSettings, SettingError } from "./settings.ts";
import { makeFolderDurably } from "./store/durable-file.ts";
import { type FolderLock, lockFolder } from "./store/lock.ts";
import { LowdbDocuments } from "./store/lowdb.ts";
import { MemoryDocuments } from "./store/memory.ts";
import { SqliteLedger } from "./store/sqlite.ts";
import { StoreError } from "./store/store.ts";

/** The command line on a stopped hall: takes the lock and goes through the same code. */
const onStoppedHall = async (data: string, args: readonly string[]): Promise<CommandResult> => {
  await makeFolderDurably(data);
  const lock = await lockFolder(data);
  const ledger = await SqliteLedger.open(join(data, "ledger.sqlite"));
  try {
    const documents = new LowdbDocuments(join(data, "documents"));
    return await runCommand(args, {
      keys: await ApiKeys.open(documents),
      accounts: await Accounts.open(documents, Date.now),
      ledger,
      catalogue: new CatalogueDesk(documents, async () => undefined),
      hall: null,
    });
  } finally {
    await ledger.close();
    lock.release();
  }
};

/**
 * An import or export on a stopped hall: needs the documents alone, and leaves no trace where it only
 * looks.
 */
const onStoppedCatalogue = async (
  data: string,
  args: readonly string[],
): Promise<CommandResult> => {
  const locks: FolderLock[] = [];
  try {
    return await runCatalogueCommand(args, async (toWrite) => {
      const nobody = async (): Promise<void> => undefined;
      if (!toWrite && !existsSync(data)) return new CatalogueDesk(new MemoryDocuments(), nobody);
      await makeFolderDurably(data);
      locks.push(await lockFolder(data));
      return new CatalogueDesk(new LowdbDocuments(join(data, "documents")), nobody);
    });
  } finally {
    for (const lock of locks) lock.release();
  }
};

/** Where the person stands: npm runs its scripts in the project's folder and says where it was called. */
const callerFolder = ({
  npm_lifecycle_event: script,
  INIT_CWD: folder,
}: NodeJS.ProcessEnv): string => (script === "hall" && folder ? folder : process.cwd());

const main = async (args: readonly string[]): Promise<CommandResult> => {
  if (args.length === 0 || args[0] === "help" || args[0] === "--help")
    return { exit: args.length ? 0 : 2, out: USAGE, err: "" };
  try {
    const { data } = readSettings([], process.env);
    if (!isCatalogueCommand(args))
      return (await askRunningHall(data, args)) ?? (await onStoppedHall(data, args));
    const command = withAbsoluteFile(args, callerFolder(process.env));
    return (await askRunningHall(data, command)) ?? (await onStoppedCatalogue(data, command));
  } catch (error) {
    if (error instanceof SettingError || error instanceof StoreError)
      return { exit: 2, out: "", err: `${error.message}\n` };
    throw error;
  }
};

const { exit, out, err } = await main(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = exit;
