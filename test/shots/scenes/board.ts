import type { Page } from "playwright-core";
import { busyDay, crowdedDay, picturedDay, quietMorning } from "../days.ts";
import { type ShotHall, withHall } from "../halls.ts";
import { writeLongHall } from "../long-hall.ts";
import type { Scene } from "../scene.ts";
import type { Size, Studio } from "../studio.ts";

const WIDE: Size = [1920, 1080];
const TALL: Size = [1080, 1920];
const SILENT = "/display/board/?speak=off";

/** The same board lying and standing. */
const bothWays = async (studio: Studio, page: Page, name: string): Promise<void> => {
  await studio.shoot(page, name, WIDE);
  await studio.shoot(page, `${name}-portrait`, TALL);
  await page.setViewportSize({ width: WIDE[0], height: WIDE[1] });
};

const newest = (page: Page, number: string) =>
  page.getByLabel("最新叫号").getByText(number, { exact: true });

/** How long a page of a table stays up, and the longest silence that is not yet stale. */
const PAGE_MS = 9_000;
const STALE_MS = 20_000;

const pictured = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const page = await studio.open(hall, SILENT, WIDE, { clock: true });
  await newest(page, "A012").waitFor({ state: "attached" });
  await bothWays(studio, page, "board");
  await studio.with(
    hall,
    "/display/board/",
    WIDE,
    async (loud) => {
      await loud.getByText("声音未开启").waitFor();
      await bothWays(studio, loud, "board-sound-blocked");
    },
    { soundless: true },
  );
  await studio.with(hall, `${SILENT}&zone=2b`, WIDE, async (zone) => {
    await newest(zone, "A012").waitFor({ state: "attached" });
    await studio.shoot(zone, "board-zone");
  });
  await studio.with(
    hall,
    "/display/board/",
    WIDE,
    async (stranger) => {
      await stranger.getByText("还没有登记").waitFor();
      await bothWays(studio, stranger, "board-pairing");
    },
    { stranger: true },
  );
  await studio.with(
    hall,
    "/display/board/",
    WIDE,
    async (mute) => {
      await mute.getByText("正在连接大厅系统").waitFor();
      await studio.shoot(mute, "board-connecting");
    },
    { mute: true },
  );
  await hall.post("/windows/12/recall");
  await page.getByText("重呼").waitFor();
  await studio.shoot(page, "board-recall");
  await hall.post("/windows/12/no-show");
  await page.getByText("已过号").waitFor();
  await studio.shoot(page, "board-missed");
  await page.context().close();
};

const busy = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const page = await studio.open(hall, SILENT, WIDE, { clock: true });
  await newest(page, "A012").waitFor({ state: "attached" });
  await bothWays(studio, page, "board-many");
  await page.clock.fastForward(PAGE_MS);
  await page.getByText(/2\/\d/).first().waitFor();
  await bothWays(studio, page, "board-many-2");
  await hall.cut();
  await page.clock.fastForward(STALE_MS);
  await page.getByText("起未更新").waitFor();
  await bothWays(studio, page, "board-stale");
  await page.context().close();
};

const halted = (studio: Studio, hall: ShotHall): Promise<void> =>
  studio.with(hall, SILENT, WIDE, async (page) => {
    await newest(page, "A012").waitFor({ state: "attached" });
    await hall.halt();
    await page.getByText("暂停取号").waitFor();
    await bothWays(studio, page, "board-halted");
  });

const first = (studio: Studio, hall: ShotHall): Promise<void> =>
  studio.with(
    hall,
    SILENT,
    WIDE,
    async (page) => {
      await page.getByText("今天还没有叫号").waitFor();
      await bothWays(studio, page, "board-first");
      await hall.cut();
      await page.clock.fastForward(STALE_MS);
      await page.getByText("起未更新").waitFor();
      await studio.shoot(page, "board-first-stale");
    },
    { clock: true },
  );

const long = (studio: Studio, hall: ShotHall): Promise<void> =>
  studio.with(
    hall,
    SILENT,
    WIDE,
    async (page) => {
      await newest(page, "W1003").waitFor({ state: "attached" });
      await bothWays(studio, page, "board-long");
      await page.clock.fastForward(PAGE_MS);
      await page.getByText(/2\/\d/).first().waitFor();
      await studio.shoot(page, "board-long-2");
      await hall.cut();
      await page.clock.fastForward(STALE_MS);
      await page.getByText("起未更新").waitFor();
      await bothWays(studio, page, "board-long-stale");
    },
    { clock: true },
  );

/** 大厅主屏 */
export const board: Scene = {
  name: "board",
  take: async (studio) => {
    await withHall({ past: picturedDay }, (hall) => pictured(studio, hall));
    await withHall({ past: busyDay }, (hall) => busy(studio, hall));
    await withHall({ past: busyDay }, (hall) => halted(studio, hall));
    await withHall({ past: quietMorning }, (hall) => first(studio, hall));
    await withHall({ documents: writeLongHall, past: crowdedDay }, (hall) => long(studio, hall));
  },
};
