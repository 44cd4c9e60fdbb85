import { beforeEach, describe, expect, it } from "vitest";
import { Accounts } from "#hall-server/accounts.ts";
import { MemoryDocuments } from "#hall-server/store/memory.ts";
import { MINUTE } from "./hall.ts";
import { GIVEN_PASSWORD as PASSWORD } from "./people.ts";

const refusal = (code: string) => expect.objectContaining({ code });
const START = Date.parse("2026-03-12T09:00:00+08:00");

describe("accounts", () => {
  let documents: MemoryDocuments;
  let now: number;
  let accounts: Accounts;
  const open = () => Accounts.open(documents, () => now);
  const hire = (username: string, role: "clerk" | "administrator" = "clerk") =>
    accounts.create({ username, name: "某人", role, staffId: null, password: PASSWORD });
  const fail = async (username: string, times: number) => {
    const codes: string[] = [];
    for (let i = 0; i < times; i++)
      codes.push(
        await accounts.verify(username, "wrong-pass-1").then(
          () => "in",
          (error: { code: string }) => error.code,
        ),
      );
    return codes;
  };

  beforeEach(async () => {
    documents = new MemoryDocuments();
    now = START;
    accounts = await open();
  });

  it("let in who knows the password, whatever the case of the user name", async () => {
    const { id } = await hire("wang.li");
    const row = await accounts.verify(" Wang.Li ", PASSWORD);
    expect(row).toMatchObject({ id, lastSignInAt: START, mustChangePassword: true });
  });

  it("are locked for ten minutes by the fifth wrong password in a row", async () => {
    await hire("wang.li");
    const wrong = "wrong-credentials";
    expect(await fail("wang.li", 6)).toEqual([
      wrong,
      wrong,
      wrong,
      wrong,
      "account-locked",
      "account-locked",
    ]);
    await expect(accounts.verify("wang.li", PASSWORD)).rejects.toEqual(refusal("account-locked"));
    expect(accounts.rows()[0]?.lockedUntil).toBe(START + 10 * MINUTE);
    now += 10 * MINUTE;
    expect(accounts.rows()[0]?.lockedUntil).toBeNull();
    expect(await fail("wang.li", 1)).toEqual([wrong]);
    expect(await accounts.verify("wang.li", PASSWORD)).toMatchObject({ username: "wang.li" });
  });

  it("say until when they are locked by the clock on the wall", async () => {
    await hire("wang.li");
    await fail("wang.li", 5);
    const at = new Date(START + 10 * MINUTE);
    const until = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
    await expect(accounts.verify("wang.li", PASSWORD)).rejects.toMatchObject({ params: { until } });
  });

  it("count every one of many passwords tried at once", async () => {
    await hire("wang.li");
    const tries = Array.from({ length: 8 }, () => fail("wang.li", 1));
    const codes = (await Promise.all(tries)).flat();
    expect(codes.filter((code) => code === "wrong-credentials")).toHaveLength(4);
    expect(codes.filter((code) => code === "account-locked")).toHaveLength(4);
  });

  it("forget wrong passwords at the right one", async () => {
    await hire("wang.li");
    await fail("wang.li", 4);
    await accounts.verify("wang.li", PASSWORD);
    expect(await fail("wang.li", 4)).not.toContain("account-locked");
  });

  it("stay locked through a restart, and count on", async () => {
    await hire("wang.li");
    await hire("zhao.min");
    await fail("wang.li", 5);
    await fail("zhao.min", 4);
    accounts = await open();
    expect(await fail("wang.li", 1)).toEqual(["account-locked"]);
    expect(await fail("zhao.min", 1)).toEqual(["account-locked"]);
  });

  it("are not locked for years by a clock that was wrong", async () => {
    await hire("wang.li");
    now += 10 * 365 * 24 * 60 * MINUTE;
    await fail("wang.li", 5);
    now = START;
    expect(await accounts.verify("wang.li", PASSWORD)).toMatchObject({ username: "wang.li" });
  });

  it("that nobody has answer, lock and write like those that somebody has", async () => {
    await hire("wang.li");
    let writes = 0;
    const write = documents.write.bind(documents);
    documents.write = async (...given) => {
      writes += 1;
      await write(...given);
    };
    const known = await fail("wang.li", 6);
    const forKnown = writes;
    writes = 0;
    expect(await fail("nobody", 6)).toEqual(known);
    expect(writes).toBe(forKnown);
  });

  it("tell that they are disabled only to who knows the password", async () => {
    await hire("boss", "administrator");
    const { id } = await hire("wang.li");
    await accounts.change(id, { disabled: true });
    expect(await fail("wang.li", 1)).toEqual(["wrong-credentials"]);
    await expect(accounts.verify("wang.li", PASSWORD)).rejects.toEqual(refusal("account-disabled"));
  });

  it("never lose the last administrator, also when two go at once", async () => {
    expect(accounts.hasAdministrator()).toBe(false);
    const one = await hire("boss", "administrator");
    await expect(accounts.change(one.id, { disabled: true })).rejects.toEqual(
      refusal("last-administrator"),
    );
    await expect(accounts.change(one.id, { role: "supervisor" })).rejects.toEqual(
      refusal("last-administrator"),
    );
    const two = await hire("deputy", "administrator");
    const both = await Promise.allSettled([
      accounts.change(one.id, { role: "clerk" }),
      accounts.change(two.id, { disabled: true }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(accounts.hasAdministrator()).toBe(true);
    expect((await open()).hasAdministrator()).toBe(true);
  });

  it("do not count a disabled administrator as one", async () => {
    const one = await hire("boss", "administrator");
    const two = await hire("deputy", "administrator");
    await accounts.change(two.id, { disabled: true });
    await expect(accounts.change(one.id, { disabled: true })).rejects.toEqual(
      refusal("last-administrator"),
    );
  });

  it("have one first administrator, however many ask for it", async () => {
    const ask = (username: string) =>
      accounts.createFirst({ username, name: "某人", password: PASSWORD });
    const both = await Promise.allSettled([ask("one"), ask("two")]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(accounts.rows()).toMatchObject([
      { username: "one", role: "administrator", mustChangePassword: false },
    ]);
  });

  it("have a user name once, whatever its case", async () => {
    await hire("wang.li");
    await expect(hire("Wang.LI")).rejects.toEqual(refusal("username-taken"));
  });

  it("whose password an administrator set must change it, and are no longer locked", async () => {
    const { id } = await hire("wang.li");
    await accounts.changeOwnPassword(id, PASSWORD, "my-own-secret-1", null);
    expect(accounts.get(id)?.mustChangePassword).toBe(false);
    await fail("wang.li", 5);
    await accounts.change(id, { password: "from-the-boss-1" });
    expect(accounts.get(id)).toMatchObject({ mustChangePassword: true, lockedUntil: null });
    expect(await accounts.verify("wang.li", "from-the-boss-1")).toMatchObject({ id });
  });

  it("are unlocked by an administrator", async () => {
    const { id } = await hire("wang.li");
    await fail("wang.li", 5);
    await accounts.change(id, { unlock: true });
    expect(await accounts.verify("wang.li", PASSWORD)).toMatchObject({ id });
  });

  it("change their own password only with the present one, strong, and to another", async () => {
    const { id } = await hire("wang.li");
    const change = (current: string, next: string) =>
      accounts.changeOwnPassword(id, current, next, null);
    await expect(change("wrong-pass-1", "my-own-secret-1")).rejects.toEqual(
      refusal("wrong-credentials"),
    );
    await expect(change(PASSWORD, "weak")).rejects.toEqual(refusal("weak-password"));
    await expect(change(PASSWORD, PASSWORD)).rejects.toEqual(refusal("bad-request"));
    for (let i = 0; i < 4; i++) await change("wrong-pass-1", "x").catch(() => {});
    await expect(change(PASSWORD, "my-own-secret-1")).rejects.toEqual(refusal("account-locked"));
    expect(accounts.get(id)?.mustChangePassword).toBe(true);
  });

  it("refuse weak passwords and unknown accounts, and then nothing has changed", async () => {
    await expect(
      accounts.create({
        username: "x1",
        name: "某人",
        role: "clerk",
        staffId: null,
        password: "weak",
      }),
    ).rejects.toEqual(refusal("weak-password"));
    await expect(accounts.change("nobody", {})).rejects.toEqual(refusal("unknown-account"));
    const { id } = await hire("wang.li");
    await expect(accounts.change(id, { name: "新名", password: "weak" })).rejects.toEqual(
      refusal("weak-password"),
    );
    expect(accounts.rows()).toMatchObject([{ name: "某人", mustChangePassword: true }]);
  });

  it("have not changed when the change could not be written", async () => {
    const { id } = await hire("wang.li");
    const write = documents.write.bind(documents);
    documents.write = () => Promise.reject(new Error("disk full"));
    await expect(accounts.change(id, { name: "新名" })).rejects.toThrow("disk full");
    await expect(hire("zhao.min")).rejects.toThrow("disk full");
    documents.write = write;
    expect(accounts.rows()).toMatchObject([{ username: "wang.li", name: "某人" }]);
  });

  it("keep no password in clear, neither in rows nor in the document", async () => {
    const { id } = await hire("wang.li");
    await accounts.changeOwnPassword(id, PASSWORD, "my-own-secret-1", null);
    const kept = JSON.stringify([accounts.rows(), await documents.read("accounts")]);
    expect(kept).not.toContain(PASSWORD);
    expect(kept).not.toContain("my-own-secret-1");
    expect(JSON.stringify(accounts.rows())).not.toContain("argon2");
  });

  it("refuse a document that does not fit rather than lock everybody out silently", async () => {
    await documents.write("accounts", [{ id: "1" }]);
    await expect(open()).rejects.toMatchObject({ name: "StoreError", code: "unreadable" });
  });
});
