import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Address } from "#hall-server/console/address.svelte.ts";
import Console from "#hall-server/console/Console.svelte";
import { ConsoleSession } from "#hall-server/console/session.svelte.ts";
import {
  openHall,
  RIGHT_CODE,
  serve,
  SETUP_TOKEN,
  type TestHall,
} from "#test/console-server/hall.ts";
import { GIVEN_PASSWORD, OWN_PASSWORD, type PersonName } from "#test/console-server/people.ts";
import { apiOf, ConsoleLinkInHand, teachDialogs, until } from "./console-hall.svelte.ts";

let hall: TestHall;

beforeAll(teachDialogs);
beforeEach(async () => {
  localStorage.clear();
  history.replaceState(null, "", "/console/");
});
afterEach(async () => {
  cleanup();
  await hall.stop();
});

/** Opens the console at an address, as somebody signed in or as nobody. */
const open = async (hash = "", who?: PersonName) => {
  history.replaceState(null, "", `/console/${hash}`);
  const cookie = who && (await hall.as(who)).cookie;
  const link = new ConsoleLinkInHand(hall, who === "wang" ? "clerk" : "administrator");
  const api = apiOf(hall, cookie);
  const session = new ConsoleSession(api, link);
  render(Console, { link, api, session, address: new Address() });
  flushSync();
  return link;
};

const type = async (label: string, value: string): Promise<void> => {
  const field = screen.getByLabelText(label);
  await fireEvent.input(field, { target: { value } });
};
const choose = async (label: string, value: string): Promise<void> => {
  await fireEvent.change(screen.getByLabelText(label), { target: { value } });
};
const click = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(await screen.findByRole("button", { name }));
};
const submit = async (label: string): Promise<void> => {
  await fireEvent.submit(screen.getByLabelText(label).closest("form")!);
};
const go = (hash: string): void => {
  history.replaceState(null, "", `/console/${hash}`);
  dispatchEvent(new HashChangeEvent("hashchange"));
  flushSync();
};

const WELL_KNOWN = "mingchuan2026";

describe("before anybody is signed in", () => {
  test("a hall without an administrator says where the one-time link is", async () => {
    hall = await openHall({ people: false });
    await open();
    await screen.findByText("还没有管理员");
    expect(screen.queryByLabelText("密码")).toBeNull();
  });

  test("the one-time link makes the first administrator, and leaves the address at once", async () => {
    hall = await openHall({ people: false });
    const link = await open(`#setup=${SETUP_TOKEN}`);
    await screen.findByText("建立第一个管理员");
    expect(location.hash).toBe("");
    await type("账号", "wang.fang");
    await type("姓名", "王芳");
    await type("新密码", "weak");
    await type("再输入一次新密码", "weak");
    await submit("账号");
    expect(screen.getByRole("alert").textContent).toContain("密码不够强");
    await type("新密码", WELL_KNOWN);
    await type("再输入一次新密码", "mingchuan2027");
    await submit("账号");
    expect(screen.getByRole("alert").textContent).toContain("不一样");
    await type("再输入一次新密码", WELL_KNOWN);
    await submit("账号");
    await screen.findByRole("heading", { name: "屏幕" });
    expect(link.restarts).toBe(1);
  });

  test("a wrong password is said in the server's words, and the name stays", async () => {
    hall = await openHall();
    await open();
    await screen.findByRole("heading", { name: "登录" });
    await type("账号", "wang");
    await type("密码", "not-the-password-1");
    await submit("账号");
    await screen.findByText("账号或密码不对。");
    expect((screen.getByLabelText("账号") as HTMLInputElement).value).toBe("wang");
    expect((screen.getByLabelText("密码") as HTMLInputElement).value).toBe("");
  });

  test("whoever has a given password chooses their own before anything else", async () => {
    hall = await openHall();
    await open("#/accounts");
    await screen.findByRole("heading", { name: "登录" });
    await type("账号", "newcomer");
    await type("密码", GIVEN_PASSWORD);
    await submit("账号");
    await screen.findByText(/请先换成自己的/);
    expect(screen.queryByRole("navigation")).toBeNull();
    await type("现在的密码", GIVEN_PASSWORD);
    await type("新密码", WELL_KNOWN);
    await type("再输入一次新密码", WELL_KNOWN);
    await submit("现在的密码");
    await screen.findByRole("heading", { name: "账号" });
  });
});

describe("a clerk", () => {
  beforeEach(async () => {
    hall = await openHall();
    await hall.openDay("2026-03-12");
  });

  test("chooses a window, which opens, and has the caller alone", async () => {
    await open("#/accounts", "wang");
    await screen.findByText("您在哪个窗口？");
    await click(/^12 号窗口/);
    await screen.findByRole("button", { name: /呼叫下一位/ });
    expect(hall.hall.state.floor.windows["12"]?.status).toBe("open");
    expect(screen.queryByRole("navigation")).toBeNull();
    go("#/ratings");
    expect(screen.queryByText("评价", { selector: "h1" })).toBeNull();
  });

  test("learns who has a window that is taken, and may take over", async () => {
    const other = await hall.as("zhao");
    await hall.call("PUT", "/session/window", { cookie: other.cookie, body: { windowId: "12" } });
    await open("", "wang");
    await screen.findByText("您在哪个窗口？");
    await click(/^12 号窗口/);
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("zhao 同志");
    await fireEvent.click(within(dialog).getByRole("button", { name: "接替" }));
    await screen.findByRole("button", { name: /呼叫下一位/ });
  });

  test("leaves the window, but not before its visitor is finished", async () => {
    await hall.submit({ type: "IssueTicket", serviceId: "business" });
    const link = await open("", "wang");
    await screen.findByText("您在哪个窗口？");
    await click(/^12 号窗口/);
    await screen.findByRole("button", { name: /呼叫下一位/ });
    await hall.submit({ type: "CallNext", windowId: "12" });
    await click("wang 同志");
    await fireEvent.click(screen.getByRole("menuitem", { name: "离开窗口" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("A001");
    await hall.submit({ type: "FinishService", windowId: "12" });
    await click("wang 同志");
    await fireEvent.click(screen.getByRole("menuitem", { name: "离开窗口" }));
    await screen.findByText("您在哪个窗口？");
    expect(link.restarts).toBeGreaterThan(1);
  });

  test("whose window was taken over is told so", async () => {
    const link = await open("", "wang");
    await screen.findByText("您在哪个窗口？");
    await click(/^12 号窗口/);
    await screen.findByRole("button", { name: /呼叫下一位/ });
    const other = await hall.as("zhao");
    await hall.call("PUT", "/session/window", {
      cookie: other.cookie,
      body: { windowId: "12", takeOver: true },
    });
    // The server ends the connection of a session whose window changed; the page says hello again.
    link.online = false;
    flushSync();
    link.online = true;
    flushSync();
    await screen.findByText(/已由别人接替/);
  });

  test("signs out by the menu", async () => {
    await open("", "wang");
    await click("wang 同志");
    await fireEvent.click(screen.getByRole("menuitem", { name: "退出登录" }));
    await screen.findByRole("heading", { name: "登录" });
    expect(screen.queryByText(/登录已结束/)).toBeNull();
  });

  test("whose session the server ended is told so at the sign-in", async () => {
    const link = await open("", "wang");
    await screen.findByText("您在哪个窗口？");
    await hall.sessions.endAllOf(hall.idOf("wang"));
    link.online = false;
    link.phase = "signed-out";
    flushSync();
    await screen.findByText(/登录已结束/);
  });

  test("reads the console in English by one button", async () => {
    await open("", "wang");
    await screen.findByText("您在哪个窗口？");
    await click("EN");
    await screen.findByText("Which window are you at?");
    expect(document.documentElement.lang).toBe("en");
    await click("中文");
  });
});

describe("the page of screens", () => {
  beforeEach(async () => {
    hall = await openHall();
    await hall.openDay("2026-03-12");
  });

  test("an administrator pairs a screen by its code, and a wrong code is said in words", async () => {
    await open("#/screens", "boss");
    await screen.findByText("1 楼主屏");
    await type("屏上的配对码", "bbbbcccc");
    expect((screen.getByLabelText("屏上的配对码") as HTMLInputElement).value).toBe("BBBB-CCCC");
    await type("名称", "12 号评价器");
    await choose("种类", "pad");
    await choose("窗口", "12");
    await submit("名称");
    await screen.findByText(/没有屏幕显示这个配对码/);
    await type("屏上的配对码", RIGHT_CODE);
    await submit("名称");
    await screen.findByText("12 号评价器 已配对。");
    await screen.findByRole("button", { name: "撤销 12 号评价器" });
  });

  test("a waiting screen fills in what it says of itself", async () => {
    await open("#/screens", "boss");
    await click("填入");
    expect((screen.getByLabelText("种类") as HTMLSelectElement).value).toBe("pad");
    expect((screen.getByLabelText("窗口") as HTMLSelectElement).value).toBe("3");
  });

  test("revoking asks first, and names the screen", async () => {
    await open("#/screens", "boss");
    await click("撤销 1 楼主屏");
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("撤销 1 楼主屏？");
    expect(hall.register.rows()).toHaveLength(1);
    await fireEvent.click(within(dialog).getByRole("button", { name: "撤销" }));
    await screen.findByText(/已撤销/);
    expect(hall.register.rows()).toHaveLength(0);
  });

  test("screens reload one by one or all together", async () => {
    await open("#/screens", "boss");
    await click("重新加载 1 楼主屏");
    await screen.findByText(/将在空闲时重新加载/);
    await click("全部重新加载");
    await until(() => expect(hall.register.reloaded).toEqual(["screen-1", null]));
  });

  test("a supervisor reads the register and cannot change it", async () => {
    await open("#/screens", "inspector");
    await screen.findByText("1 楼主屏");
    expect(screen.queryByText("配对一块屏")).toBeNull();
    expect(screen.queryByRole("button", { name: /撤销|重新加载/ })).toBeNull();
  });

  test("is read again when the register changed", async () => {
    const link = await open("#/screens", "inspector");
    await screen.findByText("1 楼主屏");
    await hall.register.revoke("screen-1");
    link.screensChanged += 1;
    flushSync();
    await screen.findByText(/还没有屏幕/);
  });
});

describe("the page of accounts", () => {
  beforeEach(async () => {
    hall = await openHall();
  });

  test("an administrator creates an account with a first password", async () => {
    await open("#/accounts", "boss");
    await screen.findByText("wang 同志");
    await type("账号", "chen.jingyi");
    await type("姓名", "陈静怡");
    await choose("岗位牌", "s0217");
    await type("新密码", WELL_KNOWN);
    await type("再输入一次新密码", WELL_KNOWN);
    await submit("账号");
    await screen.findByText(/已建立账号 chen.jingyi/);
    const row = (await screen.findByText("chen.jingyi")).closest("tr")!;
    expect(row.textContent).toContain("窗口人员");
    expect(row.textContent).toContain("须改密码");
  });

  test("a name that is taken is refused in words, and nothing typed is lost", async () => {
    await open("#/accounts", "boss");
    await screen.findByText("wang 同志");
    await type("账号", "wang");
    await type("姓名", "另一位");
    await type("新密码", WELL_KNOWN);
    await type("再输入一次新密码", WELL_KNOWN);
    await submit("账号");
    await screen.findByText("这个账号名已经有人用。");
    expect((screen.getByLabelText("姓名") as HTMLInputElement).value).toBe("另一位");
  });

  test("an account is disabled and enabled, its role changed, its password reset", async () => {
    await open("#/accounts", "boss");
    await click("修改 wang 同志");
    await choose("角色", "supervisor");
    await submit("姓名");
    await screen.findByText("已保存 wang 同志。");
    await click("停用");
    await screen.findByText(/已停用，并已退出登录/);
    await click("启用");
    await screen.findByText(/已启用/);
    await type("新密码", WELL_KNOWN);
    await type("再输入一次新密码", WELL_KNOWN);
    await submit("新密码");
    await screen.findByText(/密码已重置/);
    const wang = hall.accounts.rows().find((row) => row.username === "wang");
    expect(wang).toMatchObject({ role: "supervisor", disabled: false, mustChangePassword: true });
  });

  test("a locked account is unlocked", async () => {
    for (let i = 0; i < 20; i += 1)
      await hall.call("POST", "/session", { body: { username: "wang", password: "no" } });
    await open("#/accounts", "boss");
    await screen.findByText(/锁定到/);
    await click("修改 wang 同志");
    await click("解锁");
    await screen.findByText(/已解锁/);
    await until(() => expect(screen.queryByText(/锁定到/)).toBeNull());
  });

  test("nobody disables themselves or changes their own role", async () => {
    await open("#/accounts", "boss");
    await click("修改 boss 同志");
    expect(screen.queryByRole("button", { name: "停用" })).toBeNull();
    expect((screen.getByLabelText("角色") as HTMLSelectElement).disabled).toBe(true);
  });
});

describe("the page of ratings", () => {
  beforeEach(async () => {
    hall = await openHall();
    await hall.openDay("2026-03-12");
    await hall.submit({ type: "OpenWindow", windowId: "12", staffId: "s0217" });
  });

  const rate = async (grade: 1 | 5, reasons: readonly string[], comment?: string) => {
    const ticketId = await serve(hall, "business", "12");
    await hall.submit({ type: "RateService", ticketId, grade, reasons, comment, channel: "api" });
  };

  test("shows figures, reasons in words and comments; a low grade is marked by a word", async () => {
    await rate(5, []);
    await rate(1, ["long-wait"], "等了一上午");
    await serve(hall, "business", "12");
    await open("#/ratings", "inspector");
    const low = (await screen.findByText("差评")).closest("li")!;
    expect(low.textContent).toContain("非常不满意");
    expect(low.textContent).toContain("等太久");
    expect(low.textContent).toContain("等了一上午");
    expect(low.textContent).toContain("陈静怡");
    const figure = (name: string) => screen.getAllByText(name)[0]!.nextElementSibling?.textContent;
    expect([figure("办结"), figure("已评"), figure("未评")]).toEqual(["3", "2", "1"]);
  });

  test("lays out a long day page by page, newest first", async () => {
    for (let i = 1; i <= 21; i += 1) await rate(5, [], `第 ${i} 位`);
    await open("#/ratings", "inspector");
    await screen.findByText("第 21 位");
    expect(screen.getByText("第 2 位")).toBeTruthy();
    expect(screen.queryByText("第 1 位")).toBeNull();
    await click("下一页");
    await screen.findByText("第 1 位");
    expect(screen.queryByText("第 2 位")).toBeNull();
    await click("上一页");
    await screen.findByText("第 21 位");
  });

  test("is read again when a rating comes in", async () => {
    await open("#/ratings", "inspector");
    await screen.findByText("这一天还没有评价。");
    await rate(5, [], "很快");
    await screen.findByText("很快");
  });
});

describe("one's own password", () => {
  test("is changed with the current one, and the way back is in the bar", async () => {
    hall = await openHall();
    await hall.openDay("2026-03-12");
    await open("#/password", "wang");
    await screen.findByRole("heading", { name: "修改密码" });
    expect(screen.getByRole("link", { name: "叫号" }).getAttribute("href")).toBe("#/caller");
    await type("现在的密码", "wrong-password-1");
    await type("新密码", WELL_KNOWN);
    await type("再输入一次新密码", WELL_KNOWN);
    await submit("新密码");
    await screen.findByRole("alert");
    await type("现在的密码", OWN_PASSWORD);
    await submit("新密码");
    await screen.findByText("密码已经修改。");
  });
});
