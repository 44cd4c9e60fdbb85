import { cleanup, render, screen, within } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Access } from "#kiosk/visitor/access.svelte.ts";
import Kiosk from "#kiosk/visitor/Kiosk.svelte";
import { NO_ANSWER } from "#shared/link/outbox.ts";
import { CONFIG, CONTENT, KioskHall } from "./kiosk-hall.svelte.ts";

/** jsdom lays nothing out, so nothing ever changes its size; a list then is one screen. */
class NothingResizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", NothingResizes);
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  new Access().reset();
  vi.useRealTimers();
});

/** Lets the kiosk's own clock run, and everything that waited for it. */
const wait = async (ms = 0) => {
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
};
const open = (hall = new KioskHall()) => {
  render(Kiosk, { link: hall });
  flushSync();
  return hall;
};
const button = (name: string | RegExp) => screen.getByRole("button", { name });
/** A finger: the touch that shows presence, then the press; pages have settled before. */
const tap = async (name: string | RegExp) => {
  await wait(500);
  button(name).dispatchEvent(new Event("pointerdown", { bubbles: true }));
  button(name).click();
  await wait();
};
const then = (act: () => unknown) => {
  act();
  flushSync();
};
const page = () => document.body.textContent?.replace(/\s+/g, " ") ?? "";
const heading = () => screen.getByRole("heading", { level: 1 }).textContent;
const waitingRow = (service: string) =>
  screen.getByText(service).closest("li")?.textContent?.replace(/\s+/g, " ");

const take = async (service: RegExp, answer: RegExp = /都不是/) => {
  await tap(/取号办事/);
  await tap(service);
  await tap(answer);
};

describe("home", () => {
  test("shows who waits for what, as it happens, and nobody as 无人等候", () => {
    const hall = open();
    expect(heading()).toBe("您好，今天办什么事？");
    expect(waitingRow("企业开办与许可")).toContain("无人等候");
    then(() => hall.do({ type: "IssueTicket", serviceId: "business" }));
    expect(waitingRow("企业开办与许可")).toContain("1人");
    expect(waitingRow("公积金")).toContain("无人等候");
    expect(page()).toContain("10:12 更新");
  });

  test("takes a figure away when it is older than 60 s, and says since when", () => {
    const hall = open();
    then(() => (hall.now += 60_000));
    expect(waitingRow("公积金")).toContain("无人等候");
    then(() => (hall.now += 1_000));
    expect(waitingRow("公积金")).toContain("—");
    expect(waitingRow("公积金")).not.toContain("无人等候");
    expect(page()).toContain("数据停在 10:12");
  });

  test("has a door only for what exists", () => {
    const hall = new KioskHall();
    hall.content = null;
    open(hall);
    expect(button(/取号办事/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /公开承诺/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /窗口与人员/ })).toBeNull();
    then(() => (hall.content = CONTENT));
    expect(button(/公开承诺/)).toBeTruthy();
    expect(button(/窗口与人员/)).toBeTruthy();
  });

  test("names every service beyond those it shows", () => {
    const services = [..."ABCDEFGHJKLMNP"].map((prefix) => ({
      id: prefix,
      prefix,
      name: `业务 ${prefix}`,
      nameEn: "",
      windows: [],
    }));
    open(new KioskHall({ ...CONFIG, services }));
    expect(page()).toContain("另有 3 项业务");
  });

  test("says 暂停取号 and where help is when the hall cannot write; the door comes back with it", () => {
    const hall = open();
    then(() => (hall.halted = { code: "hall-halted", zh: "暂停取号", en: "Halted" }));
    expect(screen.queryByRole("button", { name: /取号办事/ })).toBeNull();
    expect(page()).toContain("暂停取号");
    expect(page()).toContain("请到 1 楼服务台");
    then(() => (hall.halted = null));
    expect(button(/取号办事/)).toBeTruthy();
  });

  test("gives no tickets while the server is silent, or before the day has begun", () => {
    const hall = open();
    then(() => (hall.stale = true));
    expect(page()).toContain("暂时不能取号");
    then(() => (hall.stale = false));
    then(() => hall.do({ type: "CloseDay" }));
    expect(page()).toContain("今天的服务还没有开始");
    expect(screen.queryByRole("button", { name: /取号办事/ })).toBeNull();
  });

  test("is calm before the hall has answered, and shows the code of an unpaired kiosk", () => {
    const hall = new KioskHall();
    hall.phase = "pairing";
    hall.pairing = { code: "ABCD2345", expiresAt: 0 };
    open(hall);
    expect(page()).toContain("ABCD");
    cleanup();
    const starting = new KioskHall();
    vi.spyOn(starting, "floor", "get").mockReturnValue({ state: starting.floor.state, seq: null });
    open(starting);
    expect(page()).toContain("自助机正在准备，请稍候");
  });
});

describe("a ticket", () => {
  test("shows number, people ahead, place and the fairness note", async () => {
    const hall = new KioskHall();
    hall.do({ type: "IssueTicket", serviceId: "business" });
    open(hall);
    await take(/企业开办与许可/);
    expect(screen.getByText("A002")).toBeTruthy();
    expect(page()).toMatch(/前面等候 1人/);
    expect(page()).toContain("请到 2 楼 B 区 12–14 号窗口前等叫号");
    expect(page()).toContain("同一业务按取号先后叫号。");
    expect(page()).toContain("老年人、残疾人、绿色通道依规优先，按早到 15 分钟排队。");
    expect(hall.sent).toEqual([{ type: "IssueTicket", serviceId: "business" }]);
  });

  test("[Q10] carries what the visitor says of themselves, and tells the office that nobody checked it", async () => {
    const hall = new KioskHall();
    hall.do({ type: "IssueTicket", serviceId: "business" });
    open(hall);
    await take(/企业开办与许可/, /年满 60 周岁/);
    expect(hall.sent).toEqual([
      {
        type: "IssueTicket",
        serviceId: "business",
        visitorClass: "elderly",
        reason: "自助机自选：年满 60 周岁",
      },
    ]);
    expect(page()).toMatch(/前面等候 无人/);
    const ticket = hall.floor.state.queues["business"]?.[0];
    expect(hall.priorityOf(ticket?.ticketId ?? "")).toBe("自助机自选：年满 60 周岁");
  });

  test("offers the classes a visitor may claim and 都不是, not those that staff grant", async () => {
    open();
    await tap(/取号办事/);
    await tap(/企业开办与许可/);
    expect(heading()).toBe("您属于下面的情况吗？");
    expect(button(/年满 60 周岁/)).toBeTruthy();
    expect(button(/持残疾人证/)).toBeTruthy();
    expect(button(/都不是/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /由工作人员核定/ })).toBeNull();
  });

  test("asks nothing where no class can be claimed", async () => {
    const classes = CONFIG.classes.filter((c) => !c.selfService || c.condition === "");
    open(new KioskHall({ ...CONFIG, classes }));
    await tap(/取号办事/);
    await tap(/公积金/);
    expect(screen.getByText("G001")).toBeTruthy();
  });

  test("a double tap gives one ticket, also while the answer is on its way", async () => {
    const hall = open();
    hall.hold();
    await tap(/取号办事/);
    await tap(/企业开办与许可/);
    const none = button(/都不是/);
    none.click();
    none.click();
    await wait();
    none.click();
    expect(page()).toContain("正在取号，请稍候");
    then(() => hall.release());
    await wait();
    expect(hall.sent).toHaveLength(1);
    expect(hall.floor.state.issuedTotal).toBe(1);
    expect(screen.getByText("A001")).toBeTruthy();
  });

  test("the second tap of a double tap does not fall on the next page", async () => {
    open();
    await wait(500);
    button(/取号办事/).click();
    await wait();
    const services = document.querySelector<HTMLElement>(".page");
    expect(heading()).toBe("今天办哪项业务？");
    expect(services?.inert).toBe(true);
    await wait(500);
    expect(services?.inert).toBe(false);
  });

  test("says that it is called when the window is faster than the visitor", async () => {
    const hall = open();
    await take(/公积金/);
    then(() => hall.do({ type: "OpenWindow", windowId: "11" }));
    then(() => hall.do({ type: "CallNext", windowId: "11" }));
    expect(page()).toContain("到您了");
    expect(page()).toContain("正在叫您，请到 2 楼 A 区 11 号窗口");
  });

  test("has a QR code only where a phone can reach the hall", async () => {
    const hall = open();
    await take(/公积金/);
    expect(screen.queryByRole("img", { name: /二维码/ })).toBeNull();
    await tap(/再取一个号/);
    expect(heading()).toBe("今天办哪项业务？");
    hall.extra = { phoneUrl: "http://192.168.1.20:4000/t/G002#secret" };
    await tap(/公积金/);
    await tap(/都不是/);
    await vi.dynamicImportSettled();
    await wait();
    const drawn = screen.getByRole("img", { name: /二维码/ }).querySelector("path");
    expect(drawn?.getAttribute("d")).toMatch(/^M0 0h7v1h-7z/);
  });

  test("a refusal is a sentence with the desk and another try", async () => {
    const hall = open();
    hall.failure = NO_ANSWER;
    await take(/企业开办与许可/);
    expect(heading()).toBe("没有取到号");
    expect(page()).toContain(NO_ANSWER.zh.replace("服务台", " 1 楼服务台"));
    expect(page().match(/服务台/g)).toHaveLength(1);
    hall.failure = null;
    await tap(/再试一次/);
    expect(screen.getByText("A001")).toBeTruthy();
  });

  test("what the hall refuses says so in its own words", async () => {
    const hall = open();
    await tap(/取号办事/);
    await tap(/企业开办与许可/);
    hall.do({ type: "ConfigureHall", config: { ...CONFIG, services: CONFIG.services.slice(1) } });
    await tap(/都不是/);
    expect(page()).toContain("没有这项业务：business");
  });
});

describe("nobody there", () => {
  test("any page but home asks after 60 s, waits 15 s, then forgets everything", async () => {
    open();
    await tap("高对比");
    await tap("大字");
    await tap(/^EN/);
    await tap(/Take a ticket/);
    await wait(59_000);
    expect(screen.queryByRole("alertdialog")).toBeNull();
    await wait(1_500);
    expect(screen.getByRole("alertdialog", { name: "Are you still there?" })).toBeTruthy();
    await wait(15_000);
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect(heading()).toBe("您好，今天办什么事？");
    expect({ ...document.documentElement.dataset }).toEqual({});
    expect(button("高对比").getAttribute("aria-pressed")).toBe("false");
  });

  test("继续 stays on the page", async () => {
    open();
    await tap(/窗口与人员/);
    await wait(61_000);
    expect(screen.getByRole("alertdialog", { name: "还在办理吗？" })).toBeTruthy();
    await tap("继续");
    expect(screen.queryByRole("alertdialog")).toBeNull();
    await wait(59_000);
    expect(page()).toContain("4 个窗口");
  });

  test("a touch in time asks nobody", async () => {
    open();
    await tap(/公开承诺/);
    await wait(59_000);
    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    await wait(59_000);
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  test("a ticket counts 20 s down and leaves nothing of itself", async () => {
    open();
    await take(/公积金/);
    expect(button(/完成/).textContent).toContain("20 秒后自动返回");
    await wait(5_000);
    expect(button(/完成/).textContent).toContain("15 秒后自动返回");
    await wait(15_500);
    expect(page()).toContain("今天办什么事");
    expect(page()).not.toContain("G001");
  });

  test("the page may reload only at home, 10 s after the last touch", async () => {
    const hall = open();
    await wait(9_000);
    expect(hall.idle()).toBe(false);
    await wait(1_500);
    expect(hall.idle()).toBe(true);
    await tap(/窗口与人员/);
    await wait(30_000);
    expect(hall.idle()).toBe(false);
  });
});

describe("ease of use", () => {
  test("four switches stand on every page, say whether they are on, and work", async () => {
    open();
    const bar = () => within(screen.getByRole("contentinfo", { name: "方便使用" }));
    for (const door of [/公开承诺/, /窗口与人员/, /取号办事/]) {
      await tap(door);
      expect(bar().getAllByRole("button")).toHaveLength(4);
      await tap("首页");
    }
    for (const [name, attribute, value] of [
      ["大字", "size", "large"],
      ["高对比", "theme", "contrast"],
      ["低位模式", "reach", "low"],
    ] as const) {
      await tap(name);
      expect(button(name).getAttribute("aria-pressed")).toBe("true");
      expect(document.documentElement.dataset[attribute]).toBe(value);
      await tap(name);
      expect(document.documentElement.dataset[attribute]).toBeUndefined();
    }
    await tap(/^EN/);
    expect(document.documentElement.lang).toBe("en");
    expect(button(/^EN/).getAttribute("aria-pressed")).toBe("true");
    expect(heading()).toBe("How can we help?");
  });

  test("windows and staff: who is there, and whether the window is open now", async () => {
    const hall = open();
    hall.do({ type: "OpenWindow", windowId: "12", staffId: "s2" });
    hall.do({ type: "OpenWindow", windowId: "13" });
    hall.do({ type: "PauseWindow", windowId: "13", reason: "短时离开" });
    await tap(/窗口与人员/);
    const row = (handles: string) =>
      screen.getByText(handles).closest("article")?.textContent?.replace(/\s+/g, " ");
    expect(row("业务 12")).toContain("何思远");
    expect(row("业务 12")).toContain("开放");
    expect(row("业务 13")).toContain("暂停服务");
    expect(row("业务 11")).toContain("未开放");
    then(() => (hall.now += 61_000));
    expect(row("业务 12")).not.toContain("开放");
    expect(page()).toContain("数据停在 10:12");
  });

  test("commitments: the promise, the legal time beside it, and who answers for it", async () => {
    open();
    await tap(/公开承诺/);
    expect(page()).toContain("食品经营许可（新办）");
    expect(page()).toContain("5个工作日办结");
    expect(page()).toContain("县市场监管局 · 法定 10 个工作日");
    expect(page()).toContain("没做到，请拨 12345");
  });
});
