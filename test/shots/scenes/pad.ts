import type { Page } from "playwright-core";
import { busyDay, crowdedDay } from "../days.ts";
import { type ShotHall, withHall } from "../halls.ts";
import { writeLongHall } from "../long-hall.ts";
import { appears, type Scene } from "../scene.ts";
import { pressUntil, type Size, type Studio } from "../studio.ts";

const WIDE: Size = [1280, 800];
const TALL: Size = [800, 1280];
const STALE_MS = 20_000;
const QUESTION_MS = 31_000;

const bothWays = async (studio: Studio, page: Page, name: string): Promise<void> => {
  await studio.shoot(page, name, WIDE);
  await studio.shoot(page, `${name}-portrait`, TALL);
  await page.setViewportSize({ width: WIDE[0], height: WIDE[1] });
};

const padOf = (windowId: string): string => `/pad/?window=${windowId}`;

/** Lets the window finish its visitor, so that the pad asks. */
const ask = async (hall: ShotHall, page: Page, windowId: string): Promise<void> => {
  await page.getByRole("heading", { name: windowId, exact: true }).waitFor();
  await hall.post(`/windows/${windowId}/finish`);
  await page.getByText("您对这次服务满意吗").waitFor();
};

const tap = (page: Page, name: string | RegExp, sign: string | RegExp): Promise<void> =>
  pressUntil(
    () => page.getByRole("button", { name, exact: true }).click(),
    () => appears(page.getByText(sign).first()),
  );

const large = (page: Page) => page.getByRole("button", { name: /^(大字|Large)$/ }).click();

const tick = async (page: Page, reason: string): Promise<void> => {
  const box = page.getByRole("checkbox", { name: reason });
  await pressUntil(
    () => box.click(),
    async () => (await box.getAttribute("aria-checked")) === "true",
  );
};

const idle = async (studio: Studio, hall: ShotHall): Promise<void> => {
  for (const [state, windowId, sign] of [
    ["ticket", "12", "A012"],
    ["serving", "9", "正在办理"],
    ["open", "15", "现在没有叫号"],
    ["paused", "16", "暂停服务"],
    ["pausing", "8", "B032"],
    ["closed", "17", "未开放"],
    ["unknown", "99", "大厅里没有 99 号窗口"],
  ] as const)
    await studio.with(hall, padOf(windowId), WIDE, async (page) => {
      await page.getByText(sign, { exact: false }).first().waitFor();
      await bothWays(studio, page, `pad-idle-${state}`);
    });
};

const questions = async (studio: Studio, hall: ShotHall): Promise<void> => {
  await studio.with(hall, padOf("22"), WIDE, async (page) => {
    await ask(hall, page, "22");
    await bothWays(studio, page, "pad-rating");
    await large(page);
    await bothWays(studio, page, "pad-rating-large");
    await large(page);
    await page.getByRole("button", { name: "EN" }).click();
    await bothWays(studio, page, "pad-rating-en");
    await large(page);
    await studio.shoot(page, "pad-rating-large-en");
  });
  await studio.with(hall, padOf("7"), WIDE, async (page) => {
    await ask(hall, page, "7");
    await tap(page, "不满意", "哪里没做好");
    await bothWays(studio, page, "pad-reasons-none");
    await tick(page, "材料没说清");
    await tick(page, "多跑了路");
    await bothWays(studio, page, "pad-reasons");
    await large(page);
    await bothWays(studio, page, "pad-reasons-large");
    await large(page);
    await page.getByRole("button", { name: "EN" }).click();
    await bothWays(studio, page, "pad-reasons-en");
    await page.getByRole("button", { name: "中文" }).click();
    await tap(page, "提交", "谢谢，已记下");
    await page.getByText("已记在本机").waitFor({ state: "detached" });
    await bothWays(studio, page, "pad-thanks-low");
  });
  await studio.with(hall, padOf("31"), WIDE, async (page) => {
    await ask(hall, page, "31");
    await tap(page, "非常满意", "谢谢，已记下");
    await page.getByText("已记在本机").waitFor({ state: "detached" });
    await bothWays(studio, page, "pad-thanks");
  });
  await studio.with(hall, padOf("32"), WIDE, async (page) => {
    await ask(hall, page, "32");
    await page.getByRole("button", { name: "EN" }).click();
    await tap(page, "Satisfied", "Thank you");
    await studio.shoot(page, "pad-thanks-en");
  });
};

const apart = async (studio: Studio, hall: ShotHall): Promise<void> => {
  for (const [name, path, visit, sign] of [
    ["pad-pairing", padOf("12"), { stranger: true }, "等待登记"],
    ["pad-connecting", padOf("12"), { mute: true }, "正在连接大厅系统"],
    ["pad-nowhere", "/pad/", {}, "还没有指定窗口"],
  ] as const)
    await studio.with(
      hall,
      path,
      WIDE,
      async (page) => {
        await page.getByText(sign).waitFor();
        await bothWays(studio, page, name);
      },
      visit,
    );
};

/** The server goes away: one pad idles, at another a visitor is just being asked. */
const alone = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const idling = await studio.open(hall, padOf("12"), WIDE, { clock: true });
  await idling.getByText("A012").waitFor();
  const asking = await studio.open(hall, padOf("24"), WIDE);
  await ask(hall, asking, "24");
  await hall.cut();
  await tap(asking, "不满意", "哪里没做好");
  await tick(asking, "等太久");
  await tap(asking, "提交", "已记在本机");
  await bothWays(studio, asking, "pad-thanks-offline");
  await idling.clock.fastForward(STALE_MS);
  await idling.getByText("数据停在").waitFor();
  await bothWays(studio, idling, "pad-idle-stale");
  for (const page of [idling, asking]) await page.context().close();
};

const halted = (studio: Studio, hall: ShotHall): Promise<void> =>
  studio.with(hall, padOf("15"), WIDE, async (page) => {
    await page.getByText("现在没有叫号").waitFor();
    await hall.halt();
    await page.getByText("办完请您评价").waitFor({ state: "detached" });
    await studio.shoot(page, "pad-idle-halted");
  });

const long = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const page = await studio.open(hall, padOf("320"), WIDE, { clock: true });
  // The series runs so fast that the pad still asks about the visitor before.
  await page.getByText("您对这次服务满意吗").waitFor();
  await page.clock.fastForward(QUESTION_MS);
  await page.getByText("W1003").waitFor();
  await bothWays(studio, page, "pad-long-idle");
  await ask(hall, page, "320");
  await bothWays(studio, page, "pad-long-rating");
  await large(page);
  await bothWays(studio, page, "pad-long-rating-large");
  await large(page);
  await tap(page, "非常不满意", "哪里没做好");
  await tick(page, "等候时间太长，没有说明原因");
  await tick(page, "要求提供法律没有规定的证明");
  await bothWays(studio, page, "pad-long-reasons");
  await large(page);
  await studio.shoot(page, "pad-long-reasons-large");
  await large(page);
  await tick(page, "办理速度慢，窗口人员离岗");
  await tick(page, "收费不清楚或者不合理");
  await tap(page, "提交", "谢谢，已记下");
  await bothWays(studio, page, "pad-long-thanks");
  await page.context().close();
  await studio.with(hall, padOf("319"), WIDE, async (page) => {
    await page.getByText(/正在办理|当前叫号/).waitFor();
    await studio.shoot(page, "pad-long-idle-chief");
  });
};

/** 窗口评价器 */
export const pad: Scene = {
  name: "pad",
  take: async (studio) => {
    await withHall({ past: busyDay }, async (hall) => {
      await idle(studio, hall);
      await apart(studio, hall);
      await questions(studio, hall);
      await alone(studio, hall);
    });
    await withHall({ past: busyDay }, (hall) => halted(studio, hall));
    await withHall({ documents: writeLongHall, past: crowdedDay }, (hall) => long(studio, hall));
  },
};
