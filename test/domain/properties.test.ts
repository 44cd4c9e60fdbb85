import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "#shared/domain/decision.ts";
import {
  type Command,
  decide,
  EMPTY_HALL,
  evolve,
  type FloorEvent,
  type HallState,
} from "#shared/domain/hall.ts";
import type { TransferTarget } from "#shared/domain/queue/commands.ts";
import { evolveFloor } from "#shared/domain/queue/evolve.ts";
import { before, nextFor } from "#shared/domain/queue/order.ts";
import type { FloorState, Ticket } from "#shared/domain/queue/state.ts";
import { CONFIG, NINE } from "./given.ts";

const windowId = fc.constantFrom("1", "2", "3", "4", "99");
const serviceId = fc.constantFrom("business", "property", "tax", "nothing");
const number = fc
  .tuple(fc.constantFrom("A", "B", "C"), fc.integer({ min: 1, max: 12 }))
  .map(([letter, n]) => letter + String(n).padStart(3, "0"));
const reason = fc.constantFrom("急诊", "", "电话13800001111");
const ofWindow = <T extends Command["type"]>(...types: T[]) =>
  fc.record({ type: fc.constantFrom(...types), windowId }) as fc.Arbitrary<Command>;

/** Any command at all, sensible or not. */
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("IssueTicket" as const),
      serviceId,
      visitorClass: fc.constantFrom("ordinary", "elderly", "king"),
      reason,
    }),
  },
  {
    weight: 6,
    arbitrary: ofWindow(
      "CallNext",
      "Recall",
      "StartService",
      "FinishService",
      "MarkNoShow",
      "HoldTicket",
      "CloseWindow",
    ),
  },
  { weight: 3, arbitrary: ofWindow("OpenWindow") },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc.record({ type: fc.constant("CallTicket" as const), windowId, number, reason }),
      fc.record({ type: fc.constant("PauseWindow" as const), windowId, reason }),
      fc.record({ type: fc.constant("ReturnTicket" as const), number }),
      fc.record({ type: fc.constant("ResumeTicket" as const), windowId, number }),
      fc.record({
        type: fc.constant("TransferTicket" as const),
        windowId,
        to: fc.oneof<fc.Arbitrary<TransferTarget>[]>(
          fc.record({ serviceId }),
          fc.record({ windowId }),
        ),
      }),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ type: "CloseDay" }) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 0, max: 3 })
      .map((n): Command => ({ type: "OpenDay", dayId: `day${n}`, config: CONFIG })),
  },
);

const step = fc.record({ command, pause: fc.integer({ min: 0, max: 20 * 60_000 }) });
// "max": otherwise most scripts are ten steps long and never fill a hall.
const script = fc.array(step, { maxLength: 120, size: "max" });

const allTickets = (floor: FloorState): Ticket[] => [
  ...Object.values(floor.queues).flat(),
  ...Object.values(floor.windows).flatMap((w) => (w.visit ? [w.visit.ticket] : [])),
  ...floor.held.map((h) => h.ticket),
  ...floor.missed.map((m) => m.ticket),
];

/** Plays a script on a hall whose windows are open, and looks after every step. */
const play = (
  steps: readonly { command: Command; pause: number }[],
  look: (seen: {
    before: HallState;
    after: HallState;
    command: Command;
    events: readonly FloorEvent[];
    refused: boolean;
    office: readonly { type: string }[];
  }) => void,
): { state: HallState; log: { event: FloorEvent; at: number }[] } => {
  let state = EMPTY_HALL;
  let at: number = NINE;
  let ids = 0;
  const log: { event: FloorEvent; at: number }[] = [];
  const setup: Command[] = [
    { type: "OpenDay", dayId: "first", config: CONFIG },
    ...["1", "2", "3", "4"].map((id): Command => ({ type: "OpenWindow", windowId: id })),
  ];
  for (const { command, pause } of [...setup.map((c) => ({ command: c, pause: 0 })), ...steps]) {
    at += pause;
    const was = state;
    const given = { now: millis(at), id: `i${++ids}`, actor: { kind: "hall", id: "t" } as const };
    const decision = decide(state, command, given);
    const events = decision.accepted?.floor ?? [];
    if (decision.accepted) state = evolve(state, decision.accepted, millis(at));
    for (const event of events) log.push({ event, at });
    look({
      before: was,
      after: state,
      command,
      events,
      refused: Boolean(decision.refused),
      office: decision.accepted?.office ?? [],
    });
  }
  return { state, log };
};

describe("the queue, over random command sequences of many windows", () => {
  it("[Q16] a ticket stands in one place at most, and a window has one visitor at most", () => {
    fc.assert(
      fc.property(script, (steps) => {
        play(steps, ({ after }) => {
          const ids = allTickets(after.floor).map((t) => t.ticketId);
          expect(new Set(ids).size).toBe(ids.length);
        });
      }),
      { numRuns: 150 },
    );
  });

  it("[Q7] a number is given once a day", () => {
    fc.assert(
      fc.property(script, (steps) => {
        const given = new Set<string>();
        play(steps, ({ events }) => {
          for (const event of events) {
            if (event.type === "DayOpened") given.clear();
            if (event.type !== "TicketIssued") continue;
            expect(given.has(event.number)).toBe(false);
            given.add(event.number);
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it("[Q11] nobody is passed within a class without a recorded reason", () => {
    fc.assert(
      fc.property(script, (steps) => {
        play(steps, ({ before: was, command, events, office }) => {
          const call = events.find((e) => e.type === "TicketCalled");
          if (!call || call.type !== "TicketCalled") return;
          const queue = Object.values(was.floor.queues).find((q) =>
            q.some((t) => t.ticketId === call.ticketId),
          );
          const called = queue?.find((t) => t.ticketId === call.ticketId);
          const passed = queue?.filter(
            (t) => called && t.priority === called.priority && before(t, called),
          );
          if (passed?.length) expect(office.some((e) => e.type === "CalledOutOfTurn")).toBe(true);
          if (command.type === "CallNext")
            expect(nextFor(was.floor, command.windowId)?.ticketId).toBe(call.ticketId);
        });
      }),
      { numRuns: 150 },
    );
  });

  it("[Q10] every queue stands in calling order", () => {
    fc.assert(
      fc.property(script, (steps) => {
        play(steps, ({ after }) => {
          for (const queue of Object.values(after.floor.queues))
            for (let i = 1; i < queue.length; i++)
              expect(before(queue[i - 1]!, queue[i]!)).toBe(true);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("[Q24] the events of every accepted command fold to the same state on a screen", () => {
    fc.assert(
      fc.property(script, fc.nat(), (steps, cut) => {
        const { state, log } = play(steps, () => {});
        const fold = (from: FloorState, events: typeof log) =>
          events.reduce((s, { event, at }) => evolveFloor(s, event, millis(at)), from);
        expect(fold(EMPTY_HALL.floor, log)).toEqual(state.floor);
        // A screen that joined in the middle with a snapshot that went over the wire ends up equal.
        const k = cut % (log.length + 1);
        const snapshot = JSON.parse(
          JSON.stringify(fold(EMPTY_HALL.floor, log.slice(0, k))),
        ) as FloorState;
        expect(fold(snapshot, log.slice(k))).toEqual(state.floor);
      }),
      { numRuns: 100 },
    );
  });

  it("[Q23] a refused command changes nothing", () => {
    fc.assert(
      fc.property(script, (steps) => {
        play(steps, ({ before: was, after, refused, events }) => {
          if (!refused) return;
          expect(after).toBe(was);
          expect(events).toEqual([]);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("keeps a small state: nothing that can no longer change stays in it", () => {
    fc.assert(
      fc.property(script, (steps) => {
        const { state, log } = play(steps, () => {});
        const ended = new Set(
          log.flatMap(({ event }) =>
            event.type === "ServiceFinished" || event.type === "TicketExpired"
              ? [event.ticketId]
              : [],
          ),
        );
        for (const { ticketId } of allTickets(state.floor)) expect(ended.has(ticketId)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
