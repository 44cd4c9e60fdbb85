import { cleanup, render, screen, within } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import Board from "#display/board/Board.svelte";
import { SampleHall } from "#test/display/hall.ts";
import { DisplayHall } from "./display-hall.svelte.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const open = (hall = new SampleHall(), options: { zone?: string } = {}) => {
  const link = new DisplayHall("board", hall, options);
  const board = render(Board, { link });
  return { link, ...board };
};

/** Lets the display see what was done. */
const see = (act: () => unknown) => {
  act();
  flushSync();
};

/** The hall's clock and the page's own go on, a second at a time, with the server in touch. */
const pass = async (link: DisplayHall, seconds: number) => {
  for (let i = 0; i < seconds; i++) {
    await vi.advanceTimersByTimeAsync(1_000);
    see(() => link.then((hall) => hall.wait(1_000)));
  }
};

const newest = () => screen.getByRole("region", { name: "最新叫号" });
const table = (title: string) =>
  screen.getByRole("heading", { name: new RegExp(`^${title}`) }).closest("section")!;
const numbersIn = (section: HTMLElement) =>
  [...section.querySelectorAll("b.amber")].map((b) => b.textContent);

/** Nine windows of three services with a call each; the newest is D003 at 24. */
const busy = () =>
  new SampleHall()
    .issue("business", 4)
    .issue("insurance", 4)
    .issue("household", 4)
    .open("12", "13", "14", "3", "4", "5", "22", "23", "24")
    .call("12", "13", "14", "3", "4", "5", "22", "23", "24");

describe("calls", () => {
  test("[D1] the newest call stands there with number, window, service and place, as text too", () => {
    open(busy());
    const call = within(newest());
    for (const text of ["D003", "24", "户籍身份证", "1 楼 B 区"])
      expect(call.getByText(text)).toBeTruthy();
  });

  test("[D1] a recall comes back to the front with its mark", () => {
    const { link } = open(busy());
    see(() => link.then((hall) => hall.do({ type: "Recall", windowId: "12" })));
    expect(within(newest()).getByText("A001")).toBeTruthy();
    expect(within(newest()).getByText("重呼")).toBeTruthy();
  });

  test("[D1] a missed newest call stays but loses its light and says so", () => {
    const { link } = open(busy());
    see(() => link.then((hall) => hall.do({ type: "MarkNoShow", windowId: "24" })));
    expect(newest().classList.contains("low")).toBe(true);
    expect(within(newest()).getByText("已过号")).toBeTruthy();
    expect(within(screen.getByRole("region", { name: "过号" })).getByText("D003")).toBeTruthy();
  });

  test("[D9] a fresh call pulses, an old one just stands there", () => {
    const { link, container } = open(busy());
    expect(container.querySelectorAll(".pulse")).toHaveLength(2);
    see(() => link.then((hall) => hall.wait(10_001)));
    expect(container.querySelector(".pulse")).toBeNull();
    see(() => link.then((hall) => hall.do({ type: "Recall", windowId: "24" })));
    expect(container.querySelectorAll(".pulse")).toHaveLength(2);
  });

  test("[D3] more calls than rows take turns with their position, the two latest always there", async () => {
    const { link } = open(busy());
    const calls = () => numbersIn(table("刚叫过"));
    expect(calls()).toEqual(["D002", "D001", "C003", "C002", "C001"]);
    expect(table("刚叫过").textContent).toContain("1/2");
    await pass(link, 8);
    expect(calls()).toEqual(["D002", "D001", "A003", "A002", "A001"]);
    expect(table("刚叫过").textContent).toContain("2/2");
    await pass(link, 8);
    expect(calls()).toEqual(["D002", "D001", "C003", "C002", "C001"]);
  });

  test("[D4] a zone's board shows its own calls and queues", () => {
    open(busy(), { zone: "2b" });
    expect(within(newest()).getByText("A003")).toBeTruthy();
    expect(table("正在等候").querySelectorAll("li")).toHaveLength(2);
  });
});

describe("queues, no-shows, commitments", () => {
  test("[D5] every service has its number, an empty one says so in words", () => {
    open(new SampleHall().issue("business", 3));
    const rows = [...table("正在等候").querySelectorAll("li")].map((li) => li.textContent);
    expect(rows[0]).toMatch(/企业开办与许可\s*3$/);
    expect(rows[1]).toMatch(/不动产登记\s*无人等候$/);
    expect(rows.join()).not.toContain("0");
  });

  test("[D3] more no-shows than fit take turns", async () => {
    const hall = new SampleHall().issue("business", 7).open("12");
    for (let i = 0; i < 7; i++) hall.call("12").do({ type: "MarkNoShow", windowId: "12" });
    const { link } = open(hall);
    const strip = screen.getByRole("region", { name: "过号" });
    const missed = () => [...strip.querySelectorAll("b")].map((b) => b.textContent);
    expect(missed()).toEqual(["A007", "A006", "A005", "A004", "A003", "A002"]);
    await pass(link, 8);
    expect(missed()).toEqual(["A001"]);
    expect(strip.textContent).toContain("2/2");
  });

  test("[D7] a commitment stays for twelve seconds and waits while a call pulses", async () => {
    const { link } = open(new SampleHall().issue("business", 2).open("12"));
    const panel = screen.getByRole("region", { name: "公开承诺" });
    expect(panel.textContent).toContain("第 1 条，共 10 条");
    await pass(link, 11);
    see(() => link.then((hall) => hall.call("12")));
    await pass(link, 1);
    expect(panel.textContent).toContain("第 1 条，共 10 条");
    await pass(link, 1);
    expect(panel.textContent).toContain("第 2 条，共 10 条");
  });

  test("[D8] the notices run along the foot", () => {
    open();
    expect(
      within(screen.getByRole("contentinfo", { name: "通知" })).getByText(/一律不收现金/),
    ).toBeTruthy();
  });
});

describe("when it is not current", () => {
  test("[D10] after 15 s without a word it says since when and pretends nothing", () => {
    const { link } = open(busy());
    see(() => link.silence(15_000));
    expect(screen.queryByRole("alert")).toBeNull();
    see(() => link.silence(1_000));
    expect(screen.getByText("10:31 起未更新")).toBeTruthy();
    const band = screen.getByRole("alert");
    expect(band.textContent).toContain("叫号暂时不同步，请听窗口人工叫号");
    expect(band.textContent).toContain("现场请看 1 楼服务台。");
    expect([...newest().classList]).toEqual(expect.arrayContaining(["small", "low"]));
    expect(newest().textContent).toContain("10:31 的叫号");
    expect(table("10:31 前叫过").classList.contains("stale")).toBe(true);
    expect([...table("正在等候").querySelectorAll("b")].map((b) => b.textContent)).toEqual(
      Array<string>(8).fill("—"),
    );
    see(() => link.reach());
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByText("10:32:06 更新")).toBeTruthy();
  });

  test("[D11] a hall that cannot record says 暂停取号; the calls stay lit", () => {
    const { link } = open(busy());
    see(() => (link.halted = { code: "hall-halted", zh: "暂停取号", en: "Halted" }));
    expect(screen.getByRole("alert").textContent).toContain("暂停取号");
    expect(newest().classList.contains("low")).toBe(false);
  });

  test("[D11] no call yet today, and a day that is not open, are said calmly", () => {
    const { link } = open(new SampleHall());
    expect(screen.getByRole("heading", { name: "今天还没有叫号" })).toBeTruthy();
    see(() => link.then((hall) => hall.do({ type: "CloseDay" })));
    expect(screen.getByRole("heading", { name: "现在不是服务时间" })).toBeTruthy();
    expect(table("正在等候").textContent).not.toContain("无人等候");
  });

  test("while it connects, and while it waits for its registration, it is never blank", () => {
    const { link } = open();
    see(() => (link.phase = "connecting"));
    expect(screen.getByRole("heading").textContent).toBe("正在连接大厅系统");
    see(() => {
      link.pairing = { code: "ABCD2345", expiresAt: 0 };
      link.phase = "pairing";
    });
    expect(screen.getByRole("main").textContent).toMatch(/ABCD\s*2345/);
  });

  test("[D22] it may reload only when no call is just being read or heard", () => {
    const { link } = open(busy());
    expect(link.idle()).toBe(false);
    see(() => link.then((hall) => hall.wait(5_000)));
    expect(link.idle()).toBe(true);
  });

  test("[D14] a board that does not speak says so to the server", () => {
    const { link } = open();
    expect(link.sounds).toEqual(["none"]);
  });
});
