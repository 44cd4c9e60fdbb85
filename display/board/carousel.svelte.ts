import { untrack } from "svelte";
import { startTurn, stepTurn, type Turn } from "./turn.ts";

/** How long a page of a table stays up, ms: time to read its rows. */
export const TABLE_HOLD_MS = 8_000;

/** How long a commitment stays up, ms (tokens.css, --panel-hold). */
export const PANEL_HOLD_MS = 12_000;

/**
 * Keeps a panel's page, stepping whenever the hall's clock does. To be made while a component is.
 * @param now the link's clock: the step is taken when it moves
 * @param pages how many pages there are now
 * @param waits whether the panel stands still now
 */
export const carousel = (
  holdMs: number,
  now: () => number,
  pages: () => number,
  waits: () => boolean = () => false,
): { readonly page: number } => {
  let turn: Turn = $state.raw(startTurn(performance.now()));
  $effect(() => {
    now();
    const step = { holdMs, pages: pages(), waits: waits() };
    turn = stepTurn(
      untrack(() => turn),
      performance.now(),
      step,
    );
  });
  return {
    get page() {
      return turn.page;
    },
  };
};
