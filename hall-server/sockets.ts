import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { z } from "zod/mini";
import type { Command } from "#shared/domain/hall.ts";
import { redactFor, redactState, type StaffRole } from "#shared/domain/office.ts";
import {
  appliedSchema,
  catchUpSchema,
  type ClientMessages,
  commandMessageSchema,
  type CommandAnswer,
  type FloorPart,
  type Hello,
  type HelloAnswer,
  helloSchema,
  MAX_MESSAGE_BYTES,
  type OfficePart,
  type Outcome,
  paintedSchema,
  type Person,
  PROTOCOL,
  PULSE_MS,
  type Receipt,
  type ServerMessages,
  soundSchema,
  spokenSchema,
} from "#shared/protocol/messages.ts";
import type { Accounts } from "./accounts.ts";
import { mayCommand, type CommandSender } from "./authority.ts";
import type { HallContext } from "./context.ts";
import type { Devices, LiveScreen, ScreenWire } from "./devices.ts";
import type { Committed } from "./hall.ts";
import { originAllowed, trustedLocally } from "./origin.ts";
import { wireError, wireReason } from "./problem.ts";
import { Receipts } from "./receipts.ts";
import type { Session, Sessions } from "./sessions.ts";

/** A cursor further behind than this gets a snapshot: it is smaller. */
const CATCH_UP_LIMIT = 500;
/** Without a hello for this long, ms, a socket is closed. */
const HELLO_TIMEOUT_MS = 10_000;
/** More messages than this in a second from one socket, and it is closed. */
const FLOOD = 200;

type HallSocket = Socket<ClientMessages, ServerMessages>;

/** Who is at the other end, once a hello was accepted. */
type Peer =
  | { readonly kind: "screen"; readonly screen: LiveScreen }
  | { readonly kind: "person"; readonly session: Session; readonly person: Person };

/** What the sockets need besides the context. */
export interface SocketParts {
  readonly devices: Devices;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
}

/**
 * The server's end of the wire: hello, catch-up, commands, receipts. Nothing here touches the state;
 * commands go to the hall, and what becomes durable is broadcast as it is.
 */
export class Sockets {
  readonly #context: HallContext;
  readonly #parts: SocketParts;
  readonly #io: Server<ClientMessages, ServerMessages>;
  readonly #receipts: Receipts;
  readonly #peers = new Map<string, Peer>();
  readonly #pulse: NodeJS.Timeout;

  constructor(server: HttpServer, context: HallContext, parts: SocketParts) {
    this.#context = context;
    this.#parts = parts;
    this.#io = new Server(server, {
      transports: ["websocket"],
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      pingInterval: 5_000,
      pingTimeout: 5_000,
      // The dev server's hot reload upgrades sockets on the same port.
      destroyUpgrade: !context.settings.dev,
      allowRequest: (request, decide) => {
        const allowed = originAllowed(request, context.settings);
        if (!allowed)
          context.log.warn({ origin: request.headers.origin }, "socket refused: other origin");
        decide(null, allowed);
      },
    });
    this.#receipts = new Receipts(parts.devices, (receipt) => {
      this.#io.to(`window:${receipt.windowId}`).emit("receipt", receipt);
    });
    this.#io.on("connection", (socket) => this.#connected(socket));
    context.hall.onCommitted((committed) => this.#broadcast(committed));
    parts.devices.onChanged(() => this.#io.to("staff").emit("screens"));
    parts.sessions.onEnded((sessionId) => this.#dismiss(sessionId));
    parts.sessions.onWindowChanged((sessionId) => this.#dismiss(sessionId));
    this.#pulse = setInterval(() => {
      const { hall } = context;
      this.#io.to("floor").emit("pulse", {
        serverTime: hall.now(),
        floor: hall.seq("floor"),
        office: hall.seq("office"),
      });
    }, PULSE_MS);
  }

  /** The receipt of the newest call at a window, or null. */
  receiptOf(windowId: string): Receipt | null {
    return this.#receipts.of(windowId);
  }

  /** Tells everybody that the hall can no longer record. */
  halt(): void {
    this.#io.emit("halted", wireError("hall-halted"));
  }

  /** Tells everybody that the published documents changed. */
  contentChanged(revision: number): void {
    this.#io.to("floor").emit("content", { revision });
  }

  /** Hangs up on everybody; screens come back when the hall does. */
  async close(): Promise<void> {
    clearInterval(this.#pulse);
    await this.#io.close();
  }

  #broadcast({ floor, office }: Committed): void {
    const { hall, tickets } = this.#context;
    if (floor.length) {
      this.#io.to("floor").emit("events", { stream: "floor", events: floor });
      this.#receipts.take(floor, hall.state.floor.config, (id) => tickets.numberOf(id) ?? "");
    }
    if (office.length)
      for (const role of ["clerk", "supervisor", "administrator"] as const)
        this.#io.to(`office:${role}`).emit("events", {
          stream: "office",
          events: office.map((r) => ({ ...r, event: redactFor(role, r.event) })),
        });
  }

  #dismiss(sessionId: string): void {
    this.#io.to(`session:${sessionId}`).emit("dismissed", { code: "signed-out" });
  }

  #connected(socket: HallSocket): void {
    const { log } = this.#context;
    const name = socket.id;
    let named = false;
    /** A named refusal, logged once for each socket, however often it misbehaves. */
    const complain = (what: string) => {
      if (named) return;
      named = true;
      log.warn({ socket: name, what }, "malformed message");
    };
    const parse = <S extends z.ZodMiniType>(schema: S, value: unknown): z.infer<S> | null => {
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      complain(parsed.error.issues[0]?.path.join(".") ?? "");
      return null;
    };
    const timer = setTimeout(() => {
      if (!this.#peers.has(name) && !this.#parts.devices.pairing(name)) socket.disconnect(true);
    }, HELLO_TIMEOUT_MS);
    let received = 0;
    let second = 0;
    socket.use((_packet, next) => {
      const now = Math.floor(Date.now() / 1_000);
      if (now !== second) [second, received] = [now, 0];
      received += 1;
      if (received <= FLOOD) return next();
      complain("flood");
      socket.disconnect(true);
    });
    socket.on("hello", (message, answer) => {
      if (typeof answer !== "function") return complain("hello without answer");
      const hello = parse(helloSchema, message);
      if (!hello) return answer({ rejected: { code: "bad-message" } });
      this.#hello(socket, hello).then(answer, (error: unknown) => {
        log.error({ err: error }, "hello failed");
        socket.disconnect(true);
      });
    });
    socket.on("command", (message, answer) => {
      if (typeof answer !== "function") return complain("command without answer");
      const parsed = parse(commandMessageSchema, message);
      const peer = this.#peers.get(name);
      if (!parsed)
        return answer({ ok: false, error: wireError("bad-request", { detail: "command" }) });
      if (!peer) return answer({ ok: false, error: wireError("unauthorized") });
      this.#command(peer, parsed.commandId, parsed.command).then(answer, (error: unknown) => {
        log.error({ err: error }, "command failed");
        answer({ ok: false, error: wireError("internal") });
      });
    });
    socket.on("catchUp", (message, answer) => {
      if (typeof answer !== "function") return complain("catchUp without answer");
      const wanted = parse(catchUpSchema, message);
      const peer = this.#peers.get(name);
      const role = peer?.kind === "person" ? peer.person.role : null;
      if (!wanted || !peer || (wanted.stream === "office" && !role))
        return answer({ error: wireError(wanted ? "forbidden" : "bad-request") });
      const part =
        wanted.stream === "office" && role
          ? this.#officePart(role, wanted.after)
          : this.#floorPart(wanted.after);
      part.then(answer, () => answer({ error: wireError("internal") }));
    });
    const fromScreen = <S extends z.ZodMiniType>(
      schema: S,
      take: (screen: LiveScreen, value: z.infer<S>) => void,
    ) => {
      return (message: unknown) => {
        const value = parse(schema, message);
        const peer = this.#peers.get(name);
        if (value !== null && peer?.kind === "screen") take(peer.screen, value);
      };
    };
    const { devices } = this.#parts;
    socket.on(
      "applied",
      fromScreen(appliedSchema, (_, { seq }) => devices.note(name, { applied: seq })),
    );
    socket.on(
      "painted",
      fromScreen(paintedSchema, (screen, { seq }) => {
        devices.note(name, { painted: seq });
        this.#receipts.painted(screen.id, seq);
      }),
    );
    socket.on(
      "spoken",
      fromScreen(spokenSchema, (screen, { callId }) => this.#receipts.spoken(screen.id, callId)),
    );
    socket.on(
      "sound",
      fromScreen(soundSchema, (_, { sound }) => devices.note(name, { sound })),
    );
    socket.on("disconnect", () => {
      clearTimeout(timer);
      this.#peers.delete(name);
      devices.disconnect(name);
    });
  }

  async #hello(socket: HallSocket, hello: Hello): Promise<HelloAnswer> {
    if (hello.protocol !== PROTOCOL)
      return {
        rejected: { code: hello.protocol < PROTOCOL ? "client-too-old" : "client-too-new" },
      };
    const known = hello.client.role === "console" ? this.#person(socket) : null;
    if (hello.client.role === "console" && !known) return { rejected: { code: "not-signed-in" } };
    if (hello.client.role === "screen") {
      const rejected = this.#screen(socket, hello.client, hello.build);
      if (rejected) return { rejected };
    } else if (known) this.#peers.set(socket.id, known);
    const role = known?.person.role ?? null;
    const { hall, secrets } = this.#context;
    const cursor =
      hello.ledger === secrets.ledgerName ? hello.cursor : { floor: null, office: null };
    for (;;) {
      const floor = await this.#floorPart(cursor.floor);
      const office = role ? await this.#officePart(role, cursor.office) : undefined;
      // Nothing may fall between the parts and the rooms: read again if something was committed.
      const current =
        floor.seq === hall.seq("floor") && (!office || office.seq === hall.seq("office"));
      if (current) return this.#welcome(socket, floor, office);
    }
  }

  /** Joins the rooms and answers, in one step. */
  #welcome(socket: HallSocket, floor: FloorPart, office: OfficePart | undefined): HelloAnswer {
    const { hall, build, published } = this.#context;
    const peer = this.#peers.get(socket.id);
    const rooms = ["floor"];
    if (peer?.kind === "person") {
      const { person, session } = peer;
      rooms.push(`office:${person.role}`, `session:${session.id}`);
      if (person.windowId !== null) rooms.push(`window:${person.windowId}`);
      if (person.role !== "clerk") rooms.push("staff");
    }
    void socket.join(rooms);
    const welcome = {
      serverTime: hall.now(),
      build,
      ledger: this.#context.secrets.ledgerName,
      contentRevision: published().content.revision,
      floor,
      ...(office ? { office } : {}),
      ...(peer?.kind === "screen"
        ? { screen: { ...peer.screen.role, name: peer.screen.name } }
        : {}),
      ...(peer?.kind === "person" ? { person: peer.person } : {}),
    };
    // The appointment of speakers came before this page could listen.
    if (peer?.kind === "screen")
      setImmediate(() => socket.emit("speaker", { speaks: peer.screen.speaking }));
    if (peer?.kind === "person" && peer.person.windowId !== null) {
      const receipt = this.#receipts.of(peer.person.windowId);
      if (receipt) setImmediate(() => socket.emit("receipt", receipt));
    }
    if (hall.halted) setImmediate(() => socket.emit("halted", wireError("hall-halted")));
    return { welcome };
  }

  #person(socket: HallSocket): Extract<Peer, { kind: "person" }> | null {
    const session = this.#parts.sessions.fromCookie(socket.handshake.headers.cookie);
    const person = session && this.#parts.sessions.person(session);
    return session && person && !person.mustChangePassword
      ? { kind: "person", session, person }
      : null;
  }

  /** Registers a screen's connection; answers a rejection, or null when it is welcome. */
  #screen(
    socket: HallSocket,
    client: Extract<Hello["client"], { role: "screen" }>,
    build: string,
  ): Extract<HelloAnswer, { rejected: unknown }>["rejected"] | null {
    const { devices } = this.#parts;
    const wire: ScreenWire = {
      paired: (token, screen) => socket.emit("paired", { token, screen }),
      speaker: (speaks) => socket.emit("speaker", { speaks }),
      reload: () => socket.emit("reload"),
      revoked: () => {
        this.#peers.delete(socket.id);
        socket.rooms.forEach((room) => void socket.leave(room));
        socket.emit("dismissed", { code: "revoked" });
      },
      hangUp: () => socket.disconnect(true),
    };
    const { screen, token } = client;
    const device = token === null ? null : devices.byToken(token);
    if (device) {
      const { kind, windowId, zone, speaks } = device;
      if (kind !== screen.kind || windowId !== screen.windowId)
        return { code: "wrong-screen", screen: { kind, windowId, zone, speaks } };
      const live = devices.connectPaired(socket.id, device, build, wire);
      this.#peers.set(socket.id, { kind: "screen", screen: live });
      return null;
    }
    if (token === null && trustedLocally(socket.request, this.#context.settings)) {
      const live = devices.connectLocal(socket.id, screen, build, wire);
      this.#peers.set(socket.id, { kind: "screen", screen: live });
      return null;
    }
    const address = socket.handshake.address.replace(/^::ffff:/, "");
    const pairing = devices.startPairing(socket.id, screen, address, wire);
    return { code: token === null ? "unknown-device" : "revoked", pairing };
  }

  async #floorPart(after: number | null): Promise<FloorPart> {
    const { hall } = this.#context;
    if (after !== null && hall.seq("floor") - after <= CATCH_UP_LIMIT) {
      const events = await hall.since("floor", after);
      if (events) return { events, seq: events.at(-1)?.seq ?? after };
    }
    return { snapshot: hall.state.floor, seq: hall.seq("floor") };
  }

  async #officePart(role: StaffRole, after: number | null): Promise<OfficePart> {
    const { hall } = this.#context;
    if (after !== null && hall.seq("office") - after <= CATCH_UP_LIMIT) {
      const events = await hall.since("office", after);
      if (events)
        return {
          events: events.map((r) => ({ ...r, event: redactFor(role, r.event) })),
          seq: events.at(-1)?.seq ?? after,
        };
    }
    return { snapshot: redactState(role, hall.state.office), seq: hall.seq("office") };
  }

  /** Who opens her own window serves there: the window shows her card. */
  #complete(command: Command, person: Person | null): Command {
    if (command.type !== "OpenWindow" || person?.windowId !== command.windowId) return command;
    const staffId = this.#parts.accounts.get(person.accountId)?.staffId ?? null;
    return { ...command, staffId };
  }

  async #command(peer: Peer, commandId: string, command: Command): Promise<Outcome> {
    const { hall, secrets, phoneBase } = this.#context;
    const person = peer.kind === "person" ? this.#parts.sessions.person(peer.session) : null;
    if (peer.kind === "person" && !person) return { ok: false, error: wireError("unauthorized") };
    const sender: CommandSender = person
      ? { kind: "person", person }
      : { kind: "screen", screen: (peer as Extract<Peer, { kind: "screen" }>).screen.role };
    const forbidden = mayCommand(sender, command, hall.state);
    if (forbidden) return { ok: false, error: wireError(forbidden) };
    if (peer.kind === "person") this.#parts.sessions.touch(peer.session);
    const local = peer.kind === "screen" && peer.screen.origin === "local";
    const actorId = peer.kind === "screen" ? peer.screen.id : peer.session.accountId;
    const outcome = await hall.submit(this.#complete(command, person), {
      // A trusted screen has a new id after every reconnect; its retries have the same command id.
      scope: local ? "local" : `${peer.kind}:${actorId}`,
      commandId,
      actor: { kind: peer.kind === "screen" ? "device" : "account", id: actorId },
    });
    if ("halted" in outcome) return { ok: false, error: wireError("hall-halted") };
    if ("conflict" in outcome) return { ok: false, error: wireError("idempotency-conflict") };
    if ("refused" in outcome) return { ok: false, error: wireReason(outcome.refused) };
    const { answer, seq } = outcome.accepted;
    if (command.type !== "IssueTicket" || !answer.ticketId) return { ok: true, answer, seq };
    const secret = secrets.of(answer.ticketId);
    const base = phoneBase();
    const full: CommandAnswer = {
      ...answer,
      secret,
      ...(base ? { phoneUrl: `${base}/t/${answer.number}#${secret}` } : {}),
    };
    return { ok: true, answer: full, seq };
  }
}
