import { emWidth } from "../text-width.ts";

/** Room for numbers beside 「过号 1/3」 on the narrowest board, 1080 upright, in its px. */
const ROOM = 854;
/** Type size of a number and the space behind it, in the same px. */
const TYPE = 44;
const GAP = 30;

/** How many missed numbers stand in one line, reckoned from the widest of them. */
export const missedPerPage = (numbers: readonly string[]): number => {
  const widest = Math.max(1, ...numbers.map(emWidth));
  return Math.max(1, Math.min(6, Math.floor(ROOM / (widest * TYPE + GAP))));
};
