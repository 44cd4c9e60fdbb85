import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Accounts } from "#hall-server/accounts.ts";
import { endedCookie, sessionCookie, tokensIn } from "#hall-server/session-cookie.ts";
import { Sessions } from "#hall-server/sessions.ts";
import { MemoryDocuments } from "#hall-server/store/memory.ts";
import { MINUTE } from "./hall.ts";
import { OWN_PASSWORD, seedPeople } from "./people.ts";

const IDLE = 60;
const HOUR = 60 * MINUTE;

describe("the session cookie", () => {
  it("is out of scripts' reach, for this site alone, and Secure only over https", () => {
    expect(sessionCookie("t", false)).toBe("mt_session=t; HttpOnly; SameSite=Strict; Path=/");
    expect(sessionCookie("t", true)).toBe(
      "mt_session=t; HttpOnly; SameSite=Strict; Path=/; Secure",
    );
    expect(endedCookie(false)).toBe("mt_session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
  });

  it("is found among others, also twice", () => {
    expect(tokensIn("a=1; mt_session=x; b=2;mt_session=y; mt_sessions=z; mt_session=")).toEqual([
      "x",
      "y",
    ]);
    expect(tokensIn(undefined)).toEqual([]);
  });
});

describe("sessions", () => {
  let documents: MemoryDocuments;
  let accounts: Accounts;
  let sessions: Sessions;
  let now: number;
  let clerk: string;
  let boss: string;
  const opened: Sessions[] = [];
  const open = async () => {
    const made = await Sessions.open({
      documents,
      accounts,
      idleMinutes: IDLE,
      clock: () => now,
      log: pino({ level: "silent" }),
    });
    opened.push(made);
    return made;
  };

  beforeEach(async () => {
    documents = new MemoryDocuments();
    await seedPeople(documents);
    now = Date.parse("2026-03-12T09:00:00+08:00");
    accounts = await Accounts.open(documents, () => now);
    const idOf = (username: string) =>
      accounts.rows().find((row) => row.username === username)?.id ?? "";
    clerk = idOf("wang");
    boss = idOf("boss");
    sessions = await open();
  });
  afterEach(async () => {
    for (const made of opened.splice(0)) await made.close();
  });

  it("know who signed in by the token, and nobody by another", async () => {
    const { session, token } = await sessions.start(clerk);
    expect(sessions.find(token)).toEqual(session);
    expect(sessions.fromCookie(`other=1; mt_session=${token}`)).toEqual(session);
    expect(sessions.fromCookie(`mt_session=tossed; mt_session=${token}`)).toEqual(session);
    expect(sessions.fromCookie("mt_session=guess")).toBeNull();
    expect(sessions.fromCookie(undefined)).toBeNull();
    expect(sessions.person(session)).toEqual({
      accountId: clerk,
      name: "wang 同志",
      role: "clerk",
      windowId: null,
      mustChangePassword: false,
    });
  });

  it("end after the idle time without a press, and not before", async () => {
    const { session, token } = await sessions.start(clerk);
    now += IDLE * MINUTE - 1;
    sessions.touch(session);
    now += IDLE * MINUTE - 1;
    expect(sessions.find(token)).toEqual(session);
    now += 1;
    expect(sessions.find(token)).toBeNull();
    expect(sessions.person(session)).toBeNull();
  });

  it("end after sixteen hours, however busy", async () => {
    const { session, token } = await sessions.start(clerk);
    const end = now + 16 * HOUR;
    while (now + 30 * MINUTE < end) {
      now += 30 * MINUTE;
      sessions.touch(session);
    }
    expect(sessions.find(token)).toEqual(session);
    now = end;
    expect(sessions.find(token)).toBeNull();
  });

  it("tell their sockets when they are idle, without anybody asking", async () => {
    const { session } = await sessions.start(clerk);
    const ended: string[] = [];
    sessions.onEnded((id) => ended.push(id));
    await sessions.sweep();
    expect(ended).toEqual([]);
    now += IDLE * MINUTE;
    await sessions.sweep();
    expect(ended).toEqual([session.id]);
    expect(await documents.read("sessions")).toEqual([]);
  });

  it("outlive a restart of the hall, with their window", async () => {
    const { session, token } = await sessions.start(clerk);
    await sessions.setWindow(session.id, "3");
    sessions = await open();
    expect(sessions.find(token)).toEqual({ ...session, windowId: "3" });
  });

  it("do not outlive a restart when they were idle or too old by then", async () => {
    const { token } = await sessions.start(clerk);
    now += IDLE * MINUTE;
    sessions = await open();
    expect(sessions.find(token)).toBeNull();
    expect(await documents.read("sessions")).toEqual([]);
  });

  it("write presses down with the sweep and at the end, not one by one", async () => {
    const { session } = await sessions.start(clerk);
    const seenAt = async () =>
      ((await documents.read("sessions")) as { seenAt: number }[]).map((s) => s.seenAt);
    const start = now;
    now += 5 * MINUTE;
    sessions.touch(session);
    expect(await seenAt()).toEqual([start]);
    await sessions.sweep();
    expect(await seenAt()).toEqual([now]);
    now += MINUTE;
    sessions.touch(session);
    await sessions.close();
    expect(await seenAt()).toEqual([now]);
  });

  it("are not kept by a clock that was wrong", async () => {
    const right = now;
    now += 10 * 365 * 24 * HOUR;
    const { token } = await sessions.start(clerk);
    now = right;
    await sessions.sweep();
    expect(sessions.find(token)).not.toBeNull();
    now += IDLE * MINUTE;
    expect(sessions.find(token)).toBeNull();
  });

  it("keep no token, only what recognises it", async () => {
    const { token } = await sessions.start(clerk);
    expect(JSON.stringify(await documents.read("sessions"))).not.toContain(token);
  });

  it.each([
    ["is disabled", { disabled: true }],
    ["gets another role", { role: "supervisor" }],
    ["gets another password", { password: "from-the-boss-1" }],
  ] as const)("all end when their account %s", async (_what, change) => {
    const first = await sessions.start(clerk);
    const second = await sessions.start(clerk);
    const other = await sessions.start(boss);
    const ended: string[] = [];
    sessions.onEnded((id) => ended.push(id));
    await accounts.change(clerk, change);
    expect(ended).toEqual([first.session.id, second.session.id]);
    expect(sessions.find(first.token)).toBeNull();
    expect(sessions.find(other.token)).not.toBeNull();
    expect(await documents.read("sessions")).toHaveLength(1);
  });

  it("go on when their account gets another name or the role it has", async () => {
    const { session, token } = await sessions.start(clerk);
    await accounts.change(clerk, { name: "新名", role: "clerk", disabled: false });
    expect(sessions.find(token)).toEqual(session);
    expect(sessions.person(session)?.name).toBe("新名");
  });

  it("end elsewhere when somebody changes the own password", async () => {
    const here = await sessions.start(clerk);
    const there = await sessions.start(clerk);
    await accounts.changeOwnPassword(clerk, OWN_PASSWORD, "my-own-secret-1", here.session.id);
    expect(sessions.find(here.token)).not.toBeNull();
    expect(sessions.find(there.token)).toBeNull();
  });

  it("know who has a window, and forget who has gone", async () => {
    const one = await sessions.start(clerk);
    const two = await sessions.start(boss);
    const changed: string[] = [];
    sessions.onWindowChanged((id) => changed.push(id));
    await sessions.setWindow(one.session.id, "3");
    expect(sessions.holder("3", two.session.id)?.id).toBe(one.session.id);
    expect(sessions.holder("3", one.session.id)).toBeNull();
    expect(sessions.holder("4", two.session.id)).toBeNull();
    expect(changed).toEqual([one.session.id]);
    now += IDLE * MINUTE;
    expect(sessions.holder("3", two.session.id)).toBeNull();
    expect(await sessions.setWindow(one.session.id, "4")).toBe(false);
  });

  it("end once, and only there is told", async () => {
    const { session } = await sessions.start(clerk);
    const ended: string[] = [];
    sessions.onEnded((id) => ended.push(id));
    expect(await sessions.end(session.id)).toBe(true);
    expect(await sessions.end(session.id)).toBe(false);
    expect(ended).toEqual([session.id]);
  });

  it("are not there when they could not be written down", async () => {
    const write = documents.write.bind(documents);
    documents.write = () => Promise.reject(new Error("disk full"));
    await expect(sessions.start(clerk)).rejects.toThrow("disk full");
    documents.write = write;
    await sessions.sweep();
    await sessions.start(boss);
    expect(await documents.read("sessions")).toHaveLength(1);
  });

  it("refuse a document that does not fit, and say what to do", async () => {
    await documents.write("sessions", { no: "list" });
    await expect(open()).rejects.toMatchObject({ name: "StoreError", code: "unreadable" });
  });
});
