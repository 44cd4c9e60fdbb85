/**
 * Appends to the ledger named by the first argument until the system takes no more, then tries
 * further writes, and prints what happened as JSON. Run under a limit of file size.
 */
import { SqliteLedger } from "#hall-server/store/sqlite.ts";
import type { Append } from "#hall-server/store/store.ts";
import { millis } from "#shared/domain/decision.ts";

/** What the parent reads. */
export interface Filled {
  readonly acknowledged: number;
  readonly first: { readonly message: string; readonly errcode: number };
  readonly later: readonly string[];
  readonly readable: number;
}

const ledger = SqliteLedger.open(process.argv[2]!);
let acknowledged = await ledger.lastSeq("floor");

const next = (): readonly Append[] => [
  {
    scope: "fill",
    commandId: String(acknowledged + 1),
    remembered: { fingerprint: "f", outcome: "x".repeat(3_000) },
    at: millis(1),
    floor: [
      {
        hall: "qinghe",
        seq: acknowledged + 1,
        at: millis(1),
        v: 1,
        event: { type: "DayOpened", dayId: "y".repeat(3_000) },
      },
    ],
    office: [],
    secrets: [],
  },
];

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "");

const fill = async (): Promise<unknown> => {
  for (;;) {
    try {
      await ledger.append(next());
      acknowledged++;
    } catch (error) {
      return error;
    }
  }
};

const first = await fill();
const refused = async (write: () => Promise<unknown>): Promise<string> =>
  write().then(() => "went through", messageOf);
const filled: Filled = {
  acknowledged,
  first: {
    message: messageOf(first),
    errcode: Number((first as { readonly errcode?: unknown }).errcode),
  },
  later: [
    await refused(() => ledger.append(next())),
    await refused(() => ledger.append(next())),
    await refused(() => ledger.forgetCommands(millis(9))),
  ],
  readable: (await ledger.read("floor", 0)).length,
};
process.stdout.write(JSON.stringify(filled));
