import type { Page } from "playwright-core";
import { busyDay, crowdedDay } from "../days.ts";
import { type ShotHall, withHall } from "../halls.ts";
import { writeLongHall } from "../long-hall.ts";
import type { Scene } from "../scene.ts";
import type { Size, Studio } from "../studio.ts";

const SIZE: Size = [390, 844];
const SMALL: Size = [320, 640];
const OLD_MS = 31_000;

/** Takes a ticket; answers the address of its page, as the QR code has it. */
const take = async (hall: ShotHall, serviceId: string): Promise<string> => {
  const { number, secret } = await hall.post("/tickets", { serviceId });
  return `/t/${String(number)}#${String(secret)}`;
};

const bothSizes = async (studio: Studio, page: Page, name: string): Promise<void> => {
  await studio.shoot(page, name, SIZE);
  await studio.shoot(page, `${name}-small`, SMALL);
  await page.setViewportSize({ width: SIZE[0], height: SIZE[1] });
};

const states = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const see = (path: string, name: string, sign: string | RegExp): Promise<void> =>
    studio.with(hall, path, SIZE, async (page) => {
      await page.getByText(sign).first().waitFor();
      await bothSizes(studio, page, name);
    });
  const waiting = await studio.open(hall, await take(hall, "property"), SIZE, { clock: true });
  await waiting.getByText("正在等候").waitFor();
  await bothSizes(studio, waiting, "phone-waiting");
  await waiting.getByRole("button", { name: "English" }).click();
  await bothSizes(studio, waiting, "phone-waiting-en");
  await waiting.getByRole("button", { name: "中文" }).click();
  // Window 15 is free: the first ticket there goes through every state.
  const mine = await take(hall, "general");
  await see(mine, "phone-next", "快到您了");
  await hall.post("/windows/15/call-next");
  await see(mine, "phone-called", "叫到您了");
  await hall.post("/windows/15/no-show");
  await see(mine, "phone-missed", "过号了");
  const number = /[A-Z]\d+/.exec(mine)?.[0] ?? "";
  await hall.post("/windows/15/call", { number, reason: "回来了" });
  await hall.post("/windows/15/start");
  await see(mine, "phone-serving", "正在办理");
  await hall.post("/windows/15/hold");
  await see(mine, "phone-held", "先放一放");
  await hall.post("/windows/15/resume", { number });
  await hall.post("/windows/15/finish");
  await see(mine, "phone-done", "办结了");
  await see("/t/A012#not-its-secret", "phone-unknown", "没有找到这个号");
  await hall.cut();
  await waiting.clock.fastForward(OLD_MS);
  await waiting.getByText("数据停在").waitFor();
  await bothSizes(studio, waiting, "phone-stale");
  await waiting.context().close();
};

const long = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const path = await take(hall, "service-w");
  await studio.with(hall, path, SIZE, async (page) => {
    await page.getByText("正在等候").waitFor();
    await bothSizes(studio, page, "phone-long-waiting");
    await page.getByRole("button", { name: "English" }).click();
    await bothSizes(studio, page, "phone-long-waiting-en");
    await page.getByRole("button", { name: "中文" }).click();
    const number = /W\d+/.exec(path)?.[0] ?? "";
    await hall.post("/windows/320/call", { number, reason: "情况紧急" });
    await page.getByText("叫到您了").waitFor();
    await bothSizes(studio, page, "phone-long-called");
  });
};

/** 手机上的我的号 */
export const phone: Scene = {
  name: "phone",
  take: async (studio) => {
    await withHall({ past: busyDay }, (hall) => states(studio, hall));
    await withHall({ documents: writeLongHall, past: crowdedDay }, (hall) => long(studio, hall));
  },
};
