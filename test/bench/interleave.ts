import { setTimeout } from "node:timers/promises";

/** How a comparison is repeated. */
export interface Repeats {
  /** Rounds that count; each takes one sample of every side. */
  readonly rounds: number;
  /** Rounds before them that do not. */
  readonly warmUp: number;
  /** Between two samples, ms, drawn evenly: nothing of one may fall on the next. */
  readonly gap: readonly [from: number, to: number];
}

/** Waits for a moment drawn evenly from a span, ms. */
export const pause = ([from, to]: Repeats["gap"]): Promise<void> =>
  setTimeout(from + Math.random() * (to - from));

/**
 * Takes samples of all sides in turn (ABBAAB…): whatever else the machine does meets all of them,
 * and none is always the first. Answers the samples of each side.
 */
export const interleave = async <T>(
  sides: readonly (() => Promise<T>)[],
  { rounds, warmUp, gap }: Repeats,
): Promise<readonly (readonly T[])[]> => {
  const samples: T[][] = sides.map(() => []);
  for (let round = 0; round < warmUp + rounds; round++)
    for (let turn = 0; turn < sides.length; turn++) {
      const i = (round + turn) % sides.length;
      await pause(gap);
      const sample = await sides[i]!();
      if (round >= warmUp) samples[i]!.push(sample);
    }
  return samples;
};
