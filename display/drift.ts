/** How far a picture wanders to either side, in steps of one pixel: 24 px from end to end. */
export const DRIFT_REACH = 12;

/** One step in so many ms: about 1.5 % of a screen's height a minute, below what an eye notices. */
const STEP_MS = { x: 4_000, y: 5_200 };

/** Out to one end, back over the middle to the other, and home: …0 1 2 1 0 −1 −2 −1 0… */
const swing = (steps: number, reach: number): number => {
  if (reach === 0) return 0;
  const at = (steps + reach) % (4 * reach);
  return at <= 2 * reach ? at - reach : 3 * reach - at;
};

/**
 * Where the picture stands after so many ms, in whole steps from rest. Both directions move at
 * different speeds, so that no edge stays on the same pixels (research/screens.md: burn-in).
 */
export const driftAt = (
  elapsedMs: number,
  reach: number,
): { readonly x: number; readonly y: number } => ({
  x: swing(Math.floor(elapsedMs / STEP_MS.x), reach),
  y: swing(Math.floor(elapsedMs / STEP_MS.y), reach),
});
