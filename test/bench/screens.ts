import { once } from "node:events";
import { WebSocket } from "ws";
import { type Hello, PROTOCOL } from "#shared/protocol/messages.ts";
import type { Started } from "./started.ts";

/** What a server speaks: the hall's link, Socket.IO without a hello, or WebSocket alone. */
export type Wire = "hall" | "socket.io" | "ws";

/** Screens that connect at the same time. */
const WAVE = 50;
/** Nothing takes so long, ms: a screen was lost. */
const LOST_MS = 20_000;

const HELLO: Hello = {
  protocol: PROTOCOL,
  build: "bench",
  client: {
    role: "screen",
    screen: { kind: "board", windowId: null, zone: "", speaks: false },
    token: null,
  },
  ledger: null,
  cursor: { floor: null, office: null },
};

// Engine.IO 4 and Socket.IO 5 packets: https://socket.io/docs/v4/engine-io-protocol/
const PING = "2";
const PONG = "3";
const JOIN = "40";
const EVENTS = '42["events"';
const HELLO_PACKET = `420${JSON.stringify(["hello", HELLO])}`;
const WELCOMED = '430[{"welcome"';

const connect = async (
  port: number,
  wire: Wire,
  heard: (bytes: number) => void,
): Promise<WebSocket> => {
  const path = wire === "ws" ? "/" : "/socket.io/?EIO=4&transport=websocket";
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false });
  const ready = new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    if (wire === "ws") socket.on("open", resolve);
    socket.on("message", (data: Buffer) => {
      if (wire === "ws") return heard(data.length);
      const start = data.toString("latin1", 0, WELCOMED.length);
      if (start.startsWith(EVENTS)) heard(data.length);
      else if (start === PING) socket.send(PONG);
      else if (start.startsWith("0")) socket.send(JOIN);
      else if (start.startsWith(JOIN)) {
        if (wire === "hall") socket.send(HELLO_PACKET);
        else resolve();
      } else if (start.startsWith(WELCOMED)) resolve();
      else if (start.startsWith("430")) reject(new Error(`not welcome: ${data.toString()}`));
    });
  });
  await ready;
  return socket;
};

/**
 * Many screens of one server in this process. They speak just enough of the protocol to be welcome
 * and note when a broadcast has arrived: so a figure tells of the server, not of a client library.
 */
export class Screens {
  readonly #sockets: WebSocket[] = [];
  #missing = 0;
  #bytes = 0;
  #arrived: (at: number) => void = () => {};

  /** Connects so many, and resolves when all are welcome. */
  static async connect(
    started: Started,
    port: number,
    wire: Wire,
    count: number,
  ): Promise<Screens> {
    const screens = started.add(new Screens(), (s) => s.close());
    const heard = (bytes: number) => {
      screens.#bytes = bytes;
      screens.#missing -= 1;
      if (screens.#missing === 0) screens.#arrived(performance.now());
    };
    while (screens.#sockets.length < count) {
      const wave = Math.min(WAVE, count - screens.#sockets.length);
      const connected = Array.from({ length: wave }, () => connect(port, wire, heard));
      screens.#sockets.push(...(await Promise.all(connected)));
    }
    return screens;
  }

  /** Resolves with the moment at which the last screen has the next broadcast. */
  next(): Promise<number> {
    this.#missing = this.#sockets.length;
    return new Promise((resolve, reject) => {
      const lost = setTimeout(() => reject(new Error("a screen got nothing")), LOST_MS);
      this.#arrived = (at) => {
        clearTimeout(lost);
        resolve(at);
      };
    });
  }

  /** How long the newest broadcast was, bytes of its packet. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Hangs up, and resolves when the server has heard it. */
  async close(): Promise<void> {
    const open = this.#sockets.filter(({ readyState }) => readyState !== WebSocket.CLOSED);
    const closed = open.map((socket) => once(socket, "close"));
    for (const socket of open) socket.close();
    await Promise.all(closed);
  }
}
