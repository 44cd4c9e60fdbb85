import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Started } from "./started.ts";

/** What tells its screens. */
export type BareWire = "socket.io" | "ws";

/** The bare server of `bare-server.ts`, running in a process and on a folder of its own. */
export class BareProcess {
  readonly pid: number;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #data: string;

  private constructor(child: ChildProcess, port: number, data: string) {
    this.#child = child;
    this.pid = child.pid ?? 0;
    this.port = port;
    this.#data = data;
  }

  /**
   * Starts one.
   * @param bytes length of what it broadcasts
   */
  static async start(started: Started, wire: BareWire, bytes: number): Promise<BareProcess> {
    const data = mkdtempSync(join(tmpdir(), "mingting-bare-"));
    const child = spawn(process.execPath, [join(import.meta.dirname, "bare-server.ts")], {
      env: { ...process.env, BARE_DATA: data, BARE_BYTES: String(bytes), BARE_WIRE: wire },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = once(child, "exit").then(() => null);
    const said = once(child.stdout, "data").then(([line]) => /port (\d+)/.exec(String(line)));
    const port = (await Promise.race([ended, said]))?.[1];
    if (!port) {
      rmSync(data, { recursive: true, force: true });
      throw new Error("the bare server did not start");
    }
    return started.add(new BareProcess(child, Number(port), data), (bare) => bare.remove());
  }

  /** Ends it and removes its folder. */
  async remove(): Promise<void> {
    const ended = once(this.#child, "exit");
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill();
      await ended;
    }
    rmSync(this.#data, { recursive: true, force: true });
  }
}
