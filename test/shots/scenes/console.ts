import type { Page } from "playwright-core";
import { busyDay, crowdedDay } from "../days.ts";
import { type ShotHall, withHall } from "../halls.ts";
import { writeLongHall } from "../long-hall.ts";
import { appears, type Scene } from "../scene.ts";
import { keptToken, PAIRED, PASSWORD, type PairedScreen, writeStaffedHall } from "../staff-room.ts";
import { pressUntil, type Size, type Studio } from "../studio.ts";

const SMALL: Size = [1280, 800];
const WIDE: Size = [1920, 1080];
const STALE_MS = 20_000;

const bothSizes = async (studio: Studio, page: Page, name: string): Promise<void> => {
  await studio.shoot(page, name, SMALL);
  await studio.shoot(page, `${name}-wide`, WIDE);
  await page.setViewportSize({ width: SMALL[0], height: SMALL[1] });
};

const typePassword = async (page: Page, username: string, password: string): Promise<void> => {
  await page.getByLabel("账号", { exact: true }).fill(username);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
};

const signIn = async (
  studio: Studio,
  hall: ShotHall,
  username: string,
  hash = "",
): Promise<Page> => {
  const page = await studio.open(hall, `/console/${hash}`, SMALL, { clock: true });
  await typePassword(page, username, PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).waitFor({ state: "detached" });
  return page;
};

const choose = async (page: Page, windowId: string): Promise<void> => {
  await page.getByRole("button", { name: new RegExp(`^${windowId} 号窗口`) }).click();
  await page.getByRole("button", { name: /空格/ }).waitFor();
};

/** The first start: nobody can sign in yet. */
const setup = async (studio: Studio, hall: ShotHall): Promise<void> => {
  await studio.with(hall, "/console/", SMALL, async (page) => {
    await page.getByText("还没有管理员").waitFor();
    await studio.shoot(page, "console-no-link");
  });
  const { pathname, hash } = new URL(hall.setupLink());
  await studio.with(hall, pathname + hash, SMALL, async (page) => {
    await page.getByText("建立第一个管理员").waitFor();
    await bothSizes(studio, page, "console-setup");
  });
};

const entry = async (studio: Studio, hall: ShotHall): Promise<void> => {
  await studio.with(hall, "/console/", SMALL, async (page) => {
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await bothSizes(studio, page, "console-sign-in");
    await typePassword(page, "chen.jingyi", "wrong-password-1");
    await page.getByRole("alert").or(page.getByText("不对")).first().waitFor();
    await studio.shoot(page, "console-sign-in-wrong");
  });
  const newcomer = await signIn(studio, hall, "sun.xiaoli");
  await newcomer.getByRole("heading", { name: "修改密码" }).waitFor();
  await studio.shoot(newcomer, "console-password-first");
  await newcomer.context().close();
};

/** The screens of window 12, as paired pages. */
const hang = (studio: Studio, hall: ShotHall, paired: PairedScreen): Promise<Page> => {
  const folder = paired.kind === "pad" ? "/pad/" : `/display/${paired.kind}/`;
  const query = paired.windowId === null ? "?zone=2b" : `?window=${paired.windowId}`;
  return studio.open(hall, folder + query, [960, 540], {
    stranger: true,
    token: keptToken(paired),
  });
};

const caller = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const board = await hang(studio, hall, PAIRED.board);
  await board.getByText("刚叫过").waitFor();
  // A browser sounds nothing before somebody has touched the screen.
  await board.mouse.click(400, 300);
  await board.getByText("声音未开启").waitFor({ state: "detached" });
  const window = await hang(studio, hall, PAIRED.window);
  await window.getByText("A012").first().waitFor({ state: "attached" });
  const strip = await hang(studio, hall, PAIRED.strip);
  await strip.getByText("A012").first().waitFor({ state: "attached" });

  const page = await signIn(studio, hall, "chen.jingyi");
  await page.getByText("您在哪个窗口").waitFor();
  await bothSizes(studio, page, "console-choose-window");
  await choose(page, "12");
  await page.getByText("A012").first().waitFor();
  await studio.shoot(page, "console-caller-no-receipt");
  await page.keyboard.press("F2");
  await page.getByText(/已显示 3\/3 屏 · 已播报/).waitFor();
  await bothSizes(studio, page, "console-caller-called");
  await page.keyboard.press("Enter");
  await page.getByText("正在办理").waitFor();
  await bothSizes(studio, page, "console-caller-serving");
  await page.getByRole("button", { name: "EN" }).click();
  await bothSizes(studio, page, "console-caller-en");
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "陈静怡" }).click();
  await studio.shoot(page, "console-caller-menu");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F4");
  await page.getByRole("dialog").waitFor();
  await bothSizes(studio, page, "console-transfer");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F8");
  await page.getByRole("dialog").waitFor();
  await bothSizes(studio, page, "console-pause");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "选呼 A015" }).click();
  await page.getByRole("dialog").waitFor();
  await studio.shoot(page, "console-call-out-of-turn");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await strip.context().close();
  await page.keyboard.press("Space");
  await page.getByText(/没有回执/).waitFor();
  await bothSizes(studio, page, "console-caller-partial");
  await page.keyboard.press("F7");
  await page.getByText("上一位").waitFor();
  await bothSizes(studio, page, "console-caller-idle");
  await page.keyboard.press("F2");
  await studio.shoot(page, "console-caller-refusal");
  await page.keyboard.press("F8");
  await page.getByRole("dialog").getByRole("button", { name: /^暂停/ }).click();
  await page
    .getByRole("button", { name: /恢复开放/ })
    .first()
    .waitFor();
  await bothSizes(studio, page, "console-caller-paused");
  await page.context().close();

  // Eleven wait for window 7.
  const many = await signIn(studio, hall, "zhao.wenbo");
  await choose(many, "7");
  await many.getByText("1/2").waitFor();
  await bothSizes(studio, many, "console-caller-many");
  await many.keyboard.press("PageDown");
  await many.getByText("2/2").waitFor();
  await studio.shoot(many, "console-caller-many-2");
  await many.context().close();

  await administration(studio, hall);

  // The day's last: the server goes away.
  const lonely = await signIn(studio, hall, "zhao.wenbo");
  await choose(lonely, "9");
  await hall.cut();
  await lonely.clock.fastForward(STALE_MS);
  await lonely.getByText("和大厅系统断开了").waitFor();
  await bothSizes(studio, lonely, "console-caller-offline");
  for (const open of [lonely, board, window]) await open.context().close();
};

const administration = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const waiting = await studio.open(hall, "/display/strip/?window=14", [1280, 128], {
    stranger: true,
  });
  await waiting
    .getByText(/还没有登记|配对码/)
    .first()
    .waitFor({ state: "attached" });
  const page = await signIn(studio, hall, "wang.fang", "#/screens");
  await page.getByText("2 楼主屏").first().waitFor();
  await page.getByText("等待配对 1").waitFor();
  await bothSizes(studio, page, "console-screens");
  await page.getByRole("button", { name: "撤销 12 号条屏" }).click();
  await page.getByRole("dialog").waitFor();
  await studio.shoot(page, "console-revoke");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "填入" }).click();
  await studio.shoot(page, "console-pair");
  await page.getByRole("button", { name: "EN" }).click();
  await studio.shoot(page, "console-screens-en");
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("link", { name: "账号" }).click();
  await page.getByText("阿依古丽·买买提").first().waitFor();
  await bothSizes(studio, page, "console-accounts");
  await page.getByRole("button", { name: "修改 何思远" }).click();
  await page.getByRole("button", { name: "解锁" }).waitFor();
  await bothSizes(studio, page, "console-account");
  await page.getByRole("link", { name: "评价" }).click();
  await page.getByText("差评").first().waitFor();
  await bothSizes(studio, page, "console-ratings");
  await page.getByRole("button", { name: "EN" }).click();
  await studio.shoot(page, "console-ratings-en");
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "王芳" }).click();
  await page.getByRole("menuitem", { name: "修改密码" }).click();
  await page.getByRole("heading", { name: "修改密码" }).waitFor();
  await bothSizes(studio, page, "console-password");
  await page.context().close();
  await waiting.context().close();
  const supervisor = await signIn(studio, hall, "duchagu", "#/screens");
  await supervisor.getByText("2 楼主屏").first().waitFor();
  await studio.shoot(supervisor, "console-screens-supervisor");
  await supervisor.context().close();
};

const halted = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const page = await signIn(studio, hall, "chen.jingyi");
  await choose(page, "12");
  await hall.halt();
  await page.getByRole("alert").first().waitFor();
  await studio.shoot(page, "console-caller-halted");
  await page.context().close();
};

const long = async (studio: Studio, hall: ShotHall): Promise<void> => {
  const { pathname, hash } = new URL(hall.setupLink());
  const page = await studio.open(hall, pathname + hash, SMALL, { clock: true });
  await page.getByLabel("账号", { exact: true }).fill("admin-of-the-new-town-branch");
  await page.getByLabel("姓名", { exact: true }).fill("古丽娜扎尔·拜合提亚尔");
  await page.getByLabel("新密码", { exact: true }).fill(PASSWORD);
  await page.getByLabel("再输入一次新密码").fill(PASSWORD);
  await page.getByRole("button", { name: "建立并登录" }).click();
  const nav = page.getByRole("link", { name: "叫号" });
  await pressUntil(
    () => nav.click(),
    () => appears(page.getByText("您在哪个窗口")),
  );
  await bothSizes(studio, page, "console-long-choose-window");
  await choose(page, "320");
  await page.getByText("W1003").first().waitFor();
  await bothSizes(studio, page, "console-long-caller");
  await page.getByRole("button", { name: "EN" }).click();
  await studio.shoot(page, "console-long-caller-en");
  await page.getByRole("button", { name: "中文" }).click();
  await page.keyboard.press("F4");
  await page.getByRole("dialog").waitFor();
  await bothSizes(studio, page, "console-long-transfer");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const all = page.getByRole("button", { name: "全部" }).last();
  await all.click();
  await page.getByRole("dialog").waitFor();
  await studio.shoot(page, "console-long-no-shows");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "评价" }).click();
  await page.getByText(/条评价/).waitFor();
  await bothSizes(studio, page, "console-long-ratings");
  await page.getByRole("link", { name: "账号" }).click();
  await page.getByText("admin-of-the-new-town-branch").first().waitFor();
  await studio.shoot(page, "console-long-accounts");
  await page.context().close();
};

/** 窗口叫号台 */
export const console_: Scene = {
  name: "console",
  take: async (studio) => {
    await withHall({ past: busyDay }, (hall) => setup(studio, hall));
    await withHall({ documents: writeStaffedHall, past: busyDay }, async (hall) => {
      await entry(studio, hall);
      await caller(studio, hall);
    });
    await withHall({ documents: writeStaffedHall, past: busyDay }, (hall) => halted(studio, hall));
    await withHall({ documents: writeLongHall, past: crowdedDay }, (hall) => long(studio, hall));
  },
};
