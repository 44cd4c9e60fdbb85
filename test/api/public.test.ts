import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { millis } from "#shared/domain/decision.ts";
import { PROTOCOL } from "#shared/protocol/messages.ts";
import { NINE, ofTheHall, type Taken, TestHall } from "./harness.ts";

const halls: TestHall[] = [];
const open = async (options: Parameters<typeof TestHall.open>[0] = {}): Promise<TestHall> => {
  const hall = await TestHall.open(options);
  halls.push(hall);
  return hall;
};
afterEach(async () => {
  for (const hall of halls.splice(0)) await hall.close();
});

const BODY = { serviceId: "business" };

describe("health", () => {
  it("says how the hall stands", async () => {
    const hall = await open();
    const { status, headers, body } = await hall.call("GET", "/health", { as: null });
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toEqual({
      status: "ok",
      dayId: "2026-03-12",
      seq: hall.seqs.floor,
      clockBehind: false,
      build: "testbuild",
      protocol: PROTOCOL,
    });
  });

  it("says so when no day is open", async () => {
    const hall = await open({ day: null });
    const { body } = await hall.call("GET", "/health", { as: null });
    expect(body).toMatchObject({ status: "ok", dayId: null, seq: 0 });
    expect((await hall.call("GET", "/hall", { as: null })).body).toMatchObject({ dayId: null });
    expect(await hall.refused("/tickets", { body: BODY })).toBe("409 day-not-open");
  });

  it("[S5] is 503 once the ledger has failed, and every command is refused as halted", async () => {
    const hall = await open();
    const { ledger, hall: core } = hall.context;
    // Somebody else's row makes the hall's next one the wrong one: a ledger that really refuses.
    const event = { type: "WindowOpened", windowId: "3", staffId: null } as const;
    const row = { hall: "mingchuan", seq: core.seq("floor") + 1, at: millis(NINE), v: 1, event };
    await ledger.append([
      {
        scope: "nobody",
        commandId: "nothing",
        remembered: { fingerprint: "", outcome: null },
        at: millis(NINE),
        floor: [row],
        office: [],
        secrets: [],
      },
    ]);
    expect(await hall.refused("/tickets", { body: BODY })).toBe("503 hall-halted");
    expect(await hall.refused("/windows/12/open", { id: "x" })).toBe("503 hall-halted");
    const { status, body } = await hall.call("GET", "/health", { as: null });
    expect([status, body]).toEqual([503, expect.objectContaining({ status: "halted" })]);
  });
});

describe("a ticket's page for a phone", () => {
  it("is named where a phone can reach the hall, and nowhere else", async () => {
    const reachable = await open({ phoneBase: "http://192.168.1.20:4000" });
    const { number, secret, phoneUrl } = await reachable.post<Taken>("/tickets", BODY);
    expect(phoneUrl).toBe(`http://192.168.1.20:4000/t/${number}#${secret}`);
    const alone = await open();
    expect(await alone.post("/tickets", BODY)).not.toHaveProperty("phoneUrl");
  });
});

describe("secrets", () => {
  it("neither a ticket's secret nor a key stands in any file of the data folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mingting-secrets-"));
    try {
      const hall = await TestHall.open({ folder });
      const ticket = await hall.post<Taken>("/tickets", BODY, { id: "take" });
      for (const verb of ["open", "call-next", "finish"]) await hall.post(`/windows/12/${verb}`);
      const { ticketId, secret } = ticket;
      const wrong = { ticketId, secret: "not-the-ticket-secret", grade: 5 };
      await hall.refused("/ratings", { body: wrong, id: "wrong" });
      await hall.post("/ratings", { ticketId, secret, grade: 5 }, { id: "rate" });
      await hall.call("GET", `/tickets/${ticket.number}?secret=${secret}`, { as: null });
      const { caller, issuer, rater } = hall.keyOf;
      await hall.close();
      const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((f) =>
        f.isFile(),
      );
      const whole = await Promise.all(
        files.map((f) => readFile(join(f.parentPath, f.name), "latin1")),
      );
      expect(files.map((f) => f.name)).toContain("ledger.sqlite");
      expect(whole.some((text) => text.includes(ticketId))).toBe(true);
      for (const hidden of [secret, "not-the-ticket-secret", caller, issuer, rater])
        expect(whole.some((text) => text.includes(hidden))).toBe(false);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("[Q25] after a restart a repeat still gets its ticket, secret included, and the ticket is found", async () => {
    const folder = await mkdtemp(join(tmpdir(), "mingting-restart-"));
    try {
      const before = await TestHall.open({ folder });
      const first = await before.post<Taken>("/tickets", BODY, { id: "take" });
      const headers = { Authorization: `Bearer ${before.keyOf.caller}` };
      await before.close();
      const after = await TestHall.open({ folder });
      const repeat = await after.call("POST", "/tickets", {
        as: null,
        headers,
        body: BODY,
        id: "take",
      });
      expect(repeat.body).toEqual(first);
      const path = `/tickets/${first.number}?secret=${first.secret}`;
      expect((await after.call("GET", path, { as: null })).body).toMatchObject({
        state: "waiting",
      });
      await ofTheHall(after.context, { type: "CloseDay" });
      expect((await after.call("GET", path, { as: null })).body).toMatchObject({
        state: "expired",
      });
      await after.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
