import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const START_MS = 30_000;

/** A port of this machine that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** A hall in a process of its own, as `npm start` would run it, on a data folder of its own. */
export class HallProcess {
  readonly data: string;
  readonly port: number;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;
  readonly #keys: Record<string, Promise<string>> = {};
  #output = "";

  private constructor(data: string, port: number, env: Readonly<Record<string, string>>) {
    this.data = data;
    this.port = port;
    this.#env = env;
  }

  /** Makes a data folder and starts a hall on it. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<HallProcess> {
    const data = mkdtempSync(join(tmpdir(), "mingting-hall-"));
    const hall = new HallProcess(data, await freePort(), env);
    await hall.run();
    return hall;
  }

  /** Where it answers. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Its process id; 0 when it does not run. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Everything it has printed since its last start. */
  get output(): string {
    return this.#output;
  }

  /** The one-time link for the first administrator, as printed. */
  get setupLink(): string {
    const link = /http\S+#setup=\S+/.exec(this.#output)?.[0];
    if (!link) throw new Error(`no one-time link in:\n${this.#output}`);
    return link;
  }

  /** Starts the process again on the same folder and port; resolves when it answers. */
  async run(): Promise<void> {
    this.#output = "";
    const child = spawn(process.execPath, ["hall-server/main.ts"], {
      cwd: ROOT,
      env: {
        ...process.env,
        HALL_DATA: this.data,
        HALL_PORT: String(this.port),
        HALL_LOG_LEVEL: "error",
        ...this.#env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    const started = Date.now();
    while (!this.#output.includes("/api/v1/docs")) {
      if (child.exitCode !== null) throw new Error(`the hall ended at once:\n${this.#output}`);
      if (Date.now() - started > START_MS)
        throw new Error(`the hall did not start:\n${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** An API key of this role, made once through the command line while the hall runs. */
  key(role = "caller"): Promise<string> {
    return (this.#keys[role] ??= this.command("key", "create", `test-${role}`, "--role", role).then(
      ({ out }) => out.trim().split("\n").at(-1) ?? "",
    ));
  }

  /** Runs the hall's command line on this folder. */
  command(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, ["hall-server/cli.ts", ...args], {
        cwd: ROOT,
        env: { ...process.env, HALL_DATA: this.data },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let out = "";
      let err = "";
      child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
      child.on("close", (code) => resolve({ exit: code ?? -1, out, err }));
    });
  }

  /** Ends the process with a signal and waits until it is gone. Answers its exit code. */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill(signal);
    return ended;
  }

  /** Ends the process and removes the folder. */
  async remove(): Promise<void> {
    await this.end();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** A client of the hall's API with a key. */
export const apiClient =
  (url: string, key: string) =>
  async (
    method: "GET" | "POST",
    path: string,
    body?: unknown,
    idempotencyKey?: string,
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(idempotencyKey ? { "Idempotency-Key": idempotencyKey } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
