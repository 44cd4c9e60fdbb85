import { describe, expect, test } from "vitest";
import { pxPerMm, rowsPerScreen } from "#kiosk/visitor/paging.ts";
import { verdictAfter } from "#kiosk/visitor/patience.ts";
import { drawQr } from "#kiosk/visitor/qr.ts";
import { numberEm, widthEm } from "#kiosk/visitor/type.ts";
import {
  claimableClasses,
  claimEffect,
  claimReason,
  fairness,
  placeOfWindows,
} from "#kiosk/visitor/wording.ts";
import { EMPTY_CONFIG, type VisitorClass } from "#shared/domain/queue/config.ts";
import { fields } from "#shared/protocol/commands.ts";
import { spaced, windowRange } from "#shared/ui/phrase.ts";

const visitorClass = (id: string, more: Partial<VisitorClass> = {}): VisitorClass => ({
  id,
  name: id,
  nameEn: id,
  headStartMinutes: 15,
  needsReason: true,
  condition: `${id} 的条件`,
  conditionEn: id,
  selfService: true,
  ...more,
});

describe("windows and places", () => {
  test.each([
    [["12", "13", "14"], "12–14"],
    [["26", "27"], "26、27"],
    [["9", "11", "10", "3"], "3、9–11"],
    [["7", "7"], "7"],
    [["12", "VIP", "13"], "12、13、VIP"],
    [[], ""],
  ])("%j read as %s", (ids, range) => {
    expect(windowRange(ids)).toBe(range);
  });

  test("Chinese and Latin keep their distance", () => {
    expect(spaced("请到", "1 楼服务台")).toBe("请到 1 楼服务台");
    expect(spaced("请到", "服务台")).toBe("请到服务台");
  });

  test("windows of two zones are named zone by zone; an unknown zone is left out", () => {
    const windows = [
      { id: "3", name: "", zone: "a" },
      { id: "4", name: "", zone: "a" },
      { id: "20", name: "", zone: "b" },
    ];
    const zones = [{ id: "a", name: "1 楼 A 区", nameEn: "Floor 1" }];
    expect(placeOfWindows(["3", "20", "4"], windows, zones)).toEqual({
      zh: "1 楼 A 区 3、4 号、20 号窗口",
      en: "windows 3, 4, Floor 1; window 20",
    });
    expect(placeOfWindows([], windows, zones)).toEqual({ zh: "", en: "" });
  });
});

describe("priority", () => {
  test("can be claimed where a class says who belongs to it and lets visitors claim it", () => {
    const classes = [
      ...EMPTY_CONFIG.classes,
      visitorClass("老年人"),
      visitorClass("绿色通道", { selfService: false }),
      visitorClass("无条件", { condition: "" }),
    ];
    const claimable = claimableClasses({ ...EMPTY_CONFIG, classes });
    expect(claimable.map((c) => c.id)).toEqual(["老年人"]);
  });

  test("a claim's reason fits the protocol, however long the condition", () => {
    const reason = claimReason(visitorClass("x", { condition: "很长".repeat(60) }));
    expect(reason.startsWith("自助机自选：很长")).toBe(true);
    expect(fields.optionalReason.safeParse(reason).success).toBe(true);
  });

  test("[Q10] the head start is said in one sentence, with the hall's own minutes", () => {
    const same = [visitorClass("老年人"), visitorClass("残疾人")];
    expect(fairness([...EMPTY_CONFIG.classes, ...same]).priority?.zh).toBe(
      "老年人、残疾人依规优先，按早到 15 分钟排队。",
    );
    const differing = [visitorClass("甲", { headStartMinutes: 10 }), visitorClass("乙")];
    expect(fairness(differing).priority?.zh).toBe("甲、乙依规优先，最多按早到 15 分钟排队。");
    expect(claimEffect(same)?.zh).toBe("属于的，请点一项，按早到 15 分钟排队。");
  });

  test("a hall without head starts promises none", () => {
    expect(fairness(EMPTY_CONFIG.classes).priority).toBeNull();
    expect(claimEffect([visitorClass("x", { headStartMinutes: 0 })])).toBeNull();
  });
});

describe("patience", () => {
  const patience = { pageMs: 60_000, ticketMs: 20_000 };
  test.each([
    ["home", 59_999, { is: "here" }],
    ["home", 60_000, { is: "gone" }],
    ["services", 59_999, { is: "here" }],
    ["services", 60_000, { is: "asking", seconds: 15 }],
    ["priority", 74_001, { is: "asking", seconds: 1 }],
    ["refused", 75_000, { is: "gone" }],
    ["ticket", 0, { is: "leaving", seconds: 20 }],
    ["ticket", 19_001, { is: "leaving", seconds: 1 }],
    ["ticket", 20_000, { is: "gone" }],
  ] as const)("%s after %i ms of quiet", (page, quiet, verdict) => {
    expect(verdictAfter(page, quiet, patience)).toEqual(verdict);
  });
});

describe("whole screens", () => {
  const room = { height: 700, row: 80, gap: 6, pager: 53, columns: 2 };
  test("everything that fits is one screen without a pager", () => {
    expect(rowsPerScreen(8, room)).toBe(4);
    expect(rowsPerScreen(16, room)).toBe(8);
  });
  test("what does not fit leaves room for the pager, and no half row", () => {
    const rows = rowsPerScreen(23, room);
    expect(rows).toBe(7);
    expect(rows * room.row + (rows - 1) * room.gap + room.pager).toBeLessThanOrEqual(room.height);
  });
  test("a list without any room still shows a row; an unmeasured one shows all", () => {
    expect(rowsPerScreen(9, { ...room, height: 60 })).toBe(1);
    expect(rowsPerScreen(9, { ...room, height: 0 })).toBe(5);
  });
  test("the column keeps 9:16 on wide and on narrow screens", () => {
    expect(pxPerMm(1080, 1920)).toBe(2);
    expect(pxPerMm(1920, 1080)).toBe(1.125);
    expect(pxPerMm(1080, 2400)).toBe(2);
  });
});

describe("type", () => {
  test("the picture's A012 is as large as drawn, and W1000 fits the same slip", () => {
    const slip = 418;
    expect(slip / numberEm("A012")).toBeGreaterThanOrEqual(178);
    for (const number of ["W1000", "M9999", "H012"])
      expect(slip / numberEm(number)).toBeLessThan(178);
  });
  test("a Chinese character is wider than a Latin one", () => {
    expect(widthEm("公积金")).toBe(3);
    expect(widthEm("ABC")).toBeCloseTo(1.68);
  });
});

test("a QR code's path covers exactly the dark modules", async () => {
  const { create } = await import("qrcode");
  const text = "http://192.168.1.20:4000/t/A012#SxMHQnx-j5K2X7_H43J8kA";
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const { size, path } = await drawQr(text);
  const drawn = new Set<number>();
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(run); i += 1) drawn.add(Number(y) * size + Number(x) + i);
  expect(size).toBe(modules.size);
  for (let i = 0; i < size * size; i += 1) expect(drawn.has(i)).toBe(modules.data[i] === 1);
});
