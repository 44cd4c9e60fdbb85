import { io, type Socket } from "socket.io-client";
import type { Content } from "../domain/catalogue/content.ts";
import type { Command, Recorded, StreamName, Streams } from "../domain/hall.ts";
import {
  type ClientMessages,
  eventsSchema,
  type Hello,
  type HelloAnswer,
  type Outcome,
  pathOf,
  type Person,
  PROTOCOL,
  pulseSchema,
  type Receipt,
  type Rejection,
  type ScreenRole,
  type ServerMessages,
  type SoundState,
  STALE_MS,
  type Welcome,
  type WireError,
} from "../protocol/messages.ts";
import { StreamMirror } from "./mirror.svelte.ts";
import { Outbox, type SendOptions } from "./outbox.ts";
import { reloadOnce } from "./reload.ts";

/** The build this page was made by; the server marks screens whose build is not its own. */
export const BUILD: string = __BUILD__;

/** Where a screen keeps its token: by kind and window, so that one browser may show several screens. */
const tokenKey = ({ kind, windowId }: ScreenRole): string =>
  `mingting.token:${kind}:${windowId ?? ""}`;

const ANSWER_TIMEOUT_MS = 5_000;

/** What the page is: a screen of a kind, or a console. */
export type LinkClient =
  { readonly role: "screen"; readonly screen: ScreenRole } | { readonly role: "console" };

/** Where the link stands. `ready` stays while the server is away: see {@link HallLink.stale}. */
export type LinkPhase = "connecting" | "ready" | "pairing" | "signed-out" | "refused";

/**
 * The browser's end of the wire: hello, catch-up, outbox, freshness, receipts. One per page. A page
 * reads its reactive fields and sends commands; it never talks to the socket.
 */
export class HallLink {
  readonly floor = new StreamMirror("floor");
  readonly office = new StreamMirror("office");

  phase: LinkPhase = $state("connecting");
  /** Whether a socket is up and its hello was accepted. */
  online = $state(false);
  /** Hall time now, epoch ms, moving once a second. */
  now = $state(Date.now());
  /** Hall time of the last word from the server; null before the first. */
  heardAt: number | null = $state(null);
  content: Content | null = $state.raw(null);
  screen: (ScreenRole & { readonly name: string }) | null = $state.raw(null);
  person: Person | null = $state.raw(null);
  pairing: { readonly code: string; readonly expiresAt: number } | null = $state.raw(null);
  rejection: Rejection | null = $state.raw(null);
  /** Whether this screen is the one that sounds calls in its zone. */
  speaks = $state(false);
  /** Set when the hall can no longer write: no tickets until it is repaired. */
  halted: WireError | null = $state.raw(null);
  /** Receipts of the newest call by window; consoles only. */
  receipts: Readonly<Record<string, Receipt>> = $state.raw({});
  /** Grows when the register of screens changed; consoles only. */
  screensChanged = $state(0);
  /** No word for {@link STALE_MS}: what the page shows may be old. */
  readonly stale = $derived(this.heardAt !== null && this.now - this.heardAt > STALE_MS);

  /** Whether nobody is using the page, so that it may reload or swap content. Set by the page. */
  idle: () => boolean = () => true;

  readonly #client: LinkClient;
  readonly #socket: Socket<ServerMessages, ClientMessages>;
  readonly #outbox: Outbox;
  readonly #catching: Record<StreamName, boolean> = { floor: false, office: false };
  #offset = 0;
  #wantsReload = false;
  #restartOnceUp = false;
  #wantedRevision = 0;
  #ledger: string | null = null;

  constructor(client: LinkClient) {
    this.#client = client;
    this.#socket = io({
      transports: ["websocket"],
      reconnectionDelay: 500,
      reconnectionDelayMax: 4_000,
      timeout: ANSWER_TIMEOUT_MS,
    });
    const page = client.role === "screen" ? pathOf(client.screen) : "console";
    this.#outbox = new Outbox(localStorage, page, async (message) => {
      if (!this.online) throw new Error("offline");
      return this.#socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck("command", message);
    });
    this.#listen();
    setInterval(() => this.#tick(), 1_000);
  }

  /**
   * Sends a command and resolves with the server's answer. `durable` commands wait on this machine
   * for as long as it takes and arrive once; others give up after a few seconds, because a ticket
   * that appears when its visitor has left helps nobody.
   */
  send(command: Command, options?: SendOptions): Promise<Outcome> {
    return this.#outbox.send(command, options);
  }

  /** Says that this screen has sounded a call. */
  spoken(callId: string): void {
    if (this.online) this.#socket.emit("spoken", { callId });
  }

  /** Says whether the browser lets this screen sound. */
  sound(sound: SoundState): void {
    if (this.online) this.#socket.emit("sound", { sound });
  }

  /** Hangs up and says hello again, e.g. after signing in or out. */
  restart(): void {
    // A socket that is still opening is let open first: cutting it off makes the browser complain.
    if (this.#socket.connected) this.#socket.disconnect().connect();
    else this.#restartOnceUp = this.#socket.active;
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on("connect", () => {
      if (!this.#restartOnceUp) return void this.#hello();
      this.#restartOnceUp = false;
      this.restart();
    });
    socket.on("disconnect", (reason) => {
      this.online = false;
      this.#catching.floor = this.#catching.office = false;
      // Socket.IO leaves a socket closed by the server alone; a screen comes back for ever.
      if (reason === "io server disconnect") setTimeout(() => socket.connect(), 1_000);
    });
    socket.on("events", (batch) => {
      const parsed = eventsSchema.safeParse(batch);
      if (!parsed.success) return;
      this.#heard();
      this.#fold(batch.stream, batch.events);
    });
    socket.on("pulse", (pulse) => {
      const parsed = pulseSchema.safeParse(pulse);
      if (!parsed.success || !this.online) return;
      this.#heard(parsed.data.serverTime);
      this.#outbox.flush();
      if (this.floor.seq !== null) socket.emit("applied", { seq: this.floor.seq });
      if (parsed.data.floor > (this.floor.seq ?? 0)) void this.#catchUp("floor");
      if (this.person && parsed.data.office > (this.office.seq ?? 0)) void this.#catchUp("office");
    });
    socket.on("content", ({ revision }) => {
      this.#wantedRevision = revision;
    });
    socket.on("paired", ({ token, screen }) => {
      localStorage.setItem(tokenKey(screen), token);
      if (this.#client.role === "screen" && tokenKey(screen) === tokenKey(this.#client.screen))
        this.restart();
      else location.replace(pathOf(screen));
    });
    socket.on("speaker", ({ speaks }) => {
      this.speaks = speaks;
    });
    socket.on("halted", (error) => {
      this.halted = error;
    });
    socket.on("reload", () => {
      this.#wantsReload = true;
    });
    socket.on("dismissed", ({ code }) => {
      if (code === "revoked") this.#forgetToken();
      this.restart();
    });
    socket.on("receipt", (receipt) => {
      this.receipts = { ...this.receipts, [receipt.windowId]: receipt };
    });
    socket.on("screens", () => {
      this.screensChanged += 1;
    });
  }

  async #hello(): Promise<void> {
    const client: Hello["client"] =
      this.#client.role === "console"
        ? { role: "console" }
        : {
            role: "screen",
            screen: this.#client.screen,
            token: localStorage.getItem(tokenKey(this.#client.screen)),
          };
    const hello: Hello = {
      protocol: PROTOCOL,
      build: BUILD,
      client,
      ledger: this.#ledger,
      cursor: { floor: this.floor.seq, office: this.office.seq },
    };
    let answer: HelloAnswer;
    try {
      answer = await this.#socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck("hello", hello);
    } catch {
      if (this.#socket.connected) this.restart();
      return;
    }
    if (answer.rejected) this.#rejected(answer.rejected);
    else this.#welcomed(answer.welcome);
  }

  #welcomed(welcome: Welcome): void {
    this.online = true;
    this.#ledger = welcome.ledger;
    this.halted = null;
    this.rejection = null;
    this.pairing = null;
    this.screen = welcome.screen ?? null;
    this.person = welcome.person ?? null;
    this.#heard(welcome.serverTime);
    this.#wantedRevision = welcome.contentRevision;
    if (welcome.build !== BUILD) this.#wantsReload = true;
    if (welcome.office) this.office.take(welcome.office);
    if (this.floor.take(welcome.floor) === "gap") void this.#catchUp("floor");
    this.#painted();
    void this.#fetchContent();
    this.phase = "ready";
    this.#outbox.flush();
  }

  #rejected(rejected: Rejection): void {
    this.online = false;
    this.rejection = rejected;
    this.screen = null;
    this.person = null;
    switch (rejected.code) {
      case "unknown-device":
      case "revoked":
        this.#forgetToken();
        this.pairing = rejected.pairing;
        this.phase = "pairing";
        return;
      case "wrong-screen":
        location.replace(pathOf(rejected.screen));
        return;
      case "not-signed-in":
        this.phase = "signed-out";
        return;
      case "client-too-old":
        this.phase = "refused";
        this.#wantsReload = true;
        return;
      case "client-too-new":
      case "bad-message":
        this.phase = "refused";
    }
  }

  #forgetToken(): void {
    if (this.#client.role === "screen") localStorage.removeItem(tokenKey(this.#client.screen));
  }

  #fold<S extends StreamName>(
    stream: S,
    events: readonly Recorded<Streams[StreamName]["event"]>[],
  ): void {
    // The batch's own `stream` says which events it holds; the mirror of that stream takes them.
    const mirror = this[stream] as StreamMirror<S>;
    const folded = mirror.fold(events as readonly Recorded<Streams[S]["event"]>[]);
    if (folded === "gap") void this.#catchUp(stream);
    else if (stream === "floor") this.#painted();
  }

  async #catchUp(stream: StreamName): Promise<void> {
    if (this.#catching[stream] || !this.online) return;
    this.#catching[stream] = true;
    try {
      const after = this[stream].seq;
      const part = await this.#socket
        .timeout(ANSWER_TIMEOUT_MS)
        .emitWithAck("catchUp", { stream, after });
      if ("error" in part) return;
      this.#heard();
      const mirror: StreamMirror<StreamName> = this[stream];
      mirror.take(part);
      if (stream === "floor") this.#painted();
    } catch {
      // Not answered in time: the next pulse or event asks again.
    } finally {
      this.#catching[stream] = false;
    }
  }

  /** Two animation frames after the state changed its pixels stand; a hidden page paints nothing. */
  #painted(): void {
    const seq = this.floor.seq;
    if (seq === null || this.#client.role !== "screen") return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (this.online) this.#socket.volatile.emit("painted", { seq });
      }),
    );
  }

  #heard(serverTime?: number): void {
    if (serverTime !== undefined) this.#offset = serverTime - Date.now();
    this.now = Date.now() + this.#offset;
    this.heardAt = this.now;
  }

  #tick(): void {
    this.now = Date.now() + this.#offset;
    if (!this.idle()) return;
    if (this.#wantsReload) void reloadOnce();
    if (this.online) void this.#fetchContent();
  }

  /** A failed fetch never replaces content that is there. */
  async #fetchContent(): Promise<void> {
    const revision = this.#wantedRevision;
    if (revision === (this.content?.revision ?? 0)) return;
    try {
      const answer = await fetch(`/content.json?revision=${revision}`);
      if (answer.ok) this.content = (await answer.json()) as Content;
    } catch {
      // Tried again at the next tick.
    }
  }
}
