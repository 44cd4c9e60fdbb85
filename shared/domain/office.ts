import type { Millis } from "./decision.ts";
import type { Grade, RatingChannel } from "./rating/rating.ts";

/** Who asked: a signed-in person, another system's key, a registered screen, or the hall itself. */
export interface Actor {
  readonly kind: "account" | "key" | "device" | "hall";
  readonly id: string;
}

/** What only staff may know: priority and its reason, ratings, who did what. */
export type OfficeEvent =
  | { readonly type: "DayOpened"; readonly dayId: string }
  | {
      readonly type: "PriorityGranted";
      readonly ticketId: string;
      readonly number: string;
      readonly visitorClass: string;
      readonly reason: string;
    }
  | {
      readonly type: "CalledOutOfTurn";
      readonly ticketId: string;
      readonly number: string;
      readonly windowId: string;
      readonly reason: string;
    }
  | { readonly type: "WindowPausedFor"; readonly windowId: string; readonly reason: string }
  | ({ readonly type: "RatingDue"; readonly ticketId: string } & DueRating)
  | {
      readonly type: "ServiceRated";
      readonly ratingId: string;
      readonly ticketId: string;
      readonly number: string;
      readonly serviceId: string;
      readonly windowId: string;
      readonly staffId: string | null;
      readonly grade: Grade;
      readonly reasons: readonly string[];
      readonly reasonsVersion: number;
      /** The comment itself stands in the private table under the rating's id. */
      readonly hasComment: boolean;
      readonly channel: RatingChannel;
    }
  | {
      readonly type: "Acted";
      readonly actor: Actor;
      readonly command: string;
      /** Window, ticket or document it was about; empty when none. */
      readonly about: string;
    }
  /** Stands in the place of an event its reader may not see, so that `seq` stays contiguous. */
  | { readonly type: "Redacted" };

/** The version every office event is written with. */
export const OFFICE_VERSION = 1;

/** A finished service that may still be rated. */
export interface DueRating {
  readonly number: string;
  readonly serviceId: string;
  readonly windowId: string;
  readonly staffId: string | null;
  readonly calledAt: Millis;
  readonly finishedAt: Millis;
}

/** Why a ticket has priority. */
export interface Priority {
  readonly visitorClass: string;
  readonly reason: string;
}

/** The office's view of today. */
export interface OfficeState {
  readonly dayId: string | null;
  readonly priorities: Readonly<Record<string, Priority>>;
  /**
   * Finished and not yet rated, by window and ticket id (by window, so that a long day's fold copies
   * little). Silence stays `unrated`: nothing is derived from it. [R6]
   */
  readonly due: Readonly<Record<string, Readonly<Record<string, DueRating>>>>;
  readonly pauseReasons: Readonly<Record<string, string>>;
}

/** Before the first event. */
export const EMPTY_OFFICE: OfficeState = {
  dayId: null,
  priorities: {},
  due: {},
  pauseReasons: {},
};

const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> => {
  const { [key]: _, ...rest } = record;
  return rest;
};

/** Folds one office event; the same on the server and in the consoles. */
export const evolveOffice = (state: OfficeState, event: OfficeEvent, _at: Millis): OfficeState => {
  switch (event.type) {
    case "DayOpened":
      return { ...EMPTY_OFFICE, dayId: event.dayId };
    case "PriorityGranted": {
      const { ticketId, visitorClass, reason } = event;
      return {
        ...state,
        priorities: { ...state.priorities, [ticketId]: { visitorClass, reason } },
      };
    }
    case "WindowPausedFor":
      return {
        ...state,
        pauseReasons: { ...state.pauseReasons, [event.windowId]: event.reason },
      };
    case "RatingDue": {
      const { type: _, ticketId, ...due } = event;
      return {
        ...state,
        due: { ...state.due, [due.windowId]: { ...state.due[due.windowId], [ticketId]: due } },
        priorities: without(state.priorities, ticketId),
      };
    }
    case "ServiceRated":
      return {
        ...state,
        due: {
          ...state.due,
          [event.windowId]: without(state.due[event.windowId] ?? {}, event.ticketId),
        },
      };
    case "CalledOutOfTurn":
    case "Acted":
    case "Redacted":
      return state;
    default:
      return event satisfies never;
  }
};

/** The finished service of a ticket while it may still be rated. */
export const dueRating = (state: OfficeState, ticketId: string): DueRating | null => {
  for (const due of Object.values(state.due)) {
    const found = due[ticketId];
    if (found) return found;
  }
  return null;
};

/** The roles of accounts, by growing power. */
export type StaffRole = "clerk" | "supervisor" | "administrator";

/**
 * What a role may read of the office stream. Clerks learn why someone has priority and nothing of
 * ratings: raters are never shown to those they rated (国办发〔2019〕51号). [R7]
 */
export const redactFor = (role: StaffRole, event: OfficeEvent): OfficeEvent => {
  if (role !== "clerk") return event;
  const open = event.type === "DayOpened" || event.type === "PriorityGranted";
  return open ? event : { type: "Redacted" };
};

/** The state a role would have folded from what it may read. */
export const redactState = (role: StaffRole, state: OfficeState): OfficeState =>
  role === "clerk" ? { ...state, due: {}, pauseReasons: {} } : state;
