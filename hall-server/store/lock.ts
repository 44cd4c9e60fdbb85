import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SQLITE, sqliteCode } from "./sqlite-error.ts";
import { StoreError } from "./store.ts";

/** The data folder is this process's until it is released or the process dies. */
export interface FolderLock {
  /** Gives the folder back; a second time does nothing. */
  release(): void;
}

/** A connection nobody refers to is collected, and its lock with it: so all that are held stand here. */
const held = new Set<DatabaseSync>();

/**
 * Makes this process the one owner of a folder that exists. The lock is an exclusive transaction on
 * `lock.sqlite`: portable, and the kernel drops it when the process dies. [S22] [S23]
 * @throws StoreError `locked` when somebody has it, be it in this very process
 */
export const lockFolder = (path: string): FolderLock => {
  const db = new DatabaseSync(join(path, "lock.sqlite"), { timeout: 0 });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    if (sqliteCode(error) !== SQLITE.BUSY) throw error;
    throw new StoreError(
      "locked",
      `数据文件夹 ${path} 正由另一个大厅服务使用。请先停止它，或通过它操作。` +
        ` ${path} is in use by another hall server. Stop that one first, or go through it.`,
      { cause: error },
    );
  }
  held.add(db);
  return {
    release: () => {
      if (held.delete(db)) db.close();
    },
  };
};
