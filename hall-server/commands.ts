import { parseArgs } from "node:util";
import type { Accounts } from "./accounts.ts";
import { isCatalogueCommand, runCatalogueCommand } from "./catalogue/command.ts";
import type { CatalogueDesk } from "./catalogue/desk.ts";
import type { Hall } from "./hall.ts";
import type { ApiKeys } from "./keys.ts";
import { newToken } from "./secrets.ts";
import type { Ledger } from "./store/store.ts";

/** What the command line works on: the running hall's own parts, or those of the folder it has locked. */
export interface CommandParts {
  readonly keys: ApiKeys;
  readonly accounts: Accounts;
  readonly ledger: Ledger;
  readonly catalogue: CatalogueDesk;
  /** Null when the hall is stopped. */
  readonly hall: Hall | null;
}

/** What a command answers: its exit code and what it prints. */
export interface CommandResult {
  readonly exit: number;
  readonly out: string | Uint8Array;
  readonly err: string;
}

/** What the command line can do. */
export const USAGE = `npm run -s hall -- COMMAND

  key create NAME --role caller|issuer|rater   make an API key; its last line is the key
  key list                                     list the keys (never their secrets)
  key revoke NAME                              take a key away
  account list                                 list the accounts
  account reset USERNAME                       set a new password and end a lockout; prints the password
  import FILE [--dry-run] [--json]             take a list of items over from .xlsx or .csv
  export FILE                                  write all items as an .xlsx workbook
  status                                       how the hall stands
  verify                                       walk the ledger's chain of hashes
`;

const done = (out: string): CommandResult => ({ exit: 0, out, err: "" });
const failed = (err: string, exit = 1): CommandResult => ({ exit, out: "", err });

const key = async (args: readonly string[], { keys }: CommandParts): Promise<CommandResult> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { role: { type: "string" } },
  });
  const [verb, name] = positionals;
  if (verb === "create" && name) {
    const made = await keys.create(name, values.role ?? "");
    return done(`Key "${name}" (${values.role}). It is shown only now:\n${made.key}\n`);
  }
  if (verb === "list")
    return done(
      keys
        .list()
        .map((k) => `${k.name}\t${k.role}\t${k.id}\n`)
        .join(""),
    );
  if (verb === "revoke" && name)
    return (await keys.revoke(name)) ? done("") : failed(`There is no key ${name}.\n`);
  return failed(USAGE, 2);
};

const account = async (
  [verb, username]: readonly string[],
  { accounts }: CommandParts,
): Promise<CommandResult> => {
  const rows = accounts.rows();
  if (verb === "list")
    return done(
      rows
        .map((a) => `${a.username}\t${a.role}\t${a.name}${a.disabled ? "\tdisabled" : ""}\n`)
        .join(""),
    );
  const found = rows.find((a) => a.username === username);
  if (verb === "reset" && username) {
    if (!found) return failed(`There is no account ${username}.\n`);
    // A letter and a digit in front make it pass the rule whatever the token holds.
    const password = `m7${newToken().slice(0, 12)}`;
    await accounts.change(found.id, { password, unlock: true });
    return done(`New password of ${username}, to be changed at the next sign-in:\n${password}\n`);
  }
  return failed(USAGE, 2);
};

const status = ({ hall }: CommandParts): CommandResult => {
  if (!hall) return done("The hall is stopped.\n");
  const { floor } = hall.state;
  const waiting = Object.values(floor.queues).reduce((sum, q) => sum + q.length, 0);
  return done(
    `day ${floor.day?.dayId ?? "closed"}, ${floor.issuedTotal} tickets, ${waiting} waiting, ` +
      `event ${hall.seq("floor")}${hall.halted ? ", HALTED" : ""}\n`,
  );
};

const verify = async ({ ledger }: CommandParts): Promise<CommandResult> => {
  const result = await ledger.verify();
  return result.intact
    ? done(`The ledger is whole: ${result.rows} events.\n`)
    : failed(`The ledger was changed: ${result.stream} event ${result.seq} does not fit.\n`);
};

/** Carries out one command line. Never throws for what a person typed. */
export const runCommand = async (
  args: readonly string[],
  parts: CommandParts,
): Promise<CommandResult> => {
  const [subject, ...rest] = args;
  try {
    if (isCatalogueCommand(args))
      return await runCatalogueCommand(args, async () => parts.catalogue);
    switch (subject) {
      case "key":
        return await key(rest, parts);
      case "account":
        return await account(rest, parts);
      case "status":
        return status(parts);
      case "verify":
        return await verify(parts);
      default:
        return failed(USAGE, 2);
    }
  } catch (error) {
    return failed(`${(error as Error).message}\n`, 2);
  }
};
