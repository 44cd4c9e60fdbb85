import { randomBytes } from "node:crypto";
import { mkdir, open, rename, unlink } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** What durable writing needs of an open file; a `FileHandle` of `node:fs/promises` is one. */
export interface OpenFile {
  /** May write less than asked for, and says how much. */
  write(
    data: Uint8Array,
    offset: number,
    length: number,
  ): Promise<{ readonly bytesWritten: number }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The edge of the operating system: small enough for a model of power cuts to stand in its place. */
export interface FileSystem {
  open(path: string, flags: "wx" | "r"): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

/** The machine's own file system; new files are their owner's alone. */
export const NODE_FILES: FileSystem = {
  open: (path, flags) => open(path, flags, 0o600),
  rename,
  unlink,
};

/** The names that {@link writeDurably} gives its temporary files: what a power cut may leave behind. */
export const TEMPORARY = /\.[0-9a-f]{16}\.tmp$/;

/** Writes all of it, however little each write takes (measured: others ignore the count). [S20] */
const writeAll = async (file: OpenFile, bytes: Uint8Array): Promise<void> => {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written);
    if (bytesWritten <= 0) throw new Error("the disk took nothing and reported no error");
    written += bytesWritten;
  }
};

/** Uses an open file and closes it; the first error is the one that counts. */
const using = async (file: OpenFile, work: (file: OpenFile) => Promise<void>): Promise<void> => {
  try {
    await work(file);
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
};

const syncFolder = async (path: string, files: FileSystem): Promise<void> => {
  // Windows opens no folders; NTFS keeps its own journal of renames.
  if (process.platform === "win32") return;
  await using(await files.open(path, "r"), (folder) => folder.sync());
};

/**
 * Puts a file in place of another so that a power cut, a full disk or a failing device leaves the
 * whole old file or the whole new one; when it resolves, the new one. [S16] [S20]
 * Rejects with the error of the step that failed; see [S21] for what stands then.
 */
export const writeDurably = async (
  path: string,
  data: string | Uint8Array,
  files: FileSystem = NODE_FILES,
): Promise<void> => {
  const bytes = typeof data === "string" ? Buffer.from(data, "utf8") : data;
  const temporary = `${path}.${randomBytes(8).toString("hex")}.tmp`;
  const file = await files.open(temporary, "wx");
  try {
    await using(file, async () => {
      await writeAll(file, bytes);
      await file.sync();
    });
    await files.rename(temporary, path);
  } catch (error) {
    await files.unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path), files);
};

/** Makes a folder and those above it, for their owner alone; when it resolves, a power cut loses none. */
export const makeFolderDurably = async (path: string): Promise<void> => {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const end = dirname(resolve(first));
  for (let above = dirname(resolve(path)); ; above = dirname(above)) {
    await syncFolder(above, NODE_FILES);
    if (above === end) return;
  }
};
