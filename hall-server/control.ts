import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { type CommandParts, type CommandResult, runCommand } from "./commands.ts";

/** A Unix socket's path has room for about 100 bytes; a longer folder gets a name of its own. */
const MAX_PATH = 100;

/** Where the running hall listens for the command line. */
const controlPath = (data: string): string => {
  const name = createHash("sha256").update(data).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\mingting-${name}`;
  const path = join(data, "control.sock");
  return path.length <= MAX_PATH ? path : join(tmpdir(), `mingting-${name}.sock`);
};

/** Takes command lines while the hall runs. Whoever may read the data folder may use it. */
export class ControlServer {
  readonly #path: string;
  readonly #server: Server;

  constructor(data: string, parts: CommandParts) {
    this.#path = controlPath(data);
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      void this.#serve(socket, parts);
    });
  }

  async #serve(socket: Socket, parts: CommandParts): Promise<void> {
    try {
      const args: unknown = JSON.parse(await text(socket));
      const valid = Array.isArray(args) && args.every((a) => typeof a === "string");
      // What it prints travels as it is, behind the rest: a report may be long, and calls wait for no copy.
      const { out, ...rest } = await runCommand(valid ? args : [], parts);
      socket.write(`${JSON.stringify(rest)}\n`);
      socket.end(out);
    } catch {
      socket.destroy();
    }
  }

  /** Listens. The folder's lock is held, so a socket that is still there belongs to a dead process. */
  async listen(): Promise<void> {
    if (process.platform !== "win32") await rm(this.#path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ path: this.#path, readableAll: false, writableAll: false }, resolve);
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

/** Hands a command line to the running hall; null when none answers in this folder. */
export const askRunningHall = async (
  data: string,
  args: readonly string[],
): Promise<CommandResult | null> => {
  const socket = connect(controlPath(data));
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
  } catch {
    return null;
  }
  socket.end(JSON.stringify(args));
  const answer = await buffer(socket);
  const end = answer.indexOf("\n");
  const rest = JSON.parse(answer.toString("utf8", 0, end)) as Omit<CommandResult, "out">;
  return { ...rest, out: answer.subarray(end + 1) };
};
