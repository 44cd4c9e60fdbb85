import type { Millis } from "#shared/domain/decision.ts";
import type { Recorded, StreamName, Streams } from "#shared/domain/hall.ts";
import type { PrivateText } from "#shared/domain/rating/rating.ts";

/** A command that was carried out or refused, as the ledger remembers it for its repeats. */
export interface Remembered {
  /** Hash of the command's content: the same id with another content is an error of the sender. */
  readonly fingerprint: string;
  /** What the sender was told, as JSON. Never holds a ticket's secret. */
  readonly outcome: unknown;
}

/** Everything one command makes durable. */
export interface Append {
  /** Whose ids these are: two senders may use the same command id. */
  readonly scope: string;
  readonly commandId: string;
  readonly remembered: Remembered;
  readonly at: Millis;
  readonly floor: readonly Recorded<Streams["floor"]["event"]>[];
  readonly office: readonly Recorded<Streams["office"]["event"]>[];
  readonly secrets: readonly PrivateText[];
}

/** Whether the chain of hashes is whole, and if not, the first row that does not fit. */
export type Verification =
  | { readonly intact: true; readonly rows: number }
  | { readonly intact: false; readonly stream: StreamName; readonly seq: number };

/**
 * The ledger: two streams of events, each with its own contiguous `seq` from 1; the commands that
 * made them; and a table of private texts that can be erased. Nothing else is ever updated.
 */
export interface Ledger {
  /**
   * Makes a batch durable, all of it or nothing; when it resolves, a power cut loses none of it.
   * Rejects when the write or its sync failed, or when a `seq` is not the next one; the caller must
   * then stop: a failed write is never retried.
   */
  append(batch: readonly Append[]): Promise<void>;
  /** Events after `after`, oldest first, at most `limit` (default: all). */
  read<S extends StreamName>(
    stream: S,
    after: number,
    limit?: number,
  ): Promise<readonly Recorded<Streams[S]["event"]>[]>;
  /** The newest `seq`, 0 when the stream is empty. */
  lastSeq(stream: StreamName): Promise<number>;
  /** The `seq` of the newest event of this type, 0 when there is none. */
  lastSeqOf(stream: StreamName, type: string): Promise<number>;
  /** What the ledger remembers of a command id, or null. */
  remembered(scope: string, commandId: string): Promise<Remembered | null>;
  /** Forgets commands older than `before`; their events stay. Answers how many. */
  forgetCommands(before: Millis): Promise<number>;
  /** A private text, or null when there is none or it was erased. */
  secret(id: string): Promise<string | null>;
  /** Erases a private text for good. Answers whether there was one. */
  eraseSecret(id: string): Promise<boolean>;
  /** Walks both chains. */
  verify(): Promise<Verification>;
  close(): Promise<void>;
}

/** Documents: named collections, each one JSON value that a person can read. */
export interface Documents {
  /** The collection, or null when it was never written. Rejects with a {@link StoreError} when unreadable. */
  read(collection: string): Promise<unknown>;
  /** Replaces the collection; when it resolves, a power cut loses none of it. */
  write(collection: string, value: unknown): Promise<void>;
  /** The collection as JSON in UTF-8, not parsed: for whoever reads it elsewhere. Null when never written. */
  readJson(collection: string): Promise<Uint8Array | null>;
  /**
   * Replaces the collection by JSON in UTF-8 that was made elsewhere, so that a big one costs its
   * caller nothing. Whoever hands it over vouches for its form.
   */
  writeJson(collection: string, json: Uint8Array): Promise<void>;
  /** Names of the collections, sorted. */
  list(): Promise<readonly string[]>;
}

/** A failure of the store that a person has to deal with. `code` is stable, the message says what to do. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: "locked" | "unreadable" | "from-the-future" | "bad-name" | "not-contiguous";
  constructor(code: StoreError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
