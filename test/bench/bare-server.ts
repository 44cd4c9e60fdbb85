import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Server } from "socket.io";
import { WebSocketServer } from "ws";

/**
 * The barest server that does what a press asks for: take the request, make one row durable, tell
 * every screen, answer. Nothing is checked, nobody is asked who they are. A process of its own.
 * BARE_DATA: its folder; BARE_BYTES: length of the broadcast as JSON; BARE_WIRE: `socket.io` or `ws`.
 */
const { BARE_DATA = ".", BARE_BYTES = "500", BARE_WIRE = "socket.io" } = process.env;

const db = new DatabaseSync(join(BARE_DATA, "bare.sqlite"));
db.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE calls (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
`);
const insert = db.prepare("INSERT INTO calls (body) VALUES (?)");

/** The barest page that paints a number; a board's ticker never stands still, so one has a line that moves. */
const page = (line: string): string => `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>Bare</title>
<b></b>
${line}
<script src="/socket.io/socket.io.min.js"></script>
<script>
  const number = document.querySelector("b");
  io({ transports: ["websocket"] }).on("events", (call) => (number.textContent = call.number));
</script>
`;
const MOVING = `<p>moving</p>
<style>p { animation: move 20s linear infinite } @keyframes move { to { transform: translateX(900px) } }</style>`;

const server = createServer((request, response) => {
  if (request.method !== "POST") {
    response.writeHead(200, { "Content-Type": "text/html" });
    response.end(page(request.url === "/moving" ? MOVING : ""));
    return;
  }
  request.resume();
  request.on("end", () => {
    calls += 1;
    const number = `A${String(calls).padStart(3, "0")}`;
    const call = { number, fill: "" };
    call.fill = "x".repeat(Math.max(0, Number(BARE_BYTES) - JSON.stringify(call).length));
    insert.run(JSON.stringify(call));
    broadcast(call);
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ number }));
  });
});
let calls = 0;

const overSocketIo = (): ((call: object) => void) => {
  const io = new Server(server, {
    transports: ["websocket"],
    perMessageDeflate: false,
    httpCompression: false,
  });
  return (call) => io.emit("events", call);
};

const overWs = (): ((call: object) => void) => {
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  return (call) => {
    const message = JSON.stringify(call);
    for (const socket of sockets.clients) socket.send(message);
  };
};

const broadcast = BARE_WIRE === "ws" ? overWs() : overSocketIo();

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`port ${typeof address === "object" && address ? address.port : 0}\n`);
});
// Never outlives whoever started it.
process.stdin.on("end", () => process.exit(0)).resume();
