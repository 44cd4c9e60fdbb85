import type { FileSystem, OpenFile } from "#hall-server/store/durable-file.ts";

/** What the machine says when the power is gone: nothing any more. */
export class PowerCut extends Error {
  override readonly name = "PowerCut";
}

/** An error of the operating system as Node reports it. */
export const systemError = (code: "ENOSPC" | "EIO"): Error =>
  Object.assign(new Error(code), { code });

/** Size of the pages in which a disk keeps or loses what was not synced. Small, so that files have many. */
export const PAGE = 4;

interface Inode {
  /** What every reader sees while the power is on. */
  cached: Uint8Array;
  /** What the disk holds for sure. */
  durable: Uint8Array;
}

/** One change of the folder that was not synced yet: name → inode, or null when the name goes. */
type FolderChange = readonly (readonly [name: string, inode: Inode | null])[];

/** What happens at one call: an error instead of it, or after `bytes` of a write went through. */
export interface Fault {
  readonly call: number;
  readonly error: Error;
}

/** A choice of 0 … n − 1, by which a power cut picks what of the unsynced survives. */
export type Pick = (n: number) => number;

/**
 * A file system with a page cache, as POSIX allows it to be: what was not synced is lost in a power
 * cut, or kept, page by page and name by name, in any mixture. A `sync` of a file makes its content
 * durable but not its name; a `sync` of the folder makes the names durable but no content.
 */
export class PowerModel implements FileSystem {
  /** Every call so far: open, write, sync, close, rename, unlink. */
  readonly calls: string[] = [];
  /** Files opened and not closed. */
  openFiles = 0;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #changes: FolderChange[] = [];
  readonly #fault: Fault | null;
  /** The most bytes one write takes. */
  readonly #chunk: number;

  constructor(options: { fault?: Fault | null; chunk?: number } = {}) {
    this.#fault = options.fault ?? null;
    this.#chunk = options.chunk ?? Infinity;
  }

  /** Puts a file there that has long been durable. */
  settle(name: string, content: Uint8Array): void {
    const inode = { cached: content, durable: content };
    this.#names.set(name, inode);
    this.#durableNames.set(name, inode);
  }

  /** What a reader sees now, or null. */
  contentOf(name: string): Uint8Array | null {
    return this.#names.get(name)?.cached ?? null;
  }

  /** The names a reader sees now. */
  names(): string[] {
    return [...this.#names.keys()];
  }

  /** What stands on the disk under this name when the power comes back, or null. */
  afterPowerCut(name: string, pick: Pick): Uint8Array | null {
    const names = new Map(this.#durableNames);
    for (const change of this.#changes)
      if (pick(2) === 1)
        for (const [changed, inode] of change)
          if (inode) names.set(changed, inode);
          else names.delete(changed);
    const inode = names.get(name);
    if (!inode) return null;
    const { cached, durable } = inode;
    if (cached === durable) return durable;
    // The length is metadata of its own: old, new or any page between.
    const lengths = [durable.length, cached.length, pick(cached.length + 1)];
    const content = new Uint8Array(lengths[pick(lengths.length)]!);
    content.set(durable.subarray(0, content.length));
    for (let at = 0; at < content.length; at += PAGE)
      if (pick(2) === 1) content.set(cached.subarray(at, Math.min(at + PAGE, content.length)), at);
    return content;
  }

  async open(path: string, flags: "wx" | "r"): Promise<OpenFile> {
    this.#call(`open ${flags}`);
    if (flags === "r") {
      this.openFiles++;
      return this.#handle("folder", () => this.#syncFolder(), null);
    }
    if (this.#names.has(path)) throw Object.assign(new Error("EEXIST"), { code: "EEXIST" });
    const nothing = new Uint8Array(0);
    const inode: Inode = { cached: nothing, durable: nothing };
    this.#change([[path, inode]]);
    this.openFiles++;
    return this.#handle("file", () => (inode.durable = inode.cached), inode);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#call("rename");
    const inode = this.#names.get(from);
    if (!inode) throw new Error("ENOENT");
    this.#change([
      [to, inode],
      [from, null],
    ]);
  }

  async unlink(path: string): Promise<void> {
    this.#call("unlink");
    this.#change([[path, null]]);
  }

  #handle(what: string, sync: () => void, inode: Inode | null): OpenFile {
    return {
      write: async (data, offset, length) => {
        this.#call("write");
        if (!inode) throw new Error("EBADF");
        const taken = data.subarray(offset, offset + Math.min(length, this.#chunk));
        const cached = new Uint8Array(inode.cached.length + taken.length);
        cached.set(inode.cached);
        cached.set(taken, inode.cached.length);
        inode.cached = cached;
        return { bytesWritten: taken.length };
      },
      sync: async () => {
        this.#call(`sync ${what}`);
        sync();
      },
      close: async () => {
        // The descriptor is gone even when close reports an error (Linux).
        this.openFiles--;
        this.#call(`close ${what}`);
      },
    };
  }

  #syncFolder(): void {
    this.#durableNames = new Map(this.#names);
    this.#changes = [];
  }

  #change(change: FolderChange): void {
    for (const [name, inode] of change)
      if (inode) this.#names.set(name, inode);
      else this.#names.delete(name);
    this.#changes.push(change);
  }

  /** Counts a call and lets it fail when its turn to fail has come; a cut fails all that follow. */
  #call(what: string): void {
    const number = this.calls.push(what) - 1;
    if (!this.#fault || number < this.#fault.call) return;
    if (number === this.#fault.call || this.#fault.error instanceof PowerCut)
      throw this.#fault.error;
  }
}
