import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type FileSystem, NODE_FILES } from "#hall-server/store/durable-file.ts";
import { LowdbDocuments } from "#hall-server/store/lowdb.ts";
import { systemError } from "./power-model.ts";
import { temporaryFolder } from "./support.ts";

/** The machine's own disk, on which the nth call from now fails, once; 0 is the next one. */
const failingOnce = (code: "ENOSPC" | "EIO") => {
  let left = Infinity;
  const count = () => {
    if (left-- === 0) throw systemError(code);
  };
  const files: FileSystem = {
    open: async (path, flags) => {
      count();
      const file = await NODE_FILES.open(path, flags);
      return {
        write: async (data, offset, length) => {
          count();
          return file.write(data, offset, Math.min(length, 5));
        },
        sync: async () => {
          count();
          await file.sync();
        },
        close: () => file.close(),
      };
    },
    rename: async (from, to) => {
      count();
      await NODE_FILES.rename(from, to);
    },
    unlink: (path) => NODE_FILES.unlink(path),
  };
  return { files, failAt: (n: number) => (left = n), failed: () => left < 0 };
};

describe("a collection's file", () => {
  it("is pretty JSON with a newline at its end, for its owner alone [S18]", async () => {
    const folder = join(temporaryFolder(), "documents");
    await new LowdbDocuments(folder).write("windows", [{ id: "12", name: "综合" }]);
    const path = join(folder, "windows.json");
    expect(readFileSync(path, "utf8")).toBe(
      '[\n  {\n    "id": "12",\n    "name": "综合"\n  }\n]\n',
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["windows.json"]);
  });

  it("that a person edited is read as it stands now, a byte order mark or not [S15]", async () => {
    const folder = temporaryFolder();
    const documents = new LowdbDocuments(folder);
    await documents.write("windows", ["old"]);
    writeFileSync(join(folder, "windows.json"), '\uFEFF["edited"]');
    expect(await documents.read("windows")).toEqual(["edited"]);
  });

  it.each([
    { what: "cut short", content: Buffer.from('[{"id": "12", "na') },
    { what: "empty", content: Buffer.alloc(0) },
    { what: "full of zeros", content: Buffer.alloc(4_096) },
    { what: "not UTF-8", content: Buffer.from([0x22, 0xd5, 0xc5, 0x22]) },
  ])("that is $what is refused by name and left for a person [S19]", async ({ content }) => {
    const folder = temporaryFolder();
    const path = join(folder, "staff.json");
    writeFileSync(path, content);
    const documents = new LowdbDocuments(folder);
    await expect(documents.read("staff")).rejects.toMatchObject({
      name: "StoreError",
      code: "unreadable",
      message: expect.stringMatching(
        /staff\.json.*请从备份恢复.*Restore it from a backup/s,
      ) as string,
    });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(await documents.list()).toEqual(["staff"]);
  });

  it("that is a folder is refused as unreadable, not as absent [S19]", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "staff.json"));
    await expect(new LowdbDocuments(folder).read("staff")).rejects.toMatchObject({
      code: "unreadable",
    });
  });

  it("is listed by its collection; other files of the folder are not [S14]", async () => {
    const folder = temporaryFolder();
    for (const file of ["b.json", "a.json", "Notes.json", "c.txt", "a.json.bak", "ledger.sqlite"])
      writeFileSync(join(folder, file), "1");
    expect(await new LowdbDocuments(folder).list()).toEqual(["a", "b"]);
  });
});

describe("a write of a collection", () => {
  it.each(["ENOSPC", "EIO"] as const)(
    "that meets %s at any step leaves a whole value, and the next write goes through [S16] [S17]",
    async (code) => {
      const folder = temporaryFolder();
      const { files, failAt, failed } = failingOnce(code);
      const documents = new LowdbDocuments(folder, files);
      await documents.write("windows", { turn: -1 });
      let turns = 0;
      for (; ; turns++) {
        failAt(turns);
        const now = { turn: turns, text: "十二号窗口" };
        const error: unknown = await documents.write("windows", now).catch((e: unknown) => e);
        if (!failed()) break;
        expect(error).toMatchObject({ code });
        const { turn } = (await documents.read("windows")) as { turn: number };
        expect([-1, turns]).toContain(turn);
        expect(readdirSync(folder)).toEqual(["windows.json"]);
        failAt(Infinity);
        await documents.write("windows", { turn: -1 });
      }
      // open, every write, sync, rename, and opening and syncing the folder were all reached.
      expect(turns).toBeGreaterThan(10);
      expect(await documents.read("windows")).toMatchObject({ turn: turns });
    },
  );

  it("that failed does not stop the ones asked for behind it [S17]", async () => {
    const { files, failAt } = failingOnce("ENOSPC");
    const documents = new LowdbDocuments(temporaryFolder(), files);
    failAt(1);
    const first = documents.write("windows", ["lost"]);
    const second = documents.write("windows", ["kept"]);
    await expect(first).rejects.toMatchObject({ code: "ENOSPC" });
    await second;
    expect(await documents.read("windows")).toEqual(["kept"]);
  });

  it("removes what an earlier power cut left of its own, and nothing else [S16]", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "windows.json.0123456789abcdef.tmp"), "[1");
    writeFileSync(join(folder, "notes.tmp"), "mine");
    await new LowdbDocuments(folder).write("windows", []);
    expect(readdirSync(folder).sort()).toEqual(["notes.tmp", "windows.json"]);
  });

  it("tries to make the folder again when it could not be made before [S17]", async () => {
    const place = join(temporaryFolder(), "documents");
    writeFileSync(place, "a file where the folder should be");
    const documents = new LowdbDocuments(place);
    await expect(documents.write("windows", [])).rejects.toThrow(/EEXIST|ENOTDIR/);
    rmSync(place);
    await documents.write("windows", []);
    expect(await documents.list()).toEqual(["windows"]);
  });
});
