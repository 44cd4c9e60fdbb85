import type { Route } from "./visit.svelte.ts";

/** How long the question 「还在办理吗？」 waits for an answer, in ms. */
const ASK_MS = 15_000;

/** How long pages wait for a touch, in ms: tokens `--idle-kiosk` and `--idle-ticket`. */
export interface Patience {
  readonly pageMs: number;
  readonly ticketMs: number;
}

/** What the kiosk makes of its quiet. `seconds` count down to {@link Verdict} "gone". */
export type Verdict =
  | { readonly is: "here" }
  | { readonly is: "leaving"; readonly seconds: number }
  | { readonly is: "asking"; readonly seconds: number }
  | { readonly is: "gone" };

const HERE: Verdict = { is: "here" };
const GONE: Verdict = { is: "gone" };

/**
 * Whether the visitor is still there after so many ms without a touch. Home asks nobody: it only
 * returns to normal; a ticket counts down openly; any other page asks before it forgets.
 */
export const verdictAfter = (
  page: Route["page"],
  quietMs: number,
  { pageMs, ticketMs }: Patience,
): Verdict => {
  const left = (ms: number) => Math.ceil((ms - quietMs) / 1000);
  switch (page) {
    case "home":
      return quietMs < pageMs ? HERE : GONE;
    case "ticket":
      return quietMs < ticketMs ? { is: "leaving", seconds: left(ticketMs) } : GONE;
    case "services":
    case "priority":
    case "refused":
    case "commitments":
    case "windows":
      if (quietMs < pageMs) return HERE;
      return quietMs < pageMs + ASK_MS ? { is: "asking", seconds: left(pageMs + ASK_MS) } : GONE;
    default:
      return page satisfies never;
  }
};

/** Reads a duration token such as `60s` or `80ms`, in ms; `fallback` where the page has none. */
export const durationToken = (name: string, fallback: number): number => {
  const text = getComputedStyle(document.documentElement).getPropertyValue(name);
  const match = /^\s*([\d.]+)(m?s)\s*$/.exec(text);
  return match ? Number(match[1]) * (match[2] === "s" ? 1000 : 1) : fallback;
};
