import type { Sentence } from "../parts/sentence.ts";

/** What the mark at the top right stands on. */
export interface SyncFacts {
  readonly halted: boolean;
  /** The page does not fit the server: it has to be reloaded. */
  readonly refused: boolean;
  readonly online: boolean;
  readonly stale: boolean;
  /** When the server was last heard, as it is written on screens; null before the first word. */
  readonly heard: string | null;
  /** The screens meant for this place, by the register or by the newest receipt; null when unknown. */
  readonly screens: {
    readonly source: "register" | "receipt";
    readonly present: number;
    readonly absent: readonly string[];
  } | null;
}

/** The mark: whether all is well, and in words. */
export interface SyncMark {
  readonly well: boolean;
  readonly text: Sentence;
}

/** Whether what the console shows is current, and whether the screens are there: words, not only a colour. */
export const syncMark = (facts: SyncFacts): SyncMark => {
  const { halted, refused, online, stale, heard, screens } = facts;
  if (halted) return { well: false, text: { zh: "大厅暂停取号叫号", en: "The hall is suspended" } };
  if (refused) return { well: false, text: { zh: "请刷新页面", en: "Reload this page" } };
  if (heard === null) return { well: !stale, text: { zh: "正在连接", en: "Connecting" } };
  if (stale)
    return { well: false, text: { zh: `数据停在 ${heard}`, en: `No news since ${heard}` } };
  if (!online) return { well: false, text: { zh: "正在重新连接", en: "Reconnecting" } };
  if (!screens || screens.present + screens.absent.length === 0)
    return {
      well: true,
      text:
        screens?.source === "register"
          ? { zh: "没有登记屏幕", en: "No screens registered" }
          : { zh: "已连接", en: "Connected" },
    };
  const { present, absent } = screens;
  const on: Sentence =
    screens.source === "register"
      ? { zh: `${present} 屏在线`, en: `${present} screens online` }
      : { zh: `${present} 屏有回执`, en: `${present} screens confirmed` };
  if (absent.length === 0) return { well: true, text: on };
  const who =
    absent.length > 2
      ? { zh: `${absent.length} 屏`, en: `${absent.length} screens` }
      : { zh: absent.join("、"), en: absent.join(", ") };
  const off: Sentence =
    screens.source === "register"
      ? { zh: `${who.zh}离线`, en: `${who.en} offline` }
      : { zh: `${who.zh}没有`, en: `${who.en} not` };
  return { well: false, text: { zh: `${on.zh}，${off.zh}`, en: `${on.en}, ${off.en}` } };
};
