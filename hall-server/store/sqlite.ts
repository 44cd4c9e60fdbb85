import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { type Millis, millis } from "#shared/domain/decision.ts";
import type { Recorded, StreamName, Streams } from "#shared/domain/hall.ts";
import { CHAIN_START, type ChainHead, follow, link, type StoredRow } from "./chain.ts";
import { notContiguous, stopped } from "./failures.ts";
import { STREAMS } from "./names.ts";
import { openLedgerDatabase, truncateLog } from "./sqlite-open.ts";
import {
  type Append,
  type Ledger,
  type Remembered,
  StoreError,
  type Verification,
} from "./store.ts";
import { CURRENT_VERSIONS, upcast } from "./upcast.ts";

type Heads = { readonly [S in StreamName]: ChainHead };

/** Rows verified before other work gets its turn: a few milliseconds. */
const VERIFY_PAGE = 500;

const prepareAll = (db: DatabaseSync) => ({
  begin: db.prepare("BEGIN IMMEDIATE"),
  commit: db.prepare("COMMIT"),
  insertEvent: db.prepare(
    "INSERT INTO events (stream, seq, at, v, hall, type, body, prev) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  ),
  insertCommand: db.prepare(
    "INSERT INTO commands (scope, command_id, fingerprint, outcome, at) VALUES (?, ?, ?, ?, ?)",
  ),
  insertText: db.prepare("INSERT INTO private_texts (id, kind, body) VALUES (?, ?, ?)"),
  eventsAfter: db.prepare("SELECT * FROM events WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?"),
  newest: db.prepare("SELECT * FROM events WHERE stream = ? ORDER BY seq DESC LIMIT 1"),
  newestOf: db.prepare(
    "SELECT seq FROM events WHERE stream = ? AND type = ? ORDER BY seq DESC LIMIT 1",
  ),
  command: db.prepare(
    "SELECT fingerprint, outcome FROM commands WHERE scope = ? AND command_id = ?",
  ),
  forget: db.prepare("DELETE FROM commands WHERE at < ?"),
  text: db.prepare("SELECT body FROM private_texts WHERE id = ?"),
  erase: db.prepare("DELETE FROM private_texts WHERE id = ?"),
});

/** A row of `events`: the table is STRICT, so its columns have the types they are declared with. */
const storedRow = (row: object): StoredRow => row as StoredRow;

const parseBody = ({ stream, seq, body }: StoredRow): unknown => {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new StoreError(
      "unreadable",
      `账本 ${stream} 第 ${seq} 条读不出来。请从备份恢复账本，不要删除它。` +
        ` Event ${seq} of ${stream} cannot be read. Restore the ledger from a backup; do not delete it.`,
      { cause: error },
    );
  }
};

/** The rows a batch becomes, and the heads after them. Nothing is written yet. */
const chained = (batch: readonly Append[], heads: Heads): { rows: StoredRow[]; heads: Heads } => {
  const rows: StoredRow[] = [];
  const after = { ...heads };
  for (const part of batch)
    for (const stream of STREAMS)
      for (const { hall, seq, at, v, event } of part[stream]) {
        const { seq: last, hash: prev } = after[stream];
        if (seq !== last + 1) throw notContiguous(stream, last + 1, seq);
        const row = {
          stream,
          seq,
          at,
          v,
          hall,
          type: event.type,
          body: JSON.stringify(event),
          prev,
        };
        rows.push(row);
        after[stream] = { seq, hash: link(prev, row) };
      }
  return { rows, heads: after };
};

/** The ledger in one SQLite file: durable when an append resolves, chained row by row. */
export class SqliteLedger implements Ledger {
  readonly #db: DatabaseSync;
  readonly #sql: ReturnType<typeof prepareAll>;
  /** Kept so that an append needs no read; changed only after a commit. */
  #heads: Heads;
  #failure: { readonly cause: unknown } | null = null;
  /** An erased text may still stand in the log, because another program's read held it. [S7] */
  #scrubDue = false;

  private constructor(db: DatabaseSync) {
    this.#db = db;
    this.#sql = prepareAll(db);
    this.#heads = { floor: this.#storedHead("floor"), office: this.#storedHead("office") };
  }

  /**
   * Opens the ledger of that file, made on first use; its folder exists.
   * @throws StoreError `from-the-future`, `unreadable` or `locked` [S11] [S13]
   */
  static open(path: string): SqliteLedger {
    return new SqliteLedger(openLedgerDatabase(path));
  }

  async append(batch: readonly Append[]): Promise<void> {
    this.#write(() => {
      const { rows, heads } = chained(batch, this.#heads);
      this.#transact(() => {
        for (const { stream, seq, at, v, hall, type, body, prev } of rows)
          this.#sql.insertEvent.run(stream, seq, at, v, hall, type, body, prev);
        for (const { scope, commandId, remembered, at, secrets } of batch) {
          const outcome = JSON.stringify(remembered.outcome ?? null);
          this.#sql.insertCommand.run(scope, commandId, remembered.fingerprint, outcome, at);
          for (const { id, kind, text } of secrets) this.#sql.insertText.run(id, kind, text);
        }
      });
      this.#heads = heads;
    });
  }

  async read<S extends StreamName>(
    stream: S,
    after: number,
    limit = -1,
  ): Promise<readonly Recorded<Streams[S]["event"]>[]> {
    return this.#rows(stream, after, limit).map((row) => ({
      hall: row.hall,
      seq: row.seq,
      at: millis(row.at),
      v: CURRENT_VERSIONS[stream],
      event: upcast(stream, row.type, row.v, parseBody(row)),
    }));
  }

  async lastSeq(stream: StreamName): Promise<number> {
    return this.#heads[stream].seq;
  }

  async lastSeqOf(stream: StreamName, type: string): Promise<number> {
    return Number(this.#sql.newestOf.get(stream, type)?.["seq"] ?? 0);
  }

  async remembered(scope: string, commandId: string): Promise<Remembered | null> {
    const row = this.#sql.command.get(scope, commandId);
    if (!row) return null;
    return {
      fingerprint: String(row["fingerprint"]),
      outcome: JSON.parse(String(row["outcome"])) as unknown,
    };
  }

  async forgetCommands(before: Millis): Promise<number> {
    return this.#write(() => this.#transact(() => Number(this.#sql.forget.run(before).changes)));
  }

  async secret(id: string): Promise<string | null> {
    const row = this.#sql.text.get(id);
    return row ? String(row["body"]) : null;
  }

  async eraseSecret(id: string): Promise<boolean> {
    return this.#write(() => {
      const erased = this.#transact(() => this.#sql.erase.run(id).changes > 0);
      this.#scrubDue ||= erased;
      return erased;
    });
  }

  async verify(): Promise<Verification> {
    let rows = 0;
    for (const stream of STREAMS) {
      let head = CHAIN_START;
      for (;;) {
        const page = this.#rows(stream, head.seq, VERIFY_PAGE);
        for (const row of page) {
          const next = follow(head, row);
          if (!next) return { intact: false, stream, seq: row.seq };
          head = next;
          rows++;
        }
        if (page.length < VERIFY_PAGE) break;
        await setImmediate();
      }
      // What this process itself wrote last vouches for the newest row, which no row follows yet.
      const known = this.#heads[stream];
      if (head.seq !== known.seq)
        return { intact: false, stream, seq: Math.min(head.seq, known.seq) + 1 };
      if (head.hash !== known.hash) return { intact: false, stream, seq: head.seq };
    }
    return { intact: true, rows };
  }

  async close(): Promise<void> {
    if (this.#db.isOpen) this.#db.close();
  }

  #rows(stream: StreamName, after: number, limit: number): StoredRow[] {
    return this.#sql.eventsAfter.all(stream, after, limit).map(storedRow);
  }

  #storedHead(stream: StreamName): ChainHead {
    const row = this.#sql.newest.get(stream);
    if (!row) return CHAIN_START;
    const newest = storedRow(row);
    return { seq: newest.seq, hash: link(newest.prev, newest) };
  }

  /** Every write goes through here: the first that fails is the last. [S5] */
  #write<T>(work: () => T): T {
    if (this.#failure) throw stopped(this.#failure.cause);
    try {
      const result = work();
      if (this.#scrubDue) this.#scrub();
      return result;
    } catch (error) {
      this.#failure = { cause: error };
      this.#abandon();
      throw error;
    }
  }

  #transact<T>(work: () => T): T {
    this.#sql.begin.run();
    const result = work();
    this.#sql.commit.run();
    return result;
  }

  /** Hides what was written but not made durable, so that reading goes on without it. [S5] */
  #abandon(): void {
    if (!this.#db.isTransaction) return;
    try {
      this.#db.exec("ROLLBACK");
    } catch {
      // Better no answer than rows that a power cut would take back.
      this.#db.close();
    }
  }

  /** Empties the log of erased texts; without waiting, since the hall stands still meanwhile. */
  #scrub(): void {
    const { timeout } = this.#db.prepare("PRAGMA busy_timeout").get() ?? {};
    this.#db.exec("PRAGMA busy_timeout = 0");
    this.#scrubDue = !truncateLog(this.#db).empty;
    this.#db.exec(`PRAGMA busy_timeout = ${String(timeout)}`);
  }
}
