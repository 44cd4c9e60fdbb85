import { clockTime } from "#shared/ui/format.ts";
import type { WindowView } from "../window-view.ts";
import type { Part, Piece, StripWordings, Tone } from "./plan.ts";

const figure = (text: string, tone: Tone): Piece => ({ kind: "figure", text, tone });
const words = (text: string, tone: Tone = "white"): Piece => ({ kind: "words", text, tone });
const state = (...pieces: Piece[]): Part => ({ place: "state", pieces });

const whereTo = ({ instead, desk }: WindowView): Piece[][] => {
  if (instead.length > 0)
    return instead.map((_, i) => [
      words("请到"),
      words(instead.slice(0, instead.length - i).join("、"), "green"),
    ]);
  return desk ? [[words("请到"), words(desk, "green")]] : [];
};

/** State and ticket, from the fullest to the shortest wording. */
const stateParts = (view: WindowView, staleSince: number | null, halted: boolean): Part[] => {
  const { status, ticket } = view;
  if (staleSince !== null) {
    const since = words(`${clockTime(staleSince)} 起未更新`, "red");
    return [
      ...(ticket ? [state(figure(ticket.number, "amber-low"), since)] : []),
      state(since),
      state(words("未更新", "red")),
    ];
  }
  if (ticket) {
    const number = figure(ticket.number, "amber");
    const label =
      status === "paused" ? words("办完暂停", "red") : words(status === "serving" ? "办理" : "请");
    return [state(label, number), state(number)];
  }
  if (halted) return [state(words("暂停取号", "red"))];
  switch (status) {
    case "paused":
    case "closed": {
      const word = status === "paused" ? words("暂停", "red") : words("未开放", "dim");
      return [...whereTo(view).map((where) => state(word, ...where)), state(word)];
    }
    case "resting":
      return [state(words("未开放", "dim"))];
    case "open":
    case "called":
    case "serving":
      return [state(words("正常服务", "green")), state(words("服务中", "green"))];
    default:
      return status satisfies never;
  }
};

/** What the strip over a window could say now; the plan chooses by what fits. */
export const stripWordings = (
  view: WindowView,
  staleSince: number | null,
  halted: boolean,
): StripWordings => {
  const open =
    staleSince === null &&
    (view.status === "open" || view.status === "called" || view.status === "serving");
  const number = figure(view.windowId, open ? "green" : "dim");
  const units = view.unit ? [...new Set([view.unit.name, view.unit.shortName])] : [];
  return {
    window: [
      { place: "window", pieces: [number, words("号", open ? "white" : "dim")] },
      { place: "window", pieces: [number] },
    ],
    unit: units.map((name) => ({ place: "unit", pieces: [words(name)] })),
    state: stateParts(view, staleSince, halted),
  };
};

/** One sentence in ever fewer words, for a strip that has no window to speak of. */
export const sentence = (wordings: readonly string[]): StripWordings => ({
  window: [],
  unit: wordings.map((text) => ({ place: "unit", pieces: [words(text)] })),
  state: [],
});
