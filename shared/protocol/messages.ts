import * as z from "zod/mini";
import { millis } from "../domain/decision.ts";
import type { OfficeEvent, OfficeState, Recorded, StreamName } from "../domain/hall.ts";
import type { Command, FloorEvent, FloorState } from "../domain/hall.ts";
import type { QueueAnswer } from "../domain/queue/decide.ts";
import { commandSchema } from "./commands.ts";

/** Raised whenever a message changes so that an older side would misread it. */
export const PROTOCOL = 1;

/** What comes in over a socket is never longer than this, in bytes. */
export const MAX_MESSAGE_BYTES = 16 * 1024;

/** The server says this often, in ms, that it is there and how far the streams are. */
export const PULSE_MS = 5_000;

/** Without a word from the server for this long, in ms, a screen says that its figures are old. */
export const STALE_MS = 15_000;

/** The kinds of registered screens. */
export const SCREEN_KINDS = ["kiosk", "pad", "board", "window", "strip"] as const;
export type ScreenKind = (typeof SCREEN_KINDS)[number];

/** The page of each kind of screen; a window's own screens add `?window=`. */
export const SCREEN_PAGES: Readonly<Record<ScreenKind, string>> = {
  kiosk: "/kiosk/",
  pad: "/pad/",
  board: "/display/board/",
  window: "/display/window/",
  strip: "/display/strip/",
};

/** Whether a kind of screen belongs to one window. */
export const belongsToWindow = (kind: ScreenKind): boolean =>
  kind === "pad" || kind === "window" || kind === "strip";

/** The address of a screen's page. */
export const pathOf = (screen: { kind: ScreenKind; windowId: string | null }): string =>
  SCREEN_PAGES[screen.kind] +
  (screen.windowId === null ? "" : `?window=${encodeURIComponent(screen.windowId)}`);

const id = z.string().check(z.minLength(1), z.maxLength(64));
const seq = z.number().check(z.int(), z.nonnegative());
const stream = z.enum(["floor", "office"]);

/** What a screen is: fixed when it is paired. */
const screenSchema = z.object({
  kind: z.enum(SCREEN_KINDS),
  /** Set for screens that belong to one window. */
  windowId: z.nullable(id),
  /** The zone it stands in; empty for the whole hall. */
  zone: z.string().check(z.maxLength(64)),
  speaks: z.boolean(),
});
export type ScreenRole = z.infer<typeof screenSchema>;

/** The first message of every connection. */
export const helloSchema = z.object({
  protocol: z.number(),
  build: z.string().check(z.maxLength(64)),
  client: z.discriminatedUnion("role", [
    z.object({
      role: z.literal("screen"),
      /** What the page is; a paired screen's registration decides, a trusted one is taken at its word. */
      screen: screenSchema,
      token: z.nullable(z.string().check(z.maxLength(128))),
    }),
    z.object({ role: z.literal("console") }),
  ]),
  /** The {@link Welcome.ledger} its cursor belongs to; null at first. */
  ledger: z.nullable(z.string().check(z.maxLength(64))),
  /** The newest event this client has folded, by stream; null asks for a snapshot. */
  cursor: z.object({ floor: z.nullable(seq), office: z.nullable(seq) }),
});
export type Hello = z.infer<typeof helloSchema>;

/** One command under the sender's own id: the same id has one effect, however often it arrives. */
export const commandMessageSchema = z.object({
  commandId: z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/)),
  command: commandSchema,
});
export type CommandMessage = { readonly commandId: string; readonly command: Command };

export const catchUpSchema = z.object({ stream, after: z.nullable(seq) });
export type CatchUp = z.infer<typeof catchUpSchema>;

/** The newest event folded, said with every pulse: also by a page that is hidden and paints nothing. */
export const appliedSchema = z.object({ seq });
/** Two animation frames after folding event `seq` of the floor: the pixels are there. */
export const paintedSchema = z.object({ seq });
/** The speaking screen has sounded this call. */
export const spokenSchema = z.object({ callId: id });
/** Whether the browser lets this screen sound. */
export const soundSchema = z.object({ sound: z.enum(["ready", "blocked", "none"]) });
export type SoundState = z.infer<typeof soundSchema>["sound"];

/** A refusal on the wire: a stable code and sentences for people. */
export interface WireError {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** What the sender of a command learns. `seq` is how far the floor was when it became durable. */
export type Outcome =
  | { readonly ok: true; readonly answer: CommandAnswer; readonly seq: number }
  | { readonly ok: false; readonly error: WireError };

/** The core's answer, and for a new ticket what only its holder may know. */
export interface CommandAnswer extends QueueAnswer {
  readonly secret?: string;
  /** The ticket's page for a phone; absent where the hall has no address a phone could reach. */
  readonly phoneUrl?: string;
}

/** A stream as it stands, or what a cursor lacks. */
export type StreamPart<S, E> =
  | { readonly snapshot: S; readonly seq: number }
  | { readonly events: readonly Recorded<E>[]; readonly seq: number };
export type FloorPart = StreamPart<FloorState, FloorEvent>;
export type OfficePart = StreamPart<OfficeState, OfficeEvent>;

/** Who is signed in to a console. */
export interface Person {
  readonly accountId: string;
  readonly name: string;
  readonly role: "clerk" | "supervisor" | "administrator";
  /** The window chosen at sign-in; null for those who serve none. */
  readonly windowId: string | null;
  readonly mustChangePassword: boolean;
}

/** The server's answer to a hello that it accepts. */
export interface Welcome {
  readonly serverTime: number;
  readonly build: string;
  /** Names the ledger: a cursor into another one (the data folder was replaced) means nothing. */
  readonly ledger: string;
  readonly contentRevision: number;
  readonly floor: FloorPart;
  /** Consoles only. */
  readonly office?: OfficePart;
  /** Screens: what this one is. */
  readonly screen?: ScreenRole & { readonly name: string };
  /** Consoles: who is signed in. */
  readonly person?: Person;
}

/** Why a hello was not accepted; the client knows what to do with each. */
export type Rejection =
  | {
      readonly code: "unknown-device" | "revoked";
      readonly pairing: { readonly code: string; readonly expiresAt: number };
    }
  /** The token belongs to another kind of screen or another window: go there. */
  | { readonly code: "wrong-screen"; readonly screen: ScreenRole }
  | { readonly code: "client-too-old" | "client-too-new" | "not-signed-in" | "bad-message" };

export type HelloAnswer =
  | { readonly welcome: Welcome; readonly rejected?: never }
  | { readonly rejected: Rejection; readonly welcome?: never };

/** Whether a call has reached those it was for: 「已显示 3/3 屏 · 已播报」. */
export interface Receipt {
  readonly callId: string;
  readonly windowId: string;
  readonly number: string;
  readonly at: number;
  /** Names of the registered screens meant to show this call, and of those that painted it. */
  readonly expected: readonly string[];
  readonly painted: readonly string[];
  /** Null where no screen in the zone speaks. */
  readonly spoken: boolean | null;
}

/** Server → client. */
export interface ServerMessages {
  events: (batch: {
    readonly stream: StreamName;
    readonly events: readonly Recorded<FloorEvent | OfficeEvent>[];
  }) => void;
  pulse: (pulse: {
    readonly serverTime: number;
    readonly floor: number;
    readonly office: number;
  }) => void;
  content: (content: { readonly revision: number }) => void;
  /** Pairing was approved: keep the token and say hello again. */
  paired: (paired: { readonly token: string; readonly screen: ScreenRole }) => void;
  /** This screen is the one that sounds calls in its zone, or no longer. */
  speaker: (speaker: { readonly speaks: boolean }) => void;
  /** The ledger cannot be written: no tickets until the hall is repaired. */
  halted: (error: WireError) => void;
  reload: () => void;
  /** The token was revoked or the session ended: say hello again. */
  dismissed: (why: { readonly code: "revoked" | "signed-out" }) => void;
  /** Consoles: a receipt changed. */
  receipt: (receipt: Receipt) => void;
  /** Consoles of supervisors and administrators: the register of screens changed; fetch it again. */
  screens: () => void;
}

/** Client → server. Every payload is parsed by the schema of the same name. */
export interface ClientMessages {
  hello: (hello: Hello, answer: (answer: HelloAnswer) => void) => void;
  command: (message: CommandMessage, answer: (outcome: Outcome) => void) => void;
  catchUp: (
    wanted: CatchUp,
    answer: (part: FloorPart | OfficePart | { readonly error: WireError }) => void,
  ) => void;
  applied: (receipt: z.infer<typeof appliedSchema>) => void;
  painted: (receipt: z.infer<typeof paintedSchema>) => void;
  spoken: (receipt: z.infer<typeof spokenSchema>) => void;
  sound: (state: z.infer<typeof soundSchema>) => void;
}

const recordedSchema = z.object({
  hall: z.string(),
  seq: z.number().check(z.int(), z.positive()),
  at: z.pipe(
    z.number(),
    z.transform((at) => millis(at)),
  ),
  v: z.number(),
  event: z.looseObject({ type: z.string() }),
});

/**
 * Server → client batches are checked for shape only: the server has parsed every event when it was
 * made, and a screen that knows no such event type is told by its protocol number, not by its fields.
 */
export const eventsSchema = z.object({ stream, events: z.array(recordedSchema) });
export const pulseSchema = z.object({ serverTime: z.number(), floor: seq, office: seq });
