import type { Decision, Millis } from "./decision.ts";
import {
  type Actor,
  EMPTY_OFFICE,
  evolveOffice,
  type OfficeEvent,
  type OfficeState,
} from "./office.ts";
import type { QueueCommand } from "./queue/commands.ts";
import { decideQueue, type Given, type QueueAnswer } from "./queue/decide.ts";
import type { FloorEvent } from "./queue/events.ts";
import { evolveFloor } from "./queue/evolve.ts";
import { EMPTY_FLOOR, type FloorState } from "./queue/state.ts";
import { decideRating, type PrivateText, type RatingCommand } from "./rating/rating.ts";

/** An act of administration that changes documents, not the streams: it only leaves its trace. */
export interface AdministerCommand {
  readonly type: "Administer";
  /** What was done, e.g. "screen.pair". */
  readonly act: string;
  /** The document's id; never a person's name. */
  readonly about: string;
}

/** Everything that can be asked of the hall. */
export type Command = QueueCommand | RatingCommand | AdministerCommand;

/** The two streams and what they hold. */
export interface Streams {
  readonly floor: { readonly event: FloorEvent; readonly state: FloorState };
  readonly office: { readonly event: OfficeEvent; readonly state: OfficeState };
}
/** The name of a stream. */
export type StreamName = keyof Streams;

/** An event as the ledger holds it and the wire carries it. */
export interface Recorded<E = FloorEvent | OfficeEvent> {
  readonly hall: string;
  /** Contiguous within its stream, from 1. Order is `seq`, never the clock. */
  readonly seq: number;
  readonly at: Millis;
  /** The version the event was written with. */
  readonly v: number;
  readonly event: E;
}

/** The whole state the core decides on. */
export interface HallState {
  readonly floor: FloorState;
  readonly office: OfficeState;
}

/** Before the first event. */
export const EMPTY_HALL: HallState = { floor: EMPTY_FLOOR, office: EMPTY_OFFICE };

/** How each stream is folded: the one place that pairs a stream with its start and its `evolve`. */
export const FOLDS: {
  readonly [S in StreamName]: {
    readonly empty: Streams[S]["state"];
    readonly evolve: (
      state: Streams[S]["state"],
      event: Streams[S]["event"],
      at: Millis,
    ) => Streams[S]["state"];
  };
} = {
  floor: { empty: EMPTY_FLOOR, evolve: evolveFloor },
  office: { empty: EMPTY_OFFICE, evolve: evolveOffice },
};

/** What an accepted command makes durable, in one transaction, and the answer for its sender. */
export interface Accepted {
  readonly floor: readonly FloorEvent[];
  readonly office: readonly OfficeEvent[];
  readonly secrets: readonly PrivateText[];
  readonly answer: QueueAnswer;
}

/** What a command was about, for the audit trail: a window, a ticket, a service or a day. */
const aboutOf = (command: Command): string => {
  switch (command.type) {
    case "OpenDay":
      return command.dayId;
    case "CloseDay":
    case "ConfigureHall":
      return "";
    case "IssueTicket":
      return command.serviceId;
    case "ReturnTicket":
      return command.number;
    case "Administer":
      return command.about;
    case "RateService":
      // Who rated is nobody's business: the audit trail does not name the ticket. [R7]
      return "";
    default:
      return command.windowId;
  }
};

/**
 * Decides any command. Pure: no clock, no randomness, no I/O; the moment and one fresh id arrive in
 * `given`. Every accepted command that changes something leaves who did it in the office stream.
 */
export const decide = (
  state: HallState,
  command: Command,
  given: Given & { readonly actor: Actor },
): Decision<Accepted> => {
  const acted = (changed: boolean): OfficeEvent[] =>
    changed
      ? [{ type: "Acted", actor: given.actor, command: command.type, about: aboutOf(command) }]
      : [];
  if (command.type === "RateService") {
    const rated = decideRating(state.floor.config, state.office, command, given.id);
    if (!rated.accepted) return { refused: rated.refused };
    return { accepted: { floor: [], answer: {}, ...rated.accepted } };
  }
  if (command.type === "Administer") {
    const { act, about } = command;
    const office: OfficeEvent[] = [{ type: "Acted", actor: given.actor, command: act, about }];
    return { accepted: { floor: [], office, secrets: [], answer: {} } };
  }
  const queued = decideQueue(state.floor, command, given);
  if (!queued.accepted) return { refused: queued.refused };
  const { floor, office, answer } = queued.accepted;
  const changed = floor.length + office.length > 0;
  return { accepted: { floor, office: [...office, ...acted(changed)], secrets: [], answer } };
};

/** Folds what an accepted command left behind. */
export const evolve = (
  state: HallState,
  accepted: Pick<Accepted, "floor" | "office">,
  at: Millis,
): HallState => ({
  floor: accepted.floor.reduce((s, e) => evolveFloor(s, e, at), state.floor),
  office: accepted.office.reduce((s, e) => evolveOffice(s, e, at), state.office),
});

export type { FloorEvent, FloorState, OfficeEvent, OfficeState };
