import type { Millis } from "../decision.ts";
import type { HallConfig } from "./config.ts";

/**
 * What happened on the hall's floor. Public: every screen receives it, so nothing here says why a
 * visitor has priority, and nobody's name or number other than the ticket's.
 */
export type FloorEvent =
  | { readonly type: "DayOpened"; readonly dayId: string }
  | { readonly type: "DayClosed"; readonly dayId: string }
  | { readonly type: "HallConfigured"; readonly config: HallConfig }
  | {
      readonly type: "TicketIssued";
      readonly ticketId: string;
      readonly number: string;
      readonly serviceId: string;
      readonly priority: boolean;
      /** The moment that decides the order: arrival less the head start. */
      readonly orderAt: Millis;
    }
  | {
      readonly type: "TicketCalled";
      readonly ticketId: string;
      readonly callId: string;
      readonly windowId: string;
    }
  | {
      readonly type: "TicketRecalled";
      readonly ticketId: string;
      readonly callId: string;
      readonly windowId: string;
    }
  | { readonly type: "ServiceStarted"; readonly ticketId: string; readonly windowId: string }
  | { readonly type: "ServiceFinished"; readonly ticketId: string; readonly windowId: string }
  | { readonly type: "TicketMissed"; readonly ticketId: string; readonly windowId: string }
  | { readonly type: "TicketReturned"; readonly ticketId: string; readonly orderAt: Millis }
  | { readonly type: "TicketHeld"; readonly ticketId: string; readonly windowId: string }
  | { readonly type: "TicketResumed"; readonly ticketId: string; readonly windowId: string }
  | {
      readonly type: "TicketTransferred";
      readonly ticketId: string;
      readonly windowId: string;
      readonly toServiceId: string;
      /** Set when it waits for this window alone. */
      readonly toWindowId: string | null;
    }
  | { readonly type: "TicketExpired"; readonly ticketId: string }
  | {
      readonly type: "WindowOpened";
      readonly windowId: string;
      /** Who serves there, as in the staff documents; null for a machine that drives the window. */
      readonly staffId: string | null;
    }
  | { readonly type: "WindowPaused"; readonly windowId: string }
  | { readonly type: "WindowClosed"; readonly windowId: string };

/** The version every floor event is written with; `hall-server/store/upcast.ts` lifts older ones. */
export const FLOOR_VERSION = 1;
