import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import { type RunningHall, startHall } from "#hall-server/app.ts";
import { readSettings } from "#hall-server/settings.ts";
import {
  type ClientMessages,
  type Hello,
  type HelloAnswer,
  type Outcome,
  PROTOCOL,
  type ScreenKind,
  type ServerMessages,
  type Welcome,
} from "#shared/protocol/messages.ts";
import type { Command } from "#shared/domain/hall.ts";
import { freshId } from "#shared/link/id.ts";

export type TestSocket = Socket<ServerMessages, ClientMessages>;

/** A running hall in this process, with the sample documents, and sockets that are hung up at the end. */
export class LinkHall {
  readonly hall: RunningHall;
  readonly logged: string[];
  readonly #data: string;
  readonly #sockets: TestSocket[] = [];

  private constructor(hall: RunningHall, data: string, logged: string[]) {
    this.hall = hall;
    this.#data = data;
    this.logged = logged;
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<LinkHall> {
    const data = mkdtempSync(join(tmpdir(), "mingting-link-"));
    const logged: string[] = [];
    const log = pino({ level: "warn" }, { write: (line: string) => void logged.push(line) });
    const settings = readSettings([], {
      HALL_DATA: data,
      HALL_PORT: "0",
      HALL_HOST: "127.0.0.1",
      ...env,
    });
    return new LinkHall(await startHall(settings, { log }), data, logged);
  }

  get url(): string {
    return `http://127.0.0.1:${this.hall.port}`;
  }

  /** Opens a socket; extra headers let it pretend to come from elsewhere. */
  socket(headers: Readonly<Record<string, string>> = {}): TestSocket {
    const socket: TestSocket = io(this.url, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
    });
    this.#sockets.push(socket);
    return socket;
  }

  /** A screen of the server's own machine that was welcomed. */
  async local(kind: ScreenKind, windowId: string | null = null): Promise<TestSocket> {
    const socket = this.socket();
    await welcomed(socket, helloOf(kind, { windowId }));
    return socket;
  }

  /** Hangs up every socket and waits until the register has noticed. */
  async hangUp(): Promise<void> {
    for (const socket of this.#sockets.splice(0)) socket.disconnect();
    const connected = () =>
      this.hall.devices.rows().some((row) => row.connected) ||
      this.hall.devices.waiting().length > 0;
    while (connected()) await new Promise(setImmediate);
  }

  async stop(): Promise<void> {
    await this.hangUp();
    await this.hall.close();
    rmSync(this.#data, { recursive: true, force: true });
  }
}

/** A screen's hello. */
export const helloOf = (
  kind: ScreenKind,
  more: {
    windowId?: string | null;
    zone?: string;
    token?: string | null;
    protocol?: number;
    ledger?: string | null;
    cursor?: Hello["cursor"];
  } = {},
): Hello => ({
  protocol: more.protocol ?? PROTOCOL,
  build: "test",
  client: {
    role: "screen",
    screen: {
      kind,
      windowId: more.windowId ?? null,
      zone: more.zone ?? "",
      speaks: kind === "board",
    },
    token: more.token ?? null,
  },
  ledger: more.ledger ?? null,
  cursor: more.cursor ?? { floor: null, office: null },
});

/** Says hello and answers what came back. */
export const hello = (socket: TestSocket, message: Hello): Promise<HelloAnswer> =>
  socket.timeout(5_000).emitWithAck("hello", message);

/** Says hello and expects to be welcome. */
export const welcomed = async (socket: TestSocket, message: Hello): Promise<Welcome> => {
  const answer = await hello(socket, message);
  if (answer.rejected) throw new Error(`rejected: ${answer.rejected.code}`);
  return answer.welcome;
};

/** Sends a command under a fresh id. */
export const send = (
  socket: TestSocket,
  command: Command,
  commandId = freshId(),
): Promise<Outcome> => socket.timeout(5_000).emitWithAck("command", { commandId, command });

/** The next message of this name. */
export const next = <E extends keyof ServerMessages>(
  socket: TestSocket,
  event: E,
): Promise<Parameters<ServerMessages[E]>[0]> =>
  new Promise((resolve) => {
    const untyped = socket as unknown as { once(name: string, take: typeof resolve): void };
    untyped.once(event, resolve);
  });

/** Does a command as the hall itself, e.g. to open a window. */
export const asHall = async (hall: RunningHall, command: Command): Promise<string | null> => {
  const outcome = await hall.context.hall.submit(command, {
    scope: "test",
    commandId: freshId(),
    actor: { kind: "hall", id: "test" },
  });
  if (!("accepted" in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.accepted.answer.ticket?.ticketId ?? outcome.accepted.answer.ticketId ?? null;
};
