import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { openLedgerDatabase } from "#hall-server/store/sqlite-open.ts";
import { SqliteLedger } from "#hall-server/store/sqlite.ts";
import type { Filled } from "./fill-disk.ts";
import {
  appendOf,
  comment,
  eventsOfVersion1,
  floorAt,
  officeAt,
  temporaryFolder,
} from "./support.ts";

/** A ledger in a file of its own, closed when the test has finished. */
const openIn = (folder: string): SqliteLedger => {
  const ledger = SqliteLedger.open(join(folder, "ledger.sqlite"));
  onTestFinished(() => ledger.close());
  return ledger;
};

/** Another hand on the same file, as an administrator with a database tool has it. */
const byHand = (folder: string): DatabaseSync => {
  const db = new DatabaseSync(join(folder, "ledger.sqlite"));
  onTestFinished(() => {
    if (db.isOpen) db.close();
  });
  return db;
};

/** A ledger with events 1 … 6 on the floor and 1 … 3 in the office. */
const filled = async (folder: string): Promise<SqliteLedger> => {
  const ledger = openIn(folder);
  await ledger.append([
    appendOf("c1", {
      floor: [1, 2, 3, 4].map((seq) => floorAt(seq)),
      office: [officeAt(1), officeAt(2)],
    }),
  ]);
  await ledger.append([appendOf("c2", { floor: [floorAt(5), floorAt(6)], office: [officeAt(3)] })]);
  return ledger;
};

describe("the ledger's file", () => {
  it("holds everything after it was closed and opened again, and goes on from there [S2] [S3]", async () => {
    const folder = temporaryFolder();
    const { floor, office } = eventsOfVersion1();
    const first = openIn(folder);
    await first.append([appendOf("c1", { floor, office, secrets: [comment("r1")] })]);
    await first.close();
    const second = openIn(folder);
    expect(await second.read("floor", 0)).toEqual(floor);
    expect(await second.read("office", 0)).toEqual(office);
    expect(await second.secret("r1")).toBe("评语 r1");
    expect(await second.remembered("console", "c1")).not.toBeNull();
    await second.append([appendOf("c2", { floor: [floorAt(floor.length + 1)] })]);
    expect(await second.verify()).toEqual({
      intact: true,
      rows: floor.length + office.length + 1,
    });
  });

  it("is opened so that a commit is synced before it is answered [S2] [S7]", () => {
    const db = openLedgerDatabase(join(temporaryFolder(), "ledger.sqlite"));
    onTestFinished(() => db.close());
    const setting = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect(setting("journal_mode")).toBe("wal");
    expect(setting("synchronous")).toBe(2);
    expect(setting("fullfsync")).toBe(1);
    expect(setting("checkpoint_fullfsync")).toBe(1);
    expect(setting("secure_delete")).toBe(1);
    expect(setting("user_version")).toBe(1);
  });

  it("of newer software is refused and left as it is [S11]", async () => {
    const folder = temporaryFolder();
    await (await filled(folder)).close();
    const db = byHand(folder);
    db.exec("PRAGMA user_version = 2");
    db.close();
    const before = readFileSync(join(folder, "ledger.sqlite"));
    expect(() => openIn(folder)).toThrow(
      expect.objectContaining({ name: "StoreError", code: "from-the-future" }),
    );
    expect(readFileSync(join(folder, "ledger.sqlite")).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(["ledger.sqlite"]);
  });

  it.each([
    {
      what: "a text",
      content: Buffer.from("no database at all, but long enough for a header".repeat(99)),
    },
    { what: "noise", content: randomBytes(8_192) },
  ])("that holds $what is refused with what to do, and left as it is [S11]", ({ content }) => {
    const folder = temporaryFolder();
    const path = join(folder, "ledger.sqlite");
    writeFileSync(path, content);
    expect(() => openIn(folder)).toThrow(
      expect.objectContaining({
        code: "unreadable",
        message: expect.stringContaining(path) as string,
      }),
    );
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it("with an event of newer software is refused when that event is read [S12]", async () => {
    const folder = temporaryFolder();
    const ledger = await filled(folder);
    byHand(folder).exec("UPDATE events SET v = 2 WHERE stream = 'floor' AND seq = 3");
    expect(await ledger.read("floor", 3)).toHaveLength(3);
    await expect(ledger.read("floor", 0)).rejects.toMatchObject({ code: "from-the-future" });
  });

  it("with an event that is no JSON is refused when that event is read [S11]", async () => {
    const folder = temporaryFolder();
    const ledger = await filled(folder);
    byHand(folder).exec("UPDATE events SET body = '{' WHERE stream = 'office' AND seq = 2");
    await expect(ledger.read("office", 0)).rejects.toMatchObject({ code: "unreadable" });
  });
});

describe("the chain of hashes", () => {
  it("is SHA-256 over the row before, as SPEC.md says; the first row holds zeros [S9]", async () => {
    const folder = temporaryFolder();
    await filled(folder);
    const rows = byHand(folder)
      .prepare("SELECT * FROM events WHERE stream = 'floor' ORDER BY seq")
      .all();
    let expected = "0".repeat(64);
    for (const row of rows) {
      expect(row["prev"]).toBe(expected);
      const columns = ["prev", "stream", "seq", "at", "v", "hall", "type", "body"];
      const text = JSON.stringify(columns.map((column) => row[column]));
      expected = createHash("sha256").update(text).digest("hex");
    }
    expect(rows).toHaveLength(6);
  });

  it.each([
    { column: "body", sql: `body = replace(body, 'WindowPaused', 'WindowClosed')`, found: 4 },
    { column: "body, by a blank alone", sql: "body = body || ' '", found: 4 },
    { column: "at", sql: "at = at + 1", found: 4 },
    { column: "v", sql: "v = 9", found: 4 },
    { column: "hall", sql: "hall = 'elsewhere'", found: 4 },
    { column: "type", sql: "type = 'WindowClosed'", found: 4 },
    { column: "prev", sql: "prev = replace(prev, substr(prev, 1, 1), 'x')", found: 3 },
  ])(
    "names the row that no longer fits when $column was rewritten [S9]",
    async ({ sql, found }) => {
      const folder = temporaryFolder();
      const ledger = await filled(folder);
      const { changes } = byHand(folder)
        .prepare(`UPDATE events SET ${sql} WHERE stream = 'floor' AND seq = 3`)
        .run();
      expect(changes).toBe(1);
      expect(await ledger.verify()).toEqual({ intact: false, stream: "floor", seq: found });
      await ledger.close();
      expect(await openIn(folder).verify()).toEqual({ intact: false, stream: "floor", seq: found });
    },
  );

  it.each([
    { what: "removed", sql: "DELETE FROM events WHERE stream = 'office' AND seq = 2", seq: 3 },
    {
      what: "removed first",
      sql: "DELETE FROM events WHERE stream = 'office' AND seq = 1",
      seq: 2,
    },
    {
      what: "exchanged",
      sql: `UPDATE events SET body = (SELECT body FROM events o WHERE o.stream = 'office' AND o.seq = 3)
            WHERE stream = 'office' AND seq = 1`,
      seq: 2,
    },
  ])("breaks when a row was $what [S9]", async ({ sql, seq }) => {
    const folder = temporaryFolder();
    const ledger = await filled(folder);
    byHand(folder).exec(sql);
    expect(await ledger.verify()).toEqual({ intact: false, stream: "office", seq });
  });

  it.each([
    { what: "changed", sql: "UPDATE events SET at = 7 WHERE stream = 'floor' AND seq = 6", seq: 6 },
    { what: "cut off", sql: "DELETE FROM events WHERE stream = 'floor' AND seq > 4", seq: 5 },
    {
      what: "followed by one of another hand",
      sql: `INSERT INTO events SELECT stream, 7, at, v, hall, type, body, prev FROM events
            WHERE stream = 'floor' AND seq = 6`,
      seq: 7,
    },
  ])("shows the running hall that its newest row was $what [S9]", async ({ sql, seq }) => {
    const folder = temporaryFolder();
    const ledger = await filled(folder);
    byHand(folder).exec(sql);
    expect(await ledger.verify()).toEqual({ intact: false, stream: "floor", seq });
  });

  it("cannot by itself show after a restart that the newest rows were cut off [S10]", async () => {
    const folder = temporaryFolder();
    const ledger = await filled(folder);
    byHand(folder).exec("DELETE FROM events WHERE stream = 'floor' AND seq > 4");
    await ledger.close();
    expect(await openIn(folder).verify()).toEqual({ intact: true, rows: 7 });
  });

  it("is walked to the end over many pages, while appends go on [S9]", async () => {
    const ledger = openIn(temporaryFolder());
    const many = Array.from({ length: 2_000 }, (_, i) => floorAt(i + 1));
    await ledger.append([appendOf("c1", { floor: many })]);
    const walking = ledger.verify();
    await ledger.append([appendOf("c2", { floor: [floorAt(2_001)] })]);
    expect(await walking).toEqual({ intact: true, rows: 2_001 });
  });
});

describe("a write that fails", () => {
  const run = promisify(execFile);
  const child = join(import.meta.dirname, "fill-disk.ts");

  // Blocks of 512 or 1024 bytes, by the shell: small ones stop the log, the largest the database too.
  it.each([160, 200, 333, 1_000, 10_000])(
    "at a limit of %i blocks stops the ledger, loses nothing acknowledged and shows nothing else [S1] [S2] [S5]",
    async (blocks) => {
      const folder = temporaryFolder();
      const path = join(folder, "ledger.sqlite");
      const { stdout } = await run("sh", [
        "-c",
        'ulimit -f "$1" && exec "$2" "$3" "$4"',
        "sh",
        String(blocks),
        process.execPath,
        child,
        path,
      ]);
      const { acknowledged, first, later, readable } = JSON.parse(stdout) as Filled;
      expect(acknowledged).toBeGreaterThan(0);
      // SQLITE_IOERR (10) or SQLITE_FULL (13): the system itself took no more.
      expect([10, 13]).toContain(first.errcode & 0xff);
      for (const message of later) expect(message).toMatch(/账本因一次写入失败而停止/);
      expect(readable).toBe(acknowledged);
      const ledger = openIn(folder);
      expect(await ledger.lastSeq("floor")).toBe(acknowledged);
      expect(await ledger.remembered("fill", String(acknowledged))).not.toBeNull();
      expect(await ledger.verify()).toEqual({ intact: true, rows: acknowledged });
      await ledger.append([appendOf("c1", { floor: [floorAt(acknowledged + 1)] })]);
    },
  );

  it("half-way takes back what it had written of its batch, for every reader [S1] [S5]", async () => {
    const folder = temporaryFolder();
    const ledger = await filled(folder);
    const db = byHand(folder);
    db.exec(`CREATE TRIGGER refuse BEFORE INSERT ON private_texts
             BEGIN SELECT RAISE(FAIL, 'the disk gave up'); END`);
    const batch = [appendOf("c3", { floor: [floorAt(7)], secrets: [comment("r1")] })];
    await expect(ledger.append(batch)).rejects.toThrow("the disk gave up");
    db.exec("DROP TRIGGER refuse");
    await expect(ledger.append(batch)).rejects.toThrow(/stopped after a failed write/);
    expect(await ledger.lastSeq("floor")).toBe(6);
    expect(await ledger.read("floor", 6)).toEqual([]);
    expect(await ledger.remembered("console", "c3")).toBeNull();
    expect(db.prepare("SELECT count(*) AS n FROM events").get()).toEqual({ n: 9 });
    expect(await ledger.verify()).toEqual({ intact: true, rows: 9 });
  });

  it("because another hand wrote the same row stops the ledger [S3] [S5]", async () => {
    const folder = temporaryFolder();
    const ledger = await filled(folder);
    byHand(folder).exec(`INSERT INTO events SELECT stream, 7, at, v, hall, type, body, prev
                         FROM events WHERE stream = 'floor' AND seq = 6`);
    await expect(ledger.append([appendOf("c3", { floor: [floorAt(7)] })])).rejects.toThrow(
      /UNIQUE/,
    );
    await expect(ledger.append([appendOf("c4")])).rejects.toThrow(/stopped/);
  });
});

describe("an erased private text", () => {
  // Longer than a page, so that it has pages of its own.
  const text = `电话 ${randomBytes(4_000).toString("hex")}`;
  const filesWithIt = (folder: string): string[] =>
    readdirSync(folder).filter((file) =>
      readFileSync(join(folder, file)).includes(text.slice(-300)),
    );

  it("stands in no file of the ledger any more [S7]", async () => {
    const folder = temporaryFolder();
    const ledger = openIn(folder);
    await ledger.append([appendOf("c1", { secrets: [comment("r1", text), comment("r2")] })]);
    expect(filesWithIt(folder)).not.toEqual([]);
    expect(await ledger.eraseSecret("r1")).toBe(true);
    expect(filesWithIt(folder)).toEqual([]);
    expect(await ledger.secret("r2")).toBe("评语 r2");
  });

  it("is gone with the first write after another program's read has ended [S7]", async () => {
    const folder = temporaryFolder();
    const ledger = openIn(folder);
    await ledger.append([appendOf("c1", { secrets: [comment("r1", text)] })]);
    const reader = byHand(folder);
    reader.exec("BEGIN");
    reader.prepare("SELECT count(*) FROM private_texts").get();
    expect(await ledger.eraseSecret("r1")).toBe(true);
    expect(await ledger.secret("r1")).toBeNull();
    await ledger.append([appendOf("c2", { floor: [floorAt(1)] })]);
    reader.exec("COMMIT");
    await ledger.append([appendOf("c3", { floor: [floorAt(2)] })]);
    expect(filesWithIt(folder)).toEqual([]);
    expect(await ledger.verify()).toEqual({ intact: true, rows: 2 });
  });
});

describe("a ledger whose machine lost power", () => {
  /** Copies the files as they stand, the log cut or spoilt, and opens the copy. */
  const openCopy = (from: string, to: string, log: Buffer): SqliteLedger => {
    mkdirSync(to);
    copyFileSync(join(from, "ledger.sqlite"), join(to, "ledger.sqlite"));
    writeFileSync(join(to, "ledger.sqlite-wal"), log);
    return SqliteLedger.open(join(to, "ledger.sqlite"));
  };

  it("has every acknowledged event, whatever became of what was not synced [S2]", async () => {
    const folder = temporaryFolder();
    const copies = temporaryFolder();
    const ledger = openIn(folder);
    const logPath = join(folder, "ledger.sqlite-wal");
    const acknowledgedAt: number[] = [];
    for (let seq = 1; seq <= 12; seq++) {
      await ledger.append([
        appendOf(`c${seq}`, { floor: [floorAt(seq)], office: [officeAt(seq)] }),
      ]);
      acknowledgedAt.push(statSync(logPath).size);
    }
    const log = readFileSync(logPath);
    for (let n = 0; n < 60; n++) {
      const cut = Math.floor((log.length * n) / 59);
      const kept = log.subarray(0, cut);
      const spoilt = Buffer.concat([kept, n % 2 ? randomBytes(9_000) : Buffer.alloc(9_000)]);
      const copy = openCopy(folder, join(copies, String(n)), n % 3 ? spoilt : kept);
      const acknowledged = acknowledgedAt.filter((size) => size <= cut).length;
      expect(await copy.lastSeq("floor")).toBe(acknowledged);
      expect(await copy.lastSeq("office")).toBe(acknowledged);
      expect(await copy.verify()).toEqual({ intact: true, rows: 2 * acknowledged });
      await copy.close();
    }
  });

  it("has what it replays in the database itself before anything is built on it [S13]", async () => {
    const folder = temporaryFolder();
    await filled(folder);
    const copy = join(temporaryFolder(), "copy");
    const replayed = openCopy(folder, copy, readFileSync(join(folder, "ledger.sqlite-wal")));
    onTestFinished(() => replayed.close());
    expect(statSync(join(copy, "ledger.sqlite-wal")).size).toBe(0);
    const alone = temporaryFolder();
    copyFileSync(join(copy, "ledger.sqlite"), join(alone, "ledger.sqlite"));
    expect(existsSync(join(alone, "ledger.sqlite-wal"))).toBe(false);
    expect(await openIn(alone).verify()).toEqual({ intact: true, rows: 9 });
  });
});
