/** Which page of a rotating panel is up, and since when it has been. */
export interface Turn {
  readonly page: number;
  /** How long it has been up, ms, waiting not counted. */
  readonly shownMs: number;
  /** The moment of the last step, ms of any steady clock. */
  readonly at: number;
}

/** A panel that starts at its first page. */
export const startTurn = (at: number): Turn => ({ page: 0, shownMs: 0, at });

/**
 * The panel a moment later. Every page stays up for `holdMs`; pages are counted on, so that none is
 * skipped when their number changes.
 * @param waits the panel stands still meanwhile, e.g. while a call pulses
 */
export const stepTurn = (
  turn: Turn,
  at: number,
  { pages, holdMs, waits = false }: { pages: number; holdMs: number; waits?: boolean },
): Turn => {
  if (pages <= 1) return startTurn(at);
  const shownMs = turn.shownMs + (waits ? 0 : Math.max(0, at - turn.at));
  if (turn.page >= pages) return startTurn(at);
  if (shownMs < holdMs) return { ...turn, shownMs, at };
  return { page: (turn.page + 1) % pages, shownMs: 0, at };
};
