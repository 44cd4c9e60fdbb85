import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { windowOf } from "#shared/domain/queue/state.ts";
import { MINUTE, openHall, PASSWORD, SETUP_TOKEN, type TestHall } from "./hall.ts";

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
      const id = hall.accounts.rows()[0]?.id;
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
      const { username, password, id } = await hall.employ("wang.li", "clerk");
      const { status, body, cookie } = await signIn(username, password);
      expect(status).toBe(200);
      const person = {
        accountId: id,
        name: "wang.li 姓名",
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
      const { username, password } = await hall.employ("wang.li", "clerk");
      for (let i = 0; i < 4; i++) {
        const { status, body } = await signIn(username, "wrong-pass-1");
        expect([status, body.code]).toEqual([401, "wrong-credentials"]);
      }
      expect((await signIn(username, "wrong-pass-1")).status).toBe(423);
      const { body } = await signIn(username, password);
      expect(body.code).toBe("account-locked");
      expect(body["zh"]).toMatch(/锁定到 \d\d:\d\d/);
      hall.time.now += 10 * MINUTE;
      expect((await signIn(username, password)).status).toBe(200);
    });

    it("gives a new token every time and ends what the browser had before", async () => {
      const { username, password } = await hall.employ("wang.li", "clerk");
      const first = await signIn(username, password);
      const second = await signIn(username, password, first.cookie);
      expect(second.cookie).not.toBe(first.cookie);
      expect(await whoIs(first.cookie)).toBeNull();
      expect(await whoIs(second.cookie)).not.toBeNull();
    });

    it("keeps people signed in through a restart of the hall", async () => {
      const { username, password } = await hall.employ("wang.li", "clerk");
      const { cookie = "" } = await signIn(username, password);
      await choose(cookie, "3");
      const { documents, ledger } = hall;
      const { now } = hall.time;
      await hall.stop();
      hall = await openHall({ documents, ledger, now });
      expect(await whoIs(cookie)).toMatchObject({ name: "wang.li 姓名", windowId: "3" });
    });

    it("ends after an idle hour; asking who is signed in or for the screens is no press", async () => {
      const { cookie } = await hall.employ("boss", "supervisor");
      const get = (path: string) => hall.call("GET", path, { cookie });
      hall.time.now += 40 * MINUTE;
      await get("/ratings");
      hall.time.now += 40 * MINUTE;
      expect(await whoIs(cookie)).not.toBeNull();
      expect((await get("/screens")).status).toBe(200);
      hall.time.now += 20 * MINUTE;
      expect(await whoIs(cookie)).toBeNull();
      expect((await get("/ratings")).body.code).toBe("unauthorized");
    });

    it("leaves the window as it is when the session ends by itself", async () => {
      const { cookie } = await hall.employ("wang.li", "clerk");
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
      await hall.hire("wang.li", "clerk");
      const { cookie = "", body } = await signIn("wang.li", PASSWORD);
      expect(body["person"]).toMatchObject({ mustChangePassword: true });
      expect((await choose(cookie, "3")).body.code).toBe("password-change-required");
      const change = await hall.call("PUT", "/password", {
        cookie,
        body: { current: PASSWORD, next: "my-own-secret-1" },
      });
      expect(change.status).toBe(204);
      expect((await choose(cookie, "3")).status).toBe(200);
      expect((await hall.acts()).map(({ command }) => command)).toContain("account.password");
      expect((await signIn("wang.li", PASSWORD)).body.code).toBe("wrong-credentials");
      expect((await signIn("wang.li", "my-own-secret-1")).status).toBe(200);
    });

    it("changed here signs out everywhere else", async () => {
      const { id, cookie, password } = await hall.employ("wang.li", "clerk");
      const elsewhere = await hall.enter(id);
      await hall.call("PUT", "/password", {
        cookie,
        body: { current: password, next: "another-secret-1" },
      });
      expect(await whoIs(elsewhere.cookie)).toBeNull();
      expect(await whoIs(cookie)).not.toBeNull();
    });

    it("is in no answer, no document, no event and no log", async () => {
      const boss = await hall.employ("boss", "administrator");
      const secrets = ["canary-secret-1", "canary-secret-2", "canary-secret-3", "canary-wrong-4"];
      const [made, reset, own, wrong] = secrets as [string, string, string, string];
      const told: string[] = [];
      const ask = async (
        method: string,
        path: string,
        cookie: string | undefined,
        body: object,
      ) => {
        const answer = await hall.call(method, path, { cookie, body });
        told.push(answer.text, JSON.stringify(answer.headers));
        return answer;
      };
      const row = { username: "wang.li", name: "某人", role: "clerk", staffId: null };
      const { body } = await ask("POST", "/accounts", boss.cookie, { ...row, password: made });
      await ask("POST", "/accounts", boss.cookie, { ...row, password: made });
      await ask("PATCH", `/accounts/${body["id"]}`, boss.cookie, { password: reset });
      await ask("POST", "/session", undefined, { username: "wang.li", password: wrong });
      const { cookie } = await ask("POST", "/session", undefined, {
        username: "wang.li",
        password: reset,
      });
      await ask("PUT", "/password", cookie, { current: reset, next: own });
      await ask("PUT", "/password", cookie, { current: wrong, next: own });
      told.push((await hall.call("GET", "/accounts", { cookie: boss.cookie })).text);
      for (const name of await hall.documents.list())
        told.push(JSON.stringify(await hall.documents.read(name)));
      told.push(JSON.stringify(await hall.ledger.read("office", 0)));
      const all = [...told, ...hall.logged].join("\n");
      expect(all).toContain("wang.li");
      for (const secret of secrets) expect(all).not.toContain(secret);
      const token = cookie?.split("=")[1] ?? "?";
      expect(
        [...told.slice(-20), ...hall.logged].filter((t) => !t.includes("set-cookie")).join(),
      ).not.toContain(token);
      expect(hall.accounts.rows().every((r) => !("passwordHash" in r))).toBe(true);
    });
  });

  describe("the window", () => {
    const STAFF = "s0403";

    it("is opened under the person's name when chosen, and closed when left", async () => {
      const { id, cookie } = await hall.employ("wang.li", "clerk", STAFF);
      const { status, body } = await choose(cookie, "3");
      expect(status).toBe(200);
      expect(body["person"]).toMatchObject({ windowId: "3" });
      expect(windowState("3")).toMatchObject({ status: "open", staffId: STAFF });
      expect((await hall.acts()).at(-1)).toEqual({
        kind: "account",
        id,
        command: "OpenWindow",
        about: "3",
      });
      expect((await choose(cookie, null)).body["person"]).toMatchObject({ windowId: null });
      expect(windowState("3").status).toBe("closed");
    });

    it("chosen again is opened again, and chosen anew leaves the old one", async () => {
      const { cookie } = await hall.employ("wang.li", "clerk", STAFF);
      await choose(cookie, "3");
      await hall.submit({ type: "PauseWindow", windowId: "3", reason: "吃饭" });
      expect((await choose(cookie, "3")).status).toBe(200);
      expect(windowState("3").status).toBe("open");
      await choose(cookie, "4");
      expect(windowState("3").status).toBe("closed");
      expect(windowState("4").status).toBe("open");
    });

    it("that another has is refused with the name, unless taken over", async () => {
      const one = await hall.employ("wang.li", "clerk", STAFF);
      const two = await hall.employ("zhao.min", "clerk", "s0411");
      const changed: string[] = [];
      hall.sessions.onWindowChanged((id) => changed.push(id));
      await choose(one.cookie, "3");
      const refused = await choose(two.cookie, "3");
      expect([refused.status, refused.body.code]).toEqual([409, "window-taken"]);
      expect(refused.body["zh"]).toContain("3 号窗口现在由wang.li 姓名使用");
      expect(windowState("3").staffId).toBe(STAFF);
      expect((await choose(two.cookie, "3", true)).body["person"]).toMatchObject({ windowId: "3" });
      expect(await whoIs(one.cookie)).toMatchObject({ windowId: null });
      expect(windowState("3")).toMatchObject({ status: "open", staffId: "s0411" });
      expect(changed).toEqual([one.session.id, one.session.id, two.session.id]);
    });

    it("goes to one of two who want it at once", async () => {
      const one = await hall.employ("wang.li", "clerk");
      const two = await hall.employ("zhao.min", "clerk");
      const both = await Promise.all([choose(one.cookie, "3"), choose(two.cookie, "3")]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    });

    it("taken over keeps the visitor who is there", async () => {
      const one = await hall.employ("wang.li", "clerk");
      const two = await hall.employ("zhao.min", "clerk");
      await choose(one.cookie, "12");
      await hall.submit({ type: "IssueTicket", serviceId: "business" });
      await hall.submit({ type: "CallNext", windowId: "12" });
      await choose(two.cookie, "12", true);
      expect(windowState("12").visit?.ticket.number).toBe("A001");
    });

    it("with a visitor can be neither left nor exchanged, and nothing changes", async () => {
      const { cookie } = await hall.employ("wang.li", "clerk");
      await choose(cookie, "12");
      await hall.submit({ type: "IssueTicket", serviceId: "business" });
      await hall.submit({ type: "CallNext", windowId: "12" });
      for (const windowId of [null, "13"]) {
        const { status, body } = await choose(cookie, windowId);
        expect([status, body.code]).toEqual([409, "window-busy"]);
        expect(body["zh"]).toContain("A001");
      }
      expect(await whoIs(cookie)).toMatchObject({ windowId: "12" });
      expect(windowState("13").status).toBe("closed");
    });

    it("is closed by signing out; with a visitor it stays open, unattended, and is free", async () => {
      const one = await hall.employ("wang.li", "clerk");
      await choose(one.cookie, "3");
      await hall.call("DELETE", "/session", { cookie: one.cookie });
      expect(windowState("3").status).toBe("closed");
      const two = await hall.enter(one.id);
      await choose(two.cookie, "12");
      await hall.submit({ type: "IssueTicket", serviceId: "business" });
      await hall.submit({ type: "CallNext", windowId: "12" });
      expect((await hall.call("DELETE", "/session", { cookie: two.cookie })).status).toBe(200);
      expect(windowState("12")).toMatchObject({ status: "open", visit: { phase: "called" } });
      const three = await hall.employ("zhao.min", "clerk");
      expect((await choose(three.cookie, "12")).status).toBe(200);
    });

    it("that there is not is refused before the old one is left", async () => {
      const { cookie } = await hall.employ("wang.li", "clerk");
      await choose(cookie, "3");
      const { status, body } = await choose(cookie, "99");
      expect([status, body.code]).toEqual([404, "unknown-window"]);
      expect(await whoIs(cookie)).toMatchObject({ windowId: "3" });
      expect(windowState("3").status).toBe("open");
    });

    it("cannot be opened without a service day, but left and signed out", async () => {
      const { cookie } = await hall.employ("wang.li", "clerk");
      await choose(cookie, "3");
      await hall.submit({ type: "CloseDay" });
      expect((await choose(cookie, "3")).body.code).toBe("day-not-open");
      expect((await choose(cookie, null)).status).toBe(200);
      expect((await hall.call("DELETE", "/session", { cookie })).status).toBe(200);
    });
  });

  it("nothing that needs a trace is done once the ledger has failed, but signing out is", async () => {
    const boss = await hall.employ("boss", "administrator");
    await choose(boss.cookie, "3");
    hall.ledger.append = () => Promise.reject(new Error("disk gone"));
    expect((await choose(boss.cookie, "4")).body.code).toBe("hall-halted");
    const rows = hall.accounts.rows();
    const made = await hall.call("POST", "/accounts", {
      cookie: boss.cookie,
      body: { username: "new", name: "某人", role: "clerk", staffId: null, password: PASSWORD },
    });
    expect([made.status, made.body.code]).toEqual([503, "hall-halted"]);
    expect(hall.accounts.rows()).toEqual(rows);
    expect((await hall.call("DELETE", "/session", { cookie: boss.cookie })).status).toBe(200);
    expect(await whoIs(boss.cookie)).toBeNull();
  });
});
