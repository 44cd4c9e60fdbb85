import { nextFor } from "#shared/domain/queue/order.ts";
import { type FloorState, windowOf } from "#shared/domain/queue/state.ts";
import { refusalSentence, type Sentence } from "../parts/sentence.ts";

/** What can be done at a window. */
export type Ability =
  | "main"
  | "start"
  | "recall"
  | "no-show"
  | "transfer"
  | "hold"
  | "finish"
  | "pause"
  | "call-ticket"
  | "resume"
  | "return";

/** For every ability why it is off now, or null when it is on. */
export type Abilities = Readonly<Record<Ability, Sentence | null>>;

const NOBODY: Sentence = { zh: "现在没有人等候。", en: "Nobody is waiting." };

/**
 * What a window may do now, so that a key that is off says why before it is pressed. The core decides
 * all the same: this repeats its refusals, in its own sentences, and permits nothing.
 * @param blocked why nothing can be done at all (no word from the server, the hall halted), or null
 */
export const abilitiesOf = (
  floor: FloorState,
  windowId: string,
  blocked: Sentence | null,
): Abilities => {
  const { status, visit } = windowOf(floor, windowId);
  const off = blocked ?? (floor.day ? null : refusalSentence("day-not-open"));
  const notOpen = status === "open" ? null : refusalSentence("window-not-open", { windowId });
  const empty = visit ? null : refusalSentence("window-empty", { windowId });
  const number = visit?.ticket.number ?? "";
  const serving =
    visit?.phase === "serving" ? refusalSentence("already-serving", { number }) : null;
  const busy = visit ? refusalSentence("window-busy", { windowId, number }) : null;
  const idle = status === "open" && !visit && !nextFor(floor, windowId) ? NOBODY : null;
  const started: Sentence | null = serving && {
    zh: `${number} 已经开始办理。`,
    en: `Service of ${number} has started.`,
  };
  return {
    main: off ?? idle,
    start: off ?? empty ?? started,
    recall: off ?? empty,
    "no-show": off ?? empty ?? serving,
    transfer: off ?? empty,
    hold: off ?? empty,
    finish: off ?? empty,
    pause: off ?? (status === "closed" ? notOpen : null),
    "call-ticket": off ?? notOpen,
    resume: off ?? notOpen ?? busy,
    return: off,
  };
};
