import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NINE, ofTheHall, openDay, type Taken, TestHall } from "./harness.ts";

let hall: TestHall;
beforeEach(async () => {
  hall = await TestHall.open();
});
afterEach(() => hall.close());

interface HallNow {
  readonly dayId: string | null;
  readonly seq: number;
  readonly services: { id: string; name: string; prefix: string; waiting: number }[];
  readonly windows: { id: string; services: string[]; state: string; ticket: string | null }[];
}

const take = (body: object = { serviceId: "business" }, id?: string): Promise<Taken> =>
  hall.post("/tickets", body, id === undefined ? {} : { id });
const at = (window: string, verb: string, body?: object): Promise<unknown> =>
  hall.post(`/windows/${window}/${verb}`, body);
const now = async (): Promise<HallNow> => (await hall.call("GET", "/hall")).body as HallNow;
const windowNow = async (id: string) => (await now()).windows.find((w) => w.id === id);
const look = async ({ number, secret }: Taken): Promise<Record<string, unknown>> =>
  (await hall.call("GET", `/tickets/${number}?secret=${secret}`, { as: null })).body as Record<
    string,
    unknown
  >;
const ref = ({ ticketId, number }: Taken, serviceId = "business") => ({
  ticketId,
  number,
  serviceId,
});

describe("the life of a ticket over the API", () => {
  it("is taken, called, recalled, started, finished and rated", async () => {
    const ticket = await take();
    expect(ticket).toEqual({
      ticketId: expect.any(String) as string,
      number: "A001",
      secret: expect.stringMatching(/^[\w-]{22}$/) as string,
      ahead: 0,
      windows: ["12", "13", "14"],
    });
    expect(await take()).toMatchObject({ number: "A002", ahead: 1 });
    expect(await look(ticket)).toEqual({
      number: "A001",
      serviceId: "business",
      serviceName: "企业开办与许可",
      serviceNameEn: "Business start-up and permits",
      state: "waiting",
      ahead: 0,
      windows: ["12", "13", "14"],
      windowId: null,
      places: ["2 楼 B 区"],
      placesEn: ["Floor 2, Zone B"],
      calledAt: null,
      updatedAt: NINE,
      hallName: "明川县政务服务中心",
      hallNameEn: "Mingchuan County Government Service Centre",
      desk: "1 楼服务台",
      deskEn: "Service Desk, Floor 1",
    });

    expect(await windowNow("12")).toMatchObject({ state: "closed", ticket: null });
    expect(await at("12", "open")).toEqual({ window: { id: "12", state: "open" } });
    const called = (await at("12", "call-next")) as { callId: string };
    expect(called).toEqual({ callId: expect.any(String) as string, ticket: ref(ticket) });
    expect(await windowNow("12")).toEqual({
      id: "12",
      name: "12 号窗口",
      services: ["business"],
      state: "open",
      ticket: "A001",
    });
    expect(await look(ticket)).toMatchObject({
      state: "called",
      ahead: null,
      windows: ["12"],
      windowId: "12",
      calledAt: NINE,
    });

    const again = (await at("12", "recall")) as { callId: string };
    expect(again).toEqual({ callId: expect.any(String) as string, ticket: ref(ticket) });
    expect(again.callId).not.toBe(called.callId);
    expect(await at("12", "start")).toEqual({ ticket: ref(ticket) });
    expect(await at("12", "start")).toEqual({ ticket: ref(ticket) });
    expect(await look(ticket)).toMatchObject({ state: "serving", windowId: "12" });
    expect(await at("12", "finish")).toEqual({ ticket: ref(ticket) });
    expect(await look(ticket)).toMatchObject({
      state: "done",
      windows: [],
      windowId: null,
      places: [],
      calledAt: null,
    });

    const { ticketId, secret } = ticket;
    const rating = { ticketId, secret, grade: 2, reasons: ["long-wait"], comment: "叫号太慢" };
    expect(await hall.post("/ratings", rating)).toEqual({ ticketId, grade: 2 });
    expect(await hall.refused("/ratings", { body: rating })).toBe("409 not-rateable");
  });

  it("[Q13] one press per visitor is enough: call-next finishes and calls, null when nobody waits", async () => {
    const [first, second] = [await take(), await take()];
    await at("12", "open");
    await at("12", "call-next");
    expect(await at("12", "call-next")).toMatchObject({ ticket: ref(second) });
    expect(await look(first)).toMatchObject({ state: "done" });
    expect(await at("12", "call-next")).toEqual({ callId: null, ticket: null });
    expect(await look(second)).toMatchObject({ state: "done" });
    expect((await windowNow("12"))?.ticket).toBeNull();
  });

  it("[Q15] a chosen ticket is called with its reason, written as people write numbers", async () => {
    await take();
    const second = await take();
    await at("12", "open");
    expect(await at("12", "call", { number: " a2 ", reason: "材料已补齐" })).toEqual({
      callId: expect.any(String) as string,
      ticket: ref(second),
    });
    const office = await hall.context.ledger.read("office", 0);
    expect(office.map(({ event }) => event)).toContainEqual({
      type: "CalledOutOfTurn",
      ticketId: second.ticketId,
      number: "A002",
      windowId: "12",
      reason: "材料已补齐",
    });
  });

  it("[Q21] a no-show comes back to wait", async () => {
    const ticket = await take();
    await at("12", "open");
    await at("12", "call-next");
    expect(await at("12", "no-show")).toEqual({ ticket: ref(ticket) });
    expect(await look(ticket)).toMatchObject({
      state: "missed",
      windowId: "12",
      windows: ["12"],
      calledAt: NINE,
    });
    expect(await hall.post("/tickets/A001/return", {})).toEqual({ ticket: ref(ticket) });
    expect(await look(ticket)).toMatchObject({ state: "waiting", ahead: 0, calledAt: null });
    expect(await hall.refused("/tickets/A001/return")).toBe("409 not-a-no-show");
  });

  it("[Q22] a held ticket frees the window and is resumed there", async () => {
    const ticket = await take();
    await at("12", "open");
    await at("12", "call-next");
    expect(await at("12", "hold")).toEqual({ ticket: ref(ticket) });
    expect(await look(ticket)).toMatchObject({ state: "held", windowId: "12" });
    expect((await windowNow("12"))?.ticket).toBeNull();
    expect(await at("12", "resume", { number: "A001" })).toEqual({ ticket: ref(ticket) });
    expect(await look(ticket)).toMatchObject({ state: "serving", windowId: "12" });
  });

  it("[Q19] a transferred ticket waits for another service, or for one window alone", async () => {
    const ticket = await take();
    await at("12", "open");
    await at("12", "call-next");
    expect(await at("12", "transfer", { serviceId: "general" })).toEqual({ ticket: ref(ticket) });
    expect(await look(ticket)).toMatchObject({
      state: "waiting",
      serviceId: "general",
      serviceName: "综合受理",
      windows: ["15", "16", "17", "18"],
    });
    await at("15", "open");
    await at("15", "call-next");
    expect(await at("15", "transfer", { windowId: "3" })).toMatchObject({
      ticket: ref(ticket, "general"),
    });
    expect(await look(ticket)).toMatchObject({
      state: "waiting",
      ahead: 0,
      windowId: "3",
      windows: ["3"],
      places: ["1 楼 A 区"],
    });
  });

  it("[Q17] a window opens (twice is no error), pauses with a reason, and closes", async () => {
    for (const _ of [1, 2])
      expect(await at("7", "open")).toEqual({ window: { id: "7", state: "open" } });
    expect(await at("7", "pause", { reason: "系统维护" })).toEqual({
      window: { id: "7", state: "paused" },
    });
    expect((await windowNow("7"))?.state).toBe("paused");
    expect(await hall.refused("/windows/7/call-next")).toBe("409 window-not-open");
    for (const _ of [1, 2])
      expect(await at("7", "close")).toEqual({ window: { id: "7", state: "closed" } });
    expect((await windowNow("7"))?.state).toBe("closed");
  });

  it("[Q8] [Q10] a priority ticket needs its reason and stands before those who came just earlier", async () => {
    await take();
    const elderly = { serviceId: "business", visitorClass: "elderly" };
    expect(await hall.refused("/tickets", { body: elderly })).toBe("422 reason-required");
    const body = { ...elderly, reason: "年满 60 周岁" };
    expect(await take(body)).toMatchObject({ number: "A002", ahead: 0 });
  });

  it("the hall counts who waits, those sent to one window included", async () => {
    for (const _ of [1, 2, 3]) await take();
    await take({ serviceId: "general" });
    await at("12", "open");
    await at("12", "call-next");
    await at("12", "transfer", { windowId: "13" });
    const { dayId, seq, services } = await now();
    expect({ dayId, seq }).toEqual({ dayId: "2026-03-12", seq: hall.seqs.floor });
    const waiting = Object.fromEntries(services.map((s) => [s.prefix, s.waiting]));
    expect(waiting).toMatchObject({ A: 3, H: 1, B: 0 });
  });

  it("[Q3] [Q4] a ticket belongs to its day: it expires at the end, and yesterday's number is nobody's", async () => {
    const old = await take();
    await at("12", "open");
    const served = await take({ serviceId: "property" });
    await at("7", "open");
    await at("7", "call-next");
    await at("7", "finish");
    await ofTheHall(hall.context, { type: "CloseDay" });
    expect(await look(old)).toMatchObject({ state: "expired", ahead: null, windows: [] });
    expect(await now()).toMatchObject({ dayId: null });
    expect(await hall.refused("/tickets", { body: { serviceId: "business" } })).toBe(
      "409 day-not-open",
    );
    expect(await hall.refused("/windows/12/open")).toBe("409 day-not-open");
    await openDay(hall.context, "2026-03-13");
    await at("12", "open");
    const call = { number: old.number, reason: "昨天没办完" };
    expect(await hall.refused("/windows/12/call", { body: call })).toBe("404 unknown-ticket");
    expect(await hall.refused(`/tickets/${old.number}/return`)).toBe("404 unknown-ticket");
    expect(await look(old)).toMatchObject({ code: "unknown-ticket" });
    const fresh = await take();
    expect(fresh.number).toBe(old.number);
    expect(await look({ ...fresh, secret: old.secret })).toMatchObject({ code: "unknown-ticket" });
    expect(await look(fresh)).toMatchObject({ state: "waiting" });
    const { ticketId, secret } = served;
    const late = { ticketId, secret, grade: 5 };
    expect(await hall.refused("/ratings", { body: late })).toBe("409 not-rateable");
  });

  it("what was done over the API names its key in the office stream, and says nothing of who rated", async () => {
    const ticket = await take();
    await at("12", "open");
    await at("12", "call-next");
    await at("12", "finish");
    const { ticketId, secret } = ticket;
    await hall.post("/ratings", { ticketId, secret, grade: 5 }, { as: "rater" });
    const acts = (await hall.context.ledger.read("office", 0)).flatMap(({ event }) =>
      event.type === "Acted" && event.actor.kind === "key" ? [event] : [],
    );
    const [key] = hall.keys.list();
    expect(acts.map(({ actor, command, about }) => [actor.id === key?.id, command, about])).toEqual(
      [
        [true, "IssueTicket", "business"],
        [true, "OpenWindow", "12"],
        [true, "CallNext", "12"],
        [true, "FinishService", "12"],
      ],
    );
  });
});
