import type { Receipt } from "#shared/protocol/messages.ts";
import type { Sentence } from "../parts/sentence.ts";

/** A screen that has not confirmed a call within this time, ms, is named. */
export const RECEIPT_PATIENCE_MS = 3_000;

/** What the strip under the number says of the newest call. */
export interface ReceiptView {
  /** `unknown`: this page was opened after the call and was told nothing of it. */
  readonly kind: "pending" | "done" | "missing" | "no-screens" | "unknown";
  readonly text: Sentence;
  readonly detail: Sentence;
}

const NOTHING: Sentence = { zh: "", en: "" };

/** Names in a row; a line may break between two of them, never inside one. */
const names = (list: readonly string[]): Sentence => {
  const whole = list.map((name) => name.replaceAll(" ", "\u00a0"));
  return { zh: whole.join("、"), en: whole.join(", ") };
};

/** The screens that were meant to show a call and have not said so. Two screens may bear one name. */
export const missingScreens = ({
  expected,
  painted,
}: Pick<Receipt, "expected" | "painted">): readonly string[] => {
  const left = [...expected];
  for (const name of painted) {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
};

/**
 * The receipt of a call in words: a fact from the screens, never a guess.
 * @param call the newest call of the visitor at this window, and when it was made (hall time, ms)
 * @param receipt what the server last said of this window's calls
 * @param now hall time, ms
 * @param time how a moment is written, e.g. 10:31:44
 */
export const receiptView = (
  call: { readonly callId: string; readonly at: number },
  receipt: Receipt | undefined,
  now: number,
  time: (at: number) => string,
): ReceiptView => {
  const waiting = now - call.at < RECEIPT_PATIENCE_MS;
  const pending: ReceiptView = {
    kind: "pending",
    text: { zh: "正在送达…", en: "On its way…" },
    detail: NOTHING,
  };
  if (receipt?.callId !== call.callId) {
    if (waiting) return pending;
    return {
      kind: "unknown",
      text: { zh: "这次呼叫没有回执", en: "No receipt for this call" },
      detail: { zh: "可重呼一次再看", en: "Recall to get one" },
    };
  }
  const { expected, painted, spoken } = receipt;
  if (expected.length === 0)
    return {
      kind: "no-screens",
      text: { zh: "没有登记显示屏", en: "No screen is registered" },
      detail: { zh: "请口头叫一声", en: "Please call out aloud" },
    };
  const missing = missingScreens(receipt);
  if (missing.length === 0 && spoken !== false) {
    const heard: Sentence = spoken
      ? { zh: " · 已播报", en: " · announced" }
      : { zh: " · 无播报", en: " · no speaker" };
    const shown = names(expected);
    return {
      kind: "done",
      text: {
        zh: `已显示 ${painted.length}/${expected.length} 屏${heard.zh}`,
        en: `On ${painted.length}/${expected.length} screens${heard.en}`,
      },
      detail: {
        zh: `${shown.zh}，${time(receipt.at)}`,
        en: `${shown.en}, ${time(receipt.at)}`,
      },
    };
  }
  if (waiting) return pending;
  const heard: Sentence =
    spoken === null
      ? NOTHING
      : spoken
        ? { zh: " · 已播报", en: " · announced" }
        : { zh: " · 没有播报", en: " · not announced" };
  const blame = names(missing);
  return {
    kind: "missing",
    text: {
      zh: `已显示 ${expected.length - missing.length}/${expected.length} 屏${heard.zh}`,
      en: `On ${expected.length - missing.length}/${expected.length} screens${heard.en}`,
    },
    detail: {
      zh: missing.length ? `${blame.zh}没有回执，请口头叫一声` : "大厅没有响声，请口头叫一声",
      en: missing.length
        ? `No receipt from ${blame.en}: please call out aloud`
        : "Please call out aloud",
    },
  };
};
