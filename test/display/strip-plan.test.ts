import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  LOWEST_TEXT,
  neededWidth,
  planStrip,
  stripMeasures,
  type StripWordings,
} from "#display/strip/plan.ts";
import { sentence, stripWordings } from "#display/strip/wordings.ts";
import { windowView } from "#display/window-view.ts";
import { SAMPLE_CONTENT, SampleHall } from "./hall.ts";

const wordings = (hall: SampleHall, windowId = "12", staleSince: number | null = null) => {
  const view = windowView(hall.floor, SAMPLE_CONTENT, windowId);
  if (!view.known) throw new Error("unknown window");
  return stripWordings(view, staleSince, false);
};

/** The strip as it reads from left to right. */
const reads = (said: StripWordings, width: number, height = 128) =>
  planStrip(said, stripMeasures(width, height))
    .parts.map(({ pieces }) => pieces.map((p) => p.text).join(" "))
    .join(" | ");

const calling = () => new SampleHall().open("12", "13", "14").issue("business", 3).call("12");
const paused = () =>
  new SampleHall()
    .open("12", "13", "14")
    .do({ type: "PauseWindow", windowId: "12", reason: "午餐" });

describe("the strip", () => {
  test("[D19] reads number, unit, state and ticket at 1280 × 128", () => {
    expect(reads(wordings(calling()), 1280)).toBe("12 号 | 县市场监督管理局 | 请 A001");
    expect(reads(wordings(paused()), 1280)).toBe("12 号 | 县市场监督管理局 | 暂停 请到 13、14");
  });

  test("[D19] drops the lesser parts first as it gets shorter", () => {
    const said = wordings(calling());
    expect([1100, 800, 640, 330, 256].map((width) => reads(said, width))).toEqual([
      "12 号 | 县市场监管局 | 请 A001",
      "12 号 | 请 A001",
      "12 | 请 A001",
      "12 | A001",
      "A001",
    ]);
    expect([800, 640, 400, 192].map((width) => reads(wordings(paused()), width))).toEqual([
      "12 号 | 暂停 请到 13、14",
      "12 号 | 暂停 请到 13",
      "12 号 | 暂停",
      "暂停",
    ]);
  });

  test("[D19] a number of five characters fits", () => {
    const hall = new SampleHall().open("12").issue("business", 1000);
    hall.do({ type: "CallTicket", windowId: "12", number: "A1000", reason: "试" });
    expect(reads(wordings(hall), 1280)).toBe("12 号 | 县市场监督管理局 | 请 A1000");
    expect(reads(wordings(hall), 480)).toBe("12 | A1000");
    expect(reads(wordings(hall), 256)).toBe("A1000");
  });

  test("[D19] never needs more lamps than there are, in whole lamps, with no text below 48", () => {
    const hall = calling();
    const said = [
      wordings(hall),
      wordings(hall, "13"),
      wordings(hall, "31"),
      wordings(paused()),
      wordings(hall, "12", hall.now),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...said),
        fc.integer({ min: 256, max: 3840 }),
        fc.integer({ min: 48, max: 512 }),
        (one, width, height) => {
          const measures = stripMeasures(width, height);
          for (const value of Object.values(measures)) expect(Number.isInteger(value)).toBe(true);
          expect(Math.min(measures.words, measures.foot)).toBeGreaterThanOrEqual(LOWEST_TEXT);
          const { parts, pitch } = planStrip(one, measures);
          expect(parts).not.toEqual([]);
          expect(Number.isInteger(pitch)).toBe(true);
          expect(neededWidth(parts, { ...measures, pitch })).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test("[D10] without word from the server it says since when, and the ticket loses its light", () => {
    const hall = calling();
    const { parts } = planStrip(wordings(hall, "12", hall.now), stripMeasures(1280, 128));
    expect(parts.at(-1)).toEqual({
      place: "state",
      pieces: [
        { kind: "figure", text: "A001", tone: "amber-low" },
        { kind: "words", text: "10:31 起未更新", tone: "red" },
      ],
    });
    expect(parts[0]?.pieces[0]?.tone).toBe("dim");
  });

  test("[D17] a paused window with no other names the desk", () => {
    const hall = new SampleHall()
      .open("11")
      .do({ type: "PauseWindow", windowId: "11", reason: "午餐" });
    expect(reads(wordings(hall, "11"), 1280)).toContain("暂停 请到 1 楼服务台");
  });

  test("[D20] a sentence takes the longest wording that fits", () => {
    const said = sentence(["大厅里没有 99 号窗口", "没有 99 号", "无窗口"]);
    expect(reads(said, 1280)).toBe("大厅里没有 99 号窗口");
    expect(reads(said, 320)).toBe("没有 99 号");
  });
});
