import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command } from "#shared/domain/hall.ts";
import { type Committed, Hall, type HallOutcome } from "#hall-server/hall.ts";
import { MemoryLedger } from "#hall-server/store/memory.ts";
import type { Append, Ledger } from "#hall-server/store/store.ts";
import { CONFIG, NINE } from "../domain/given.ts";

const ACTOR = { kind: "key", id: "k" } as const;
const sender = (commandId: string, scope = "key:k") => ({ scope, commandId, actor: ACTOR });

/** A ledger that counts commits, and can be told to fail as a full disk does. */
class WatchedLedger extends MemoryLedger {
  commits: number[] = [];
  failing = false;
  override async append(batch: readonly Append[]): Promise<void> {
    if (this.failing) throw new Error("ENOSPC: no space left on device");
    this.commits.push(batch.length);
    await super.append(batch);
  }
}

const open = async (ledger: Ledger, clock: () => number = () => NINE): Promise<Hall> => {
  let ids = 0;
  return Hall.open({ hallId: "test", ledger, clock, newId: () => `id${clock()}-${++ids}` });
};

const started = async (ledger: Ledger, clock?: () => number): Promise<Hall> => {
  const hall = await open(ledger, clock);
  await hall.submit({ type: "OpenDay", dayId: "d1", config: CONFIG }, sender("open-day"));
  await hall.submit({ type: "OpenWindow", windowId: "1" }, sender("open-1"));
  return hall;
};

const issue: Command = { type: "IssueTicket", serviceId: "business" };
const numberOf = (outcome: HallOutcome): string | undefined =>
  "accepted" in outcome ? outcome.accepted.answer.number : undefined;

describe("the hall, the one writer", () => {
  it("[Q25] the same command id has one effect, also for simultaneous repeats", async () => {
    const hall = await started(new MemoryLedger());
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => hall.submit(issue, sender("once"))),
    );
    expect(new Set(answers.map(numberOf))).toEqual(new Set(["A001"]));
    expect(numberOf(await hall.submit(issue, sender("once")))).toBe("A001");
    expect(numberOf(await hall.submit(issue, sender("twice")))).toBe("A002");
    expect(hall.state.floor.issuedTotal).toBe(2);
  });

  it("[Q25] the same id with another command is a conflict, another sender's same id is not", async () => {
    const hall = await started(new MemoryLedger());
    await hall.submit(issue, sender("x"));
    const other: Command = { type: "IssueTicket", serviceId: "property" };
    expect(await hall.submit(other, sender("x"))).toEqual({ conflict: true });
    const both = [hall.submit(issue, sender("y")), hall.submit(other, sender("y"))];
    expect(await Promise.all(both)).toContainEqual({ conflict: true });
    expect(numberOf(await hall.submit(other, sender("x", "key:other")))).toBe("B001");
  });

  it("[Q25] whatever is repeated, in whatever order, the hall stands as if each had come once", async () => {
    const commands: Command[] = [
      issue,
      { type: "IssueTicket", serviceId: "property" },
      { type: "CallNext", windowId: "1" },
      { type: "StartService", windowId: "1" },
      { type: "MarkNoShow", windowId: "1" },
      { type: "HoldTicket", windowId: "1" },
      { type: "FinishService", windowId: "1" },
    ];
    const sent = fc.array(fc.record({ which: fc.nat(commands.length - 1), again: fc.nat(3) }), {
      maxLength: 40,
      size: "max",
    });
    await fc.assert(
      fc.asyncProperty(sent, fc.nat(), async (script, seed) => {
        const once = await started(new MemoryLedger());
        const often = await started(new MemoryLedger());
        for (const [i, { which, again }] of script.entries()) {
          const command = commands[which]!;
          const answer = await once.submit(command, sender(`c${i}`));
          // Repeats at once, and one of an id from long ago.
          const old = (seed + i) % (i + 1);
          const answers = await Promise.all([
            ...Array.from({ length: again + 1 }, () => often.submit(command, sender(`c${i}`))),
            often.submit(commands[script[old]!.which]!, sender(`c${old}`)),
          ]);
          expect("accepted" in answers[0]!).toBe("accepted" in answer);
          for (const repeat of answers.slice(1, again + 1)) expect(repeat).toEqual(answers[0]);
        }
        const shape = ({ state }: Hall) => [
          state.floor.issued,
          Object.values(state.floor.queues).map((q) => q.map((t) => t.number)),
          state.floor.windows["1"]?.visit?.ticket.number,
          state.floor.windows["1"]?.served.count,
          state.floor.held.map((h) => h.ticket.number),
          state.floor.missed.map((m) => m.ticket.number),
        ];
        expect(shape(often)).toEqual(shape(once));
        expect(often.seq("floor")).toBe(once.seq("floor"));
      }),
      { numRuns: 40 },
    );
  });

  it("[Q25] remembers command ids and refusals over a restart", async () => {
    const ledger = new MemoryLedger();
    const first = await started(ledger);
    const answer = await first.submit(issue, sender("kept"));
    const refused = await first.submit({ type: "CallNext", windowId: "2" }, sender("no"));
    expect(refused).toMatchObject({ refused: { code: "window-not-open" } });
    const second = await open(ledger);
    expect(await second.submit(issue, sender("kept"))).toEqual(answer);
    await second.submit({ type: "OpenWindow", windowId: "2" }, sender("open-2"));
    expect(await second.submit({ type: "CallNext", windowId: "2" }, sender("no"))).toEqual(refused);
  });

  it("stands after a restart where it stood before", async () => {
    const ledger = new MemoryLedger();
    const first = await started(ledger);
    for (let i = 0; i < 5; i++) await first.submit(issue, sender(`t${i}`));
    await first.submit({ type: "CallNext", windowId: "1" }, sender("call"));
    const second = await open(ledger);
    expect(second.state).toEqual(first.state);
    expect([second.seq("floor"), second.seq("office")]).toEqual([
      first.seq("floor"),
      first.seq("office"),
    ]);
  });

  it("makes commands that arrive together durable in one commit, in order", async () => {
    const ledger = new WatchedLedger();
    const hall = await started(ledger);
    ledger.commits = [];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => hall.submit(issue, sender(`g${i}`))),
    );
    expect(ledger.commits).toEqual([50]);
    expect(answers.map(numberOf)).toEqual(
      Array.from({ length: 50 }, (_, i) => `A${String(i + 1).padStart(3, "0")}`),
    );
  });

  it("answers and broadcasts nothing before it is durable", async () => {
    const order: string[] = [];
    class Slow extends MemoryLedger {
      override async append(batch: readonly Append[]): Promise<void> {
        await super.append(batch);
        await new Promise(setImmediate);
        order.push("durable");
      }
    }
    const hall = await started(new Slow());
    hall.onCommitted(() => order.push("broadcast"));
    order.length = 0;
    await hall.submit(issue, sender("a")).then(() => order.push("answered"));
    expect(order).toEqual(["durable", "broadcast", "answered"]);
  });

  it("broadcasts contiguous events of both streams", async () => {
    const hall = await started(new MemoryLedger());
    const seen: Committed[] = [];
    hall.onCommitted((c) => seen.push(c));
    for (let i = 0; i < 4; i++) await hall.submit(issue, sender(`s${i}`));
    const seqs = seen.flatMap((c) => c.floor.map((e) => e.seq));
    expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i));
    expect(seqs.at(-1)).toBe(hall.seq("floor"));
  });

  it("stops acknowledging when the ledger fails, and never tries that write again", async () => {
    const ledger = new WatchedLedger();
    const hall = await started(ledger);
    let halted: Error | null = null;
    hall.onHalted((error) => (halted = error));
    const before = hall.state;
    ledger.failing = true;
    const answers = await Promise.all([
      hall.submit(issue, sender("f1")),
      hall.submit(issue, sender("f2")),
    ]);
    expect(answers).toEqual([{ halted: true }, { halted: true }]);
    expect(hall.state).toBe(before);
    expect(halted).toMatchObject({ message: expect.stringContaining("ENOSPC") });
    ledger.failing = false;
    expect(await hall.submit(issue, sender("f3"))).toEqual({ halted: true });
    expect(ledger.commits).not.toContain(0);
  });

  it("[Q26] a clock that jumps back is survived, flagged and never obeyed", async () => {
    let clock: number = NINE;
    const ledger = new MemoryLedger();
    const hall = await started(ledger, () => clock);
    await hall.submit(issue, sender("t1"));
    clock -= 10 * 365 * 24 * 3_600_000;
    expect(hall.clockBehind).toBe(true);
    expect(numberOf(await hall.submit(issue, sender("t2")))).toBe("A002");
    const events = await ledger.read("floor", 0);
    expect(events.map((e) => e.at)).toEqual([...events.map((e) => e.at)].sort((a, b) => a - b));
    expect(hall.state.floor.queues["business"]?.map((t) => t.number)).toEqual(["A001", "A002"]);
    clock += 20 * 365 * 24 * 3_600_000;
    expect(hall.clockBehind).toBe(false);
    expect(numberOf(await hall.submit(issue, sender("t3")))).toBe("A003");
  });

  it("gives a cursor what it lacks, and nothing to one from before the service day", async () => {
    const hall = await started(new MemoryLedger());
    await hall.submit(issue, sender("c1"));
    const newest = hall.seq("floor");
    expect(await hall.since("floor", newest)).toEqual([]);
    expect((await hall.since("floor", newest - 1))?.map((e) => e.seq)).toEqual([newest]);
    expect(await hall.since("floor", newest + 5)).toBeNull();
    expect(await hall.since("floor", 0)).toBeNull();
  });
});
