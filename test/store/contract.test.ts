import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { LowdbDocuments } from "#hall-server/store/lowdb.ts";
import { MemoryDocuments, MemoryLedger } from "#hall-server/store/memory.ts";
import { SqliteLedger } from "#hall-server/store/sqlite.ts";
import type { Append, Documents, Ledger } from "#hall-server/store/store.ts";
import { millis } from "#shared/domain/decision.ts";
import {
  appendOf,
  comment,
  eventsOfVersion1,
  floorAt,
  officeAt,
  temporaryFolder,
} from "./support.ts";

const inMemory = (): Ledger => new MemoryLedger();

const inSqlite = (): Ledger => {
  const ledger = SqliteLedger.open(join(temporaryFolder(), "ledger.sqlite"));
  onTestFinished(() => ledger.close());
  return ledger;
};

describe.each([
  { name: "memory", open: inMemory },
  { name: "SQLite", open: inSqlite },
])("the ledger in $name", ({ open }) => {
  it("is empty at first: no events, no commands, an intact chain of nothing [S9]", async () => {
    const ledger = open();
    expect(await ledger.read("floor", 0)).toEqual([]);
    expect(await ledger.lastSeq("floor")).toBe(0);
    expect(await ledger.lastSeqOf("floor", "DayOpened")).toBe(0);
    expect(await ledger.remembered("console", "c1")).toBeNull();
    expect(await ledger.secret("r1")).toBeNull();
    expect(await ledger.verify()).toEqual({ intact: true, rows: 0 });
  });

  it("gives back every kind of event as it was appended, oldest first [S1]", async () => {
    const ledger = open();
    const { floor, office } = eventsOfVersion1();
    await ledger.append([appendOf("c1", { floor, office })]);
    expect(await ledger.read("floor", 0)).toEqual(floor);
    expect(await ledger.read("office", 0)).toEqual(office);
    expect(await ledger.verify()).toEqual({ intact: true, rows: floor.length + office.length });
  });

  it("reads what comes after a cursor, at most as many as asked for", async () => {
    const ledger = open();
    await ledger.append([appendOf("c1", { floor: [1, 2, 3, 4].map((seq) => floorAt(seq)) })]);
    const seqs = async (after: number, limit?: number) =>
      (await ledger.read("floor", after, limit)).map(({ seq }) => seq);
    expect(await seqs(2)).toEqual([3, 4]);
    expect(await seqs(1, 2)).toEqual([2, 3]);
    expect(await seqs(0, 0)).toEqual([]);
    expect(await seqs(4)).toEqual([]);
  });

  it("numbers its two streams apart [S3]", async () => {
    const ledger = open();
    await ledger.append([
      appendOf("c1", { floor: [floorAt(1), floorAt(2)], office: [officeAt(1)] }),
      appendOf("c2", { floor: [floorAt(3)] }),
    ]);
    expect(await ledger.lastSeq("floor")).toBe(3);
    expect(await ledger.lastSeq("office")).toBe(1);
  });

  it("knows the newest event of a type", async () => {
    const ledger = open();
    const open1 = floorAt(1, { type: "DayOpened", dayId: "2026-09-21" });
    const open3 = floorAt(3, { type: "DayOpened", dayId: "2026-09-22" });
    await ledger.append([appendOf("c1", { floor: [open1, floorAt(2), open3, floorAt(4)] })]);
    expect(await ledger.lastSeqOf("floor", "DayOpened")).toBe(3);
    expect(await ledger.lastSeqOf("floor", "WindowPaused")).toBe(4);
    expect(await ledger.lastSeqOf("floor", "DayClosed")).toBe(0);
    expect(await ledger.lastSeqOf("office", "DayOpened")).toBe(0);
  });

  it.each([
    { what: "a gap", floor: [floorAt(3)] },
    { what: "a number that is taken", floor: [floorAt(1)] },
    { what: "a gap inside the batch", floor: [floorAt(2), floorAt(4)] },
  ])("refuses $what and keeps nothing of the batch [S1] [S3]", async ({ floor }) => {
    const ledger = open();
    await ledger.append([appendOf("c1", { floor: [floorAt(1)] })]);
    const bad = [
      appendOf("c2", { office: [officeAt(1)], secrets: [comment("r1")] }),
      appendOf("c3", { floor }),
    ];
    await expect(ledger.append(bad)).rejects.toMatchObject({ code: "not-contiguous" });
    expect(await ledger.lastSeq("floor")).toBe(1);
    expect(await ledger.read("office", 0)).toEqual([]);
    expect(await ledger.remembered("console", "c2")).toBeNull();
    expect(await ledger.secret("r1")).toBeNull();
  });

  it("remembers what the sender of a command was told, refusals too [S4]", async () => {
    const ledger = open();
    const refused = { fingerprint: "f", outcome: { ok: false, error: { code: "double-press" } } };
    await ledger.append([appendOf("c1"), appendOf("c2", { remembered: refused })]);
    expect(await ledger.remembered("console", "c1")).toEqual({
      fingerprint: "hash of c1",
      outcome: { ok: true, commandId: "c1" },
    });
    expect(await ledger.remembered("console", "c2")).toEqual(refused);
  });

  it("tells the same command id of two senders apart [S4]", async () => {
    const ledger = open();
    const other = { fingerprint: "g", outcome: 7 };
    await ledger.append([
      appendOf("c1", { scope: "device kiosk-1" }),
      appendOf("c1", { scope: "device kiosk-2", remembered: other }),
    ]);
    expect(await ledger.remembered("device kiosk-2", "c1")).toEqual(other);
    expect(await ledger.remembered("console", "c1")).toBeNull();
  });

  it.each([
    { what: "in a later batch", first: [appendOf("c1")], second: [appendOf("c1")] },
    { what: "within one batch", first: [], second: [appendOf("c1"), appendOf("c1")] },
  ])("refuses a command id used again $what [S4]", async ({ first, second }) => {
    const ledger = open();
    await ledger.append(first);
    const batch = [appendOf("c0", { floor: [floorAt(1)] }), ...second];
    await expect(ledger.append(batch)).rejects.toThrow();
    expect(await ledger.lastSeq("floor")).toBe(0);
    expect(await ledger.remembered("console", "c0")).toBeNull();
  });

  it("writes nothing more once an append has failed, and goes on reading [S5]", async () => {
    const ledger = open();
    await ledger.append([appendOf("c1", { floor: [floorAt(1)], secrets: [comment("r1")] })]);
    const first: unknown = await ledger
      .append([appendOf("c2", { floor: [floorAt(9)] })])
      .catch((error: unknown) => error);
    const right = [appendOf("c3", { floor: [floorAt(2)] })];
    await expect(ledger.append(right)).rejects.toMatchObject({ cause: first });
    await expect(ledger.forgetCommands(millis(1e6))).rejects.toMatchObject({ cause: first });
    await expect(ledger.eraseSecret("r1")).rejects.toMatchObject({ cause: first });
    expect(await ledger.read("floor", 0)).toEqual([floorAt(1)]);
    expect(await ledger.secret("r1")).toBe("评语 r1");
  });

  it("forgets commands older than a moment and keeps their events [S4] [S6]", async () => {
    const ledger = open();
    await ledger.append([
      appendOf("old", { at: millis(99), floor: [floorAt(1)] }),
      appendOf("new", { at: millis(100), floor: [floorAt(2)] }),
    ]);
    expect(await ledger.forgetCommands(millis(100))).toBe(1);
    expect(await ledger.forgetCommands(millis(100))).toBe(0);
    expect(await ledger.remembered("console", "old")).toBeNull();
    expect(await ledger.remembered("console", "new")).not.toBeNull();
    expect(await ledger.lastSeq("floor")).toBe(2);
    await ledger.append([appendOf("old", { floor: [floorAt(3)] })]);
    expect(await ledger.verify()).toEqual({ intact: true, rows: 3 });
  });

  it("erases a private text and nothing else [S6] [S7]", async () => {
    const ledger = open();
    const secrets = [comment("r1"), comment("r2")];
    await ledger.append([appendOf("c1", { office: [officeAt(1)], secrets })]);
    expect(await ledger.eraseSecret("r1")).toBe(true);
    expect(await ledger.eraseSecret("r1")).toBe(false);
    expect(await ledger.secret("r1")).toBeNull();
    expect(await ledger.secret("r2")).toBe("评语 r2");
    expect(await ledger.verify()).toEqual({ intact: true, rows: 1 });
  });

  it("is changed neither by what becomes of the input nor of the output [S8]", async () => {
    const ledger = open();
    const outcome = { ok: true, answer: { number: "A001" } };
    const batch = [
      appendOf("c1", { floor: [floorAt(1)], remembered: { fingerprint: "f", outcome } }),
    ];
    const writing = ledger.append(batch);
    outcome.answer.number = "A999";
    await writing;
    const [read] = await ledger.read("floor", 0);
    Object.assign(read!.event, { windowId: "spoilt" });
    const told = (await ledger.remembered("console", "c1"))!.outcome;
    expect(told).toEqual({ ok: true, answer: { number: "A001" } });
    Object.assign(told as object, { ok: "spoilt" });
    expect(await ledger.read("floor", 0)).toEqual([floorAt(1)]);
    expect((await ledger.remembered("console", "c1"))!.outcome).toMatchObject({ ok: true });
  });

  it("takes an empty batch for nothing", async () => {
    const ledger = open();
    await ledger.append([]);
    expect(await ledger.verify()).toEqual({ intact: true, rows: 0 });
  });
});

/** One thing done to a ledger; numbers are small, so that they meet. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("append" as const),
      parts: fc.array(
        fc.record({
          commandId: fc.integer({ min: 0, max: 400 }),
          at: fc.integer({ min: 0, max: 9 }),
          floor: fc.integer({ min: 0, max: 3 }),
          office: fc.integer({ min: 0, max: 2 }),
          secret: fc.option(fc.integer({ min: 0, max: 400 })),
          gap: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1),
          reason: fc.string({ unit: "binary" }),
        }),
        { maxLength: 3 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("forget" as const), before: fc.nat({ max: 9 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("erase" as const), id: fc.nat({ max: 400 }) }),
  },
);

describe("two ledgers under the same hand", () => {
  const failed = () => "rejected" as const;

  /** Does a step and answers what it said; a rejection is an answer too, its words are not. */
  const apply = async (
    ledger: Ledger,
    done: typeof step extends fc.Arbitrary<infer T> ? T : never,
  ) => {
    if (done.kind === "forget") return ledger.forgetCommands(millis(done.before)).catch(failed);
    if (done.kind === "erase") return ledger.eraseSecret(`r${done.id}`).catch(failed);
    let [floor, office] = [await ledger.lastSeq("floor"), await ledger.lastSeq("office")];
    const batch = done.parts.map((part): Append => {
      const floorEvents = Array.from({ length: part.floor }, () => floorAt(++floor + part.gap));
      const officeEvents = Array.from({ length: part.office }, () => {
        const recorded = officeAt(++office);
        return { ...recorded, event: { ...recorded.event, reason: part.reason } as never };
      });
      return appendOf(`c${part.commandId}`, {
        at: millis(part.at),
        floor: floorEvents,
        office: officeEvents,
        secrets: part.secret === null ? [] : [comment(`r${part.secret}`, part.reason)],
      });
    });
    return ledger.append(batch).catch(failed);
  };

  /** Everything that can be seen of a ledger. */
  const everything = async (ledger: Ledger) => {
    const numbers = Array.from({ length: 401 }, (_, n) => n);
    return {
      floor: await ledger.read("floor", 0),
      office: await ledger.read("office", 0),
      last: [await ledger.lastSeqOf("floor", "WindowPaused"), await ledger.lastSeq("office")],
      commands: await Promise.all(numbers.map((n) => ledger.remembered("console", `c${n}`))),
      secrets: await Promise.all(numbers.map((n) => ledger.secret(`r${n}`))),
      verified: await ledger.verify(),
    };
  };

  it("cannot be told apart, whatever is done to them [S1]–[S8]", async () => {
    const folder = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const memory = new MemoryLedger();
        const path = join(folder, `${++run}.sqlite`);
        let sqlite: Ledger = SqliteLedger.open(path);
        try {
          for (const done of steps)
            expect(await apply(sqlite, done)).toEqual(await apply(memory, done));
          const expected = await everything(memory);
          expect(await everything(sqlite)).toEqual(expected);
          await sqlite.close();
          sqlite = SqliteLedger.open(path);
          expect(await everything(sqlite)).toEqual(expected);
        } finally {
          await sqlite.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe.each([
  { name: "memory", open: (): Documents => new MemoryDocuments() },
  {
    name: "lowdb",
    open: (): Documents => new LowdbDocuments(join(temporaryFolder(), "documents")),
  },
])("the documents in $name", ({ open }) => {
  it("reads null for a collection never written, and lists none [S15]", async () => {
    const documents = open();
    expect(await documents.read("windows")).toBeNull();
    expect(await documents.list()).toEqual([]);
  });

  it("reads back what was written last [S15]", async () => {
    const documents = open();
    await documents.write("windows", [{ id: "12", name: "综合窗口" }]);
    await documents.write("windows", [{ id: "13" }]);
    expect(await documents.read("windows")).toEqual([{ id: "13" }]);
  });

  it("keeps any JSON value, those that are falsy too [S15]", async () => {
    const documents = open();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        await documents.write("values", plain);
        expect(await documents.read("values")).toEqual(plain);
      }),
      { numRuns: 60, examples: [[0], [false], [""], [null], [[]]] },
    );
  });

  it("refuses what JSON cannot say, and keeps the old value [S15]", async () => {
    const documents = open();
    await documents.write("windows", ["kept"]);
    await expect(documents.write("windows", undefined)).rejects.toThrow(TypeError);
    await expect(documents.write("windows", () => 1)).rejects.toThrow();
    expect(await documents.read("windows")).toEqual(["kept"]);
  });

  it("lists the collections by name [S14]", async () => {
    const documents = open();
    for (const name of ["windows", "accounts", "fees-2026"]) await documents.write(name, []);
    expect(await documents.list()).toEqual(["accounts", "fees-2026", "windows"]);
  });

  it.each(["", "Windows", "../windows", "a/b", "a.b", "1st", "窗口", "a\n", "__proto__"])(
    "refuses the name %j [S14]",
    async (name) => {
      const documents = open();
      await expect(documents.read(name)).rejects.toMatchObject({ code: "bad-name" });
      await expect(documents.write(name, 1)).rejects.toMatchObject({ code: "bad-name" });
      expect(await documents.list()).toEqual([]);
    },
  );

  it("is changed neither by what becomes of the input nor of the output [S8]", async () => {
    const documents = open();
    const value = { windows: ["12"] };
    const writing = documents.write("hall", value);
    value.windows.push("spoilt");
    await writing;
    const read = (await documents.read("hall")) as typeof value;
    read.windows.push("spoilt");
    expect(await documents.read("hall")).toEqual({ windows: ["12"] });
  });

  it("does what is asked of a collection in the order it was asked [S17]", async () => {
    const documents = open();
    const writes = Array.from({ length: 20 }, (_, n) => documents.write("counter", { n }));
    const meanwhile = documents.read("counter");
    const last = documents.write("counter", { n: 20 });
    expect(await meanwhile).toEqual({ n: 19 });
    await Promise.all([...writes, last]);
    expect(await documents.read("counter")).toEqual({ n: 20 });
  });
});
