import { DatabaseSync } from "node:sqlite";
import { SQLITE, sqliteCode } from "./sqlite-error.ts";
import { StoreError } from "./store.ts";

/** The layout of the tables below; raised with every change, kept in SQLite's `user_version`. */
export const SCHEMA_VERSION = 1;

/** How long, in ms, a write waits for a lock that another program holds for a moment. */
const LOCK_WAIT_MS = 2_000;

/** Another letter case or column order would be another schema: never edit, add a migration. */
const SCHEMA = `
  CREATE TABLE events (
    stream TEXT NOT NULL CHECK (stream IN ('floor', 'office')),
    seq INTEGER NOT NULL CHECK (seq > 0),
    at INTEGER NOT NULL,
    v INTEGER NOT NULL,
    hall TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    prev TEXT NOT NULL,
    PRIMARY KEY (stream, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX events_by_type ON events (stream, type, seq);
  CREATE TABLE commands (
    scope TEXT NOT NULL,
    command_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (scope, command_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE private_texts (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

const pragma = (db: DatabaseSync, name: string): unknown =>
  Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];

/** Puts the write-ahead log into the database and syncs it; answers whether the log is empty now. */
export const truncateLog = (
  db: DatabaseSync,
): { readonly synced: boolean; readonly empty: boolean } => {
  const { busy, log, checkpointed } = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() ?? {};
  return { synced: log === checkpointed, empty: busy === 0 };
};

const prepare = (db: DatabaseSync, path: string): void => {
  // Asked before anything is set: a ledger from the future must not be touched. [S11]
  const version = Number(pragma(db, "user_version"));
  if (version > SCHEMA_VERSION)
    throw new StoreError(
      "from-the-future",
      `账本 ${path} 由更新的软件写成（第 ${version} 版，本软件只认第 ${SCHEMA_VERSION} 版）。请安装新版软件，不要修改或删除账本。` +
        ` ${path} was written by newer software (version ${version}; this one knows ${SCHEMA_VERSION}). Install it; leave the ledger alone.`,
    );
  if (pragma(db, "journal_mode = WAL") !== "wal")
    throw new Error(
      `账本所在的磁盘不支持 WAL，请把数据文件夹放在本机磁盘上。 ${path} needs a local disk: its file system has no write-ahead log.`,
    );
  db.exec(`
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON; -- macOS: a plain fsync there leaves the data in the drive's cache
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA secure_delete = ON;
    PRAGMA trusted_schema = OFF;
  `);
  if (!truncateLog(db).synced)
    throw new StoreError(
      "locked",
      `另一个程序正在读账本 ${path}，无法启动。请关闭它再试。 Another program is reading ${path}. Close it and start again.`,
    );
  if (version === 0) db.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
};

/**
 * Opens the ledger's database, made on first use, set so that a commit survives a power cut. [S2]
 * @throws StoreError `from-the-future`, `unreadable` (no database, or a damaged one) or `locked`
 */
export const openLedgerDatabase = (path: string): DatabaseSync => {
  const db = new DatabaseSync(path, {
    enableForeignKeyConstraints: true,
    defensive: true,
    timeout: LOCK_WAIT_MS,
  });
  try {
    prepare(db, path);
    return db;
  } catch (error) {
    db.close();
    const code = sqliteCode(error);
    if (code !== SQLITE.NOTADB && code !== SQLITE.CORRUPT) throw error;
    throw new StoreError(
      "unreadable",
      `账本 ${path} 已损坏或不是账本。请从备份恢复，不要删除它。 ${path} is damaged or no ledger. Restore it from a backup; do not delete it.`,
      { cause: error },
    );
  }
};
