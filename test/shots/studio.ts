import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { ShotHall } from "./halls.ts";

/** Width and height of a screen in its own pixels. */
export type Size = readonly [width: number, height: number];

/** A picture that was taken. */
export interface Shot {
  /** `board-stale`; the file has the same name. */
  readonly name: string;
  readonly size: Size;
}

/** How a page is opened. */
export interface Visit {
  /** Lets the page's clock be put forward, so that nobody waits for what takes a minute. */
  readonly clock?: boolean;
  /** Comes from elsewhere than the server's own machine: it has to be paired. */
  readonly stranger?: boolean;
  /** The token of a paired screen, under the name the page keeps it by. */
  readonly token?: { readonly key: string; readonly value: string };
  /** No word ever comes back from the server. */
  readonly mute?: boolean;
  /** The browser forbids sound. Driven by Playwright it never does: every look counts as a touch. */
  readonly soundless?: boolean;
}

/** What the browser itself reports of a server that is away, or refuses, because a picture wants it so. */
const ON_PURPOSE = /ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_NETWORK|WebSocket|status of 40[14]/;

/** Opens pages of halls and takes their pictures. */
export class Studio {
  readonly shots: Shot[] = [];
  /** What pages have said to their console: a page of ours says nothing. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #zone: string;
  readonly #tell: (shot: Shot) => void;

  constructor(browser: Browser, folder: string, zone: string, tell: (shot: Shot) => void) {
    this.#browser = browser;
    this.#folder = folder;
    this.#zone = zone;
    this.#tell = tell;
  }

  /** Opens a page in a browser profile of its own. */
  async open(hall: ShotHall, path: string, size: Size, visit: Visit = {}): Promise<Page> {
    const [width, height] = size;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      timezoneId: this.#zone,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type()) || ON_PURPOSE.test(message.text())) return;
      this.complaints.push(`${path}: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`${path}: ${error.message}`));
    const { token, clock, mute, soundless, stranger } = visit;
    if (clock) await page.clock.install();
    if (mute) await page.routeWebSocket(/socket\.io/, () => {});
    if (soundless)
      await page.addInitScript(() => {
        Object.defineProperty(AudioContext.prototype, "state", { get: () => "suspended" });
      });
    if (token)
      await page.addInitScript(({ key, value }) => localStorage.setItem(key, value), token);
    const origin = stranger ? `http://hall.test:${hall.port}` : hall.url;
    await page.goto(new URL(path, origin).href);
    return page;
  }

  /** Opens a page, lends it, closes it. */
  async with(
    hall: ShotHall,
    path: string,
    size: Size,
    use: (page: Page) => Promise<void>,
    visit: Visit = {},
  ): Promise<void> {
    const page = await this.open(hall, path, size, visit);
    await use(page);
    await page.context().close();
  }

  /**
   * Takes a picture of what the page shows when its fonts are there and its layout stands. Pulses are
   * shown as they end, the ticker as it begins.
   * @param size another size of the same screen
   */
  async shoot(page: Page, name: string, size?: Size): Promise<void> {
    if (size) await page.setViewportSize({ width: size[0], height: size[1] });
    await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      do {
        await frame();
        await frame();
        await document.fonts.ready;
      } while (document.fonts.status !== "loaded");
    });
    await page.screenshot({
      path: join(this.#folder, `${name}.png`),
      animations: "disabled",
      caret: "hide",
    });
    const { width, height } = page.viewportSize()!;
    const shot: Shot = { name, size: [width, height] };
    this.shots.push(shot);
    this.#tell(shot);
  }
}

/** Presses until the sign of its effect is there: pages leave out taps of their first moments. */
export const pressUntil = async (
  press: () => Promise<void>,
  sign: () => Promise<boolean>,
): Promise<void> => {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    await press();
    if (await sign()) return;
  }
  throw new Error("pressed and pressed, and nothing happened");
};
