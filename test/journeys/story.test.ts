import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseWindow, goTo, signIn, SIZES, Stage, tap } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  // As the launcher starts a board: it may sound without a touch.
  stage = await Stage.open({}, "--autoplay-policy=no-user-gesture-required");
});
afterAll(() => stage.close());

/** The ticket number that a kiosk's result page shows. */
const numberOn = async (page: Page): Promise<string> => {
  const text = await page.locator("main").innerText();
  return /[A-Z]\d{3,4}/.exec(text)?.[0] ?? "";
};

const takeTicket = async (kiosk: Page, service: RegExp, claim: RegExp): Promise<string> => {
  await tap(kiosk.getByRole("button", { name: /取号办事/ }));
  await tap(kiosk.getByRole("button", { name: service }));
  await tap(kiosk.getByRole("button", { name: claim }));
  await kiosk.getByText("取号成功").waitFor();
  const number = await numberOn(kiosk);
  await tap(kiosk.getByRole("button", { name: /完成/ }));
  await kiosk.getByText("今天办什么事").waitFor();
  return number;
};

describe("a visit, from the kiosk to the rating", () => {
  it("plays over real pages: kiosk → console → board and window screen → pad → console", async () => {
    const kiosk = await stage.page("/kiosk/", SIZES.kiosk);
    const board = await stage.page("/display/board/", SIZES.board);
    const window = await stage.page("/display/window/?window=12", SIZES.window);
    const strip = await stage.page("/display/strip/?window=12", SIZES.strip);
    const pad = await stage.page("/pad/?window=12", SIZES.pad);

    // An ordinary visitor and one who says that she is over 60.
    expect(await takeTicket(kiosk, /企业开办与许可/, /都不是/)).toBe("A001");
    expect(await takeTicket(kiosk, /企业开办与许可/, /60 周岁/)).toBe("A002");

    const console_ = await stage.administrator();
    await goTo(console_, "叫号");
    await chooseWindow(console_, "12");
    await console_.getByRole("button", { name: /开放窗口|呼叫下一位/ }).waitFor();
    const open = console_.getByRole("button", { name: /开放窗口/ });
    if (await open.isVisible()) await open.click();
    const next = console_.getByRole("button", { name: /呼叫下一位/ });
    // The head start: who is over 60 is shown, and called, first. One press, by keyboard.
    await next.getByText("A002").waitFor();
    await console_.getByText("老年人").first().waitFor();
    await console_.keyboard.press("Space");

    for (const screen of [board, window, strip])
      await screen.getByText("A002").first().waitFor({ state: "attached" });
    await pad.getByText("A002").waitFor();
    await console_.getByText(/已显示 3\/3 屏 · 已播报/).waitFor();
    // What is public never says why.
    expect(await board.locator("body").innerText()).not.toContain("老年");

    // One press per visitor: the next call finishes A002 and asks for a rating.
    // Within a second it would count as a doubled key.
    await console_.getByText(/^0:0[2-9]$/).waitFor();
    await console_.keyboard.press("Space");
    await board.getByText("A001").first().waitFor({ state: "attached" });
    await pad.getByText("您对这次服务满意吗").waitFor();
    await pad.getByText("A002").first().waitFor();
    await tap(pad.getByRole("button", { name: "不满意", exact: true }));
    await tap(pad.getByText("等太久"));
    await tap(pad.getByRole("button", { name: "提交" }));
    await pad.getByText(/谢谢/).waitFor();

    // A refusal that the page has foreseen is no error in its console either.
    const wrong = await stage.page("/console/", SIZES.console);
    await signIn(wrong, "wang.fang", "not-her-password1");
    await wrong.getByText("账号或密码不对").waitFor();

    await goTo(console_, "评价");
    await console_.getByText("等太久").first().waitFor();
    await console_.getByText("A002").first().waitFor();
    expect(stage.complaints).toEqual([]);
  });

  it("shows the visitor's place on her own phone, by the link behind the QR code", async () => {
    const { call } = await stage.api();
    const { body } = await call("POST", "/tickets", { serviceId: "tax" });
    const phone = await stage.page(`/t/${body["number"]}#${body["secret"]}`, SIZES.phone);
    await phone.getByText(String(body["number"])).first().waitFor();
    await call("POST", "/windows/31/open", {});
    await call("POST", "/windows/31/call-next", {});
    await phone.getByText("31").first().waitFor();
    const wrong = await stage.page(`/t/${body["number"]}#wrong`, SIZES.phone);
    await wrong.locator("main").waitFor();
    expect(await wrong.locator("body").innerText()).not.toContain("31 号窗口");
    expect(stage.complaints).toEqual([]);
  });
});
