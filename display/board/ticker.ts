/** How the notices move: not at all, or round and round by the width of one copy. */
export type TickerPlan =
  | { readonly moves: false }
  | { readonly moves: true; readonly distance: number; readonly durationMs: number };

/**
 * Plans the ticker. Notices that all fit stand still: nothing moves without need.
 * @param content width of one copy of the notices, the gap behind the last included, px
 * @param gap the gap behind the last notice, px: it may hang over the edge
 * @param room width there is, px
 * @param speed px per second
 */
export const planTicker = (
  content: number,
  gap: number,
  room: number,
  speed: number,
): TickerPlan => {
  if (content - gap <= room || speed <= 0) return { moves: false };
  return { moves: true, distance: content, durationMs: (content / speed) * 1_000 };
};
