import type { Figure, Row } from "./figure.ts";
import { startFilledHall } from "./filled-hall.ts";
import { interleave } from "./interleave.ts";
import { hallPress, timedPress } from "./press.ts";
import { Screens } from "./screens.ts";
import type { Started } from "./started.ts";
import { p50, p99 } from "./stats.ts";
import { SPARE } from "./work-day.ts";

const DAYS = [100, 1_000, 10_000] as const;
const SCREENS = 50;
const REPEATS = { rounds: 250, warmUp: 50, gap: [2, 6] } as const;

/** The same press early in a day and late in a very long one. */
export const flatFigure = async (started: Started): Promise<Figure> => {
  const sides: (() => Promise<number>)[] = [];
  for (const done of DAYS) {
    const waiting = REPEATS.rounds + REPEATS.warmUp + SPARE;
    const filled = await startFilledHall(started, { done, waiting });
    const screens = await Screens.connect(started, filled.hall.port, "hall", SCREENS);
    const press = await hallPress(filled);
    sides.push(async () => (await timedPress(press, screens)).received);
  }
  const [first = [], ...later] = await interleave(sides, REPEATS);
  const row = (name: string, of: typeof p50, samples: readonly number[], i: number): Row => ({
    what: `after ${DAYS[i + 1]!.toLocaleString("en")} tickets, ${name}`,
    unit: "ms",
    ours: of(samples),
    bare: of(first),
    aim: name === "p50" ? { kind: "times", most: 1.2 } : null,
  });
  return {
    name: "flat",
    title: `the same press (${SCREENS} screens) as the day grows`,
    how:
      `"bare" is the same hall after ${DAYS[0]} tickets; ${REPEATS.rounds} presses each, in turn, ` +
      `after ${REPEATS.warmUp} of warm-up`,
    rows: [
      ...later.map((samples, i) => row("p50", p50, samples, i)),
      ...later.map((samples, i) => row("p99", p99, samples, i)),
    ],
  };
};
