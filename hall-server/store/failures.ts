import type { StreamName } from "#shared/domain/hall.ts";
import { StoreError } from "./store.ts";

/** An event whose `seq` is not the next of its stream: another writer, or a bug. [S3] */
export const notContiguous = (stream: StreamName, expected: number, got: number): StoreError =>
  new StoreError(
    "not-contiguous",
    `账本 ${stream} 的下一条应为 ${expected}，收到 ${got}，没有写入。请重新启动大厅服务。` +
      ` Event ${expected} of ${stream} was due but ${got} came; nothing was written. Restart the hall server.`,
  );

/** What every write answers after one has failed; `cause` is that first failure. [S5] */
export const stopped = (cause: unknown): Error =>
  new Error(
    "账本因一次写入失败而停止。请检查磁盘空间和磁盘状况，然后重新启动大厅服务。" +
      " The ledger stopped after a failed write. Check the disk and its free space, then restart the hall server.",
    { cause },
  );
