import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { HallProcess } from "../hall-process.ts";
import type { Started } from "./started.ts";
import type { DaySoFar } from "./work-day.ts";

/** A hall in its own process, on loopback, some way into its day. */
export interface FilledHall {
  readonly hall: HallProcess;
  /** An API key that drives every window. */
  readonly key: string;
}

/** Starts a hall with the sample documents, nobody in it yet. */
export const startEmptyHall = async (started: Started): Promise<HallProcess> =>
  started.add(await HallProcess.start({ HALL_HOST: "127.0.0.1" }), (hall) => hall.remove());

/** Starts a hall, fills its day while it is stopped, and starts it again. */
export const startFilledHall = async (started: Started, day: DaySoFar): Promise<FilledHall> => {
  const hall = await startEmptyHall(started);
  await hall.end();
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, "fill.ts"),
    hall.data,
    String(day.done),
    String(day.waiting),
  ]);
  await hall.run();
  return { hall, key: stdout.trim() };
};
