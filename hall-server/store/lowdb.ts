import { readdir, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { type Adapter, Low } from "lowdb";
import {
  type FileSystem,
  makeFolderDurably,
  NODE_FILES,
  TEMPORARY,
  writeDurably,
} from "./durable-file.ts";
import { checkCollectionName, isCollectionName } from "./names.ts";
import { type Documents, StoreError } from "./store.ts";

/** lowdb writes nothing that is falsy, so every value travels in a box. */
interface Box {
  readonly value: unknown;
}

const EXTENSION = ".json";

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

const unreadable = (path: string, cause: unknown): StoreError =>
  new StoreError(
    "unreadable",
    `数据文件 ${path} 读不出来。请从备份恢复这个文件，不要删除它。` +
      ` ${path} cannot be read. Restore it from a backup; do not delete it. (${String(cause)})`,
    { cause },
  );

/** lowdb's way to one JSON file, in place of its own, which loses data in a power cut. [S16] */
class DurableJson implements Adapter<Box> {
  readonly #path: string;
  readonly #files: FileSystem;

  constructor(path: string, files: FileSystem) {
    this.#path = path;
    this.#files = files;
  }

  async read(): Promise<Box> {
    const bytes = await this.readBytes();
    try {
      // Fatal: a byte that is no UTF-8 is damage, not a question mark in somebody's name.
      const text = bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return { value: text === null ? null : (JSON.parse(text) as unknown) };
    } catch (error) {
      throw unreadable(this.#path, error);
    }
  }

  async write({ value }: Box): Promise<void> {
    await this.writeBytes(Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
  }

  async readBytes(): Promise<Buffer | null> {
    try {
      return await readFile(this.#path);
    } catch (error) {
      if (isMissing(error)) return null;
      throw unreadable(this.#path, error);
    }
  }

  async writeBytes(bytes: Uint8Array): Promise<void> {
    await writeDurably(this.#path, bytes, this.#files);
  }
}

/** Documents as files `NAME.json` in one folder, by lowdb. The folder is made with the first write. */
export class LowdbDocuments implements Documents {
  readonly #folder: string;
  readonly #files: FileSystem;
  readonly #turns = new Map<string, Promise<unknown>>();
  #prepared: Promise<void> | null = null;

  /** @param files where files are written to; the machine's own file system unless told */
  constructor(folder: string, files: FileSystem = NODE_FILES) {
    this.#folder = folder;
    this.#files = files;
  }

  async read(collection: string): Promise<unknown> {
    return this.#inTurn(collection, async (low) => {
      await low.read();
      return low.data.value;
    });
  }

  async write(collection: string, value: unknown): Promise<void> {
    if (value === undefined) throw new TypeError(`${collection}: undefined is no JSON value`);
    // Copied now: the caller may change it before its turn comes. [S8]
    const copy: unknown = structuredClone(value);
    await this.#inTurn(collection, async (low) => {
      await this.#prepare();
      low.data = { value: copy };
      await low.write();
    });
  }

  async readJson(collection: string): Promise<Uint8Array | null> {
    return this.#inTurn(collection, (_, file) => file.readBytes());
  }

  async writeJson(collection: string, json: Uint8Array): Promise<void> {
    await this.#inTurn(collection, async (_, file) => {
      await this.#prepare();
      await file.writeBytes(json);
    });
  }

  async list(): Promise<readonly string[]> {
    return (await this.#fileNames())
      .filter((file) => file.endsWith(EXTENSION))
      .map((file) => file.slice(0, -EXTENSION.length))
      .filter(isCollectionName)
      .sort();
  }

  /** Waits for whatever was asked of this collection before, however that ended. [S17] */
  async #inTurn<T>(
    collection: string,
    work: (low: Low<Box>, file: DurableJson) => Promise<T>,
  ): Promise<T> {
    checkCollectionName(collection);
    // A fresh one each time: after a failed write, lowdb would still hold what is not in the file.
    const path = join(this.#folder, collection + EXTENSION);
    const file = new DurableJson(path, this.#files);
    const low = new Low<Box>(file, { value: null });
    const run = () => work(low, file);
    const turn = (this.#turns.get(collection) ?? Promise.resolve()).then(run, run);
    this.#turns.set(collection, turn);
    return turn;
  }

  /** Once, before the first write: the folder, without what an earlier power cut left in it. */
  #prepare(): Promise<void> {
    this.#prepared ??= this.#tidy().catch((error: unknown) => {
      this.#prepared = null;
      throw error;
    });
    return this.#prepared;
  }

  async #tidy(): Promise<void> {
    await makeFolderDurably(this.#folder);
    const left = (await this.#fileNames()).filter((file) => TEMPORARY.test(file));
    await Promise.all(left.map((file) => unlink(join(this.#folder, file))));
  }

  async #fileNames(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw unreadable(this.#folder, error);
    }
  }
}
