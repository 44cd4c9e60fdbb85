import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { windowOf } from "#shared/domain/queue/state.ts";
import { openHall, type TestHall } from "./hall.ts";

describe("the window", () => {
  let hall: TestHall;
  const windowState = (id: string) => windowOf(hall.hall.state.floor, id);
  const whoIs = async (cookie: string) =>
    (await hall.call("GET", "/session", { cookie })).body["person"];
  const choose = (cookie: string, windowId: string | null, takeOver?: boolean) =>
    hall.call("PUT", "/session/window", { cookie, body: { windowId, takeOver } });

  beforeEach(async () => {
    hall = await openHall();
    await hall.openDay("2026-03-12");
  });
  afterEach(() => hall.stop());

  /** Whose card the clerk wang is. */
  const STAFF = "s0403";

  it("is opened under the person's name when chosen, and closed when left", async () => {
    const { id, cookie } = await hall.as("wang");
    const { status, body } = await choose(cookie, "3");
    expect(status).toBe(200);
    expect(body["person"]).toMatchObject({ windowId: "3" });
    expect(windowState("3")).toMatchObject({ status: "open", staffId: STAFF });
    expect((await hall.acts()).at(-1)).toEqual({
      kind: "account",
      id,
      command: "OpenWindow",
      about: "3",
    });
    expect((await choose(cookie, null)).body["person"]).toMatchObject({ windowId: null });
    expect(windowState("3").status).toBe("closed");
  });

  it("chosen again is opened again, and chosen anew leaves the old one", async () => {
    const { cookie } = await hall.as("wang");
    await choose(cookie, "3");
    await hall.submit({ type: "PauseWindow", windowId: "3", reason: "吃饭" });
    expect((await choose(cookie, "3")).status).toBe(200);
    expect(windowState("3").status).toBe("open");
    await choose(cookie, "4");
    expect(windowState("3").status).toBe("closed");
    expect(windowState("4").status).toBe("open");
  });

  it("that another has is refused with the name, unless taken over", async () => {
    const one = await hall.as("wang");
    const two = await hall.as("zhao");
    const changed: string[] = [];
    hall.sessions.onWindowChanged((id) => changed.push(id));
    await choose(one.cookie, "3");
    const refused = await choose(two.cookie, "3");
    expect([refused.status, refused.body.code]).toEqual([409, "window-taken"]);
    expect(refused.body["zh"]).toContain("3 号窗口现在由wang 同志使用");
    expect(windowState("3").staffId).toBe(STAFF);
    expect((await choose(two.cookie, "3", true)).body["person"]).toMatchObject({ windowId: "3" });
    expect(await whoIs(one.cookie)).toMatchObject({ windowId: null });
    expect(windowState("3")).toMatchObject({ status: "open", staffId: "s0411" });
    expect(changed).toEqual([one.session.id, one.session.id, two.session.id]);
  });

  it("goes to one of two who want it at once", async () => {
    const one = await hall.as("wang");
    const two = await hall.as("zhao");
    const append = hall.ledger.append.bind(hall.ledger);
    hall.ledger.append = async (batch) => {
      // The disk takes so long that the second wish has come before the first is carried out.
      await whoIs(two.cookie);
      await append(batch);
    };
    const both = await Promise.all([choose(one.cookie, "3"), choose(two.cookie, "3")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("taken over keeps the visitor who is there", async () => {
    const one = await hall.as("wang");
    const two = await hall.as("zhao");
    await choose(one.cookie, "12");
    await hall.submit({ type: "IssueTicket", serviceId: "business" });
    await hall.submit({ type: "CallNext", windowId: "12" });
    await choose(two.cookie, "12", true);
    expect(windowState("12").visit?.ticket.number).toBe("A001");
  });

  it("with a visitor can be neither left nor exchanged, and nothing changes", async () => {
    const { cookie } = await hall.as("wang");
    await choose(cookie, "12");
    await hall.submit({ type: "IssueTicket", serviceId: "business" });
    await hall.submit({ type: "CallNext", windowId: "12" });
    for (const windowId of [null, "13"]) {
      const { status, body } = await choose(cookie, windowId);
      expect([status, body.code]).toEqual([409, "window-busy"]);
      expect(body["zh"]).toContain("A001");
    }
    expect(await whoIs(cookie)).toMatchObject({ windowId: "12" });
    expect(windowState("13").status).toBe("closed");
  });

  it("is closed by signing out; with a visitor it stays open, unattended, and is free", async () => {
    const one = await hall.as("wang");
    await choose(one.cookie, "3");
    await hall.call("DELETE", "/session", { cookie: one.cookie });
    expect(windowState("3").status).toBe("closed");
    const two = await hall.as("wang");
    await choose(two.cookie, "12");
    await hall.submit({ type: "IssueTicket", serviceId: "business" });
    await hall.submit({ type: "CallNext", windowId: "12" });
    expect((await hall.call("DELETE", "/session", { cookie: two.cookie })).status).toBe(200);
    expect(windowState("12")).toMatchObject({ status: "open", visit: { phase: "called" } });
    const three = await hall.as("zhao");
    expect((await choose(three.cookie, "12")).status).toBe(200);
  });

  it("that there is not is refused before the old one is left", async () => {
    const { cookie } = await hall.as("wang");
    await choose(cookie, "3");
    const { status, body } = await choose(cookie, "99");
    expect([status, body.code]).toEqual([404, "unknown-window"]);
    expect(await whoIs(cookie)).toMatchObject({ windowId: "3" });
    expect(windowState("3").status).toBe("open");
  });

  it("cannot be opened without a service day, but left and signed out", async () => {
    const { cookie } = await hall.as("wang");
    await choose(cookie, "3");
    await hall.submit({ type: "CloseDay" });
    expect((await choose(cookie, "3")).body.code).toBe("day-not-open");
    expect((await choose(cookie, null)).status).toBe(200);
    expect((await hall.call("DELETE", "/session", { cookie })).status).toBe(200);
  });
});
