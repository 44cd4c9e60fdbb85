import { BareProcess } from "./bare-process.ts";
import { commitTimes } from "./commit.ts";
import type { Figure } from "./figure.ts";
import { startFilledHall } from "./filled-hall.ts";
import { interleave } from "./interleave.ts";
import { barePress, hallPress, timedPress } from "./press.ts";
import { Screens } from "./screens.ts";
import type { Started } from "./started.ts";
import { p50, p99 } from "./stats.ts";
import { SPARE } from "./work-day.ts";

const SCREENS = 50;
const REPEATS = { rounds: 1_000, warmUp: 100, gap: [2, 6] } as const;
const AIM = { kind: "times", most: 1.5 } as const;

/** From the press at a window to the last of fifty screens that have it. */
export const pressFigure = async (started: Started): Promise<Figure> => {
  const waiting = REPEATS.rounds + REPEATS.warmUp + SPARE;
  const filled = await startFilledHall(started, { done: 100, waiting });
  const screens = await Screens.connect(started, filled.hall.port, "hall", SCREENS);
  const press = await hallPress(filled);
  await timedPress(press, screens);
  const { bytes } = screens;
  const bare = await BareProcess.start(started, "socket.io", bytes);
  const bareScreens = await Screens.connect(started, bare.port, "socket.io", SCREENS);
  const bareButton = barePress(bare);
  const [ours = [], theirs = []] = await interleave(
    [() => timedPress(press, screens), () => timedPress(bareButton, bareScreens)],
    REPEATS,
  );
  const received = ours.map((t) => t.received);
  const bareReceived = theirs.map((t) => t.received);
  const commits = await commitTimes();
  return {
    name: "press",
    title: `press → durable → received by ${SCREENS} screens`,
    how:
      `bare: node:http, one row in SQLite (WAL, FULL), Socket.IO broadcast of the same ${bytes} bytes; ` +
      `${REPEATS.rounds} presses each, in turn, after ${REPEATS.warmUp} of warm-up`,
    rows: [
      { what: "p50", unit: "ms", ours: p50(received), bare: p50(bareReceived), aim: AIM },
      { what: "p99", unit: "ms", ours: p99(received), bare: p99(bareReceived), aim: AIM },
      {
        what: "answer to the sender, p50",
        unit: "ms",
        ours: p50(ours.map((t) => t.answered)),
        bare: p50(theirs.map((t) => t.answered)),
        aim: null,
      },
      {
        what: `of it the commit (${commits.rows} rows : 1), p50`,
        unit: "ms",
        ours: p50(commits.ours),
        bare: p50(commits.bare),
        aim: null,
      },
      {
        what: `of it the commit (${commits.rows} rows : 1), p99`,
        unit: "ms",
        ours: p99(commits.ours),
        bare: p99(commits.bare),
        aim: null,
      },
    ],
  };
};
