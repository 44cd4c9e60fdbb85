import { describe, expect, it } from "vitest";
import { CURRENT_VERSIONS, upcast, upcastBy, UPCAST_PLAN } from "#hall-server/store/upcast.ts";
import { EMPTY_FLOOR } from "#shared/domain/queue/state.ts";
import { FOLDS, type FloorEvent, type OfficeEvent } from "#shared/domain/hall.ts";
import { EMPTY_OFFICE } from "#shared/domain/office.ts";
import { eventsOfVersion1 } from "./support.ts";

/** Every type there is: the compiler refuses this file when one is missing. */
const FLOOR_TYPES: Readonly<Record<FloorEvent["type"], true>> = {
  DayOpened: true,
  DayClosed: true,
  HallConfigured: true,
  TicketIssued: true,
  TicketCalled: true,
  TicketRecalled: true,
  ServiceStarted: true,
  ServiceFinished: true,
  TicketMissed: true,
  TicketReturned: true,
  TicketHeld: true,
  TicketResumed: true,
  TicketTransferred: true,
  TicketExpired: true,
  WindowOpened: true,
  WindowPaused: true,
  WindowClosed: true,
};
const OFFICE_TYPES: Readonly<Record<OfficeEvent["type"], true>> = {
  DayOpened: true,
  PriorityGranted: true,
  CalledOutOfTurn: true,
  WindowPausedFor: true,
  RatingDue: true,
  ServiceRated: true,
  Acted: true,
  Redacted: true,
};

const typesOf = (recorded: readonly { readonly event: { readonly type: string } }[]): Set<string> =>
  new Set(recorded.map(({ event }) => event.type));

describe("the stored events of version 1", () => {
  const { floor, office } = eventsOfVersion1();

  it("have an example of every type of both streams [S12]", () => {
    expect(typesOf(floor)).toEqual(new Set(Object.keys(FLOOR_TYPES)));
    expect(typesOf(office)).toEqual(new Set(Object.keys(OFFICE_TYPES)));
    for (const { v } of [...floor, ...office]) expect(v).toBe(1);
  });

  it("fold into the floor as it stood that evening [S12]", () => {
    const state = floor.reduce(
      (s, { at, v, event }) => FOLDS.floor.evolve(s, upcast("floor", event.type, v, event), at),
      EMPTY_FLOOR,
    );
    expect(state.day).toBeNull();
    expect(state.config.hall.name).toBe("清河县政务服务大厅");
    expect(state.issued).toEqual({ A: 2, B: 2 });
    expect(state.calls.map(({ number, windowId, times }) => [number, windowId, times])).toEqual([
      ["A002", "1", 1],
      ["B001", "2", 1],
      ["A001", "1", 2],
    ]);
    const waiting = Object.entries(state.queues).map(([key, tickets]) => [
      key,
      tickets.map(({ number }) => number),
    ]);
    expect(Object.fromEntries(waiting)).toEqual({ company: [], cards: ["B001"], "@2": ["A002"] });
    expect(state.held).toEqual([]);
    expect(state.missed).toEqual([]);
    expect(state.windows["1"]).toMatchObject({
      status: "closed",
      visit: null,
      served: { count: 1, totalMs: 60_000 },
    });
    expect(state.windows["2"]).toMatchObject({ status: "paused", staffId: null });
  });

  it("fold into the office as it stood that evening [S12]", () => {
    const state = office.reduce(
      (s, { at, v, event }) => FOLDS.office.evolve(s, upcast("office", event.type, v, event), at),
      EMPTY_OFFICE,
    );
    expect(state).toEqual({
      dayId: "2026-09-21",
      priorities: { t2: { visitorClass: "senior", reason: "" } },
      due: {
        "1": {
          t9: {
            number: "A009",
            serviceId: "company",
            windowId: "1",
            staffId: null,
            calledAt: 1_790_000_000_000,
            finishedAt: 1_790_000_060_000,
          },
        },
      },
      pauseReasons: { "2": "设备检修" },
    });
  });

  it("each change something when they are folded, but for those that only testify [S12]", () => {
    let state = EMPTY_FLOOR;
    for (const { seq, at, v, event } of floor) {
      const next = FOLDS.floor.evolve(state, upcast("floor", event.type, v, event), at);
      expect(next, `floor event ${seq}`).not.toEqual(state);
      state = next;
    }
  });
});

describe("upcasting", () => {
  it("has one step for every version above the first [S12]", () => {
    expect(UPCAST_PLAN.floor.length + 1).toBe(CURRENT_VERSIONS.floor);
    expect(UPCAST_PLAN.office.length + 1).toBe(CURRENT_VERSIONS.office);
  });

  const plan = upcastBy({
    floor: [
      { TicketIssued: (event) => ({ ...event, priority: false }) },
      {
        TicketIssued: (event) => ({ ...event, lane: event["priority"] ? "fast" : "plain" }),
        Renamed: (event) => ({ ...event, type: "Named" }),
      },
    ],
    office: [],
  });

  it("lifts an event through every step from its own version on [S12]", () => {
    const old = { type: "TicketIssued", number: "A001" };
    expect(plan("floor", "TicketIssued", 1, old)).toEqual({
      ...old,
      priority: false,
      lane: "plain",
    });
    const newer = { ...old, priority: true };
    expect(plan("floor", "TicketIssued", 2, newer)).toEqual({ ...newer, lane: "fast" });
    expect(plan("floor", "TicketIssued", 3, newer)).toEqual(newer);
    expect(old).toEqual({ type: "TicketIssued", number: "A001" });
  });

  it("leaves types alone that a step does not name, and follows one that is renamed [S12]", () => {
    const other = { type: "DayOpened", dayId: "2026-09-21" };
    expect(plan("floor", "DayOpened", 1, other)).toBe(other);
    expect(plan("floor", "Renamed", 1, { type: "Renamed" })).toEqual({ type: "Named" });
  });

  it("refuses an event newer than this software [S12]", () => {
    const event = { type: "DayOpened", dayId: "2026-09-21" };
    const future = expect.objectContaining({
      name: "StoreError",
      code: "from-the-future",
    }) as Error;
    expect(() => plan("floor", "DayOpened", 4, event)).toThrow(future);
    expect(() => upcast("floor", "DayOpened", CURRENT_VERSIONS.floor + 1, event)).toThrow(future);
    expect(() => upcast("office", "DayOpened", CURRENT_VERSIONS.office + 1, event)).toThrow(future);
  });

  it.each([
    { what: "a version that never was", v: 0, body: { type: "DayOpened" } },
    { what: "half a version", v: 1.5, body: { type: "DayOpened" } },
    { what: "another type than its row says", v: 1, body: { type: "DayClosed" } },
    { what: "no type", v: 1, body: {} },
    { what: "no object", v: 1, body: "DayOpened" },
    { what: "null", v: 1, body: null },
  ])("refuses an event with $what as unreadable [S12]", ({ v, body }) => {
    expect(() => plan("floor", "DayOpened", v, body)).toThrow(
      expect.objectContaining({ code: "unreadable" }) as Error,
    );
  });
});
