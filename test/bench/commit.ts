import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { loadPublished, seedSample } from "#hall-server/documents.ts";
import { Hall } from "#hall-server/hall.ts";
import { newId } from "#hall-server/secrets.ts";
import { MemoryDocuments, MemoryLedger } from "#hall-server/store/memory.ts";
import { SqliteLedger } from "#hall-server/store/sqlite.ts";
import type { Append } from "#hall-server/store/store.ts";
import { SPARE, windowOfTurn, workDay } from "./work-day.ts";
import { interleave } from "./interleave.ts";

const REPEATS = { rounds: 400, warmUp: 50, gap: [1, 3] } as const;

/** A ledger that keeps what it is given, so that a real press's rows can be written again. */
class RecordingLedger extends MemoryLedger {
  readonly batches: (readonly Append[])[] = [];

  override async append(batch: readonly Append[]): Promise<void> {
    await super.append(batch);
    this.batches.push(batch);
  }
}

/** What the hall hands its ledger: first a day so far, then one batch for each press. */
const recordPresses = async (
  presses: number,
): Promise<{ before: RecordingLedger["batches"]; presses: RecordingLedger["batches"] }> => {
  const documents = new MemoryDocuments();
  await seedSample(documents);
  const { config } = await loadPublished(documents);
  const ledger = new RecordingLedger();
  const hall = await Hall.open({ hallId: config.hall.id, ledger, clock: Date.now, newId });
  const submit = (command: Parameters<Hall["submit"]>[0]) =>
    hall.submit(command, {
      scope: "key:bench",
      commandId: newId(),
      actor: { kind: "key", id: "key-00000000" },
    });
  await submit({ type: "OpenDay", dayId: "bench", config });
  await workDay(hall, { done: 100, waiting: presses + SPARE });
  const before = ledger.batches.splice(0);
  for (let n = 0; n < presses; n++)
    await submit({ type: "CallNext", windowId: windowOfTurn(config.services, n) });
  return { before, presses: ledger.batches };
};

/**
 * How long a press's rows take to become durable, ms, beside one bare row of a call. The part of a
 * press that is the ledger's.
 */
export const commitTimes = async (): Promise<{
  readonly rows: number;
  readonly ours: readonly number[];
  readonly bare: readonly number[];
}> => {
  const { before, presses } = await recordPresses(REPEATS.rounds + REPEATS.warmUp);
  const folder = mkdtempSync(join(tmpdir(), "mingting-commit-"));
  const ledger = SqliteLedger.open(join(folder, "ledger.sqlite"));
  const db = new DatabaseSync(join(folder, "bare.sqlite"));
  try {
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE calls (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
    `);
    const insert = db.prepare("INSERT INTO calls (body) VALUES (?)");
    for (const batch of before) await ledger.append(batch);
    let press = 0;
    const [ours = [], bare = []] = await interleave(
      [
        async () => {
          const batch = presses[press++]!;
          const start = performance.now();
          await ledger.append(batch);
          return performance.now() - start;
        },
        async () => {
          const body = JSON.stringify(presses[0]![0]!.floor);
          const start = performance.now();
          insert.run(body);
          return performance.now() - start;
        },
      ],
      REPEATS,
    );
    const [{ floor, office }] = presses[0] as [Append];
    return { rows: floor.length + office.length + 1, ours, bare };
  } finally {
    db.close();
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
