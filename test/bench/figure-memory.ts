import { BareProcess } from "./bare-process.ts";
import type { Figure } from "./figure.ts";
import { startEmptyHall } from "./filled-hall.ts";
import { restingMemory } from "./rss.ts";
import type { Started } from "./started.ts";

/** What the server takes with nobody there. */
export const memoryFigure = async (started: Started): Promise<Figure> => {
  const hall = await startEmptyHall(started);
  const bare = await BareProcess.start(started, "socket.io", 500);
  return {
    name: "memory",
    title: "server memory at rest",
    how: "RSS after the start, sample hall, no screen connected; bare: the bare server of the first figure",
    rows: [
      {
        what: "resident memory",
        unit: "MB",
        ours: await restingMemory(hall.pid),
        bare: await restingMemory(bare.pid),
        aim: null,
      },
    ],
  };
};
