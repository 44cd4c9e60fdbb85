import { BareProcess } from "./bare-process.ts";
import type { Figure } from "./figure.ts";
import { startFilledHall } from "./filled-hall.ts";
import { interleave } from "./interleave.ts";
import { barePress, hallPress, timedPress } from "./press.ts";
import { restingMemory } from "./rss.ts";
import { Screens, type Wire } from "./screens.ts";
import type { Started } from "./started.ts";
import { p50, p99 } from "./stats.ts";
import { SPARE } from "./work-day.ts";

const REPEATS = { rounds: 150, warmUp: 20, gap: [5, 15] } as const;
const KB_PER_MB = 1_000;

/** Many screens on one server, beside as many raw WebSockets. */
export const screensFigure = async (started: Started, count: number): Promise<Figure> => {
  const waiting = REPEATS.rounds + REPEATS.warmUp + SPARE;
  const filled = await startFilledHall(started, { done: 100, waiting });
  const press = await hallPress(filled);
  const one = await Screens.connect(started, filled.hall.port, "hall", 1);
  await timedPress(press, one);
  const { bytes } = one;
  await one.close();
  const bare = await BareProcess.start(started, "ws", bytes);
  const barePressed = barePress(bare);

  const connected = async (
    { pid, port }: { readonly pid: number; readonly port: number },
    wire: Wire,
  ) => {
    const before = await restingMemory(pid);
    const screens = await Screens.connect(started, port, wire, count);
    const after = await restingMemory(pid);
    const each = before === null || after === null ? null : ((after - before) / count) * KB_PER_MB;
    return { screens, each };
  };
  const ours = await connected(filled.hall, "hall");
  const theirs = await connected(bare, "ws");
  const [received = [], bareReceived = []] = await interleave(
    [
      async () => (await timedPress(press, ours.screens)).received,
      async () => (await timedPress(barePressed, theirs.screens)).received,
    ],
    REPEATS,
  );
  return {
    name: "screens",
    title: `${count.toLocaleString("en")} screens on one server`,
    how:
      `bare: the bare server with raw WebSockets (ws), ${bytes} bytes; ${REPEATS.rounds} presses ` +
      `each, in turn, after ${REPEATS.warmUp} of warm-up`,
    rows: [
      {
        what: "press → last screen, p50",
        unit: "ms",
        ours: p50(received),
        bare: p50(bareReceived),
        aim: null,
      },
      {
        what: "press → last screen, p99",
        unit: "ms",
        ours: p99(received),
        bare: p99(bareReceived),
        aim: null,
      },
      {
        what: "server memory per screen",
        unit: "kB",
        ours: ours.each,
        bare: theirs.each,
        aim: null,
      },
    ],
  };
};
