import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type FileSystem,
  makeFolderDurably,
  NODE_FILES,
  TEMPORARY,
  writeDurably,
} from "#hall-server/store/durable-file.ts";
import { type Fault, type Pick, PowerCut, PowerModel, systemError } from "./power-model.ts";
import { temporaryFolder } from "./support.ts";

const TARGET = "/hall/windows.json";

const same = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === b || (a !== null && b !== null && Buffer.compare(a, b) === 0);

/** A case: what stood there before (null: nothing), what is written, how much each write takes. */
const situation = fc.record({
  before: fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 })),
  after: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  chunk: fc.integer({ min: 1, max: 50 }),
});
type Situation = typeof situation extends fc.Arbitrary<infer T> ? T : never;

/** A file system to put between us and the model: itself, or one that leaves something out. */
type Edge = (model: FileSystem) => FileSystem;
const honest: Edge = (model) => model;

/** Writes in the model, with a fault or none, and says how it ended. */
const attempt = async (
  { before, after, chunk }: Situation,
  fault: Fault | null,
  edge: Edge = honest,
): Promise<{ model: PowerModel; error: unknown }> => {
  const model = new PowerModel({ fault, chunk });
  if (before) model.settle(TARGET, before);
  const error: unknown = await writeDurably(TARGET, after, edge(model)).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { model, error };
};

/** Cuts the power at every call, the last of all after it resolved: what broke the promise, if any. */
const cutEverywhere = async (
  given: Situation,
  pick: Pick,
  edge: Edge = honest,
): Promise<string | null> => {
  const { before, after } = given;
  for (let call = 0; ; call++) {
    const { model, error } = await attempt(given, { call, error: new PowerCut() }, edge);
    const resolved = error === null;
    for (let world = 0; world < 6; world++) {
      const found = model.afterPowerCut(TARGET, pick);
      if (same(found, after) || (!resolved && same(found, before))) continue;
      return resolved
        ? "a write that was promised is lost"
        : `a mixture after ${model.calls.at(-1)}`;
    }
    if (resolved) return null;
  }
};

const picks = fc.infiniteStream(fc.nat({ max: 1_000_000 }));
const pickFrom =
  (stream: Iterator<number>): Pick =>
  (n) =>
    Number(stream.next().value) % n;

/** Leaves out the sync of files, or of folders. */
const withoutSync =
  (flags: "wx" | "r"): Edge =>
  (model) => ({
    open: async (path, asked) => {
      const file = await model.open(path, asked);
      if (asked !== flags) return file;
      return {
        write: (data, offset, length) => file.write(data, offset, length),
        sync: async () => undefined,
        close: () => file.close(),
      };
    },
    rename: (from, to) => model.rename(from, to),
    unlink: (path) => model.unlink(path),
  });

describe("a power cut", () => {
  it("at any step leaves the old file or the new one; once promised, the new one [S16] [S20]", async () => {
    await fc.assert(
      fc.asyncProperty(situation, picks, async (given, stream) => {
        expect(await cutEverywhere(given, pickFrom(stream))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    { what: "files", flags: "wx" as const, broken: /a mixture|promised/ },
    { what: "the folder", flags: "r" as const, broken: /promised/ },
  ])("would be noticed by this test if $what were not synced [S20]", async ({ flags, broken }) => {
    const found = await fc.check(
      fc.asyncProperty(situation, picks, async (given, stream) => {
        expect(await cutEverywhere(given, pickFrom(stream), withoutSync(flags))).toBeNull();
      }),
      { numRuns: 300 },
    );
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toMatch(broken);
  });

  it("would be noticed by this test if the count of a short write were ignored [S20]", async () => {
    const careless: Edge = (model) => ({
      open: async (path, flags) => {
        const file = await model.open(path, flags);
        return {
          write: async (data, offset, length) => {
            await file.write(data, offset, length);
            return { bytesWritten: length };
          },
          sync: () => file.sync(),
          close: () => file.close(),
        };
      },
      rename: (from, to) => model.rename(from, to),
      unlink: (path) => model.unlink(path),
    });
    const given = { before: new Uint8Array(9), after: new Uint8Array(40).fill(7), chunk: 16 };
    expect(await cutEverywhere(given, () => 0, careless)).not.toBeNull();
  });
});

describe("a failing disk", () => {
  it.each(["ENOSPC", "EIO"] as const)(
    "with %s at any call keeps the target whole, leaves no temporary file and no open file [S21]",
    async (code) => {
      await fc.assert(
        fc.asyncProperty(situation, picks, async (given, stream) => {
          const { calls } = (await attempt(given, null)).model;
          for (const [call, what] of calls.entries()) {
            const error = systemError(code);
            const { model, error: thrown } = await attempt(given, { call, error });
            const renamed = call > calls.indexOf("rename");
            expect(thrown, what).toBe(error);
            expect(same(model.contentOf(TARGET), renamed ? given.after : given.before)).toBe(true);
            expect(model.names().filter((name) => TEMPORARY.test(name))).toEqual([]);
            expect(model.openFiles).toBe(0);
            const left = model.afterPowerCut(TARGET, pickFrom(stream));
            expect(same(left, given.before) || same(left, given.after), what).toBe(true);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it("is reported by its own error even when the temporary file cannot be removed [S21]", async () => {
    const error = systemError("ENOSPC");
    const stuck: Edge = (model) => ({
      open: (path, flags) => model.open(path, flags),
      rename: (from, to) => model.rename(from, to),
      unlink: () => Promise.reject(systemError("EIO")),
    });
    const given = { before: null, after: new Uint8Array(8), chunk: 4 };
    expect((await attempt(given, { call: 2, error }, stuck)).error).toBe(error);
  });

  it("that takes nothing and reports nothing is an error, not an endless loop [S20]", async () => {
    const given = { before: new Uint8Array([1]), after: new Uint8Array(8), chunk: 0 };
    const { model, error } = await attempt(given, null);
    expect(error).toBeInstanceOf(Error);
    expect(model.contentOf(TARGET)).toEqual(given.before);
  });
});

describe("on the machine's own disk", () => {
  it("a file is replaced whole, for its owner alone, with nothing left beside it [S20]", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "windows.json");
    writeFileSync(path, "old and longer than the new one");
    await writeDurably(path, "新的");
    expect(readFileSync(path, "utf8")).toBe("新的");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const bytes = randomBytes(3_000_000);
    await writeDurably(path, bytes);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(["windows.json"]);
  });

  it("an empty file can be written [S20]", async () => {
    const path = join(temporaryFolder(), "empty.json");
    await writeDurably(path, "");
    expect(readFileSync(path, "utf8")).toBe("");
  });

  it("short writes are continued [S20]", async () => {
    const path = join(temporaryFolder(), "windows.json");
    const reluctant: FileSystem = {
      ...NODE_FILES,
      open: async (name, flags) => {
        const file = await NODE_FILES.open(name, flags);
        return {
          write: (data, offset, length) => file.write(data, offset, Math.min(length, 7)),
          sync: () => file.sync(),
          close: () => file.close(),
        };
      },
    };
    await writeDurably(path, "一二三四五六七八九十".repeat(9), reluctant);
    expect(readFileSync(path, "utf8")).toBe("一二三四五六七八九十".repeat(9));
  });

  it("a folder is made with those above it, and one that is there is left alone", async () => {
    const path = join(temporaryFolder(), "a", "b", "c");
    await makeFolderDurably(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    writeFileSync(join(path, "kept"), "");
    await makeFolderDurably(path);
    expect(readdirSync(path)).toEqual(["kept"]);
  });
});
