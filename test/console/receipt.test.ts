import { describe, expect, it } from "vitest";
import {
  missingScreens,
  RECEIPT_PATIENCE_MS,
  receiptView,
} from "#hall-server/console/caller/receipt.ts";
import { type SyncFacts, syncMark } from "#hall-server/console/bar/sync.ts";
import type { Receipt } from "#shared/protocol/messages.ts";

const AT = 1_000_000;
const SCREENS = ["主屏", "窗口屏", "条屏"];

const receipt = (of: Partial<Receipt>): Receipt => ({
  callId: "c1",
  windowId: "12",
  number: "A012",
  at: AT,
  expected: SCREENS,
  painted: SCREENS,
  spoken: true,
  ...of,
});
const view = (of: Partial<Receipt> | null, after: number) =>
  receiptView(
    { callId: "c1", at: AT },
    of === null ? undefined : receipt(of),
    AT + after,
    () => "10:31:44",
  );

describe("the receipt of a call", () => {
  it("counts the screens that showed it and names them with the time", () => {
    const done = view({}, 500);
    expect(done.kind).toBe("done");
    expect(done.text.zh).toBe("已显示 3/3 屏 · 已播报");
    expect(done.detail.zh).toBe("主屏、窗口屏、条屏，10:31:44");
  });

  it("lets a line break between two names only", () => {
    const named = { expected: ["主屏", "12 号条屏"], painted: ["主屏", "12 号条屏"] };
    expect(view(named, 500).detail.zh).toBe("主屏、12\u00a0号条屏，10:31:44");
  });

  it("says that no screen of the zone speaks, rather than that nobody heard it", () => {
    expect(view({ spoken: null }, 500).text.zh).toBe("已显示 3/3 屏 · 无播报");
  });

  it("waits three seconds before it names a screen", () => {
    const partial = { painted: ["主屏", "条屏"] };
    expect(view(partial, RECEIPT_PATIENCE_MS - 1).kind).toBe("pending");
    const missing = view(partial, RECEIPT_PATIENCE_MS);
    expect(missing.kind).toBe("missing");
    expect(missing.text.zh).toBe("已显示 2/3 屏 · 已播报");
    expect(missing.detail.zh).toBe("窗口屏没有回执，请口头叫一声");
  });

  it("says when it was shown everywhere and heard nowhere", () => {
    const mute = view({ spoken: false }, RECEIPT_PATIENCE_MS);
    expect(mute.text.zh).toBe("已显示 3/3 屏 · 没有播报");
    expect(mute.detail.zh).toContain("请口头叫一声");
  });

  it("says so when no screen is registered for the window", () => {
    expect(view({ expected: [], painted: [], spoken: null }, 0).kind).toBe("no-screens");
  });

  it("takes nothing from the receipt of an earlier call", () => {
    expect(view({ callId: "c0" }, 0).kind).toBe("pending");
    expect(view({ callId: "c0" }, RECEIPT_PATIENCE_MS).kind).toBe("unknown");
    expect(view(null, RECEIPT_PATIENCE_MS).kind).toBe("unknown");
  });

  it("tells two screens of one name apart by counting them", () => {
    const twins = { expected: ["主屏", "主屏"], painted: ["主屏"] };
    expect(missingScreens(twins)).toEqual(["主屏"]);
    expect(view(twins, RECEIPT_PATIENCE_MS).text.zh).toBe("已显示 1/2 屏 · 已播报");
  });
});

describe("the mark in the bar", () => {
  const mark = (facts: Partial<SyncFacts>) =>
    syncMark({
      halted: false,
      refused: false,
      online: true,
      stale: false,
      heard: "10:36:16",
      screens: { source: "register", present: 3, absent: [] },
      ...facts,
    });

  it("says how many screens are there", () => {
    expect(mark({})).toEqual({ well: true, text: { zh: "3 屏在线", en: "3 screens online" } });
  });

  it("names the screen that is not", () => {
    const partial = mark({ screens: { source: "register", present: 2, absent: ["窗口屏"] } });
    expect(partial.well).toBe(false);
    expect(partial.text.zh).toBe("2 屏在线，窗口屏离线");
  });

  it("says of receipts only that they came, not that a screen is online", () => {
    const partial = mark({ screens: { source: "receipt", present: 2, absent: ["窗口屏"] } });
    expect(partial.text.zh).toBe("2 屏有回执，窗口屏没有");
  });

  it("says since when its figures are old, before anything about screens", () => {
    expect(mark({ stale: true, online: false })).toEqual({
      well: false,
      text: { zh: "数据停在 10:36:16", en: "No news since 10:36:16" },
    });
    expect(mark({ online: false }).text.zh).toBe("正在重新连接");
    expect(mark({ halted: true, stale: true }).text.zh).toBe("大厅暂停取号叫号");
    expect(mark({ refused: true, heard: null, online: false }).text.zh).toBe("请刷新页面");
  });

  it("is calm while it connects for the first time", () => {
    expect(mark({ heard: null, online: false, screens: null }).text.zh).toBe("正在连接");
  });
});
