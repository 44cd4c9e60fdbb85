import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseWindow, goTo, SIZES, Stage, tap } from "./stage.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

/** What axe finds wrong on the page as it stands, one line each. */
const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(() => document.fonts.ready.then(() => null));
  // A page that has just changed takes no touch for a moment, and is not there for a reader either.
  await page.waitForFunction(() => !document.querySelector("[inert]"));
  // A colour on its way from one to another is no colour to judge.
  await page.evaluate(() => {
    const moving = document.getAnimations().filter((a) => a instanceof CSSTransition);
    return Promise.allSettled(moving.map((a) => a.finished)).then(() => null);
  });
  // Evaluated by the debugger, so that the page's own policy against scripts stays as it is.
  await page.evaluate(`${AXE};0`);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`,
  )) as AxeResults;
  return found.violations.flatMap((v) =>
    v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} — ${n.failureSummary ?? ""}`),
  );
};

describe("accessibility, checked by axe on real pages", () => {
  it("the kiosk, in every mode and through a visit", async () => {
    const kiosk = await stage.page("/kiosk/", SIZES.kiosk);
    await kiosk.getByText("今天办什么事").waitFor();
    expect(await violations(kiosk)).toEqual([]);
    for (const mode of ["大字", "高对比", "低位模式"]) {
      await tap(kiosk.getByRole("button", { name: mode }));
      expect(await violations(kiosk), mode).toEqual([]);
    }
    await tap(kiosk.getByRole("button", { name: /取号办事/ }));
    await kiosk.getByRole("button", { name: /企业开办与许可/ }).waitFor();
    expect(await violations(kiosk)).toEqual([]);
    await tap(kiosk.getByRole("button", { name: /企业开办与许可/ }));
    await kiosk.getByRole("button", { name: /都不是/ }).waitFor();
    expect(await violations(kiosk)).toEqual([]);
    await tap(kiosk.getByRole("button", { name: /都不是/ }));
    await kiosk.getByText("取号成功").waitFor();
    expect(await violations(kiosk)).toEqual([]);
  });

  it("the pad, its question and its reasons", async () => {
    const { call } = await stage.api();
    const pad = await stage.page("/pad/?window=12", SIZES.pad);
    await call("POST", "/windows/12/open", {});
    await call("POST", "/tickets", { serviceId: "business" });
    await call("POST", "/windows/12/call-next", {});
    await pad.getByText("A001").first().waitFor();
    expect(await violations(pad)).toEqual([]);
    await call("POST", "/windows/12/finish", {});
    await pad.getByText("您对这次服务满意吗").waitFor();
    expect(await violations(pad)).toEqual([]);
    await tap(pad.getByRole("button", { name: "不满意", exact: true }));
    await pad.getByText("哪里没做好").waitFor();
    expect(await violations(pad)).toEqual([]);
  });

  it("the board, the window screen, the strip and the phone", async () => {
    const { call } = await stage.api();
    const { body } = await call("POST", "/tickets", { serviceId: "tax" });
    await call("POST", "/windows/31/open", {});
    await call("POST", "/windows/31/call-next", {});
    for (const [path, size] of [
      ["/display/board/", SIZES.board],
      ["/display/window/?window=31", SIZES.window],
      ["/display/strip/?window=31", SIZES.strip],
      [`/t/${body["number"]}#${body["secret"]}`, SIZES.phone],
    ] as const) {
      const page = await stage.page(path, size);
      await page.getByText(String(body["number"])).first().waitFor({ state: "attached" });
      expect(await violations(page), path).toEqual([]);
    }
  });

  it("the console's pages", async () => {
    const page = await stage.administrator();
    for (const name of ["屏幕", "账号", "评价"]) {
      await goTo(page, name);
      await page.getByRole("heading", { name }).first().waitFor();
      expect(await violations(page), name).toEqual([]);
    }
    await goTo(page, "叫号");
    await page.getByRole("heading", { name: /哪个窗口/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await chooseWindow(page, "13");
    await page.getByRole("button", { name: /呼叫下一位|开放窗口/ }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
