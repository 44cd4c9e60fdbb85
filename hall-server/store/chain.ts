import { hash } from "node:crypto";
import type { StreamName } from "#shared/domain/hall.ts";

/** A row of the ledger as it is stored. `body` is the event's JSON text, byte for byte. */
export interface StoredRow {
  readonly stream: StreamName;
  readonly seq: number;
  readonly at: number;
  readonly v: number;
  readonly hall: string;
  readonly type: string;
  readonly body: string;
  /** Hash of the row before it in its stream. */
  readonly prev: string;
}

/** How far a stream goes: the newest row's number and hash. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** A stream without rows: the first row's `prev` is 64 zeros. [S9] */
export const CHAIN_START: ChainHead = { seq: 0, hash: "0".repeat(64) };

/**
 * The hash of a row: SHA-256, hex, over a JSON array of its columns in a fixed order. An array of
 * strings and whole numbers has one spelling only, so no other row has the same text. [S9]
 */
export const link = (previousHash: string, row: Omit<StoredRow, "prev">): string => {
  const { stream, seq, at, v, hall, type, body } = row;
  return hash(
    "sha256",
    JSON.stringify([previousHash, stream, seq, at, v, hall, type, body]),
    "hex",
  );
};

/** The head after this row, or null when the row does not fit the one before it. [S9] */
export const follow = (head: ChainHead, row: StoredRow): ChainHead | null =>
  row.seq === head.seq + 1 && row.prev === head.hash
    ? { seq: row.seq, hash: link(row.prev, row) }
    : null;
