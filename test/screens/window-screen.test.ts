import { cleanup, render, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import Strip from "#display/strip/Strip.svelte";
import WindowScreen from "#display/window/WindowScreen.svelte";
import { SampleHall } from "#test/display/hall.ts";
import { DisplayHall } from "./display-hall.svelte.ts";

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(window, { innerWidth: 1280, innerHeight: 128 });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const open = (
  kind: "window" | "strip",
  hall = new SampleHall().open("12", "13", "14").issue("business", 3),
  windowId: string | null = "12",
) => {
  const link = new DisplayHall(kind, hall, { windowId });
  return { link, ...render(kind === "window" ? WindowScreen : Strip, { link }) };
};

const see = (act: () => unknown) => {
  act();
  flushSync();
};
const text = () => screen.getByRole("main").textContent.replaceAll(/\s+/g, " ");

describe("the screen beside a window", () => {
  test("[D16] shows number, unit, what is done there, staff and the current ticket", () => {
    const { link, container } = open("window");
    expect(text()).toContain("正常服务");
    expect(text()).toContain("3 人等候");
    see(() => link.then((hall) => hall.call("12")));
    for (const said of ["12", "县市场监督管理局", "食品经营许可、营业执照", "首席代表 陈静怡"])
      expect(screen.getByText(said)).toBeTruthy();
    expect(screen.getByText("请到本窗口")).toBeTruthy();
    expect(screen.getByText("A001")).toBeTruthy();
    expect(container.querySelector(".pulse")).not.toBeNull();
    see(() => link.then((hall) => hall.do({ type: "StartService", windowId: "12" })));
    expect(screen.getByText("正在办理")).toBeTruthy();
    expect(container.querySelector(".pulse")).toBeNull();
  });

  test("[D17] paused, its number loses the green and it says where to go instead", () => {
    const { link, container } = open("window");
    const number = () => container.querySelector(".win > div")!;
    expect(number().classList.contains("green")).toBe(true);
    see(() =>
      link.then((hall) => hall.do({ type: "PauseWindow", windowId: "12", reason: "午餐" })),
    );
    expect(screen.getByText("暂停服务").className).toContain("red");
    expect(text()).toContain("请到 13、14 号窗口");
    expect(number().classList.contains("green")).toBe(false);
    see(() => link.then((hall) => hall.do({ type: "CloseWindow", windowId: "13" })));
    see(() => link.then((hall) => hall.do({ type: "CloseWindow", windowId: "14" })));
    expect(text()).toContain("请到 1 楼服务台");
  });

  test("[D16] closed, and while the day is not open, it says so", () => {
    const { link } = open("window", new SampleHall());
    expect(screen.getByText("暂未开放")).toBeTruthy();
    see(() => link.then((hall) => hall.do({ type: "CloseDay" })));
    expect(screen.getByText("现在不是服务时间")).toBeTruthy();
  });

  test("[D10] without a word from the server it says since when, and the ticket loses its light", () => {
    const { link, container } = open("window");
    see(() => link.then((hall) => hall.call("12")));
    see(() => link.silence(16_000));
    expect(screen.getByRole("alert").textContent).toBe("10:31 起未更新");
    expect(text()).toContain("10:31 的叫号");
    expect(container.querySelector(".now.stale")).not.toBeNull();
    expect(container.querySelector(".win .green")).toBeNull();
  });

  test("[D20] without a window, or with one that does not exist, it says so calmly", () => {
    open("window", new SampleHall(), null);
    expect(screen.getByRole("heading").textContent).toBe("这块屏还没有指定窗口");
    cleanup();
    open("window", new SampleHall(), "99");
    expect(screen.getByRole("heading").textContent).toBe("大厅里没有 99 号窗口");
  });
});

describe("the strip over a window", () => {
  test("[D16] shows the window, the unit and the ticket, each figure as text too", () => {
    const { link } = open("strip");
    see(() => link.then((hall) => hall.call("12")));
    expect(screen.getByText("A001")).toBeTruthy();
    expect(screen.getByText("12")).toBeTruthy();
    expect(text()).toContain("请");
  });

  test("[D9] a recall pulses anew", () => {
    const { link, container } = open("strip");
    see(() => link.then((hall) => hall.call("12")));
    const first = container.querySelector(".pulse");
    expect(first).not.toBeNull();
    see(() => link.then((hall) => hall.wait(2_000).do({ type: "Recall", windowId: "12" })));
    expect(container.querySelector(".pulse")).not.toBe(first);
  });

  test("[D20] without a window it says so; waiting for its registration it shows the code", () => {
    const { link } = open("strip", new SampleHall(), "99");
    expect(text()).toContain("没有 99 号");
    see(() => {
      link.pairing = { code: "ABCD2345", expiresAt: 0 };
      link.phase = "pairing";
    });
    expect(text()).toContain("ABCD 2345");
  });
});
