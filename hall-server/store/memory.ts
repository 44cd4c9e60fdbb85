import type { Millis } from "#shared/domain/decision.ts";
import type { Recorded, StreamName, Streams } from "#shared/domain/hall.ts";
import { notContiguous, stopped } from "./failures.ts";
import { checkCollectionName, STREAMS } from "./names.ts";
import type { Append, Documents, Ledger, Remembered, Verification } from "./store.ts";

/** One string per scope and command id; a JSON array, so that no two pairs share one. */
const keyOf = (scope: string, commandId: string): string => JSON.stringify([scope, commandId]);

const unused = (key: string, used: { has(key: string): boolean }, taken: Set<string>): void => {
  if (used.has(key) || taken.has(key)) throw new Error(`already in the ledger: ${key}`);
  taken.add(key);
};

/** A ledger that lives and dies with its process: for tests and demonstrations. */
export class MemoryLedger implements Ledger {
  readonly #events: { readonly [S in StreamName]: Recorded<Streams[S]["event"]>[] } = {
    floor: [],
    office: [],
  };
  readonly #commands = new Map<string, { readonly remembered: Remembered; readonly at: Millis }>();
  readonly #secrets = new Map<string, string>();
  #failure: { readonly cause: unknown } | null = null;

  async append(batch: readonly Append[]): Promise<void> {
    this.#writable();
    try {
      // Copied and checked whole before anything is kept, so that a refusal leaves nothing. [S1]
      const copy = structuredClone(batch);
      this.#check(copy);
      for (const part of copy) this.#keep(part);
    } catch (error) {
      this.#failure = { cause: error };
      throw error;
    }
  }

  async read<S extends StreamName>(
    stream: S,
    after: number,
    limit = Infinity,
  ): Promise<readonly Recorded<Streams[S]["event"]>[]> {
    return structuredClone(this.#events[stream].slice(after, after + limit));
  }

  async lastSeq(stream: StreamName): Promise<number> {
    return this.#events[stream].length;
  }

  async lastSeqOf(stream: StreamName, type: string): Promise<number> {
    return this.#events[stream].findLast(({ event }) => event.type === type)?.seq ?? 0;
  }

  async remembered(scope: string, commandId: string): Promise<Remembered | null> {
    return structuredClone(this.#commands.get(keyOf(scope, commandId))?.remembered ?? null);
  }

  async forgetCommands(before: Millis): Promise<number> {
    this.#writable();
    const old = [...this.#commands].filter(([, { at }]) => at < before);
    for (const [key] of old) this.#commands.delete(key);
    return old.length;
  }

  async secret(id: string): Promise<string | null> {
    return this.#secrets.get(id) ?? null;
  }

  async eraseSecret(id: string): Promise<boolean> {
    this.#writable();
    return this.#secrets.delete(id);
  }

  /** Nobody but this object can reach its rows, so they are always whole. */
  async verify(): Promise<Verification> {
    return { intact: true, rows: this.#events.floor.length + this.#events.office.length };
  }

  async close(): Promise<void> {
    // Holds nothing that outlives it.
  }

  #writable(): void {
    if (this.#failure) throw stopped(this.#failure.cause);
  }

  #check(batch: readonly Append[]): void {
    const last = { floor: this.#events.floor.length, office: this.#events.office.length };
    const commands = new Set<string>();
    const secrets = new Set<string>();
    for (const part of batch) {
      for (const stream of STREAMS)
        for (const { seq } of part[stream])
          if (seq !== ++last[stream]) throw notContiguous(stream, last[stream], seq);
      unused(keyOf(part.scope, part.commandId), this.#commands, commands);
      for (const { id } of part.secrets) unused(id, this.#secrets, secrets);
    }
  }

  #keep({ scope, commandId, remembered, at, floor, office, secrets }: Append): void {
    this.#events.floor.push(...floor);
    this.#events.office.push(...office);
    const outcome = remembered.outcome ?? null;
    this.#commands.set(keyOf(scope, commandId), { remembered: { ...remembered, outcome }, at });
    for (const { id, text } of secrets) this.#secrets.set(id, text);
  }
}

/** Documents that live and die with their process: for tests and demonstrations. */
export class MemoryDocuments implements Documents {
  readonly #values = new Map<string, unknown>();

  async read(collection: string): Promise<unknown> {
    checkCollectionName(collection);
    return structuredClone(this.#values.get(collection) ?? null);
  }

  async write(collection: string, value: unknown): Promise<void> {
    checkCollectionName(collection);
    if (value === undefined) throw new TypeError(`${collection}: undefined is no JSON value`);
    this.#values.set(collection, structuredClone(value));
  }

  async readJson(collection: string): Promise<Uint8Array | null> {
    checkCollectionName(collection);
    if (!this.#values.has(collection)) return null;
    return Buffer.from(`${JSON.stringify(this.#values.get(collection), null, 2)}\n`);
  }

  async writeJson(collection: string, json: Uint8Array): Promise<void> {
    checkCollectionName(collection);
    this.#values.set(collection, JSON.parse(new TextDecoder().decode(json)));
  }

  async list(): Promise<readonly string[]> {
    return [...this.#values.keys()].sort();
  }
}
