import { join } from "node:path";
import { Accounts } from "./accounts.ts";
import { type CommandResult, runCommand, USAGE } from "./commands.ts";
import { askRunningHall } from "./control.ts";
import { ApiKeys } from "./keys.ts";
import { readSettings, SettingError } from "./settings.ts";
import { makeFolderDurably } from "./store/durable-file.ts";
import { lockFolder } from "./store/lock.ts";
import { LowdbDocuments } from "./store/lowdb.ts";
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
      hall: null,
    });
  } finally {
    await ledger.close();
    lock.release();
  }
};

const main = async (args: readonly string[]): Promise<CommandResult> => {
  if (args.length === 0 || args[0] === "help" || args[0] === "--help")
    return { exit: args.length ? 0 : 2, out: USAGE, err: "" };
  try {
    const { data } = readSettings([], process.env);
    return (await askRunningHall(data, args)) ?? (await onStoppedHall(data, args));
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
