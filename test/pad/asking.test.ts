import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type AskingState,
  IDLE_MS,
  MAX_REASONS,
  type PadEvent,
  type Rating,
  SETTLE_MS,
  startAsking,
  step,
  THANKS_MS,
  TOO_OLD_MS,
} from "#kiosk/pad/asking.ts";
import { millis } from "#shared/domain/decision.ts";
import { type Grade, GRADES } from "#shared/domain/rating/rating.ts";

/** Hall time of the window's picture; the pad's own clock starts at 0. */
const NOW = 1_000_000;

/** A pad driven by hand: keeps its clock and everything it sent. */
class Pad {
  state: AskingState;
  at = 0;
  readonly sent: Rating[] = [];

  constructor(remembered: Pick<AskingState, "dayId" | "done"> = { dayId: null, done: [] }) {
    this.state = startAsking(remembered);
  }

  take(event: PadEvent): this {
    const { state, rating } = step(this.state, event, this.at);
    this.state = state;
    if (rating) this.sent.push(rating);
    return this;
  }

  /** The window's picture: what finished last, and whether somebody is served. */
  window(
    finished: string | null,
    { serving = false, age = 0, dayId = "d1" as string | null } = {},
  ): this {
    return this.take({
      type: "WindowSeen",
      dayId,
      finished: finished
        ? { ticketId: finished, number: "A009", serviceId: "s", at: millis(NOW - age) }
        : null,
      serving,
      staffId: "s1",
      now: NOW,
    });
  }

  wait(ms: number): this {
    this.at += ms;
    return this.take({ type: "Tick" });
  }

  grade(grade: Grade, hasReasons = true): this {
    this.at += SETTLE_MS;
    return this.take({ type: "GradeTapped", grade, hasReasons });
  }

  reason(code: string): this {
    this.at += SETTLE_MS;
    return this.take({ type: "ReasonTapped", code });
  }

  submit(withReasons = true): this {
    this.at += SETTLE_MS;
    return this.take({ type: "SubmitTapped", withReasons });
  }

  change(): this {
    this.at += SETTLE_MS;
    return this.take({ type: "ChangeTapped" });
  }

  get asks(): string | null {
    const { page } = this.state;
    return page.at === "question" ? page.question.ticketId : null;
  }

  get page(): string {
    return this.state.page.at;
  }
}

describe("asking", () => {
  test("[P1] a service that finishes at the window is asked about, with number and server", () => {
    const pad = new Pad().window(null).window("t1");
    expect(pad.state.page).toMatchObject({
      at: "question",
      question: { ticketId: "t1", number: "A009", serviceId: "s", staffId: "s1" },
    });
  });

  test("[P2] showing the question, waiting and touching the page send nothing", () => {
    const pad = new Pad().window("t1").take({ type: "Touched" }).wait(IDLE_MS).wait(IDLE_MS);
    expect(pad.sent).toEqual([]);
  });

  test("[P3] a service that was answered is not asked about again", () => {
    const pad = new Pad().window("t1").grade(5).window("t1").wait(THANKS_MS).window("t1");
    expect(pad.page).toBe("idle");
  });

  test("[P3] a service that ended in silence is not asked about again", () => {
    const pad = new Pad().window("t1").wait(IDLE_MS).window("t1");
    expect(pad.page).toBe("idle");
  });

  test("[P3] what ended before a reload is not asked after it, a question cut off in the middle is", () => {
    const before = new Pad().window("t1").grade(5).wait(THANKS_MS).window("t2");
    const after = new Pad(before.state);
    expect(after.window("t1").asks).toBe(null);
    expect(after.window("t2").asks).toBe("t2");
  });

  test("[P3] a new day forgets the tickets of the day before", () => {
    const pad = new Pad({ dayId: "d0", done: ["t1"] }).window("t1");
    expect(pad.asks).toBe("t1");
    expect(pad.state.done).toEqual([]);
  });

  test("[P4] a service that ended more than two minutes ago is not asked about, now or later", () => {
    const pad = new Pad().window("t1", { age: TOO_OLD_MS + 1 });
    expect(pad.page).toBe("idle");
    expect(pad.window("t1", { age: 0 }).page).toBe("idle");
    expect(new Pad().window("t1", { age: TOO_OLD_MS }).asks).toBe("t1");
  });

  test("[P5] the question ends when the next visitor is served", () => {
    const pad = new Pad().window("t1").window(null, { serving: true });
    expect(pad.page).toBe("idle");
    expect(pad.sent).toEqual([]);
    expect(pad.window("t1").page).toBe("idle");
  });

  test("[P5] the question gives way to the next service that finishes", () => {
    const pad = new Pad().window("t1").window("t2");
    expect(pad.asks).toBe("t2");
    expect(pad.sent).toEqual([]);
  });

  test("[P5] a finished service that comes too late ends the older question and is not asked", () => {
    const pad = new Pad().window("t1").window("t2", { age: TOO_OLD_MS + 1 });
    expect(pad.page).toBe("idle");
  });

  test("[P5] closing the window or the day does not end the question", () => {
    const pad = new Pad().window("t1").window(null).window(null, { dayId: null });
    expect(pad.asks).toBe("t1");
  });

  test("[P5] a new day ends whatever is left of yesterday and sends nothing", () => {
    const pad = new Pad().window("t1").grade(1).window(null, { dayId: "d2" });
    expect(pad.page).toBe("idle");
    expect(pad.sent).toEqual([]);
  });

  test("[P6] the question ends after thirty seconds without a touch", () => {
    const pad = new Pad().window("t1").wait(IDLE_MS - 1);
    expect(pad.page).toBe("question");
    expect(pad.wait(1).page).toBe("idle");
    expect(pad.sent).toEqual([]);
  });

  test("[P6] every touch gives the whole time again", () => {
    const pad = new Pad()
      .window("t1")
      .wait(IDLE_MS - 1)
      .take({ type: "Touched" });
    expect(pad.wait(IDLE_MS - 1).page).toBe("question");
    expect(pad.wait(1).page).toBe("idle");
  });

  test("[P6] the time-out is the design's --idle-pad", () => {
    const tokens = readFileSync(new URL("../../shared/ui/tokens.css", import.meta.url), "utf8");
    expect(tokens).toContain(`--idle-pad: ${IDLE_MS / 1000}s;`);
  });
});

describe("answering", () => {
  test.each(GRADES.filter((g) => g.grade >= 3))(
    "[P7] $zh is sent and thanked for at its one tap",
    ({ grade }) => {
      const pad = new Pad().window("t1").grade(grade);
      expect(pad.page).toBe("thanks");
      expect(pad.sent).toEqual([{ ticketId: "t1", grade, reasons: [] }]);
    },
  );

  test.each(GRADES.filter((g) => g.grade < 3))(
    "[P8] $zh offers reasons and sends the ticked ones, in the order they were ticked",
    ({ grade }) => {
      const pad = new Pad().window("t1").grade(grade);
      expect(pad.page).toBe("reasons");
      expect(pad.sent).toEqual([]);
      pad.reason("b").reason("a").reason("c").reason("b").submit();
      expect(pad.page).toBe("thanks");
      expect(pad.sent).toEqual([{ ticketId: "t1", grade, reasons: ["a", "c"] }]);
    },
  );

  test("[P8] a low grade is sent with nothing ticked, and without what is ticked on request", () => {
    expect(new Pad().window("t1").grade(2).submit().sent[0]?.reasons).toEqual([]);
    expect(new Pad().window("t1").grade(2).reason("a").submit(false).sent[0]?.reasons).toEqual([]);
  });

  test("[P8] a low grade for which the hall has no reasons is sent by its tap", () => {
    const pad = new Pad().window("t1").grade(1, false);
    expect(pad.page).toBe("thanks");
    expect(pad.sent).toHaveLength(1);
  });

  test("[P8] no more reasons are ticked than the protocol takes", () => {
    const pad = new Pad().window("t1").grade(1);
    for (let i = 0; i <= MAX_REASONS; i += 1) pad.reason(`r${i}`);
    expect(pad.submit().sent[0]?.reasons).toHaveLength(MAX_REASONS);
  });

  test("[P9] a grade that was taken back leaves nothing: silence then stays unrated", () => {
    const pad = new Pad().window("t1").grade(1).reason("a").change();
    expect(pad.asks).toBe("t1");
    expect(pad.wait(IDLE_MS).page).toBe("idle");
    expect(pad.sent).toEqual([]);
  });

  test("[P9] after taking a grade back another one is sent, without the reasons of the first", () => {
    const pad = new Pad().window("t1").grade(1).reason("a").change().grade(2).submit();
    expect(pad.sent).toEqual([{ ticketId: "t1", grade: 2, reasons: [] }]);
  });

  test("[P10] a low grade left standing is sent with what is ticked when the time is over", () => {
    const pad = new Pad().window("t1").grade(2).reason("a").wait(IDLE_MS);
    expect(pad.page).toBe("thanks");
    expect(pad.sent).toEqual([{ ticketId: "t1", grade: 2, reasons: ["a"] }]);
  });

  test("[P10] a low grade left standing is sent when the next visitor is served", () => {
    const pad = new Pad().window("t1").grade(1).window(null, { serving: true });
    expect(pad.page).toBe("idle");
    expect(pad.sent).toEqual([{ ticketId: "t1", grade: 1, reasons: [] }]);
  });

  test("[P10] a low grade left standing is sent when another service finishes, which is then asked about", () => {
    const pad = new Pad().window("t1").grade(1).window("t2");
    expect(pad.asks).toBe("t2");
    expect(pad.sent).toEqual([{ ticketId: "t1", grade: 1, reasons: [] }]);
  });

  test("[P11] however often it is tapped, a service is rated once", () => {
    const pad = new Pad().window("t1").grade(5).grade(1).submit().window("t1").grade(4);
    expect(pad.sent).toHaveLength(1);
  });

  test("[P13] a tap that was meant for the page before is ignored", () => {
    const pad = new Pad().window("t1");
    pad.take({ type: "GradeTapped", grade: 1, hasReasons: true });
    expect(pad.page).toBe("question");
    pad.grade(1);
    for (const type of ["ReasonTapped", "ChangeTapped", "SubmitTapped"] as const)
      pad.take({ type, code: "a", withReasons: true });
    expect(pad.state.page).toMatchObject({ at: "reasons", reasons: [] });
    expect(pad.sent).toEqual([]);
  });

  test("[P14] thanks stand eight seconds", () => {
    const pad = new Pad()
      .window("t1")
      .grade(5)
      .wait(THANKS_MS - 1);
    expect(pad.page).toBe("thanks");
    expect(pad.wait(1).page).toBe("idle");
  });

  test("[P14] thanks end when the next visitor is served, and for the next question", () => {
    expect(new Pad().window("t1").grade(5).window(null, { serving: true }).page).toBe("idle");
    expect(new Pad().window("t1").grade(5).window("t2").asks).toBe("t2");
  });
});
