import type { Page } from "playwright-core";
import { busyDay, crowdedDay, quietMorning } from "../days.ts";
import { type ShotHall, withHall } from "../halls.ts";
import { writeLongHall } from "../long-hall.ts";
import { appears, type Scene } from "../scene.ts";
import { pressUntil, type Size, type Studio } from "../studio.ts";

const SIZE: Size = [1080, 1920];

/** What the access bar switches, by its buttons in either language. */
const MODES = {
  large: /^(大字|Large text)$/,
  contrast: /^(高对比|Contrast)$/,
  low: /^(低位模式|Low reach)$/,
  en: /^EN, English$/,
} as const;
type Mode = keyof typeof MODES;

const setModes = async (page: Page, wanted: readonly Mode[]): Promise<void> => {
  for (const mode of Object.keys(MODES) as Mode[]) {
    const button = page.getByRole("button", { name: MODES[mode] });
    const on = (await button.getAttribute("aria-pressed")) === "true";
    if (on !== wanted.includes(mode)) await button.click();
  }
};

/** The page as it is, then in each of the modes asked for; normal again afterwards. */
const inModes = async (
  studio: Studio,
  page: Page,
  name: string,
  ...sets: readonly (readonly Mode[])[]
): Promise<void> => {
  await studio.shoot(page, name);
  for (const modes of sets) {
    await setModes(page, modes);
    await studio.shoot(page, `${name}-${modes.join("-")}`);
  }
  await setModes(page, []);
};

const home = async (page: Page): Promise<void> => {
  await page.getByText(/现在等候|Waiting now/).waitFor();
};

/** From the home page to the choice of services. */
const toServices = async (page: Page): Promise<void> => {
  const title = page.getByRole("heading", { name: /今天办哪项业务/ });
  await pressUntil(
    () => page.getByRole("button", { name: /取号办事/ }).click(),
    () => appears(title),
  );
};

const toPriority = async (page: Page, service: RegExp): Promise<void> => {
  await toServices(page);
  await page.getByRole("button", { name: service }).click();
  await page.getByRole("heading", { name: /您属于下面的情况吗/ }).waitFor();
};

const takeTicket = async (page: Page, service: RegExp, answer = /都不是/): Promise<void> => {
  await toPriority(page, service);
  await page.getByRole("button", { name: answer }).click();
  await page.getByText("取号成功").waitFor();
};

const busy = async (studio: Studio, hall: ShotHall): Promise<void> => {
  await studio.with(hall, "/kiosk/", SIZE, async (page) => {
    await home(page);
    await inModes(studio, page, "kiosk-home", ["large"], ["contrast"], ["low"], ["en"]);
    await setModes(page, ["large", "contrast", "low", "en"]);
    await studio.shoot(page, "kiosk-home-everything");
    await setModes(page, []);
    await toServices(page);
    await inModes(studio, page, "kiosk-services", ["large"], ["contrast"], ["low"], ["en"]);
    await page.getByRole("button", { name: "首页" }).click();
    await toPriority(page, /医保社保/);
    await inModes(studio, page, "kiosk-priority", ["large"], ["contrast"], ["low"], ["en"]);
    await page.getByRole("button", { name: /都不是/ }).click();
    await page.getByText("取号成功").waitFor();
    await inModes(studio, page, "kiosk-ticket", ["large"], ["contrast"], ["low"], ["en"]);
    await setModes(page, ["large", "en"]);
    await studio.shoot(page, "kiosk-ticket-large-en");
    await setModes(page, []);
    await page.getByRole("button", { name: /^完成/ }).click();
    await home(page);
    await takeTicket(page, /不动产登记/, /60 周岁/);
    await studio.shoot(page, "kiosk-ticket-priority");
    await page.getByRole("button", { name: /^完成/ }).click();
    await home(page);
    for (const [door, name] of [
      [/公开承诺/, "kiosk-commitments"],
      [/窗口与人员/, "kiosk-windows"],
    ] as const) {
      await page.getByRole("button", { name: door }).click();
      await page.getByRole("status").filter({ hasText: door }).waitFor();
      await page.getByRole("listitem").first().waitFor();
      await inModes(studio, page, name, ["large"], ["low"], ["en"]);
      await page.getByRole("button", { name: "首页" }).click();
    }
  });
  await studio.with(
    hall,
    "/kiosk/",
    SIZE,
    async (page) => {
      await toServices(page);
      await page.clock.fastForward(61_000);
      await page.getByRole("alertdialog").waitFor();
      await studio.shoot(page, "kiosk-idle");
    },
    { clock: true },
  );
  await studio.with(
    hall,
    "/kiosk/",
    SIZE,
    async (page) => {
      await page.getByText("等待配对").waitFor();
      await studio.shoot(page, "kiosk-pairing");
    },
    { stranger: true },
  );
  await studio.with(
    hall,
    "/kiosk/",
    SIZE,
    async (page) => {
      await page.getByText("正在准备").waitFor();
      await studio.shoot(page, "kiosk-starting");
    },
    { mute: true },
  );
};

/** The server goes away while visitors stand before their kiosks. */
const alone = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const clock = { clock: true };
  const atHome = await studio.open(hall, "/kiosk/", SIZE, clock);
  await home(atHome);
  const atServices = await studio.open(hall, "/kiosk/", SIZE, clock);
  await toServices(atServices);
  const asking = await studio.open(hall, "/kiosk/", SIZE, clock);
  await toPriority(asking, /医保社保/);
  await hall.cut();
  await asking.getByRole("button", { name: /都不是/ }).click();
  await asking.getByText(/正在取号/).waitFor();
  await studio.shoot(asking, "kiosk-taking");
  await asking.clock.fastForward(12_000);
  await asking.getByText("没有取到号").waitFor();
  await studio.shoot(asking, "kiosk-refused");
  for (const page of [atHome, atServices]) {
    await page.clock.fastForward(20_000);
    await page.getByText("暂时不能取号").waitFor();
  }
  await inModes(studio, atHome, "kiosk-offline", ["large"], ["en"]);
  await studio.shoot(atServices, "kiosk-offline-services");
  await atHome.clock.fastForward(50_000);
  await atHome.getByText(/数据停在/).waitFor();
  await studio.shoot(atHome, "kiosk-stale");
  for (const page of [atHome, atServices, asking]) await page.context().close();
};

const halted = async (studio: Studio, hall: ShotHall): Promise<void> =>
  studio.with(hall, "/kiosk/", SIZE, async (page) => {
    await home(page);
    await hall.halt();
    await page.getByText("暂停取号").waitFor();
    await studio.shoot(page, "kiosk-halted");
  });

/** Nobody waits; a ticket is called while its visitor still looks at it. No phone can reach the hall. */
const empty = async (studio: Studio, hall: ShotHall): Promise<void> =>
  studio.with(hall, "/kiosk/", SIZE, async (page) => {
    await home(page);
    await studio.shoot(page, "kiosk-home-empty");
    await takeTicket(page, /公积金/);
    await studio.shoot(page, "kiosk-ticket-first");
    await hall.post("/windows/11/call-next");
    await page.getByText("到您了").waitFor();
    await studio.shoot(page, "kiosk-ticket-called");
  });

const long = async (studio: Studio, hall: ShotHall): Promise<void> =>
  studio.with(hall, "/kiosk/", SIZE, async (page) => {
    await home(page);
    await inModes(studio, page, "kiosk-long-home", ["large"], ["en"]);
    await toServices(page);
    await inModes(studio, page, "kiosk-long-services", ["large"], ["low"], ["en"]);
    await page.getByRole("button", { name: "首页" }).click();
    await home(page);
    await toServices(page);
    const chosen = page.getByRole("button", { name: /反映专窗/ });
    while (!(await appears(chosen))) await page.getByRole("button", { name: "下一屏" }).click();
    await chosen.click();
    await page.getByRole("heading", { name: /您属于下面的情况吗/ }).waitFor();
    await inModes(studio, page, "kiosk-long-priority", ["large"], ["en"]);
    await page.getByRole("button", { name: /都不是/ }).click();
    await page.getByText("取号成功").waitFor();
    await inModes(studio, page, "kiosk-long-ticket", ["large"], ["low"], ["en"]);
    await page.getByRole("button", { name: /^完成/ }).click();
    await home(page);
    for (const [door, name] of [
      [/公开承诺/, "kiosk-long-commitments"],
      [/窗口与人员/, "kiosk-long-windows"],
    ] as const) {
      await page.getByRole("button", { name: door }).click();
      await page.getByRole("listitem").first().waitFor();
      await inModes(studio, page, name, ["large"], ["en"]);
      await page.getByRole("button", { name: "首页" }).click();
    }
  });

/** 自助机 */
export const kiosk: Scene = {
  name: "kiosk",
  take: async (studio) => {
    await withHall({ past: busyDay }, async (hall) => {
      await busy(studio, hall);
      await alone(studio, hall);
    });
    await withHall({ past: busyDay }, (hall) => halted(studio, hall));
    const unreachable = { HALL_PUBLIC_URL: "", HALL_HOST: "127.0.0.1" };
    await withHall({ past: quietMorning, env: unreachable }, (hall) => empty(studio, hall));
    await withHall({ documents: writeLongHall, past: crowdedDay }, (hall) => long(studio, hall));
  },
};
