import type { Content } from "#shared/domain/catalogue/content.ts";
import type { Grade } from "#shared/domain/rating/rating.ts";
import { windowOf } from "#shared/domain/queue/state.ts";
import type { Past } from "./past.ts";

/** One service's day. Times are minutes before the picture is taken. */
export interface ServiceDay {
  readonly service: string;
  /** Its windows in the order they called last: the first made the newest call. */
  readonly windows: readonly string[];
  /** How many were called and how many still wait. */
  readonly called: number;
  readonly waiting: number;
  /** When the newest call was made, and the time between two calls. */
  readonly last: number;
  readonly every: number;
  /** Which of the called did not come, and which were put aside. */
  readonly missed?: readonly number[];
  readonly held?: readonly number[];
  /** Classes of visitors who came in the last minutes, by how-manieth ticket. */
  readonly classes?: Readonly<Record<number, string>>;
}

interface Step {
  readonly ago: number;
  readonly run: (past: Past) => Promise<unknown>;
}

/** How long those waited who were called, minutes; more than a head start and a few minutes. */
const WAITED = 20;
/** The longest wait of those who still do, minutes. */
const WAITING = 12;

/** What visitors said, over and over; null said nothing. */
const SAID: readonly ({
  readonly grade: Grade;
  readonly reasons?: readonly string[];
  readonly comment?: string;
} | null)[] = [
  { grade: 5 },
  { grade: 4 },
  null,
  { grade: 5 },
  { grade: 5, comment: "态度很好，材料一次就说清楚了。" },
  null,
  { grade: 3 },
  { grade: 5 },
  { grade: 4 },
  { grade: 2, reasons: ["long-wait", "materials-unclear"] },
  { grade: 5 },
  null,
  { grade: 5 },
  { grade: 4 },
  {
    grade: 1,
    reasons: ["extra-trips", "guidance-unclear", "other"],
    comment: "同一份材料跑了三趟，每次说的都不一样，最后才知道在手机上也能办。",
  },
  { grade: 5 },
];

/** Plays the day of every service, then whatever else is to have happened. */
export const playDay = async (
  past: Past,
  content: Pick<Content, "windows">,
  services: readonly ServiceDay[],
  after: readonly Step[] = [],
): Promise<void> => {
  let said = 0;
  const known = past.floor.config.ratingReasons.reasons.map((r) => r.code);
  const rate = async (ticketId: string): Promise<void> => {
    const rating = SAID[said++ % SAID.length];
    if (!rating) return;
    const { grade, reasons = [], comment } = rating;
    const kept = reasons.filter((code) => known.includes(code));
    await past.do({
      type: "RateService",
      ticketId,
      grade,
      reasons: kept,
      comment,
      channel: comment ? "api" : "pad",
    });
  };
  const steps: Step[] = [...after];
  for (const { windows, called, waiting, last, every, ...day } of services) {
    const agoOf = (n: number) => last + (called - n) * every;
    for (let n = 1; n <= called; n++) {
      const ago = agoOf(n);
      const windowId = windows[(called - n) % windows.length]!;
      steps.push(
        {
          ago: ago + WAITED,
          run: (p) => p.do({ type: "IssueTicket", serviceId: day.service }),
        },
        {
          ago,
          run: async (p) => {
            const before = windowOf(p.floor, windowId).visit;
            await p.do({ type: "CallNext", windowId });
            if (before) await rate(before.ticket.ticketId);
          },
        },
      );
      if (day.missed?.includes(n))
        steps.push(
          { ago: ago - every * 0.2, run: (p) => p.do({ type: "Recall", windowId }) },
          { ago: ago - every * 0.4, run: (p) => p.do({ type: "Recall", windowId }) },
          { ago: ago - every * 0.6, run: (p) => p.do({ type: "MarkNoShow", windowId }) },
        );
      else if (day.held?.includes(n))
        steps.push({ ago: ago - every * 0.5, run: (p) => p.do({ type: "HoldTicket", windowId }) });
      else if (n < called)
        steps.push({
          ago: ago - every * 0.25,
          run: (p) => p.do({ type: "StartService", windowId }),
        });
    }
    for (let n = 1; n <= waiting; n++) {
      const visitorClass = day.classes?.[called + n];
      const claim = past.floor.config.classes.find((c) => c.id === visitorClass);
      steps.push({
        ago: 1 + ((WAITING - 1) * (waiting - n)) / Math.max(1, waiting - 1),
        run: (p) =>
          p.do({
            type: "IssueTicket",
            serviceId: day.service,
            ...(claim && {
              visitorClass: claim.id,
              reason: `自助机自选：${claim.condition}`.slice(0, 60),
            }),
          }),
      });
    }
  }
  for (const { id, staffId } of content.windows)
    await past.do({ type: "OpenWindow", windowId: id, staffId });
  for (const { ago, run } of steps.sort((a, b) => b.ago - a.ago)) {
    past.goTo(ago);
    await run(past);
  }
};

/** How long the services have been at work, minutes. */
export const DAY_MINUTES = 150;

/** The services of the sample hall as the design pictures show them. */
const SERVICES: readonly ServiceDay[] = [
  {
    service: "business",
    windows: ["12", "14", "13"],
    called: 12,
    waiting: 6,
    last: 0.2,
    every: 3,
    missed: [5],
    held: [9],
    classes: { 17: "disabled", 18: "elderly" },
  },
  {
    service: "property",
    windows: ["7", "8", "9"],
    called: 33,
    waiting: 11,
    last: 0.9,
    every: 3,
    missed: [21],
    classes: { 42: "pregnant" },
  },
  {
    service: "insurance",
    windows: ["3", "4", "5", "6"],
    called: 27,
    waiting: 4,
    last: 2.2,
    every: 3,
    missed: [14],
  },
  {
    service: "household",
    windows: ["22", "23", "24"],
    called: 18,
    waiting: 9,
    last: 1.5,
    every: 4,
    missed: [9],
  },
  { service: "exit-entry", windows: ["26", "27"], called: 15, waiting: 3, last: 5, every: 6 },
  { service: "tax", windows: ["31", "32"], called: 41, waiting: 7, last: 2.6, every: 2.5 },
  { service: "provident-fund", windows: ["11"], called: 9, waiting: 2, last: 6, every: 9 },
  {
    service: "general",
    windows: ["18", "15", "16", "17"],
    called: 13,
    waiting: 0,
    last: 7,
    every: 6,
  },
];

const finish = (ago: number, windowId: string): Step => ({
  ago,
  run: (past) => past.do({ type: "FinishService", windowId }),
});
const pause = (ago: number, windowId: string): Step => ({
  ago,
  run: (past) => past.do({ type: "PauseWindow", windowId, reason: "整理材料" }),
});

/**
 * Windows that had been free for a while when they made their newest call: a pad asks about a service
 * that ended in the last two minutes.
 */
const RESTED = [finish(3.1, "7"), finish(3.7, "22"), finish(4.4, "3"), finish(4.8, "31")];

/**
 * A full hall: every window has a visitor but 15 (open), 16 (paused) and 17 (closed); 8 pauses after
 * the visitor it has.
 */
export const busyDay = (past: Past, content: Content): Promise<void> =>
  playDay(past, content, SERVICES, [
    ...RESTED,
    finish(2.5, "15"),
    finish(3, "16"),
    pause(2.9, "16"),
    finish(4, "17"),
    { ago: 3.9, run: (p) => p.do({ type: "CloseWindow", windowId: "17" }) },
    pause(1, "8"),
  ]);

/** The calls of the design picture: the newest and five earlier ones, everybody else is done. */
export const picturedDay = (past: Past, content: Content): Promise<void> => {
  const standing = ["12", "7", "22", "3", "31", "14"];
  const windows = SERVICES.flatMap((s) => s.windows).filter((id) => !standing.includes(id));
  return playDay(
    past,
    content,
    SERVICES,
    windows.map((id) => finish(0.5, id)),
  );
};

/** The first minutes of a day: the windows are open, nobody has come. */
export const quietMorning = (past: Past, content: Content): Promise<void> =>
  playDay(past, content, []);

/** The long names' hall: one series beyond W999, a call at every window, twelve queues. */
export const crowdedDay = (past: Past, content: Content): Promise<void> => {
  const { services } = past.floor.config;
  return playDay(
    past,
    content,
    services.map(({ id, prefix, windows }, i): ServiceDay => {
      const many = prefix === "W";
      return {
        service: id,
        windows: windows.toReversed(),
        called: many ? 1_003 : 20 + 7 * i,
        waiting: many ? 128 : (i * 5) % 14,
        last: many ? 0.2 : 0.6 + i * 0.3,
        every: many ? 0.1 : 1.1,
        missed: many ? [990, 991, 992, 993, 994, 995, 996, 997] : [9],
        ...(many ? { classes: { 1_127: "military", 1_130: "pregnant" } } : {}),
      };
    }),
  );
};
