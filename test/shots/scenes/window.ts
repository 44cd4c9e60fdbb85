import type { Page } from "playwright-core";
import { busyDay, crowdedDay } from "../days.ts";
import { type ShotHall, withHall } from "../halls.ts";
import { writeLongHall } from "../long-hall.ts";
import type { Scene } from "../scene.ts";
import type { Size, Studio } from "../studio.ts";

/** A kind of screen over a window, in the sizes it comes in; the first is the reference. */
interface Kind {
  readonly name: "window" | "strip";
  readonly sizes: readonly Size[];
  /** What the page says when its figures are old, and before it knows any. */
  readonly stale: RegExp;
}

const WINDOW: Kind = {
  name: "window",
  sizes: [
    [1920, 360],
    [1280, 240],
    [3840, 720],
  ],
  stale: /起未更新/,
};
const STRIP: Kind = {
  name: "strip",
  sizes: [
    [1280, 128],
    [640, 128],
    [960, 96],
    [1920, 128],
  ],
  stale: /未更新/,
};

/** States of the busy day by window, and a text that tells the page has come so far. */
const STATES: readonly (readonly [state: string, window: string, sign: RegExp])[] = [
  ["called", "12", /A012/],
  ["serving", "23", /D017/],
  ["open", "15", /正常服务/],
  ["paused", "16", /暂停/],
  ["pausing", "8", /B032/],
  ["closed", "17", /未开放/],
];

const STALE_MS = 20_000;

const everySize = async (
  studio: Studio,
  page: Page,
  { name, sizes }: Kind,
  state: string,
): Promise<void> => {
  for (const [i, size] of sizes.entries())
    await studio.shoot(page, `${name}-${state}${i === 0 ? "" : `-${size.join("x")}`}`, size);
  await page.setViewportSize({ width: sizes[0]![0], height: sizes[0]![1] });
};

const sign = (page: Page, text: RegExp): Promise<void> =>
  page.getByText(text).first().waitFor({ state: "attached" });

const states = async (studio: Studio, hall: ShotHall, kind: Kind): Promise<void> => {
  const path = `/display/${kind.name}/`;
  const open = (windowId: string) =>
    studio.open(hall, `${path}?window=${windowId}`, kind.sizes[0]!, { clock: true });
  const left: [state: string, page: Page][] = [];
  for (const [state, windowId, text] of STATES) {
    const page = await open(windowId);
    await sign(page, text);
    await everySize(studio, page, kind, state);
    if (state === "called" || state === "open") left.push([state, page]);
    else await page.context().close();
  }
  for (const [state, query, text] of [
    ["nowhere", "", /没有指定窗口|无窗口/],
    ["unknown", "?window=99", /没有 99 号/],
  ] as const)
    await studio.with(hall, path + query, kind.sizes[0]!, async (page) => {
      await sign(page, text);
      await studio.shoot(page, `${kind.name}-${state}`);
    });
  await studio.with(
    hall,
    `${path}?window=12`,
    kind.sizes[0]!,
    async (page) => {
      await sign(page, /还没有登记|配对码/);
      await everySize(studio, page, kind, "pairing");
    },
    { stranger: true },
  );
  await hall.cut();
  for (const [state, page] of left) {
    await page.clock.fastForward(STALE_MS);
    await sign(page, kind.stale);
    await everySize(studio, page, kind, state === "open" ? "stale-empty" : "stale");
    await page.context().close();
  }
};

const halted = (studio: Studio, hall: ShotHall, kind: Kind): Promise<void> =>
  studio.with(hall, `/display/${kind.name}/?window=15`, kind.sizes[0]!, async (page) => {
    await sign(page, /正常服务/);
    await hall.halt();
    await sign(page, /暂停取号/);
    await studio.shoot(page, `${kind.name}-halted`);
  });

const long = async (studio: Studio, hall: ShotHall, kind: Kind): Promise<void> => {
  await studio.with(hall, `/display/${kind.name}/?window=320`, kind.sizes[0]!, async (page) => {
    await sign(page, /W1003/);
    await everySize(studio, page, kind, "long-called");
    await hall.post("/windows/320/no-show");
    await hall.post("/windows/320/pause", { reason: "整理材料" });
    await sign(page, /暂停/);
    await everySize(studio, page, kind, "long-paused");
  });
};

const scene = (kind: Kind): Scene => ({
  name: kind.name,
  take: async (studio) => {
    await withHall({ past: busyDay }, (hall) => states(studio, hall, kind));
    await withHall({ past: busyDay }, (hall) => halted(studio, hall, kind));
    await withHall({ documents: writeLongHall, past: crowdedDay }, (hall) =>
      long(studio, hall, kind),
    );
  },
});

/** 窗口屏 */
export const window = scene(WINDOW);
/** 窗口条屏 */
export const strip = scene(STRIP);
