import type { WindowState } from "#shared/domain/queue/state.ts";
import type { Sentence } from "./sentence.ts";

/** Whether a window is open, in a word. */
export const STATUS_NAMES: Readonly<Record<WindowState["status"], Sentence>> = {
  open: { zh: "开放", en: "Open" },
  paused: { zh: "暂停", en: "Paused" },
  closed: { zh: "未开放", en: "Closed" },
};
