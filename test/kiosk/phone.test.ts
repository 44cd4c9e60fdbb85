import { describe, expect, test } from "vitest";
import { placeOf, standingOf, titleOf } from "#kiosk/phone/sentences.ts";
import { hasEnded, readTicket, ticketOfAddress, type TicketView } from "#kiosk/phone/ticket.ts";

const TICKET: TicketView = {
  number: "A012",
  serviceName: "企业开办与许可",
  serviceNameEn: "Business permits",
  state: "waiting",
  ahead: 6,
  windows: ["12", "13", "14"],
  windowId: null,
  places: ["2 楼 B 区"],
  placesEn: ["Floor 2, Zone B"],
  calledAt: null,
  updatedAt: 0,
  hallName: "明川县政务服务中心",
  hallNameEn: "Service Centre",
  desk: "1 楼服务台",
  deskEn: "the desk",
};

describe("the address", () => {
  test("names the ticket in its path and the secret behind the #", () => {
    expect(ticketOfAddress({ pathname: "/t/A012", hash: "#S3cr_et" })).toEqual({
      number: "A012",
      secret: "S3cr_et",
    });
    expect(ticketOfAddress({ pathname: "/t/w1000/", hash: "#x" }).number).toBe("W1000");
  });
  test.each(["/t/", "/t/12", "/t/A12345", "/t/A012/more"])("%s names no ticket", (pathname) => {
    expect(ticketOfAddress({ pathname, hash: "" })).toEqual({ number: null, secret: null });
  });
});

describe("the hall's answer", () => {
  test("is taken when it fits, with fields a later hall may add", () => {
    const json: unknown = { ...TICKET, later: true };
    expect(readTicket(json)).toBe(json);
    const { desk: _, deskEn: __, placesEn: ___, ...least } = TICKET;
    expect(readTicket(least)).toBe(least);
  });
  test.each([
    null,
    "A012",
    { ...TICKET, state: "lost" },
    { ...TICKET, ahead: "6" },
    { ...TICKET, windows: [12] },
    { ...TICKET, updatedAt: undefined },
    { ...TICKET, desk: 1 },
  ])("is left alone when it does not (%#)", (json) => {
    expect(readTicket(json)).toBeNull();
  });
});

describe("what the page says", () => {
  const zh = (change: Partial<TicketView>) => {
    const { title, advice } = standingOf({ ...TICKET, ...change });
    return `${title.zh}：${advice.zh}`;
  };
  const at = { windowId: "13", ahead: null } as const;

  test("every state says what to do and where", () => {
    expect(zh({})).toBe("正在等候：轮到您时，请到 2 楼 B 区 12–14 号窗口。");
    expect(zh({ ahead: 2 })).toBe("快到您了：请到 2 楼 B 区 12–14 号窗口前，等候叫号。");
    expect(zh({ ...at, state: "called" })).toBe("叫到您了：请现在到 2 楼 B 区 13 号窗口。");
    expect(zh({ ...at, state: "serving" })).toBe("正在办理：在 2 楼 B 区 13 号窗口办理。");
    expect(zh({ ...at, state: "held" })).toContain("回到 2 楼 B 区 13 号窗口");
    expect(zh({ ...at, state: "missed" })).toBe(
      "过号了：号还能用。请到 2 楼 B 区 13 号窗口，或 1 楼服务台，出示号码，请工作人员帮您排回去。",
    );
    expect(zh({ state: "done", windows: [], places: [] })).toContain("已经办完");
    expect(zh({ state: "expired", windows: [], places: [] })).toContain("请重新取号");
  });

  test("a number of people that is not known is not guessed", () => {
    expect(zh({ ahead: null })).toContain("正在等候");
  });

  test("a ticket sent to one window names that window", () => {
    expect(placeOf({ ...TICKET, windowId: "14" })).toEqual({
      zh: "2 楼 B 区 14 号窗口",
      en: "window 14, Floor 2, Zone B",
    });
  });

  test("the tab's title tells the call from the wait", () => {
    expect(titleOf(TICKET).zh).toBe("前面 6 人 · A012");
    expect(titleOf({ ...TICKET, ...at, state: "called" }).zh).toBe("请到 13 号窗口 · A012");
    expect(titleOf({ ...TICKET, ...at, state: "missed" }).zh).toBe("过号了 · A012");
  });

  test("nothing more happens to a ticket that is done or expired", () => {
    expect(hasEnded({ ...TICKET, state: "done" })).toBe(true);
    expect(hasEnded({ ...TICKET, state: "expired" })).toBe(true);
    expect(hasEnded({ ...TICKET, state: "missed" })).toBe(false);
  });
});
