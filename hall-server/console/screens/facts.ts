import type { ScreenRow } from "#shared/protocol/console.ts";
import type { ScreenKind } from "#shared/protocol/messages.ts";
import type { Sentence } from "../parts/sentence.ts";

/** The kinds of screens in the words of the hall. */
export const KIND_NAMES: Readonly<Record<ScreenKind, Sentence>> = {
  kiosk: { zh: "自助机", en: "Kiosk" },
  pad: { zh: "评价器", en: "Rating pad" },
  board: { zh: "主屏", en: "Board" },
  window: { zh: "窗口屏", en: "Window screen" },
  strip: { zh: "条屏", en: "LED strip" },
};

/** One fact about a screen: well, not well, or nothing to say yet. */
export interface Fact {
  readonly tone: "well" | "bad" | "none";
  readonly text: Sentence;
}

const well = (zh: string, en: string): Fact => ({ tone: "well", text: { zh, en } });
const bad = (zh: string, en: string): Fact => ({ tone: "bad", text: { zh, en } });
const none = (zh: string, en: string): Fact => ({ tone: "none", text: { zh, en } });

/** Whether a screen is there. `time` writes a moment, e.g. 10:31. */
export const connectedFact = (row: ScreenRow, time: (at: number) => string): Fact => {
  if (row.connected) return well("在线", "Online");
  if (row.seenAt === null) return bad("从未连上", "Never connected");
  return bad(`离线，${time(row.seenAt)} 起`, `Offline since ${time(row.seenAt)}`);
};

const behind = (row: ScreenRow, upTo: number | null, done: Sentence): Fact => {
  if (upTo === null) return none("还没有", "Not yet");
  const lag = row.newest - upTo;
  if (lag <= 0) return { tone: row.connected ? "well" : "none", text: done };
  return bad(`差 ${lag} 条`, `${lag} behind`);
};

/** Whether it has received everything that happened. */
export const appliedFact = (row: ScreenRow): Fact =>
  behind(row, row.applied, { zh: "已收到", en: "Received" });

/** Whether its pixels show everything that happened. */
export const paintedFact = (row: ScreenRow): Fact =>
  behind(row, row.painted, { zh: "已画出", en: "Painted" });

/** Whether calls can be heard from it. */
export const heardFact = (row: ScreenRow): Fact => {
  if (!row.speaks) return none("不播报", "Silent");
  if (!row.connected) return bad("播报中断", "Not heard");
  if (row.sound === "blocked") return bad("声音被浏览器拦住", "Sound blocked by the browser");
  if (row.sound === "none") return bad("没有声音设备", "No sound");
  return row.speaking ? well("正由它播报", "Speaking here") : none("备用", "Stand-by");
};

/** The code as it is typed off a screen: eight characters, blanks and hyphens apart, capital. */
export const pairingCode = (typed: string): string => {
  const bare = typed.toUpperCase().replace(/[\s-]/g, "");
  return bare.length > 4 ? `${bare.slice(0, 4)}-${bare.slice(4, 8)}` : bare;
};

/**
 * The screens meant to show a window's calls: its own, and the boards of its zone or of the whole
 * hall; every screen where no window is given.
 * @param zone the zone the window stands in
 */
export const screensOf = (
  rows: readonly ScreenRow[],
  windowId: string | null,
  zone: string,
): readonly ScreenRow[] =>
  windowId === null
    ? rows
    : rows.filter((row) =>
        row.kind === "board"
          ? row.zone === "" || row.zone === zone
          : (row.kind === "window" || row.kind === "strip") && row.windowId === windowId,
      );
