import type { WindowState } from "#shared/domain/queue/state.ts";
import type { Sentence } from "../parts/sentence.ts";

/** Where a window stands, in one or two words. */
export const phaseName = ({ status, visit }: WindowState): Sentence => {
  if (visit) {
    const phase: Sentence =
      visit.phase === "called" ? { zh: "已呼叫", en: "Called" } : { zh: "正在办理", en: "Serving" };
    // A pause keeps the visitor who is there: both are said.
    return status === "paused" ? { zh: `${phase.zh} · 已暂停`, en: `${phase.en} · paused` } : phase;
  }
  switch (status) {
    case "open":
      return { zh: "空闲", en: "Free" };
    case "paused":
      return { zh: "暂停", en: "Paused" };
    case "closed":
      return { zh: "未开放", en: "Closed" };
    default:
      return status satisfies never;
  }
};
