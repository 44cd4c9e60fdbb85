import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

const MB = 1_000_000;
/** Long enough for a server that has just been busy to come to rest, ms. */
const REST_MS = 1_500;

const kibibytes = async (pid: number): Promise<number> => {
  if (process.platform !== "linux")
    return Number((await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)])).stdout);
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
};

/** A process's resident memory at rest, MB (10⁶ bytes); null where the system does not tell. */
export const restingMemory = async (pid: number): Promise<number | null> => {
  await setTimeout(REST_MS);
  try {
    const rss = ((await kibibytes(pid)) * 1024) / MB;
    return rss > 0 ? rss : null;
  } catch {
    return null;
  }
};
