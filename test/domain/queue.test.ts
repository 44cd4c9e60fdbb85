import { describe, expect, it } from "vitest";
import type { Command } from "#shared/domain/hall.ts";
import { configProblem, PREFIXES } from "#shared/domain/queue/config.ts";
import { LAST_NUMBER, parseTicketNumber, ticketNumber } from "#shared/domain/queue/number.ts";
import { nextFor, waitingCount, waitingFor } from "#shared/domain/queue/order.ts";
import { CONFIG, openHall, TestHall } from "./given.ts";

describe("the service day", () => {
  it("[Q1] refuses everything before the day is open, and a second opening", () => {
    const hall = new TestHall();
    hall.refused({ type: "IssueTicket", serviceId: "business" }, "day-not-open");
    hall.refused({ type: "CallNext", windowId: "1" }, "day-not-open");
    hall.refused({ type: "CloseDay" }, "day-not-open");
    hall.when({ type: "OpenDay", dayId: "d1", config: CONFIG });
    hall.refused({ type: "OpenDay", dayId: "d2", config: CONFIG }, "day-already-open");
  });

  it("[Q2] refuses a configuration that contradicts itself, and says where", () => {
    const hall = new TestHall();
    const [first] = CONFIG.services;
    const wrong = [
      { ...CONFIG, services: [first!, { ...first!, id: "other" }] },
      { ...CONFIG, services: [{ ...first!, windows: ["99"] }] },
      { ...CONFIG, services: [{ ...first!, prefix: "O" }] },
      { ...CONFIG, services: [{ ...first!, prefix: "AB" }] },
      { ...CONFIG, windows: [...CONFIG.windows, CONFIG.windows[0]!] },
      { ...CONFIG, classes: [] },
    ];
    for (const config of wrong) {
      hall.refused({ type: "OpenDay", dayId: "d", config }, "configuration-invalid");
      expect(configProblem(config)?.detail).not.toBe("");
    }
    expect(configProblem(CONFIG)).toBeNull();
    for (const letter of "IOQ") expect(PREFIXES).not.toContain(letter);
  });

  it("[Q3] [Q5] begins a new day without tickets at 001, under an id of its own", () => {
    const hall = openHall("1");
    hall.ticket("business");
    hall.ticket("business");
    hall.when({ type: "CloseDay" });
    hall.refused({ type: "OpenDay", dayId: "2026-03-12", config: CONFIG }, "day-used");
    hall.when({ type: "OpenDay", dayId: "2026-03-13", config: CONFIG });
    expect(waitingCount(hall.state.floor, "business")).toBe(0);
    expect(hall.ticket("business")).toBe("A001");
  });

  it("[Q4] lets every open ticket expire and closes every window at the end of the day", () => {
    const hall = openHall("1", "2", "3");
    for (let i = 0; i < 5; i++) hall.ticket("business");
    hall.next("1");
    hall.when({ type: "MarkNoShow", windowId: "1" });
    hall.next("1");
    hall.when({ type: "HoldTicket", windowId: "1" });
    hall.next("1");
    hall.when({ type: "CloseDay" });
    const expired = hall.history.at(-1)!.accepted.floor.filter((e) => e.type === "TicketExpired");
    expect(expired).toHaveLength(5);
    const { queues, windows, held, missed, day } = hall.state.floor;
    expect([Object.values(queues).flat(), held, missed]).toEqual([[], [], []]);
    expect(Object.values(windows).every((w) => w.status === "closed" && !w.visit)).toBe(true);
    expect(day).toBeNull();
  });
});

describe("tickets", () => {
  it("[Q6] numbers run A001 … A999, then A1000", () => {
    expect(ticketNumber("A", 1)).toBe("A001");
    expect(ticketNumber("A", 999)).toBe("A999");
    expect(ticketNumber("A", 1000)).toBe("A1000");
    expect(ticketNumber("A", LAST_NUMBER)).toHaveLength(5);
  });

  it("[Q6] reads numbers as people write them", () => {
    expect(parseTicketNumber(" a12 ")).toBe("A012");
    expect(parseTicketNumber("A0012")).toBe("A012");
    for (const none of ["", "12", "AA1", "A0", "A10000", "A-1"])
      expect(parseTicketNumber(none)).toBeNull();
  });

  it("[Q6] [Q23] refuses the ticket after the last number of a series", () => {
    const hall = openHall();
    const { floor } = hall.state;
    hall.state = { ...hall.state, floor: { ...floor, issued: { A: LAST_NUMBER } } };
    hall.refused({ type: "IssueTicket", serviceId: "business" }, "numbers-exhausted");
    expect(hall.ticket("property")).toBe("B001");
  });

  it("[Q8] grants a class only with its reason", () => {
    const hall = openHall();
    const ask = (reason?: string): Command => ({
      type: "IssueTicket",
      serviceId: "business",
      visitorClass: "elderly",
      reason,
    });
    hall.refused(ask(), "reason-required");
    hall.refused(ask("  "), "reason-required");
    hall.refused({ ...ask("看过证"), visitorClass: "king" } as Command, "unknown-class");
    hall.when(ask("年满 60 周岁"));
    expect(Object.values(hall.state.office.priorities)).toEqual([
      { visitorClass: "elderly", reason: "年满 60 周岁" },
    ]);
  });

  it("[Q9] says on the floor that a ticket has priority, never why", () => {
    const hall = openHall();
    hall.ticket("business", "elderly");
    const floor = JSON.stringify(hall.history.at(-1)!.accepted.floor);
    expect(floor).toContain('"priority":true');
    expect(floor).not.toContain("elderly");
    expect(floor).not.toContain("证件");
    expect(JSON.stringify(hall.state.floor.queues)).not.toContain("elderly");
  });

  it("[Q20] refuses a reason that holds a phone or ID number", () => {
    const hall = openHall("1");
    for (const reason of ["电话13800001111", "证 330 102 1950 0101 1234"])
      hall.refused(
        { type: "IssueTicket", serviceId: "business", visitorClass: "elderly", reason },
        "personal-data",
      );
    hall.when({ type: "PauseWindow", windowId: "1", reason: "系统维护到 10:30" });
  });

  it("tells a new ticket how many of its queue are called before it, and where to go", () => {
    const hall = openHall();
    expect(hall.when({ type: "IssueTicket", serviceId: "business" })).toMatchObject({
      number: "A001",
      ahead: 0,
      windows: ["1", "2"],
    });
    hall.ticket("property");
    expect(hall.when({ type: "IssueTicket", serviceId: "business" }).ahead).toBe(1);
    hall.refused({ type: "IssueTicket", serviceId: "nothing" }, "unknown-service");
  });
});

describe("order", () => {
  it("[Q10] calls who came first, over all services of the window", () => {
    const hall = openHall("2");
    hall.ticket("property");
    hall.later(1).ticket("business");
    hall.later(1).ticket("property");
    expect([hall.next("2"), hall.next("2"), hall.next("2"), hall.next("2")]).toEqual([
      "B001",
      "A001",
      "B002",
      null,
    ]);
  });

  it("[Q10] gives priority a head start of 15 minutes, and no more", () => {
    const hall = openHall("1");
    hall.ticket("business");
    hall.later(10).ticket("business");
    hall.later(10).ticket("business", "elderly");
    // Taken at 20 minutes, counted as 5: after the first, before the second.
    expect(waitingFor(hall.state.floor, "1").map((t) => t.number)).toEqual([
      "A001",
      "A003",
      "A002",
    ]);
  });

  it("[Q10] of two that count as equal, the earlier ticket goes first", () => {
    const hall = openHall("1");
    hall.ticket("business");
    hall.later(15);
    const late = hall.when({
      type: "IssueTicket",
      serviceId: "business",
      visitorClass: "elderly",
      reason: "证件已看",
    });
    expect(late.ahead).toBe(1);
    expect([hall.next("1"), hall.next("1")]).toEqual(["A001", "A002"]);
  });

  it("[Q11] never calls for a service the window does not serve", () => {
    const hall = openHall("1", "4");
    hall.ticket("business");
    expect(hall.next("4")).toBeNull();
    expect(nextFor(hall.state.floor, "1")?.number).toBe("A001");
  });
});

describe("calling", () => {
  it("[Q12] a recall always sounds: a new call id, first among the calls", () => {
    const hall = openHall("1", "2");
    hall.ticket("business");
    hall.ticket("business");
    const first = hall.when({ type: "CallNext", windowId: "1" });
    hall.next("2");
    expect(hall.state.floor.calls[0]?.number).toBe("A002");
    const again = hall.when({ type: "Recall", windowId: "1" });
    expect(again.callId).not.toBe(first.callId);
    expect(hall.state.floor.calls.map((c) => [c.number, c.times])).toEqual([
      ["A001", 2],
      ["A002", 1],
    ]);
    hall.when({ type: "Recall", windowId: "1" });
    expect(hall.state.floor.calls[0]).toMatchObject({ number: "A001", times: 3 });
  });

  it("[Q13] call next finishes whom the window has, called or serving, as served", () => {
    const hall = openHall("1");
    for (let i = 0; i < 3; i++) hall.ticket("business");
    hall.next("1");
    hall.later(4);
    expect(hall.next("1")).toBe("A002");
    expect(hall.window("1").served).toEqual({ count: 1, totalMs: 4 * 60_000 });
    hall.when({ type: "StartService", windowId: "1" });
    expect(hall.next("1")).toBe("A003");
    expect(hall.next("1")).toBeNull();
    expect(hall.window("1")).toMatchObject({ visit: null, served: { count: 3 } });
    expect(Object.keys(hall.state.office.due["1"]!)).toHaveLength(3);
  });

  it("[Q14] a doubled or held-down key calls once", () => {
    const hall = openHall("1");
    for (let i = 0; i < 3; i++) hall.ticket("business");
    const press = (seen: string | null): Command => ({ type: "CallNext", windowId: "1", seen });
    const first = hall.when(press(null)).ticket!;
    // The second press was made on the picture before the call …
    hall.refused(press(null), "double-press");
    // … or on the new one, but faster than a person means it.
    hall.refused(press(first.ticketId), "double-press");
    hall.later(1);
    expect(hall.when(press(first.ticketId)).ticket?.number).toBe("A002");
  });

  it("[Q15] calls a chosen ticket only with a reason, and keeps the reason in the office", () => {
    const hall = openHall("1", "4");
    hall.ticket("business");
    hall.ticket("business");
    const choose = (windowId: string, number: string, reason: string): Command => ({
      type: "CallTicket",
      windowId,
      number,
      reason,
    });
    hall.refused(choose("1", "A002", ""), "reason-required");
    hall.refused(choose("1", "A009", "急事"), "unknown-ticket");
    hall.refused(choose("4", "A002", "急事"), "not-served-here");
    expect(hall.when(choose("1", "a2", "急诊")).ticket?.number).toBe("A002");
    expect(hall.history.at(-1)!.accepted.office).toContainEqual(
      expect.objectContaining({ type: "CalledOutOfTurn", number: "A002", reason: "急诊" }),
    );
    expect(JSON.stringify(hall.history.at(-1)!.accepted.floor)).not.toContain("急诊");
    hall.refused(choose("1", "A002", "急事"), "not-callable");
    expect(hall.next("1")).toBe("A001");
  });
});

describe("at the window", () => {
  it("[Q16] two windows never get one visitor", () => {
    const hall = openHall("1", "2");
    hall.ticket("business");
    expect(hall.next("1")).toBe("A001");
    expect(hall.next("2")).toBeNull();
  });

  it("[Q17] only an open window calls; opening twice is no error; a pause needs a reason", () => {
    const hall = openHall();
    hall.ticket("business");
    hall.refused({ type: "CallNext", windowId: "1" }, "window-not-open");
    hall.refused({ type: "PauseWindow", windowId: "1", reason: "午休" }, "window-not-open");
    hall.when({ type: "OpenWindow", windowId: "1" });
    hall.when({ type: "OpenWindow", windowId: "1" });
    expect(hall.history.at(-1)!.accepted.floor).toEqual([]);
    hall.refused({ type: "PauseWindow", windowId: "1", reason: " " }, "reason-required");
    hall.when({ type: "PauseWindow", windowId: "1", reason: "午休" });
    hall.refused({ type: "CallNext", windowId: "1" }, "window-not-open");
    hall.when({ type: "OpenWindow", windowId: "1" });
    hall.next("1");
    hall.refused({ type: "CloseWindow", windowId: "1" }, "window-busy");
    hall.when({ type: "FinishService", windowId: "1" });
    hall.when({ type: "CloseWindow", windowId: "1" });
    hall.when({ type: "CloseWindow", windowId: "1" });
    hall.refused({ type: "OpenWindow", windowId: "77" }, "unknown-window");
  });

  it("[Q18] remembers the finished service for the pad until the next visitor is served", () => {
    const hall = openHall("1");
    hall.ticket("business");
    hall.ticket("business");
    hall.next("1");
    hall.next("1");
    expect(hall.window("1").finished?.number).toBe("A001");
    hall.when({ type: "StartService", windowId: "1" });
    expect(hall.window("1").finished).toBeNull();
    hall.when({ type: "FinishService", windowId: "1" });
    expect(hall.window("1").finished?.number).toBe("A002");
    hall.when({ type: "CloseWindow", windowId: "1" });
    expect(hall.window("1").finished).toBeNull();
  });

  it("[Q19] a transferred ticket waits again with its original time", () => {
    const hall = openHall("1", "3");
    hall.ticket("business");
    hall.later(5).ticket("property");
    hall.later(1).next("1");
    hall.when({ type: "TransferTicket", windowId: "1", to: { serviceId: "property" } });
    expect(hall.window("1").visit).toBeNull();
    expect([hall.next("3"), hall.next("3")]).toEqual(["A001", "B001"]);
  });

  it("[Q19] a ticket sent to one window is called by that window alone", () => {
    const hall = openHall("1", "2", "4");
    hall.ticket("business");
    hall.next("1");
    hall.refused({ type: "TransferTicket", windowId: "1", to: { windowId: "1" } }, "same-place");
    hall.refused(
      { type: "TransferTicket", windowId: "1", to: { serviceId: "business" } },
      "same-place",
    );
    hall.refused(
      { type: "TransferTicket", windowId: "1", to: { windowId: "9" } },
      "unknown-window",
    );
    hall.when({ type: "TransferTicket", windowId: "1", to: { windowId: "4" } });
    expect(waitingCount(hall.state.floor, "business")).toBe(1);
    expect([hall.next("1"), hall.next("2"), hall.next("4")]).toEqual([null, null, "A001"]);
  });

  it("[Q21] a no-show returns behind the next three of its service", () => {
    const hall = openHall("1");
    for (let i = 0; i < 6; i++) hall.later(1).ticket("business");
    hall.next("1");
    hall.when({ type: "MarkNoShow", windowId: "1" });
    hall.refused({ type: "ReturnTicket", number: "A002" }, "not-a-no-show");
    hall.when({ type: "ReturnTicket", number: "a1" });
    expect(waitingFor(hall.state.floor, "1").map((t) => t.number)).toEqual([
      "A002",
      "A003",
      "A004",
      "A001",
      "A005",
      "A006",
    ]);
  });

  it("[Q21] a no-show that returns to an empty queue is next", () => {
    const hall = openHall("1");
    hall.ticket("business");
    hall.next("1");
    hall.when({ type: "MarkNoShow", windowId: "1" });
    expect(hall.next("1")).toBeNull();
    hall.when({ type: "ReturnTicket", number: "A001" });
    expect(hall.next("1")).toBe("A001");
  });

  it("[Q21] whose service has started is no no-show", () => {
    const hall = openHall("1");
    hall.ticket("business");
    hall.refused({ type: "MarkNoShow", windowId: "1" }, "window-empty");
    hall.next("1");
    hall.when({ type: "StartService", windowId: "1" });
    hall.when({ type: "StartService", windowId: "1" });
    hall.refused({ type: "MarkNoShow", windowId: "1" }, "already-serving");
  });

  it("[Q22] a held ticket is resumed at a free window, without a call", () => {
    const hall = openHall("1", "2");
    hall.ticket("business");
    hall.ticket("business");
    hall.next("1");
    hall.when({ type: "HoldTicket", windowId: "1" });
    const calls = hall.state.floor.calls.length;
    hall.next("1");
    hall.refused({ type: "ResumeTicket", windowId: "1", number: "A001" }, "window-busy");
    hall.refused({ type: "ResumeTicket", windowId: "2", number: "A002" }, "not-held");
    hall.when({ type: "ResumeTicket", windowId: "2", number: "A001" });
    expect(hall.window("2").visit).toMatchObject({ phase: "serving", ticket: { number: "A001" } });
    expect(hall.state.floor.calls).toHaveLength(calls + 1);
  });
});
