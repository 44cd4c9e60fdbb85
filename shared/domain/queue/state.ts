import type { Millis } from "../decision.ts";
import { EMPTY_CONFIG, type HallConfig } from "./config.ts";

/** A visitor's place in the hall, from the moment it is printed until it can no longer change. */
export interface Ticket {
  readonly ticketId: string;
  readonly number: string;
  readonly serviceId: string;
  /** The how-manieth ticket of the day, over all series. Breaks ties of `orderAt`. */
  readonly n: number;
  readonly issuedAt: Millis;
  readonly orderAt: Millis;
  readonly priority: boolean;
  /** How often it was called so far, recalls included. */
  readonly calls: number;
}

/** The one visitor a window has. */
export interface Visit {
  readonly ticket: Ticket;
  readonly phase: "called" | "serving";
  /** Id of the newest call or recall. */
  readonly callId: string;
  readonly calledAt: Millis;
  /** When the service was started by hand; null while nobody pressed start. */
  readonly startedAt: Millis | null;
}

/** A service that has just ended at a window: what its pad asks about. */
export interface FinishedVisit {
  readonly ticketId: string;
  readonly number: string;
  readonly serviceId: string;
  readonly at: Millis;
}

/** One window as it stands. A window never opened today has no entry. */
export interface WindowState {
  readonly status: "closed" | "open" | "paused";
  readonly staffId: string | null;
  readonly visit: Visit | null;
  /** The last finished service until the next visitor is served. [Q18] */
  readonly finished: FinishedVisit | null;
  /** Today's finished services and the time they took, ms from the call to the end. */
  readonly served: { readonly count: number; readonly totalMs: number };
}

/** A ticket put aside at a window. */
export interface HeldTicket {
  readonly ticket: Ticket;
  readonly windowId: string;
  readonly heldAt: Millis;
}

/** A ticket whose visitor did not come when called. */
export interface MissedTicket {
  readonly ticket: Ticket;
  readonly windowId: string;
  readonly missedAt: Millis;
}

/** A call as the boards list it; a recall replaces the call of the same ticket at its window. */
export interface Call {
  readonly callId: string;
  readonly ticketId: string;
  readonly number: string;
  readonly serviceId: string;
  readonly windowId: string;
  readonly at: Millis;
  /** 1 for the first call, 2 for the first recall … */
  readonly times: number;
}

/**
 * The floor of the hall: only what can still change. A ticket stands in exactly one place (a queue,
 * a window, held, missed); finished and expired tickets leave. Plain JSON, so it is its own snapshot.
 */
export interface FloorState {
  readonly config: HallConfig;
  readonly day: { readonly dayId: string; readonly openedAt: Millis } | null;
  /** The newest service day's id, kept after it closed: an id names one day only. */
  readonly lastDayId: string | null;
  /** Highest number given today by prefix. */
  readonly issued: Readonly<Record<string, number>>;
  readonly issuedTotal: number;
  /** Waiting tickets by {@link QueueKey}, each list in calling order. */
  readonly queues: Readonly<Record<QueueKey, readonly Ticket[]>>;
  readonly windows: Readonly<Record<string, WindowState>>;
  readonly held: readonly HeldTicket[];
  readonly missed: readonly MissedTicket[];
  /** Newest first, at most {@link RECENT_CALLS}. */
  readonly calls: readonly Call[];
}

/** A queue is a service's ("cards") or one window's own ("@12"), for tickets sent to that window. */
export type QueueKey = string;

/** The queue of tickets sent to one window alone. */
export const windowQueue = (windowId: string): QueueKey => `@${windowId}`;

/** How many calls the state remembers: more than any board shows, so that boards can rotate them. */
export const RECENT_CALLS = 60;

/** Before the first event. */
export const EMPTY_FLOOR: FloorState = {
  config: EMPTY_CONFIG,
  day: null,
  lastDayId: null,
  issued: {},
  issuedTotal: 0,
  queues: {},
  windows: {},
  held: [],
  missed: [],
  calls: [],
};

/** A window nobody opened today. */
export const CLOSED_WINDOW: WindowState = {
  status: "closed",
  staffId: null,
  visit: null,
  finished: null,
  served: { count: 0, totalMs: 0 },
};

/** The window's state, closed when it was never opened. */
export const windowOf = (state: FloorState, windowId: string): WindowState =>
  state.windows[windowId] ?? CLOSED_WINDOW;
