import { cleanup, render, screen, within } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { IDLE_MS, SETTLE_MS, THANKS_MS } from "#kiosk/pad/asking.ts";
import Pad from "#kiosk/pad/Pad.svelte";
import { GRADES } from "#shared/domain/rating/rating.ts";
import { CONFIG, CONTENT, PadHall } from "./pad-hall.svelte.ts";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Lets the pad's own clock run, and everything that waited for it. */
const wait = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
};

const open = (hall = new PadHall().welcome()) => {
  hall.do({ type: "OpenWindow", windowId: "12", staffId: "s1" });
  const pad = render(Pad, { link: hall });
  return { hall, pad };
};

/** Does something to the hall and lets the pad see it. */
const then = (act: () => unknown) => {
  act();
  flushSync();
};

const question = () => screen.queryByRole("heading", { name: "您对这次服务满意吗？" });
const heading = () => screen.getByRole("heading", { level: 1 }).textContent;

const tap = async (name: string | RegExp, role = "button") => {
  await wait(SETTLE_MS);
  screen.getByRole(role, { name }).click();
  await wait(0);
};

describe("the idle page", () => {
  test("[P16] shows name, post, unit, number and authority of who serves, and what is done here", () => {
    open();
    expect(screen.getByRole("heading", { name: "陈静怡" })).toBeTruthy();
    for (const text of ["首席代表、", "行政审批股股长", "工号 0217", "县市场监督管理局", "23 项"])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByText("首席代表授权")).toBeTruthy();
    expect(screen.getByText("本窗口可办")).toBeTruthy();
    expect(screen.queryAllByRole("button")).toEqual([]);
  });

  test("[P16] another person's sign-in changes the card; an officer has no line of authority", () => {
    const { hall } = open();
    then(() => hall.do({ type: "OpenWindow", windowId: "12", staffId: "s2" }));
    expect(screen.getByRole("heading", { name: "阿依古丽·买买提" })).toBeTruthy();
    expect(screen.queryByText("首席代表授权")).toBeNull();
  });

  test("[P16] a window driven by a machine shows who usually serves; a closed one shows nobody", () => {
    const { hall } = open();
    then(() => hall.do({ type: "OpenWindow", windowId: "12", staffId: null }));
    expect(screen.getByRole("heading", { name: "陈静怡" })).toBeTruthy();
    then(() => hall.do({ type: "CloseWindow", windowId: "12" }));
    expect(screen.queryByRole("heading", { name: "陈静怡" })).toBeNull();
    expect(screen.getByText("未开放")).toBeTruthy();
  });

  test("shows the ticket that was called, then served, and 暂停服务 when paused", () => {
    const { hall } = open();
    expect(screen.getByText("现在没有叫号")).toBeTruthy();
    then(() => {
      hall.do({ type: "IssueTicket", serviceId: "business" });
      hall.do({ type: "CallNext", windowId: "12" });
    });
    expect(screen.getByText("A001").parentElement?.textContent).toContain("当前叫号");
    then(() => hall.do({ type: "StartService", windowId: "12" }));
    expect(screen.getByText("A001").parentElement?.textContent).toContain("正在办理");
    then(() => hall.do({ type: "PauseWindow", windowId: "12", reason: "取材料" }));
    expect(screen.getByText("暂停服务")).toBeTruthy();
  });

  test("[P17] without word from the hall the figure gives way to 数据停在, the card stays", () => {
    const { hall } = open();
    then(() => {
      hall.do({ type: "IssueTicket", serviceId: "business" });
      hall.do({ type: "CallNext", windowId: "12" });
      hall.stale = true;
    });
    expect(screen.queryByText("A001")).toBeNull();
    expect(screen.getByText(/数据停在 10:31/)).toBeTruthy();
    expect(screen.getByRole("heading", { name: "陈静怡" })).toBeTruthy();
  });

  test("is calm before the hall answers, without a window, and with one the hall does not have", () => {
    const hall = new PadHall();
    render(Pad, { link: hall });
    expect(screen.getByText("正在连接大厅系统，请稍候。")).toBeTruthy();
    then(() => hall.welcome(null));
    expect(heading()).toBe("这台评价器还没有指定窗口");
    then(() => hall.welcome("99"));
    expect(heading()).toBe("大厅里没有 99 号窗口");
    then(() => hall.welcome("13", null));
    expect(heading()).toBe("13");
  });

  test("[P17] a hello that is refused leaves the card and an open question where they are", () => {
    const { hall } = open();
    const refuse = () => {
      hall.phase = "refused";
      hall.screen = null;
      hall.stale = true;
    };
    then(refuse);
    expect(screen.getByRole("heading", { name: "陈静怡" })).toBeTruthy();
    then(() => hall.welcome());
    then(() => hall.serve());
    then(refuse);
    expect(question()).toBeTruthy();
  });

  test("shows its pairing code while it is not registered", () => {
    const hall = new PadHall();
    hall.phase = "pairing";
    hall.pairing = { code: "BCDFGHJK", expiresAt: 0 };
    render(Pad, { link: hall });
    expect(screen.getByText("BCDF")).toBeTruthy();
    expect(screen.getByText("GHJK")).toBeTruthy();
  });
});

describe("the question", () => {
  test("[P1] [P2] names ticket, service and server, with five buttons in the words of the standard", () => {
    const { hall } = open();
    then(() => hall.serve());
    expect(question()).toBeTruthy();
    expect(screen.getByText("A001")).toBeTruthy();
    expect(screen.getByText("企业开办与许可")).toBeTruthy();
    expect(screen.getByText("陈静怡")).toBeTruthy();
    const grades = within(screen.getByRole("group", { name: "五档评价" })).getAllByRole("button");
    expect(grades.map((g) => g.textContent?.trim())).toEqual(GRADES.map((g) => g.zh));
    expect(new Set(grades.map((g) => g.className)).size).toBe(1);
    expect(grades.some((g) => g.hasAttribute("aria-pressed") || g === document.activeElement)).toBe(
      false,
    );
  });

  test("[P1] another window's visitor is not asked here", () => {
    const { hall } = open();
    then(() => hall.do({ type: "OpenWindow", windowId: "13" }));
    then(() => hall.serve("13"));
    expect(question()).toBeNull();
  });

  test("[P6] counts its seconds down, and ends without a rating", async () => {
    const { hall } = open();
    then(() => hall.serve());
    expect(screen.getByText(/30 秒后返回/)).toBeTruthy();
    await wait(10_000);
    expect(screen.getByText(/2[01] 秒后返回/)).toBeTruthy();
    document.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    flushSync();
    expect(screen.getByText(/30 秒后返回/)).toBeTruthy();
    await wait(IDLE_MS + 1000);
    expect(question()).toBeNull();
    expect(hall.ratings).toEqual([]);
  });

  test("[P5] ends when the next visitor is served, not when that one is called", () => {
    const { hall } = open();
    then(() => hall.serve());
    then(() => {
      hall.do({ type: "IssueTicket", serviceId: "business" });
      hall.do({ type: "CallNext", windowId: "12" });
    });
    expect(question()).toBeTruthy();
    then(() => hall.do({ type: "StartService", windowId: "12" }));
    expect(question()).toBeNull();
  });

  test("[P5] [P1] outlives the window's closing and still names who served", async () => {
    const { hall } = open();
    let ticketId = "";
    then(() => (ticketId = hall.serve()));
    then(() => hall.do({ type: "CloseWindow", windowId: "12" }));
    expect(question()).toBeTruthy();
    expect(screen.getByText("陈静怡")).toBeTruthy();
    await tap("满意");
    expect(hall.ratings).toEqual([{ ticketId, grade: 4, reasons: [] }]);
  });

  test("[P3] a reload in the middle asks again; after an answer it does not", async () => {
    const hall = new PadHall().welcome();
    const { pad } = open(hall);
    then(() => hall.serve());
    pad.unmount();
    const again = render(Pad, { link: hall });
    expect(question()).toBeTruthy();
    await tap("基本满意");
    again.unmount();
    render(Pad, { link: hall });
    expect(question()).toBeNull();
  });

  test("[P3] a browser that was started anew does not ask again what was answered", async () => {
    const hall = new PadHall().welcome();
    const { pad } = open(hall);
    then(() => hall.serve());
    await tap("满意");
    pad.unmount();
    sessionStorage.clear();
    render(Pad, { link: hall });
    expect(question()).toBeNull();
  });

  test("[P15] 大字 and EN last for one visitor", async () => {
    const { hall } = open();
    then(() => hall.serve());
    await tap("大字");
    await tap("EN");
    expect(document.documentElement.dataset["size"]).toBe("large");
    expect(document.documentElement.lang).toBe("en");
    expect(screen.getByRole("button", { name: "Very satisfied" })).toBeTruthy();
    expect(screen.getByText("Business start-up and permits")).toBeTruthy();
    then(() => hall.serve());
    expect(question()).toBeTruthy();
    expect(document.documentElement.dataset["size"]).toBe("normal");
    expect(document.documentElement.lang).toBe("zh-CN");
  });

  test("[P18] the page may reload itself only on the idle page", async () => {
    const { hall } = open();
    expect(hall.idle()).toBe(true);
    then(() => hall.serve());
    expect(hall.idle()).toBe(false);
    await tap("非常满意");
    expect(hall.idle()).toBe(false);
    await wait(THANKS_MS + 1000);
    expect(hall.idle()).toBe(true);
  });
});

describe("the answer", () => {
  test("[P7] [P14] a good grade is sent at once; the thanks repeat it and say who reads it", async () => {
    const { hall } = open();
    let ticketId = "";
    then(() => (ticketId = hall.serve()));
    await tap("非常满意");
    expect(heading()).toBe("谢谢，已记下");
    expect(screen.getByText("非常满意")).toBeTruthy();
    expect(screen.getByText("转县政务服务中心督查股")).toBeTruthy();
    expect(screen.getByText("今天")).toBeTruthy();
    expect(screen.queryByText("已记在本机，连上后自动送出")).toBeNull();
    expect(hall.ratings).toEqual([{ ticketId, grade: 5, reasons: [] }]);
    await wait(THANKS_MS + 1000);
    expect(screen.getByRole("heading", { name: "陈静怡" })).toBeTruthy();
  });

  test("[P8] a low grade offers the reasons of its grade and no field for a phone", async () => {
    const { hall } = open();
    then(() => hall.serve());
    await tap("不满意");
    expect(heading()).toBe("哪里没做好？");
    expect(screen.getAllByRole("checkbox").map((c) => c.textContent?.trim())).toEqual([
      "等太久",
      "材料没说清",
    ]);
    expect(screen.queryByRole("textbox")).toBeNull();
    await tap("等太久", "checkbox");
    await tap("材料没说清", "checkbox");
    expect(screen.getByRole("checkbox", { name: "等太久", checked: true })).toBeTruthy();
    await tap("提交");
    expect(document.querySelector(".said")?.textContent?.trim()).toBe("不满意：等太久、材料没说清");
    expect(hall.ratings[0]).toMatchObject({ grade: 2, reasons: ["wait", "papers"] });
  });

  test("[P8] 不留原因 sends the grade alone", async () => {
    const { hall } = open();
    then(() => hall.serve());
    await tap("非常不满意");
    await tap("态度不好", "checkbox");
    await tap("不留原因");
    expect(hall.ratings[0]).toMatchObject({ grade: 1, reasons: [] });
  });

  test("[P9] 改评价 brings the question back", async () => {
    const { hall } = open();
    then(() => hall.serve());
    await tap("非常不满意");
    await tap("改评价");
    await tap("满意");
    expect(hall.ratings).toMatchObject([{ grade: 4, reasons: [] }]);
  });

  test("[P8] more reasons than eight come in screens, and what was ticked stays ticked", async () => {
    const hall = new PadHall().welcome();
    const reasons = Array.from({ length: 11 }, (_, i) => ({
      code: `r${i}`,
      text: `原因${i}`,
      textEn: `Reason ${i}`,
      grades: [1, 2],
    }));
    hall.do({
      type: "ConfigureHall",
      config: { ...CONFIG, ratingReasons: { version: 2, reasons } },
    });
    open(hall);
    then(() => hall.serve());
    await tap("不满意");
    expect(screen.getAllByRole("checkbox")).toHaveLength(8);
    await tap("原因7", "checkbox");
    await tap("下一屏");
    expect(screen.getAllByRole("checkbox")).toHaveLength(3);
    await tap("原因10", "checkbox");
    await tap("上一屏");
    expect(screen.getByRole("checkbox", { name: "原因7", checked: true })).toBeTruthy();
    await tap("提交");
    expect(hall.ratings[0]?.reasons).toEqual(["r7", "r10"]);
  });

  test("[P11] while the server is away the rating waits on the pad, says so, and arrives once", async () => {
    const { hall } = open();
    let ticketId = "";
    then(() => (ticketId = hall.serve()));
    hall.cut();
    await tap("不满意");
    await tap("提交");
    expect(screen.getByText("已记在本机，连上后自动送出")).toBeTruthy();
    expect(screen.queryByText("今天")).toBeNull();
    expect(hall.ratings).toEqual([]);
    hall.mend();
    await wait(0);
    expect(screen.queryByText("已记在本机，连上后自动送出")).toBeNull();
    expect(hall.ratings).toEqual([{ ticketId, grade: 2, reasons: [] }]);
  });

  test("[P11] a rating that waits survives a reload of the pad", async () => {
    const { hall, pad } = open();
    then(() => hall.serve());
    hall.cut();
    await tap("满意");
    pad.unmount();
    hall.reload();
    await wait(0);
    render(Pad, { link: hall });
    expect(question()).toBeNull();
    hall.mend();
    await wait(0);
    expect(hall.ratings).toHaveLength(1);
  });

  test("[P12] a service that was rated elsewhere meanwhile is told calmly", async () => {
    const { hall } = open();
    let ticketId = "";
    then(() => (ticketId = hall.serve()));
    hall.do({ type: "RateService", ticketId, grade: 5, reasons: [], channel: "api" });
    await tap("满意");
    expect(heading()).toBe("谢谢");
    expect(screen.getByRole("status").textContent).toContain("没有另外记下");
    expect(hall.ratings).toMatchObject([{ grade: 5 }]);
  });

  test("[P12] a reason that left the list while the server was away costs that reason, not the grade", async () => {
    const { hall } = open();
    then(() => hall.serve());
    hall.cut();
    await tap("不满意");
    await tap("等太久", "checkbox");
    await tap("材料没说清", "checkbox");
    await tap("提交");
    const reasons = CONFIG.ratingReasons.reasons.filter((r) => r.code !== "wait");
    hall.do({
      type: "ConfigureHall",
      config: { ...CONFIG, ratingReasons: { version: 2, reasons } },
    });
    hall.mend();
    await wait(0);
    expect(hall.ratings).toMatchObject([{ grade: 2, reasons: ["papers"] }]);
  });

  test("[P10] a low grade tapped before the next visitor is served is not lost", async () => {
    const { hall } = open();
    then(() => hall.serve());
    await tap("非常不满意");
    then(() => {
      hall.do({ type: "IssueTicket", serviceId: "business" });
      hall.do({ type: "CallNext", windowId: "12" });
      hall.do({ type: "StartService", windowId: "12" });
    });
    await wait(0);
    expect(hall.ratings).toMatchObject([{ grade: 1, reasons: [] }]);
    expect(screen.getByText("正在办理")).toBeTruthy();
  });
});

test("without published documents the pad still asks, and thanks in the centre's name", async () => {
  const { hall } = open(new PadHall().welcome("12", null));
  then(() => hall.serve());
  await tap("满意");
  expect(screen.getByText("转政务服务中心")).toBeTruthy();
  expect(CONTENT.hall.ratingsReadBy).not.toBe("政务服务中心");
});
