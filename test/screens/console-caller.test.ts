import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import Caller from "#hall-server/console/caller/Caller.svelte";
import type { Command } from "#shared/domain/hall.ts";
import type { Receipt } from "#shared/protocol/messages.ts";
import { openHall, type TestHall } from "#test/console-server/hall.ts";
import { ConsoleLinkInHand, teachDialogs, until } from "./console-hall.svelte.ts";

const WINDOW = "12";
/** Longer than the hall's `doublePressMs`. */
const A_WHILE = 5_000;

let hall: TestHall;

beforeAll(teachDialogs);
beforeEach(async () => {
  // Only the monotonic clock that tells a doubled key; everything else runs by itself.
  vi.useFakeTimers({ toFake: ["performance"] });
  hall = await openHall();
  await hall.openDay("2026-03-12");
});
afterEach(async () => {
  cleanup();
  vi.useRealTimers();
  await hall.stop();
});

const issue = async (count: number, visitorClass?: string, reason?: string): Promise<void> => {
  for (let i = 0; i < count; i += 1)
    await hall.submit({ type: "IssueTicket", serviceId: "business", visitorClass, reason });
};

/** Opens the window and its caller. */
const serve = async (tickets = 0): Promise<ConsoleLinkInHand> => {
  await hall.submit({ type: "OpenWindow", windowId: WINDOW, staffId: "s0217" });
  await issue(tickets);
  return show();
};

const show = (): ConsoleLinkInHand => {
  const link = new ConsoleLinkInHand(hall, "clerk");
  render(Caller, { link, windowId: WINDOW });
  flushSync();
  return link;
};

/** Presses a key where the focus is, as a keyboard does. */
const press = async (key: string, more: KeyboardEventInit = {}): Promise<void> => {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
};

/** Lets a while pass on both clocks, so that a press counts as a new one. */
const pause = (link: ConsoleLinkInHand): void => {
  vi.advanceTimersByTime(A_WHILE);
  link.tick(A_WHILE);
  flushSync();
};

const main = (): HTMLElement => screen.getByRole("button", { name: /空格/ });
const hero = (): string => document.querySelector(".no")?.textContent ?? "";
const types = (link: ConsoleLinkInHand): readonly Command["type"][] => link.sent.map((c) => c.type);

/** Waits until the last command has been answered: the keys are nobody's before. */
const answered = (): Promise<void> =>
  until(() => expect(main().getAttribute("aria-busy")).toBeNull());

/** Calls the next visitor and waits for the number. */
const callNext = async (link: ConsoleLinkInHand, number: string): Promise<void> => {
  await answered();
  await press(" ");
  await until(() => expect(hero()).toBe(number));
  await answered();
  pause(link);
};

describe("the next call", () => {
  test("says whom it will call before it is pressed, and Space calls that visitor", async () => {
    const link = await serve(2);
    expect(main().textContent).toContain("A001");
    expect(hero()).toBe("空闲");
    await press(" ");
    await until(() => expect(hero()).toBe("A001"));
    expect(screen.getByText("已呼叫")).toBeTruthy();
    expect(main().textContent).toContain("A002");
    expect(link.sent).toEqual([{ type: "CallNext", windowId: WINDOW, seen: null }]);
  });

  test("says whom the person saw at the window, so that an outdated press calls nobody [Q14]", async () => {
    const link = await serve(2);
    await callNext(link, "A001");
    const ticketId = hall.hall.state.floor.windows[WINDOW]?.visit?.ticket.ticketId;
    await press(" ");
    await until(() => expect(hero()).toBe("A002"));
    expect(link.sent.at(-1)).toEqual({ type: "CallNext", windowId: WINDOW, seen: ticketId });
  });

  test("is not made by a key that is held down [Q14]", async () => {
    const link = await serve(2);
    await press(" ", { repeat: true });
    expect(link.sent).toEqual([]);
  });

  test("is made once by presses that come while the first is on its way [Q14]", async () => {
    const link = await serve(3);
    let answer = (): void => undefined;
    link.held = new Promise((resolve) => {
      answer = resolve;
    });
    await press(" ");
    await press(" ");
    await press("F2");
    answer();
    await until(() => expect(hero()).toBe("A001"));
    expect(types(link)).toEqual(["CallNext"]);
  });

  test("is made once by a doubled press, and nothing is said about the second half [Q14]", async () => {
    const link = await serve(3);
    await press(" ");
    await until(() => expect(hero()).toBe("A001"));
    await answered();
    await press(" ");
    // The page's own clock lets this one through; the hall's does not.
    vi.advanceTimersByTime(A_WHILE);
    await press(" ");
    await until(() => expect(types(link)).toEqual(["CallNext", "CallNext"]));
    await answered();
    expect(hero()).toBe("A001");
    expect(screen.queryByText(/没有重复叫号/)).toBeNull();
  });

  test("is off while nobody waits, and says so", async () => {
    const link = await serve();
    expect(main().getAttribute("aria-disabled")).toBe("true");
    expect(main().textContent).toContain("现在没有人等候");
    await press(" ");
    expect(link.sent).toEqual([]);
  });

  test("says that it only finishes the visitor when nobody else waits [Q13]", async () => {
    const link = await serve(1);
    await callNext(link, "A001");
    expect(main().textContent).toContain("按下只办结 A001");
    await press(" ");
    await until(() => expect(hero()).toBe("空闲"));
    expect(screen.getByText(/上一位 A001/)).toBeTruthy();
  });

  test("opens a window that is closed, and does not call with the same doubled press", async () => {
    await issue(1);
    const link = show();
    expect(hero()).toBe("未开放");
    expect(main().textContent).toContain("开放窗口");
    await press(" ");
    await until(() => expect(hero()).toBe("空闲"));
    await answered();
    await press(" ");
    expect(types(link)).toEqual(["OpenWindow"]);
  });
});

describe("the other keys", () => {
  test("recall, start, hold, finish and no-show each do one thing for the visitor at the window", async () => {
    const link = await serve(4);
    await callNext(link, "A001");
    await press("F2");
    await until(() => expect(screen.getByText(/共呼 2 次/)).toBeTruthy());
    await answered();
    await press("Enter");
    await until(() => expect(screen.getByText("正在办理")).toBeTruthy());
    await answered();
    await press("F6");
    await until(() => expect(screen.getByText(/挂起\s*1/)).toBeTruthy());
    await callNext(link, "A002");
    await press("F7");
    await until(() => expect(screen.getByText(/上一位 A002/)).toBeTruthy());
    await callNext(link, "A003");
    await press("F3");
    await until(() => expect(screen.getByRole("button", { name: "重排 A003" })).toBeTruthy());
    expect(types(link).filter((type) => type !== "CallNext")).toEqual([
      "Recall",
      "StartService",
      "HoldTicket",
      "FinishService",
      "MarkNoShow",
    ]);
  });

  test("Enter on the large button starts the service and never calls the next one", async () => {
    const link = await serve(2);
    await callNext(link, "A001");
    await press("Enter");
    await until(() => expect(screen.getByText("正在办理")).toBeTruthy());
    pause(link);
    await press("Enter");
    expect(hero()).toBe("A001");
    expect(types(link)).toEqual(["CallNext", "StartService"]);
  });

  test("a key that is off says why and sends nothing", async () => {
    const link = await serve(1);
    await press("F2");
    expect(screen.getByText("12 号窗口现在没有叫到的人。")).toBeTruthy();
    await callNext(link, "A001");
    await press("Enter");
    await until(() => expect(screen.getByText("正在办理")).toBeTruthy());
    await answered();
    await press("F3");
    expect(screen.getByText("A001 已经开始办理，不能记过号。")).toBeTruthy();
    expect(types(link)).toEqual(["CallNext", "StartService"]);
  });

  test("keys with a modifier are the browser's", async () => {
    const link = await serve(1);
    await press("F7", { ctrlKey: true });
    await press(" ", { altKey: true });
    expect(link.sent).toEqual([]);
  });

  test("Space on another control presses that control", async () => {
    const link = await serve(2);
    screen.getByRole("button", { name: "选呼 A002" }).focus();
    await press(" ");
    expect(link.sent).toEqual([]);
  });
});

describe("questions", () => {
  test("a visitor is transferred to a window by typing its number [Q19]", async () => {
    const link = await serve(1);
    await callNext(link, "A001");
    await press("F4");
    const dialog = await screen.findByRole("dialog");
    expect(document.activeElement?.getAttribute("data-mark")).toBe("B");
    await press("1");
    await press("5");
    expect((document.activeElement as HTMLInputElement).checked).toBe(true);
    await fireEvent.submit(within(dialog).getByRole("radiogroup").closest("form")!);
    await until(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(link.sent.at(-1)).toEqual({
      type: "TransferTicket",
      windowId: WINDOW,
      to: { windowId: "15" },
    });
    await until(() => expect(document.activeElement).toBe(main()));
  });

  test("a transfer without a place chosen is not sent", async () => {
    const link = await serve(1);
    await callNext(link, "A001");
    await press("F4");
    const dialog = await screen.findByRole("dialog");
    await fireEvent.submit(within(dialog).getByRole("radiogroup").closest("form")!);
    expect(within(dialog).getByText("请先选择业务或窗口。")).toBeTruthy();
    expect(types(link)).toEqual(["CallNext"]);
  });

  test("a window pauses with a reason, keeps its visitor, and F8 opens it again [Q17]", async () => {
    const link = await serve(1);
    await callNext(link, "A001");
    await press("F8");
    await screen.findByRole("dialog");
    await press("3");
    await fireEvent.submit(document.activeElement!.closest("form")!);
    await until(() => expect(screen.getByText("已呼叫 · 已暂停")).toBeTruthy());
    expect(link.sent.at(-1)).toEqual({ type: "PauseWindow", windowId: WINDOW, reason: "用餐" });
    await answered();
    await press("F8");
    await until(() => expect(screen.getByText("已呼叫")).toBeTruthy());
    expect(types(link).at(-1)).toBe("OpenWindow");
  });

  test("a reason with a telephone number is refused in the question itself [Q20]", async () => {
    await serve(1);
    await press("F8");
    const dialog = await screen.findByRole("dialog");
    const own = within(dialog).getByRole("textbox", { name: "其他原因" });
    own.focus();
    await fireEvent.input(own, { target: { value: "打 13812345678 找我" } });
    await fireEvent.submit(own.closest("form")!);
    await until(() =>
      expect(within(dialog).getByText("这里不要填写电话或证件号码。")).toBeTruthy(),
    );
    expect(screen.getByRole("dialog")).toBe(dialog);
  });

  test("a visitor is called out of turn only with a reason [Q15]", async () => {
    const link = await serve(3);
    await fireEvent.click(screen.getByRole("button", { name: "选呼 A003" }));
    const dialog = await screen.findByRole("dialog");
    const form = within(dialog).getByRole("radiogroup").closest("form")!;
    await fireEvent.submit(form);
    expect(within(dialog).getByText("请选择或填写原因。")).toBeTruthy();
    await fireEvent.click(within(dialog).getByRole("radio", { name: /情况紧急/ }));
    await fireEvent.submit(form);
    await until(() => expect(hero()).toBe("A003"));
    expect(link.sent).toEqual([
      { type: "CallTicket", windowId: WINDOW, number: "A003", reason: "情况紧急" },
    ]);
  });

  test("keys do nothing at the desk while a question is open", async () => {
    const link = await serve(2);
    await callNext(link, "A001");
    await press("F8");
    await screen.findByRole("dialog");
    await press("F7");
    await press(" ");
    expect(types(link)).toEqual(["CallNext"]);
  });
});

describe("the lists", () => {
  test("held and missed visitors come back by their buttons", async () => {
    const link = await serve(2);
    await callNext(link, "A001");
    await press("F6");
    const resume = await screen.findByRole("button", { name: "恢复 A001" });
    await callNext(link, "A002");
    expect(resume.getAttribute("aria-disabled")).toBe("true");
    await press("F3");
    const requeue = await screen.findByRole("button", { name: "重排 A002" });
    await answered();
    await fireEvent.click(requeue);
    await until(() => expect(main().textContent).toContain("A002"));
    await answered();
    await fireEvent.click(screen.getByRole("button", { name: "恢复 A001" }));
    await until(() => expect(hero()).toBe("A001"));
    expect(types(link).slice(-2)).toEqual(["ReturnTicket", "ResumeTicket"]);
  });

  test("ten rows, then pages", async () => {
    await serve(12);
    expect(screen.getAllByRole("row")).toHaveLength(1 + 10);
    await press("PageDown");
    await press("PageDown");
    expect(screen.getAllByRole("row")).toHaveLength(1 + 2);
    expect(screen.getByText("2/2")).toBeTruthy();
    await press("PageUp");
    expect(screen.getAllByRole("row")).toHaveLength(1 + 10);
  });

  test("the reason of a priority is shown to staff, and nothing of ratings [R7]", async () => {
    await hall.submit({ type: "OpenWindow", windowId: WINDOW });
    await issue(1);
    await issue(1, "green", "婴儿出生登记");
    await issue(1, "elderly", "自助机自选：年满 60 周岁");
    const link = show();
    // What a kiosk wrote down says no more than the class.
    expect(screen.getByText("老年人").closest("td")?.textContent.trim()).toBe("老年人");
    const row = screen.getByText("绿色通道").closest("tr")!;
    expect(row.textContent).toContain("A002");
    expect(row.textContent).toContain("婴儿出生登记");
    await callNext(link, "A002");
    expect(screen.getByText(/优先原因：婴儿出生登记/)).toBeTruthy();
    await press("F7");
    await until(() => expect(document.body.textContent).toContain("今天已办 1"));
    expect(document.body.textContent).not.toMatch(/满意|已评|未评/);
  });

  test("the focus goes to the large button when what it was on has gone", async () => {
    await serve(3);
    screen.getByRole("button", { name: "选呼 A002" }).focus();
    await hall.submit({ type: "OpenWindow", windowId: "13" });
    await hall.submit({ type: "CallTicket", windowId: "13", number: "A002", reason: "急" });
    await until(() => expect(screen.queryByText("A002")).toBeNull());
    await until(() => expect(document.activeElement).toBe(main()));
  });

  test("arrow keys walk along the buttons of the lists, and Esc comes home", async () => {
    await serve(3);
    await press("ArrowDown");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("选呼 A002");
    await press("ArrowDown");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("选呼 A003");
    await press("Escape");
    expect(document.activeElement).toBe(main());
  });
});

describe("what the page stands on", () => {
  const receipt = (link: ConsoleLinkInHand, of: Partial<Receipt>): void => {
    const visit = hall.hall.state.floor.windows[WINDOW]!.visit!;
    link.receipts = {
      [WINDOW]: {
        callId: visit.callId,
        windowId: WINDOW,
        number: visit.ticket.number,
        at: hall.time.now,
        expected: ["主屏", "窗口屏", "条屏"],
        painted: [],
        spoken: false,
        ...of,
      },
    };
    flushSync();
  };

  test("a receipt is a fact from the screens: on its way, complete, or a screen by name", async () => {
    const link = await serve(1);
    await press(" ");
    await until(() => expect(hero()).toBe("A001"));
    receipt(link, { painted: ["主屏"] });
    expect(screen.getByText("正在送达…")).toBeTruthy();
    receipt(link, { painted: ["主屏", "窗口屏", "条屏"], spoken: true });
    expect(screen.getByText("已显示 3/3 屏 · 已播报")).toBeTruthy();
    receipt(link, { painted: ["主屏", "条屏"], spoken: true });
    pause(link);
    expect(screen.getByRole("alert").textContent).toContain("已显示 2/3 屏 · 已播报");
    expect(screen.getByRole("alert").textContent).toContain("窗口屏没有回执，请口头叫一声");
  });

  test("without a word from the server nobody can be called, and the page says so", async () => {
    const link = await serve(2);
    link.stale = true;
    link.online = false;
    flushSync();
    expect(screen.getByRole("alert").textContent).toContain("现在不能叫号");
    expect(main().getAttribute("aria-disabled")).toBe("true");
    await press(" ");
    await press("F8");
    expect(link.sent).toEqual([]);
    expect(screen.queryByRole("dialog")).toBeNull();
    link.stale = false;
    flushSync();
    await callNext(link, "A001");
  });

  test("a hall that can no longer record says so in its own words", async () => {
    const link = await serve(1);
    link.halted = { code: "hall-halted", zh: "暂停取号：请人工叫号。", en: "Suspended." };
    flushSync();
    expect(screen.getByRole("alert").textContent).toContain("暂停取号");
    await press(" ");
    expect(link.sent).toEqual([]);
  });
});
