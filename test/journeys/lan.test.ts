import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goTo, SIZES, Stage, tap } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open({}, "--host-resolver-rules=MAP hall.test 127.0.0.1");
});
afterAll(() => stage.close());

const pairingCode = async (screen: Page): Promise<string> => {
  const text = await screen.locator("body").innerText();
  return /[BCDFGHJKLMNPQRSTVWXZ]{4}\s*[BCDFGHJKLMNPQRSTVWXZ]{4}/.exec(text)?.[0] ?? "";
};

describe("screens on the hall's network, at a plain-HTTP name", () => {
  it("pair by a code, work where no secure context is, and are back on the pairing page when revoked", async () => {
    const lan = `http://hall.test:${stage.hall.port}`;
    const pad = await stage.page("/pad/?window=12", SIZES.pad, lan);
    expect(await pad.evaluate(() => window.isSecureContext)).toBe(false);
    await expect.poll(() => pairingCode(pad)).toMatch(/\w{4}\s*\w{4}/);
    const code = await pairingCode(pad);

    const admin = await stage.administrator();
    await goTo(admin, "屏幕");
    await admin.getByLabel(/配对码/).fill(code);
    await admin.getByLabel("名称", { exact: true }).fill("十二号评价器");
    await admin.getByLabel("种类", { exact: true }).selectOption({ label: "评价器" });
    await admin.getByLabel("窗口", { exact: true }).selectOption("12");
    await admin.getByRole("button", { name: "配对", exact: true }).click();
    await admin.getByText("十二号评价器").first().waitFor();
    await pad
      .getByText(/号窗口/)
      .first()
      .waitFor();

    // Over the name, a visit is asked about and rated.
    const { call } = await stage.api();
    await call("POST", "/windows/12/open", {});
    await call("POST", "/tickets", { serviceId: "business" });
    await call("POST", "/windows/12/call-next", {});
    await pad.getByText("A001").first().waitFor();
    await call("POST", "/windows/12/finish", {});
    await tap(pad.getByRole("button", { name: "非常满意" }));
    await pad.getByText(/谢谢/).waitFor();

    await admin.getByRole("button", { name: "撤销 十二号评价器" }).click();
    await admin.getByRole("dialog").getByRole("button", { name: /撤销/ }).click();
    await pad
      .getByText(/号窗口/)
      .first()
      .waitFor({ state: "hidden" });
    await expect.poll(() => pairingCode(pad)).toMatch(/\w{4}\s*\w{4}/);
    expect(await pairingCode(pad)).not.toBe(code);
    expect(stage.complaints).toEqual([]);
  });
});
