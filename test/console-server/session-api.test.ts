import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { windowOf } from "#shared/domain/queue/state.ts";
import { MINUTE, openHall, SETUP_TOKEN, type TestHall } from "./hall.ts";
import { GIVEN_PASSWORD, OWN_PASSWORD } from "./people.ts";

describe("at the console", () => {
  let hall: TestHall;
  const windowState = (id: string) => windowOf(hall.hall.state.floor, id);
  const signIn = (username: string, password: string, cookie?: string) =>
    hall.call("POST", "/session", { body: { username, password }, cookie });
  const whoIs = async (cookie: string | undefined) =>
    (await hall.call("GET", "/session", { cookie })).body["person"];
  const choose = (cookie: string, windowId: string | null, takeOver?: boolean) =>
    hall.call("PUT", "/session/window", { cookie, body: { windowId, takeOver } });

  beforeEach(async () => {
    hall = await openHall();
    await hall.openDay("2026-03-12");
  });
  afterEach(() => hall.stop());

  describe("setting up", () => {
    beforeEach(async () => {
      await hall.stop();
      hall = await openHall({ people: false });
    });
    const first = { username: "boss", name: "管理员", password: "strong-pass-1" };
    const setup = (body: object) => hall.call("POST", "/setup", { body });

    it("makes the first administrator with the one-time token, signed in at once", async () => {
      expect((await hall.call("GET", "/session")).body).toEqual({
        person: null,
        needsSetup: true,
        hall: {
          name: hall.published.content.hall.name,
          nameEn: hall.published.content.hall.nameEn,
        },
      });
      const { status, body, cookie, headers } = await setup({ token: SETUP_TOKEN, ...first });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        needsSetup: false,
        person: { name: "管理员", role: "administrator", mustChangePassword: false },
      });
      expect(headers["set-cookie"]).toEqual([
        expect.stringMatching(/^mt_session=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/),
      ]);
      expect(await whoIs(cookie)).toMatchObject({ role: "administrator" });
      const { id, lastSignInAt } = hall.accounts.rows()[0]!;
      expect(lastSignInAt).toBe(hall.time.now);
      expect((await hall.acts()).at(-1)).toEqual({
        kind: "account",
        id,
        command: "account.create",
        about: id,
      });
    });

    it("takes no other token, none after the first administrator, and no weak password", async () => {
      expect((await setup({ token: "guess", ...first })).body.code).toBe("wrong-setup-token");
      hall.setup.token = null;
      expect((await setup({ token: "", ...first })).body.code).toBe("wrong-setup-token");
      hall.setup.token = SETUP_TOKEN;
      const weak = await setup({ token: SETUP_TOKEN, ...first, password: "weak" });
      expect(weak.body.code).toBe("weak-password");
      expect(hall.accounts.rows()).toEqual([]);
      await setup({ token: SETUP_TOKEN, ...first });
      const again = await setup({ token: SETUP_TOKEN, ...first, username: "other" });
      expect([again.status, again.body.code]).toEqual([409, "setup-done"]);
      expect(hall.accounts.rows()).toHaveLength(1);
    });
  });

  describe("signing in and out", () => {
    it("works with the right password, and everybody sees who is signed in", async () => {
      const id = hall.idOf("wang");
      const { status, body, cookie } = await signIn("wang", OWN_PASSWORD);
      expect(status).toBe(200);
      const person = {
        accountId: id,
        name: "wang 同志",
        role: "clerk",
        windowId: null,
        mustChangePassword: false,
      };
      expect(body["person"]).toEqual(person);
      expect(await whoIs(cookie)).toEqual(person);
      const out = await hall.call("DELETE", "/session", { cookie });
      expect(out.body["person"]).toBeNull();
      expect(out.headers["set-cookie"]?.[0]).toContain("Max-Age=0");
      expect(await whoIs(cookie)).toBeNull();
    });

    it("locks the account at the fifth wrong password, for ten minutes", async () => {
      for (let i = 0; i < 4; i++) {
        const { status, body } = await signIn("wang", "wrong-pass-1");
        expect([status, body.code]).toEqual([401, "wrong-credentials"]);
      }
      expect((await signIn("wang", "wrong-pass-1")).status).toBe(423);
      const { body } = await signIn("wang", OWN_PASSWORD);
      expect(body.code).toBe("account-locked");
      expect(body["zh"]).toMatch(/锁定到 \d\d:\d\d/);
      hall.time.now += 10 * MINUTE;
      expect((await signIn("wang", OWN_PASSWORD)).status).toBe(200);
    });

    it("gives a new token every time and ends what the browser had before", async () => {
      const first = await signIn("wang", OWN_PASSWORD);
      const second = await signIn("wang", OWN_PASSWORD, first.cookie);
      expect(second.cookie).not.toBe(first.cookie);
      expect(await whoIs(first.cookie)).toBeNull();
      expect(await whoIs(second.cookie)).not.toBeNull();
    });

    it("keeps people signed in through a restart of the hall", async () => {
      const { cookie = "" } = await signIn("wang", OWN_PASSWORD);
      await choose(cookie, "3");
      const { documents, ledger } = hall;
      const { now } = hall.time;
      await hall.stop();
      hall = await openHall({ documents, ledger, now });
      expect(await whoIs(cookie)).toMatchObject({ name: "wang 同志", windowId: "3" });
    });

    it("ends after an idle hour; what the page asks by itself is no press", async () => {
      const { cookie } = await hall.as("inspector");
      const get = (path: string) => hall.call("GET", path, { cookie });
      hall.time.now += 40 * MINUTE;
      await hall.call("POST", "/screens/reload", { cookie });
      hall.time.now += 40 * MINUTE;
      expect(await whoIs(cookie)).not.toBeNull();
      for (const path of ["/screens", "/ratings"]) expect((await get(path)).status).toBe(200);
      hall.time.now += 20 * MINUTE;
      expect(await whoIs(cookie)).toBeNull();
      expect((await get("/ratings")).body.code).toBe("unauthorized");
    });

    it("leaves the window as it is when the session ends by itself", async () => {
      const { cookie } = await hall.as("wang");
      await choose(cookie, "3");
      hall.time.now += 60 * MINUTE;
      await hall.sessions.sweep();
      expect(await whoIs(cookie)).toBeNull();
      expect(windowState("3").status).toBe("open");
    });

    it("never says in the log what was typed", async () => {
      await signIn("wang.li", "typed-secret-1");
      await signIn("typed-secret-2", "typed-secret-1");
      expect(hall.logged.join()).toContain("sign-in refused");
      expect(hall.logged.join()).not.toContain("typed-secret");
    });
  });

  describe("the password", () => {
    it("set by an administrator has to be changed before anything else", async () => {
      const { cookie = "", body } = await signIn("newcomer", GIVEN_PASSWORD);
      expect(body["person"]).toMatchObject({ mustChangePassword: true });
      expect((await choose(cookie, "3")).body.code).toBe("password-change-required");
      const change = await hall.call("PUT", "/password", {
        cookie,
        body: { current: GIVEN_PASSWORD, next: "my-own-secret-1" },
      });
      expect(change.status).toBe(204);
      expect((await choose(cookie, "3")).status).toBe(200);
      expect((await hall.acts()).map(({ command }) => command)).toContain("account.password");
      expect((await signIn("newcomer", GIVEN_PASSWORD)).body.code).toBe("wrong-credentials");
      expect((await signIn("newcomer", "my-own-secret-1")).status).toBe(200);
    });

    it("changed here signs out everywhere else", async () => {
      const { cookie } = await hall.as("wang");
      const elsewhere = await hall.as("wang");
      await hall.call("PUT", "/password", {
        cookie,
        body: { current: OWN_PASSWORD, next: "another-secret-1" },
      });
      expect(await whoIs(elsewhere.cookie)).toBeNull();
      expect(await whoIs(cookie)).not.toBeNull();
    });

    it("is in no answer, no document, no event and no log; nor is a session's token", async () => {
      const boss = await hall.as("boss");
      const [made, reset, own, wrong] = [1, 2, 3, 4].map((n) => `canary-secret-${n}`);
      const answers: string[] = [];
      const ask = async (method: string, path: string, body: object, cookie?: string) => {
        const answer = await hall.call(method, path, { cookie, body });
        answers.push(answer.text);
        return answer;
      };
      const row = { username: "wang.li", name: "某人", role: "clerk", staffId: null };
      const { body } = await ask("POST", "/accounts", { ...row, password: made }, boss.cookie);
      await ask("POST", "/accounts", { ...row, password: made }, boss.cookie);
      await ask("PATCH", `/accounts/${body["id"]}`, { password: reset }, boss.cookie);
      await ask("POST", "/session", { username: "wang.li", password: wrong });
      const { cookie } = await ask("POST", "/session", { username: "wang.li", password: reset });
      await ask("PUT", "/password", { current: reset, next: own }, cookie);
      await ask("PUT", "/password", { current: wrong, next: own }, cookie);
      answers.push((await hall.call("GET", "/accounts", { cookie: boss.cookie })).text);
      const kept: unknown[] = [await hall.ledger.read("office", 0)];
      for (const name of await hall.documents.list()) kept.push(await hall.documents.read(name));
      const all = [...answers, JSON.stringify(kept), ...hall.logged].join("\n");
      expect(all).toContain("wang.li");
      expect(all).not.toContain("canary-secret");
      expect(answers.join()).not.toContain("argon2");
      const token = cookie?.replace("mt_session=", "");
      expect(token).toHaveLength(43);
      expect(all).not.toContain(token);
    });
  });

  it("nothing that needs a trace is done once the ledger has failed, but signing out is", async () => {
    const boss = await hall.as("boss");
    await choose(boss.cookie, "3");
    hall.ledger.append = () => Promise.reject(new Error("disk gone"));
    expect((await choose(boss.cookie, "4")).body.code).toBe("hall-halted");
    const rows = hall.accounts.rows();
    const made = await hall.call("POST", "/accounts", {
      cookie: boss.cookie,
      body: {
        username: "new",
        name: "某人",
        role: "clerk",
        staffId: null,
        password: GIVEN_PASSWORD,
      },
    });
    expect([made.status, made.body.code]).toEqual([503, "hall-halted"]);
    expect(hall.accounts.rows()).toEqual(rows);
    expect((await hall.call("DELETE", "/session", { cookie: boss.cookie })).status).toBe(200);
    expect(await whoIs(boss.cookie)).toBeNull();
  });
});
