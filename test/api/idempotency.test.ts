import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Taken, TestHall } from "./harness.ts";

let hall: TestHall;
beforeEach(async () => {
  hall = await TestHall.open();
});
afterEach(() => hall.close());

const BODY = { serviceId: "business" };

describe("Idempotency-Key", () => {
  it("[Q25] a repeat gets the first answer, secret and status included, and has no second effect", async () => {
    const first = await hall.call("POST", "/tickets", { body: BODY, id: "take-1" });
    const before = hall.seqs;
    await hall.post("/tickets", BODY);
    const after = hall.seqs;
    const repeat = await hall.call("POST", "/tickets", { body: BODY, id: "take-1" });
    expect([repeat.status, repeat.body]).toEqual([201, first.body]);
    expect(hall.seqs).toEqual(after);
    expect(after.floor).toBe(before.floor + 1);
  });

  it("[Q25] twenty simultaneous repeats give one ticket and twenty equal answers", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => hall.call("POST", "/tickets", { body: BODY, id: "once" })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(hall.context.hall.state.floor.issuedTotal).toBe(1);
  });

  it("[Q14] [Q25] a queue host's doubled call-next calls one visitor", async () => {
    await hall.post("/tickets", BODY);
    await hall.post("/tickets", BODY);
    await hall.post("/windows/12/open");
    const [a, b] = await Promise.all([
      hall.call("POST", "/windows/12/call-next", { id: "press 7" }),
      hall.call("POST", "/windows/12/call-next", { id: "press 7", body: {} }),
    ]);
    expect(a.body).toMatchObject({ ticket: { number: "A001" } });
    expect(b.body).toEqual(a.body);
  });

  it("without the header every call stands for itself", async () => {
    const numbers = [
      await hall.post<Taken>("/tickets", BODY),
      await hall.post<Taken>("/tickets", BODY),
    ];
    expect(numbers.map((t) => t.number)).toEqual(["A001", "A002"]);
  });

  it("[Q25] the same key for another body, call or window is refused and changes nothing", async () => {
    await hall.post("/tickets", BODY, { id: "x" });
    await hall.post("/windows/12/open", {}, { id: "y" });
    for (const [path, sent] of [
      ["/tickets", { body: { serviceId: "property" }, id: "x" }],
      ["/tickets", { body: { ...BODY, reason: "" }, id: "x" }],
      ["/windows/12/open", { id: "x" }],
      ["/windows/13/open", { id: "y" }],
      ["/windows/12/close", { id: "y" }],
    ] as const)
      expect(await hall.refused(path, sent)).toBe("422 idempotency-conflict");
  });

  it("[Q25] of two simultaneous calls with one key and different bodies, one wins and one is refused", async () => {
    const both = await Promise.all(
      ["business", "property"].map((serviceId) =>
        hall.call("POST", "/tickets", { body: { serviceId }, id: "race" }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(hall.context.hall.state.floor.issuedTotal).toBe(1);
  });

  it("two keys may use the same value: each has its own", async () => {
    const ours = await hall.post<Taken>("/tickets", BODY, { id: "same" });
    const theirs = await hall.post<Taken>("/tickets", BODY, { id: "same", as: "issuer" });
    expect([ours.number, theirs.number]).toEqual(["A001", "A002"]);
  });

  it("a refusal is repeated as well, even when it would be accepted by now", async () => {
    const sent = { id: "early" };
    expect(await hall.refused("/windows/12/call-next", sent)).toBe("409 window-not-open");
    await hall.post("/windows/12/open");
    expect(await hall.refused("/windows/12/call-next", sent)).toBe("409 window-not-open");
  });

  it("what was refused before it reached the hall does not use the key up", async () => {
    expect(await hall.refused("/tickets", { body: {}, id: "z" })).toBe("400 bad-request");
    expect(await hall.post("/tickets", BODY, { id: "z" })).toMatchObject({ number: "A001" });
  });

  it("[R1] a rating is repeated only by whoever has the ticket's secret", async () => {
    const { ticketId, secret } = await hall.post<Taken>("/tickets", BODY);
    for (const verb of ["open", "call-next", "finish"]) await hall.post(`/windows/12/${verb}`);
    const rating = { ticketId, secret, grade: 4 };
    const wrong = { ...rating, secret: "Qm7d0nE2x3VhS9k1LwPz4A" };
    expect(await hall.refused("/ratings", { body: wrong, id: "r" })).toBe("403 wrong-secret");
    expect(await hall.post("/ratings", rating, { id: "r" })).toEqual({ ticketId, grade: 4 });
    expect(await hall.post("/ratings", rating, { id: "r" })).toEqual({ ticketId, grade: 4 });
    expect(await hall.refused("/ratings", { body: wrong, id: "r" })).toBe("403 wrong-secret");
    const better = { ...rating, grade: 5 };
    expect(await hall.refused("/ratings", { body: better, id: "r" })).toBe(
      "422 idempotency-conflict",
    );
  });

  it.each(["", "x".repeat(65), "schlüssel", "tab\there"])(
    "the value %j is refused by name",
    async (id) => {
      expect(await hall.refused("/tickets", { body: BODY, id })).toBe("400 bad-idempotency-key");
    },
  );

  it.each(["!", "x".repeat(64), "order 17, copy 2", '"quoted"'])(
    "the value %j is taken as it is",
    async (id) => {
      const first = await hall.post("/tickets", BODY, { id });
      expect(await hall.post("/tickets", BODY, { id })).toEqual(first);
    },
  );
});
