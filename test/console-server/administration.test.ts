import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AccountRow } from "#shared/protocol/console.ts";
import { MINUTE, openHall, RIGHT_CODE, type TestHall } from "./hall.ts";
import { GIVEN_PASSWORD as PASSWORD, OWN_PASSWORD } from "./people.ts";

describe("an administrator", () => {
  let hall: TestHall;
  let boss: Awaited<ReturnType<TestHall["as"]>>;
  const ask = (method: string, path: string, body?: object, cookie = boss.cookie) =>
    hall.call(method, path, { cookie, ...(body ? { body } : {}) });

  beforeEach(async () => {
    hall = await openHall();
    await hall.openDay("2026-03-12");
    boss = await hall.as("boss");
  });
  afterEach(() => hall.stop());

  describe("of accounts", () => {
    const clerk = { username: "wang.li", name: "王丽", role: "clerk", staffId: "s0403" };

    it("makes, lists and changes them, and each act leaves its trace", async () => {
      const made = await ask("POST", "/accounts", {
        ...clerk,
        username: " Wang.Li ",
        password: PASSWORD,
      });
      expect(made.body).toEqual({
        id: expect.any(String),
        ...clerk,
        disabled: false,
        lockedUntil: null,
        mustChangePassword: true,
        lastSignInAt: null,
      });
      const id = String(made.body["id"]);
      expect(
        (await ask("PATCH", `/accounts/${id}`, { name: "王莉", staffId: null })).body,
      ).toMatchObject({
        name: "王莉",
        staffId: null,
      });
      await ask("PATCH", `/accounts/${id}`, { password: "from-the-boss-1" });
      const { body } = await ask("GET", "/accounts");
      expect(body["accounts"]).toEqual(hall.accounts.rows());
      expect(hall.accounts.get(id)).toMatchObject({ name: "王莉", mustChangePassword: true });
      const by = { kind: "account", id: boss.id, about: id };
      expect((await hall.acts()).slice(-3)).toEqual([
        { ...by, command: "account.create" },
        { ...by, command: "account.change" },
        { ...by, command: "account.password" },
      ]);
    });

    it("gets every refusal by its name, and then there is no trace", async () => {
      await ask("POST", "/accounts", { ...clerk, password: PASSWORD });
      for (const other of ["deputy", "newcomer"] as const)
        await ask("PATCH", `/accounts/${hall.idOf(other)}`, { disabled: true });
      const before = await hall.acts();
      const cases: [string, string, object, number, string][] = [
        ["POST", "/accounts", { ...clerk, password: PASSWORD }, 409, "username-taken"],
        ["POST", "/accounts", { ...clerk, username: "x1", password: "weak" }, 422, "weak-password"],
        [
          "POST",
          "/accounts",
          { ...clerk, username: "x2", staffId: "nobody", password: PASSWORD },
          400,
          "bad-request",
        ],
        [
          "POST",
          "/accounts",
          { ...clerk, username: "X 3", password: PASSWORD },
          400,
          "bad-request",
        ],
        ["PATCH", "/accounts/nobody", { name: "某人" }, 404, "unknown-account"],
        ["PATCH", `/accounts/${boss.id}`, { disabled: true }, 409, "last-administrator"],
        ["PATCH", `/accounts/${boss.id}`, { role: "clerk" }, 409, "last-administrator"],
        ["PATCH", `/accounts/${boss.id}`, { unlock: false }, 400, "bad-request"],
        ["PATCH", `/accounts/${boss.id}`, { id: "other" }, 400, "bad-request"],
      ];
      for (const [method, path, body, status, code] of cases) {
        const answer = await ask(method, path, body);
        expect([answer.status, answer.body.code]).toEqual([status, code]);
      }
      expect(await hall.acts()).toEqual(before);
    });

    it("signs somebody out by disabling the account", async () => {
      const { id, cookie } = await hall.as("wang");
      const ended: string[] = [];
      hall.sessions.onEnded((session) => ended.push(session));
      await ask("PATCH", `/accounts/${id}`, { disabled: true });
      expect(ended).toHaveLength(1);
      const { body } = await ask("PUT", "/session/window", { windowId: "3" }, cookie);
      expect(body.code).toBe("unauthorized");
    });

    it("unlocks a locked one", async () => {
      const id = hall.idOf("wang");
      const signIn = (secret: string) =>
        hall.call("POST", "/session", { body: { username: "wang", password: secret } });
      for (let i = 0; i < 5; i++) await signIn("wrong-pass-1");
      const { body } = await ask("GET", "/accounts");
      const rows = body["accounts"] as unknown as AccountRow[];
      expect(rows.filter(({ lockedUntil }) => lockedUntil !== null)).toMatchObject([
        { id, lockedUntil: hall.time.now + 10 * MINUTE },
      ]);
      await ask("PATCH", `/accounts/${id}`, { unlock: true });
      expect((await signIn(OWN_PASSWORD)).status).toBe(200);
    });
  });

  describe("of screens", () => {
    const board = { name: "2 楼主屏", kind: "board", windowId: null, zone: "2a", speaks: true };
    const pair = (body: object, cookie = boss.cookie) => ask("POST", "/screens/pair", body, cookie);

    it("sees them, pairs, reloads and revokes them; pairing and revoking leave a trace", async () => {
      const { body } = await ask("GET", "/screens");
      expect(body).toMatchObject({ screens: [{ id: "screen-1" }], waiting: [{ kind: "pad" }] });
      const paired = await pair({ code: RIGHT_CODE, ...board });
      expect(paired.body).toMatchObject({ name: "2 楼主屏", kind: "board", zone: "2a" });
      const id = String(paired.body["id"]);
      expect((await ask("POST", `/screens/${id}/reload`)).status).toBe(204);
      expect((await ask("POST", "/screens/reload")).status).toBe(204);
      expect(hall.register.reloaded).toEqual([id, null]);
      expect((await ask("DELETE", `/screens/${id}`)).status).toBe(204);
      expect((await ask("DELETE", `/screens/${id}`)).body.code).toBe("unknown-screen");
      expect((await ask("POST", `/screens/${id}/reload`)).body.code).toBe("unknown-screen");
      const by = { kind: "account", id: boss.id, about: id };
      expect((await hall.acts()).slice(-2)).toEqual([
        { ...by, command: "screen.pair" },
        { ...by, command: "screen.revoke" },
      ]);
    });

    it("pairs a window's screen only with a window, and places it only where there is a place", async () => {
      const cases: [object, string][] = [
        [{ ...board, kind: "pad", windowId: null }, "bad-request"],
        [{ ...board, kind: "pad", windowId: "99" }, "unknown-window"],
        [{ ...board, zone: "9z" }, "bad-request"],
        [{ ...board, kind: "oven" }, "bad-request"],
      ];
      for (const [screen, code] of cases)
        expect((await pair({ code: RIGHT_CODE, ...screen })).body.code).toBe(code);
      expect(hall.register.rows()).toHaveLength(1);
      const { body } = await pair({ code: RIGHT_CODE, ...board, windowId: "3" });
      expect(body["windowId"]).toBeNull();
    });

    it("may guess five codes in five minutes, each administrator alone", async () => {
      const guess = (code: string, cookie = boss.cookie) => pair({ code, ...board }, cookie);
      for (let i = 0; i < 5; i++) {
        const { status, body } = await guess(`WRNG-${i}`);
        expect([status, body.code]).toEqual([404, "unknown-code"]);
        hall.time.now += 1_000;
      }
      const { status, body } = await guess(RIGHT_CODE);
      expect([status, body.code]).toEqual([429, "too-many-attempts"]);
      const deputy = await hall.as("deputy");
      expect((await guess(RIGHT_CODE, deputy.cookie)).status).toBe(200);
      hall.time.now += 5 * MINUTE;
      expect((await guess(RIGHT_CODE)).status).toBe(200);
    });

    it("gets no more guesses by making them all at once", async () => {
      const codes = Array.from({ length: 30 }, (_, i) => `WRNG-${i}`);
      const answers = await Promise.all(codes.map((code) => pair({ code, ...board })));
      expect(answers.filter(({ status }) => status === 404)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
    });

    it("starts the count again with a right code", async () => {
      for (let i = 0; i < 4; i++) await pair({ code: "WRNG", ...board });
      await pair({ code: RIGHT_CODE, ...board });
      for (let i = 0; i < 5; i++) expect((await pair({ code: "WRNG", ...board })).status).toBe(404);
    });
  });
});
