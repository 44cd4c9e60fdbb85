import { describe, expect, it } from "vitest";
import { ApiKeys, KeyError } from "#hall-server/keys.ts";
import { hashToken } from "#hall-server/secrets.ts";
import { MemoryDocuments } from "#hall-server/store/memory.ts";
import { StoreError } from "#hall-server/store/store.ts";

const open = (documents = new MemoryDocuments()) => ApiKeys.open(documents, () => 1000);

describe("keys of other systems", () => {
  it("a key is shown once, stored as its hash alone, and found again after a restart", async () => {
    const documents = new MemoryDocuments();
    const { id, key } = await (await open(documents)).create("排队主机 1", "caller");
    expect(key).toMatch(/^mt_[\w-]{43}$/);
    const stored = JSON.stringify(await documents.read("keys"));
    expect(stored).toContain(hashToken(key));
    expect(stored).not.toContain(key);
    expect(stored).not.toContain(key.slice(3));
    const keys = await open(documents);
    expect(keys.find(key)).toEqual({ id, name: "排队主机 1", role: "caller" });
    expect(keys.list()).toEqual([{ id, name: "排队主机 1", role: "caller", createdAt: 1000 }]);
  });

  it.each(["", "mt_", "mt_unknown", "x".repeat(5000), "密钥"])(
    "%j is nobody's key",
    async (key) => {
      const keys = await open();
      await keys.create("one", "caller");
      expect(keys.find(key)).toBeNull();
    },
  );

  it("a revoked key is nobody's at once and after a restart, by its name or its id", async () => {
    const documents = new MemoryDocuments();
    const keys = await open(documents);
    const one = await keys.create("one", "caller");
    const two = await keys.create("two", "issuer");
    expect(await keys.revoke("one")).toEqual({ id: one.id, name: "one", role: "caller" });
    expect(await keys.revoke(two.id)).toMatchObject({ name: "two" });
    for (const known of [keys, await open(documents)]) {
      expect(known.find(one.key)).toBeNull();
      expect(known.find(two.key)).toBeNull();
      expect(known.list()).toEqual([]);
    }
    expect(await keys.revoke("one")).toBeNull();
    expect(await keys.revoke("nobody")).toBeNull();
  });

  it("a name is free again once its key is revoked, and the old key stays dead", async () => {
    const keys = await open();
    const old = await keys.create("machine", "issuer");
    await keys.revoke("machine");
    const fresh = await keys.create("machine", "rater");
    expect(keys.find(old.key)).toBeNull();
    expect(keys.find(fresh.key)?.role).toBe("rater");
  });

  it.each([
    ["", "caller"],
    [" ", "caller"],
    ["-x", "caller"],
    ["a\nb", "caller"],
    ["<b>", "caller"],
    ["x".repeat(41), "caller"],
    ["key-0123abcd", "caller"],
    ["taken", "caller"],
    ["fresh", "administrator"],
    ["fresh", ""],
  ])("name %j with role %j is refused with a sentence, and nothing is kept", async (name, role) => {
    const keys = await open();
    await keys.create("taken", "caller");
    const refused = await keys.create(name, role).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(KeyError);
    expect((refused as KeyError).message).toMatch(/^[^\n]*[\u4e00-\u9fff][^\n]* [A-Z][^\n]*\.$/);
    expect(keys.list()).toHaveLength(1);
  });

  it("keys made at the same moment are all kept, and of one name only one", async () => {
    const documents = new MemoryDocuments();
    const keys = await open(documents);
    await Promise.all(Array.from({ length: 10 }, (_, i) => keys.create(`k${i}`, "issuer")));
    const twins = await Promise.allSettled([
      keys.create("twin", "issuer"),
      keys.create("twin", "issuer"),
    ]);
    expect(twins.map((t) => t.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await open(documents)).list()).toHaveLength(11);
  });

  it("[S19] a document that does not fit is named, not replaced", async () => {
    const documents = new MemoryDocuments();
    await documents.write("keys", [{ id: "key-00000000", name: "x", role: "king" }]);
    const refused = await open(documents).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreError);
    expect((refused as StoreError).message).toContain("keys.json");
    expect(await documents.read("keys")).toHaveLength(1);
  });
});
