import { describe, expect, it } from "vitest";
import type { Command } from "#shared/domain/hall.ts";
import { dueRating, redactFor, redactState } from "#shared/domain/office.ts";
import { GRADES, isLow } from "#shared/domain/rating/rating.ts";
import { openHall, type TestHall } from "./given.ts";

const rate = (ticketId: string, more: Partial<Extract<Command, { type: "RateService" }>> = {}) =>
  ({ type: "RateService", ticketId, grade: 5, reasons: [], channel: "pad", ...more }) as const;

/** Serves one visitor at window 1; answers the ticket's id. */
const serveOne = (hall: TestHall): string => {
  hall.ticket("business");
  const { ticketId } = hall.when({ type: "CallNext", windowId: "1" }).ticket!;
  hall.when({ type: "FinishService", windowId: "1" });
  return ticketId;
};

describe("ratings", () => {
  it("[R1] one rating per finished service", () => {
    const hall = openHall("1");
    const ticketId = serveOne(hall);
    hall.when(rate(ticketId));
    hall.refused(rate(ticketId, { grade: 1 }), "not-rateable");
  });

  it("[R1] nothing but a finished service of the day can be rated", () => {
    const hall = openHall("1");
    hall.ticket("business");
    const { ticketId } = hall.when({ type: "CallNext", windowId: "1" }).ticket!;
    hall.refused(rate(ticketId), "not-rateable");
    hall.when({ type: "MarkNoShow", windowId: "1" });
    hall.refused(rate(ticketId), "not-rateable");
    hall.refused(rate("nobody"), "not-rateable");
  });

  it("[R2] five grades, best first, the last two low", () => {
    expect(GRADES.map((g) => g.grade)).toEqual([5, 4, 3, 2, 1]);
    expect(GRADES.filter((g) => isLow(g.grade)).map((g) => g.zh)).toEqual(["不满意", "非常不满意"]);
  });

  it("[R3] takes reasons from the hall's list and keeps the list's version", () => {
    const hall = openHall("1");
    const ticketId = serveOne(hall);
    hall.refused(rate(ticketId, { grade: 1, reasons: ["made-up"] }), "unknown-reason");
    hall.when(rate(ticketId, { grade: 1, reasons: ["slow", "slow", "rude"] }));
    expect(hall.history.at(-1)!.accepted.office[0]).toMatchObject({
      reasons: ["slow", "rude"],
      reasonsVersion: 3,
    });
  });

  it("[R4] keeps a comment out of the streams", () => {
    const hall = openHall("1");
    hall.when(rate(serveOne(hall), { grade: 2, comment: "  张三 13800001111 态度差 " }));
    const { office, floor, secrets } = hall.history.at(-1)!.accepted;
    expect(JSON.stringify([office, floor])).not.toContain("张三");
    expect(secrets).toEqual([
      expect.objectContaining({ kind: "rating-comment", text: "张三 13800001111 态度差" }),
    ]);
  });

  it("[R5] records who served, as it was when the service ended", () => {
    const hall = openHall("1");
    const ticketId = serveOne(hall);
    hall.when({ type: "OpenWindow", windowId: "1", staffId: "somebody-else" });
    hall.when(rate(ticketId));
    expect(hall.history.at(-1)!.accepted.office[0]).toMatchObject({
      windowId: "1",
      serviceId: "business",
      staffId: "s1",
    });
  });

  it("[R6] silence stays unrated", () => {
    const hall = openHall("1");
    const ticketId = serveOne(hall);
    serveOne(hall);
    hall.later(600);
    expect(dueRating(hall.state.office, ticketId)).not.toBeNull();
  });

  it("[R7] a clerk's view holds nothing of ratings and who gave them", () => {
    const hall = openHall("1");
    hall.ticket("property", "elderly");
    hall.when(rate(serveOne(hall), { grade: 1, reasons: ["rude"] }));
    const events = hall.history.flatMap((h) => h.accepted.office);
    const seen = events.map((e) => redactFor("clerk", e));
    expect(seen).toHaveLength(events.length);
    expect(new Set(seen.map((e) => e.type))).toEqual(
      new Set(["DayOpened", "PriorityGranted", "Redacted"]),
    );
    expect(redactState("clerk", hall.state.office).due).toEqual({});
    expect(events.map((e) => redactFor("supervisor", e))).toEqual(events);
  });

  it("[R7] the trail of who did what does not name a rated ticket", () => {
    const hall = openHall("1");
    const ticketId = serveOne(hall);
    hall.when(rate(ticketId));
    const acted = hall.history.at(-1)!.accepted.office.filter((e) => e.type === "Acted");
    expect(JSON.stringify(acted)).not.toContain(ticketId);
  });
});
