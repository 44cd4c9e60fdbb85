import { cleanup, render, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import Phone from "#kiosk/phone/Phone.svelte";
import type { TicketView } from "#kiosk/phone/ticket.ts";
import { ASK_EVERY_MS, type Asked, OLD_AFTER_MS, TicketWatch } from "#kiosk/phone/watch.svelte.ts";
import { setLanguage } from "#shared/ui/locale.svelte.ts";

const TICKET: TicketView = {
  number: "A012",
  serviceName: "企业开办与许可",
  serviceNameEn: "Business permits",
  state: "waiting",
  ahead: 6,
  windows: ["12", "13"],
  windowId: null,
  places: ["2 楼 B 区"],
  placesEn: ["Floor 2, Zone B"],
  calledAt: null,
  updatedAt: new Date(2026, 2, 12, 10, 32, 5).getTime(),
  hallName: "明川县政务服务中心",
  hallNameEn: "Service Centre",
};

/** The hall as this phone reaches it: counts questions, answers what the test says. */
const hall = {
  questions: 0,
  answer: { is: "failed" } as Asked,
  ask: async (): Promise<Asked> => {
    hall.questions += 1;
    return hall.answer;
  },
};
const says = (change: Partial<TicketView> = {}) => {
  hall.answer = { is: "answer", ticket: { ...TICKET, ...change } };
};

beforeEach(() => {
  vi.useFakeTimers();
  hall.questions = 0;
  says();
});
afterEach(() => {
  cleanup();
  setLanguage("zh");
  vi.useRealTimers();
});

const wait = async (ms = 0) => {
  await vi.advanceTimersByTimeAsync(ms);
  flushSync();
};
const open = async () => {
  const watch = new TicketWatch(hall.ask);
  render(Phone, { number: "A012", watch });
  watch.visible(true);
  await wait();
  return watch;
};
const page = () => document.body.textContent?.replace(/\s+/g, " ") ?? "";

describe("my ticket", () => {
  test("shows number, people ahead, where to go, and since when it knows", async () => {
    await open();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("A012");
    expect(page()).toContain("前面 6 人");
    expect(page()).toContain("轮到您时，请到 2 楼 B 区 12、13 号窗口。");
    expect(page()).toContain("10:32:05 更新");
    expect(document.title).toBe("前面 6 人 · A012");
  });

  test("asks every 4 s, one question at a time", async () => {
    await open();
    expect(hall.questions).toBe(1);
    says({ ahead: 5 });
    await wait(ASK_EVERY_MS);
    expect(hall.questions).toBe(2);
    expect(page()).toContain("前面 5 人");
  });

  test("asks nothing while nobody can see it, and at once when it is seen again", async () => {
    const watch = await open();
    watch.visible(false);
    await wait(60_000);
    expect(hall.questions).toBe(1);
    says({ ahead: 1 });
    watch.visible(true);
    await wait();
    expect(hall.questions).toBe(2);
    expect(page()).toContain("快到您了");
  });

  test("a call cannot be missed: panel, window and the tab's title", async () => {
    await open();
    says({ state: "called", ahead: null, windowId: "13", calledAt: 1 });
    await wait(ASK_EVERY_MS);
    expect(page()).toContain("叫到您了");
    expect(screen.getByText("13").closest(".called")).not.toBeNull();
    expect(document.title).toBe("请到 13 号窗口 · A012");
  });

  test("a call buzzes once, and only where the browser allows it", async () => {
    const buzz = vi.fn(() => true);
    const touched = { hasBeenActive: false, isActive: false };
    vi.stubGlobal(
      "navigator",
      Object.assign(Object.create(navigator), { vibrate: buzz, userActivation: touched }),
    );
    await open();
    says({ state: "called", ahead: null, windowId: "13", calledAt: 1 });
    await wait(ASK_EVERY_MS);
    expect(buzz).not.toHaveBeenCalled();
    touched.hasBeenActive = true;
    says({ state: "called", ahead: null, windowId: "12", calledAt: 2 });
    await wait(ASK_EVERY_MS * 3);
    expect(buzz).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  test("without an answer for 30 s the figure goes away, and the page says since when; then it is back", async () => {
    await open();
    hall.answer = { is: "failed" };
    await wait(OLD_AFTER_MS);
    expect(page()).toContain("数据停在 10:32:05");
    expect(page()).not.toContain("6 人");
    says({ ahead: 4 });
    await wait(ASK_EVERY_MS);
    expect(page()).toContain("前面 4 人");
    expect(page()).not.toContain("数据停在");
  });

  test("an unknown ticket is a calm sentence, asks no more by itself, and can be tried again", async () => {
    hall.answer = { is: "unknown" };
    await open();
    expect(page()).toContain("没有找到这个号");
    await wait(60_000);
    expect(hall.questions).toBe(1);
    says();
    screen.getByRole("button", { name: "再试一次" }).click();
    await wait();
    expect(page()).toContain("前面 6 人");
  });

  test("an address without a ticket asks nothing and offers nothing that cannot work", () => {
    render(Phone, { number: null, watch: null });
    expect(page()).toContain("没有找到这个号");
    expect(screen.queryByRole("button", { name: "再试一次" })).toBeNull();
  });

  test("a served ticket is not asked for again, and never becomes old", async () => {
    says({ state: "done", ahead: null, windows: [], places: [] });
    await open();
    await wait(120_000);
    expect(hall.questions).toBe(1);
    expect(page()).toContain("办结了");
    expect(page()).not.toContain("数据停在");
  });

  test("speaks English by one tap and back", async () => {
    await open();
    screen.getByRole("button", { name: "English" }).click();
    await wait();
    expect(page()).toContain("6 ahead of you");
    expect(page()).toContain("When it is your turn, go to windows 12, 13, Floor 2, Zone B.");
    expect(document.documentElement.lang).toBe("en");
    screen.getByRole("button", { name: "中文" }).click();
    await wait();
    expect(page()).toContain("前面 6 人");
  });
});
