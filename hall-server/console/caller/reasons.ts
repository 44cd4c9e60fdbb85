import type { Sentence } from "../parts/sentence.ts";

/** Why a window pauses, most frequent first; staff may write their own. */
export const PAUSE_REASONS: readonly Sentence[] = [
  { zh: "整理材料", en: "Sorting papers" },
  { zh: "暂时离岗", en: "Away for a moment" },
  { zh: "用餐", en: "Meal break" },
  { zh: "设备故障", en: "Equipment fault" },
  { zh: "开会、培训", en: "Meeting or training" },
];

/** Why a visitor is called out of turn; staff may write their own. */
export const CALL_REASONS: readonly Sentence[] = [
  { zh: "补材料后回来", en: "Back with missing papers" },
  { zh: "行动不便，提前照顾", en: "Needs help, called early" },
  { zh: "情况紧急", en: "Urgent" },
  { zh: "办过一半，接着办", en: "Continues an unfinished service" },
];

/** The most characters of a reason (shared/protocol/commands.ts). */
export const REASON_LENGTH = 60;
