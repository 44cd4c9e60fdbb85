import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { launchChromium } from "../browser.ts";
import { apiClient, HallProcess } from "../hall-process.ts";

/** True sizes of the reference screens (design/README). */
export const SIZES = {
  kiosk: { width: 1080, height: 1920 },
  pad: { width: 1280, height: 800 },
  board: { width: 1920, height: 1080 },
  window: { width: 1920, height: 360 },
  strip: { width: 1280, height: 128 },
  console: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

/** The password that tests give to accounts. */
export const PASSWORD = "mingchuan2026";

/**
 * A hall and a browser for one journey. Every page's console is watched: no page ever logs an error
 * or a warning, and a journey that ends with one has failed.
 */
export class Stage {
  readonly hall: HallProcess;
  readonly #browser: Browser;
  readonly complaints: string[] = [];
  /** Set while the server is away on purpose: the browser itself then reports failed connections. */
  serverAway = false;

  private constructor(hall: HallProcess, browser: Browser) {
    this.hall = hall;
    this.#browser = browser;
  }

  static async open(env: Readonly<Record<string, string>> = {}, ...args: string[]): Promise<Stage> {
    const hall = await HallProcess.start(env);
    return new Stage(hall, await launchChromium(...args));
  }

  /** Opens a page of the hall in a browser profile of its own. */
  async page(
    path: string,
    size: { readonly width: number; readonly height: number },
    origin = this.hall.url,
  ): Promise<Page> {
    const context: BrowserContext = await this.#browser.newContext({ viewport: { ...size } });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      if (this.serverAway && /ERR_CONNECTION|WebSocket connection/.test(message.text())) return;
      this.complaints.push(`${path}: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`${path}: ${error.message}`));
    await page.goto(new URL(path, origin).href);
    return page;
  }

  /** A client of the hall's API. */
  async api(): Promise<{ readonly call: ReturnType<typeof apiClient> }> {
    return { call: apiClient(this.hall.url, await this.hall.key()) };
  }

  /** Makes the first administrator by the printed link; answers the console's page. */
  async administrator(size: { width: number; height: number } = SIZES.console): Promise<Page> {
    const link = new URL(this.hall.setupLink);
    const page = await this.page(link.pathname + link.hash, size);
    await page.getByLabel("账号", { exact: true }).fill("wang.fang");
    await page.getByLabel("姓名", { exact: true }).fill("王芳");
    await page.getByLabel("新密码", { exact: true }).fill(PASSWORD);
    await page.getByLabel("再输入一次新密码").fill(PASSWORD);
    await page.getByRole("button", { name: "建立并登录" }).click();
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.hall.remove();
  }
}

/** Signs in at a console page that shows the sign-in form. */
export const signIn = async (page: Page, username: string, password = PASSWORD): Promise<void> => {
  await page.getByLabel("账号", { exact: true }).fill(username);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
};

/** Nobody reads a new page and taps it faster than this, ms; the touch screens take faster taps for doubled ones. */
const PERSON_MS = 600;

/** Taps as a person does: sees the control, reads, taps. */
export const tap = async (target: Locator): Promise<void> => {
  await target.waitFor();
  await new Promise((resolve) => setTimeout(resolve, PERSON_MS));
  await target.click();
};

/** Goes to a page of the console by its navigation. */
export const goTo = (page: Page, name: string): Promise<void> =>
  page.getByRole("navigation").getByRole("link", { name, exact: true }).click();

/** Chooses a window in the console. */
export const chooseWindow = (page: Page, windowId: string): Promise<void> =>
  page.getByRole("button", { name: new RegExp(`^${windowId} 号窗口`) }).click();
