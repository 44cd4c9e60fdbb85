import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SIZES, Stage, tap } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

describe("the server is cut off in the middle and comes back", () => {
  it("screens stay, say how old they are, keep a rating, and go on where the hall stands", async () => {
    const { call } = await stage.api();
    const board = await stage.page("/display/board/", SIZES.board);
    const pad = await stage.page("/pad/?window=12", SIZES.pad);
    const kiosk = await stage.page("/kiosk/", SIZES.kiosk);
    await call("POST", "/windows/12/open", {});
    const first = await call("POST", "/tickets", { serviceId: "business" });
    await call("POST", "/tickets", { serviceId: "business" });
    await call("POST", "/windows/12/call-next", {});
    await board.getByText("A001").first().waitFor({ state: "attached" });
    await call("POST", "/windows/12/finish", {});
    await pad.getByText("您对这次服务满意吗").waitFor();

    stage.serverAway = true;
    await stage.hall.end("SIGKILL");

    // The visitor rates all the same: the rating waits on the pad.
    await tap(pad.getByRole("button", { name: "非常满意" }));
    await pad.getByText(/谢谢/).waitFor();
    // Nobody is promised a number that cannot be given.
    await tap(kiosk.getByRole("button", { name: /取号办事/ }));
    await tap(kiosk.getByRole("button", { name: /企业开办与许可/ }));
    await tap(kiosk.getByRole("button", { name: /都不是/ }));
    await kiosk
      .getByText(/服务台/)
      .first()
      .waitFor();
    // The board says since when it is old, and pretends nothing.
    await board.getByText(/起未更新/).waitFor({ timeout: 30_000 });
    await board.getByText("叫号暂时不同步，请听窗口人工叫号").waitFor();
    expect(await board.getByText("无人等候").filter({ visible: true }).count()).toBe(0);

    await stage.hall.run();
    await board.getByText(/起未更新/).waitFor({ state: "hidden", timeout: 30_000 });
    stage.serverAway = false;
    await call("POST", "/windows/12/call-next", {});
    await board.getByText("A002").first().waitFor({ state: "attached" });
    // The rating arrived once: another one for the same service is refused.
    await expect
      .poll(
        async () => {
          const again = await call("POST", "/ratings", {
            ticketId: first.body["ticketId"],
            secret: first.body["secret"],
            grade: 1,
          });
          return [again.status, again.body["code"]];
        },
        { timeout: 15_000 },
      )
      .toEqual([409, "not-rateable"]);
    // The kiosk gives tickets again, and the ticket refused before was never issued.
    await tap(kiosk.getByRole("button", { name: /首页|回到首页/ }).first());
    await tap(kiosk.getByRole("button", { name: /取号办事/ }));
    await tap(kiosk.getByRole("button", { name: /企业开办与许可/ }));
    await tap(kiosk.getByRole("button", { name: /都不是/ }));
    await kiosk.getByText("取号成功").waitFor();
    expect(await kiosk.locator("main").innerText()).toContain("A003");
    expect(stage.complaints).toEqual([]);
  });

  it("a page that is loaded while the server is away reloads by itself into nothing white", async () => {
    const board = await stage.page("/display/board/", SIZES.board);
    await board.getByText("明川县政务服务中心").first().waitFor();
    stage.serverAway = true;
    await stage.hall.end("SIGKILL");
    await board.getByText(/起未更新/).waitFor({ timeout: 30_000 });
    expect(await board.getByText("明川县政务服务中心").first().isVisible()).toBe(true);
    await stage.hall.run();
    await board.getByText(/起未更新/).waitFor({ state: "hidden", timeout: 30_000 });
    stage.serverAway = false;
    expect(stage.complaints).toEqual([]);
  });
});
