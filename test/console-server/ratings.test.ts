import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readDays, recordDay } from "#hall-server/days.ts";
import { MemoryDocuments } from "#hall-server/store/memory.ts";
import { SqliteLedger } from "#hall-server/store/sqlite.ts";
import type { Grade } from "#shared/domain/rating/rating.ts";
import { openHall, serve, type TestHall } from "./hall.ts";

describe("the service days", () => {
  it("are noted once each, oldest first", async () => {
    const documents = new MemoryDocuments();
    expect(await readDays(documents)).toEqual([]);
    const first = { dayId: "2026-03-11", floorFrom: 1, officeFrom: 1 };
    const second = { dayId: "2026-03-12", floorFrom: 90, officeFrom: 70 };
    await recordDay(documents, first);
    await recordDay(documents, second);
    await recordDay(documents, { ...second, floorFrom: 1 });
    expect(await readDays(documents)).toEqual([first, second]);
  });

  it("refuse a document that does not fit", async () => {
    const documents = new MemoryDocuments();
    await documents.write("days", [{ dayId: 3 }]);
    await expect(readDays(documents)).rejects.toMatchObject({ code: "unreadable" });
  });
});

describe("the day's ratings", () => {
  let folder: string;
  let hall: TestHall;
  let cookie: string;
  const ratings = async (day?: string, as = cookie) =>
    (await hall.call("GET", `/ratings${day === undefined ? "" : `?day=${day}`}`, { cookie: as }))
      .body;
  const rate = (ticketId: string, grade: Grade, comment?: string) =>
    hall.submit({
      type: "RateService",
      ticketId,
      grade,
      reasons: grade <= 2 ? ["long-wait"] : [],
      comment,
      channel: "pad",
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hall-ratings-"));
    hall = await openHall({ ledger: await SqliteLedger.open(join(folder, "ledger.sqlite")) });
    cookie = (await hall.as("inspector")).cookie;
  });
  afterEach(async () => {
    await hall.stop();
    await hall.ledger.close();
    await rm(folder, { recursive: true });
  });

  it("are empty before the first day", async () => {
    expect(await ratings()).toEqual({
      dayId: null,
      served: 0,
      unrated: 0,
      windows: [],
      ratings: [],
      days: [],
    });
  });

  it("count what was served, graded and left unrated, newest first, with comments [R6]", async () => {
    await hall.openDay("2026-03-12");
    await hall.submit({ type: "OpenWindow", windowId: "12", staffId: "s0101" });
    await hall.submit({ type: "OpenWindow", windowId: "3" });
    const one = await serve(hall, "business", "12");
    const two = await serve(hall, "business", "12");
    await serve(hall, "business", "12");
    const four = await serve(hall, "insurance", "3");
    await rate(one, 5);
    hall.time.now += 1_000;
    await rate(two, 1, "等了一上午");
    await rate(four, 5);
    const answer = await ratings();
    expect(answer).toMatchObject({
      dayId: "2026-03-12",
      served: 4,
      unrated: 1,
      windows: [
        { windowId: "3", served: 1, grades: [0, 0, 0, 0, 1] },
        { windowId: "12", served: 3, grades: [1, 0, 0, 0, 1] },
      ],
      days: ["2026-03-12"],
    });
    expect(answer["ratings"]).toEqual([
      expect.objectContaining({ windowId: "3", grade: 5, staffId: null, comment: null }),
      {
        ratingId: expect.any(String),
        at: hall.time.now,
        number: "A002",
        serviceId: "business",
        windowId: "12",
        staffId: "s0101",
        grade: 1,
        reasons: ["long-wait"],
        comment: "等了一上午",
        channel: "pad",
      },
      expect.objectContaining({ number: "A001", grade: 5, reasons: [], comment: null }),
    ]);
  });

  it("leave out a comment that was erased", async () => {
    await hall.openDay("2026-03-12");
    await hall.submit({ type: "OpenWindow", windowId: "12" });
    await rate(await serve(hall, "business", "12"), 2, "电话给我打回来");
    const [row] = (await ratings())["ratings"] as unknown as { ratingId: string }[];
    await hall.ledger.eraseSecret(row?.ratingId ?? "");
    expect((await ratings())["ratings"]).toMatchObject([{ grade: 2, comment: null }]);
  });

  it("keep the days apart, and list those with services, newest first", async () => {
    for (const [dayId, visitors] of [
      ["2026-03-10", 1],
      ["2026-03-11", 0],
      ["2026-03-12", 2],
    ] as const) {
      await hall.openDay(dayId);
      await hall.submit({ type: "OpenWindow", windowId: "12" });
      for (let i = 0; i < visitors; i++) await rate(await serve(hall, "business", "12"), 4);
      await hall.submit({ type: "CloseDay" });
    }
    const days = ["2026-03-12", "2026-03-10"];
    expect(await ratings()).toMatchObject({ dayId: "2026-03-12", served: 2, unrated: 0, days });
    expect(await ratings("2026-03-10")).toMatchObject({ dayId: "2026-03-10", served: 1, days });
    expect(await ratings("2026-03-11")).toMatchObject({ dayId: "2026-03-11", served: 0, days });
    expect(await ratings("2026-01-01")).toMatchObject({
      dayId: null,
      served: 0,
      ratings: [],
      days,
    });
    expect((await ratings("a&day=b")).code).toBe("bad-request");
  });

  it("are there also before the day was noted", async () => {
    await hall.submit({ type: "OpenDay", dayId: "2026-03-12", config: hall.published.config });
    await hall.submit({ type: "OpenWindow", windowId: "12" });
    await rate(await serve(hall, "business", "12"), 3);
    expect(await ratings()).toMatchObject({
      dayId: "2026-03-12",
      served: 1,
      days: ["2026-03-12"],
    });
  });

  it("of a day longer than one reading are all there", async () => {
    await hall.openDay("2026-03-12");
    await hall.submit({ type: "OpenWindow", windowId: "12" });
    const acts = Array.from({ length: 2_500 }, (_, i) =>
      hall.submit({ type: "Administer", act: "test.act", about: String(i) }),
    );
    await Promise.all(acts);
    await rate(await serve(hall, "business", "12"), 3);
    expect(await ratings()).toMatchObject({ served: 1, unrated: 0, days: ["2026-03-12"] });
  });

  it("never reach a clerk, not even with a window [R7]", async () => {
    await hall.openDay("2026-03-12");
    const clerk = await hall.as("wang");
    await hall.call("PUT", "/session/window", { cookie: clerk.cookie, body: { windowId: "12" } });
    await rate(await serve(hall, "business", "12"), 1, "态度不好");
    for (const day of [undefined, "2026-03-12"]) {
      const answer = await ratings(day, clerk.cookie);
      expect(answer.code).toBe("forbidden");
      expect(JSON.stringify(answer)).not.toContain("态度");
    }
  });
});
