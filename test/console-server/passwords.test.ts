import { describe, expect, it } from "vitest";
import {
  checkStrength,
  hashPassword,
  nobodysHash,
  verifyPassword,
} from "#hall-server/passwords.ts";

describe("passwords", () => {
  it("are stored as argon2id with OWASP's parameters, salted, never in clear", async () => {
    const [one, two] = await Promise.all([
      hashPassword("same-word-1"),
      hashPassword("same-word-1"),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(one).not.toContain("same-word-1");
  });

  it("are recognised, and nothing else is", async () => {
    const stored = await hashPassword("same-word-1");
    expect(await verifyPassword(stored, "same-word-1")).toBe(true);
    expect(await verifyPassword(stored, "same-word-2")).toBe(false);
    expect(await verifyPassword(stored, "")).toBe(false);
    expect(await verifyPassword(nobodysHash(), "same-word-1")).toBe(false);
  });

  it("are the same typed with full-width letters", async () => {
    expect(await verifyPassword(await hashPassword("same-word-1"), "ｓａｍｅ－ｗｏｒｄ－１")).toBe(
      true,
    );
  });

  it("verify against a hash made with other parameters", async () => {
    // From the Argon2 reference implementation's own tests: argon2id v=19, m=256, t=2, p=1.
    const reference =
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    expect(await verifyPassword(reference, "password")).toBe(true);
    expect(await verifyPassword(reference, "passwore")).toBe(false);
  });

  it("refuse to be compared with something that is no hash", async () => {
    await expect(verifyPassword("same-word-1", "same-word-1")).rejects.toThrow(/PHC/);
  });

  it.each(["short-1", "", "onlyletters", "1234567890", "Clerk.0312x", "ＣＬＥＲＫ．０３１２Ｘ"])(
    "are weak: %j",
    (password) => {
      expect(() => checkStrength(password, "clerk.0312x")).toThrow(
        expect.objectContaining({ code: "weak-password" }),
      );
    },
  );

  it.each(["abcdefg1", "大厅窗口评价器第1", "clerk.0312x!"])(
    "are strong enough: %j",
    (password) => {
      expect(() => checkStrength(password, "clerk.0312x")).not.toThrow();
    },
  );
});
