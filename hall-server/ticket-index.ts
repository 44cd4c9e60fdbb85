import { placeOf } from "#shared/domain/queue/order.ts";
import type { FloorState } from "#shared/domain/queue/state.ts";
import type { Committed } from "./hall.ts";

/** Where today's ticket stands, also after it has left the floor. */
export type TicketState = "waiting" | "called" | "serving" | "held" | "missed" | "done" | "expired";

interface Known {
  readonly ticketId: string;
  readonly number: string;
  serviceId: string;
  ended: "done" | "expired" | null;
}

/**
 * Today's tickets by number. The state forgets a ticket that has ended; its holder may still ask.
 * A projection of the floor: rebuilt at every start from the same events.
 */
export class TicketIndex {
  readonly #byNumber = new Map<string, Known>();
  readonly #byId = new Map<string, Known>();

  /** Takes what has become durable. */
  take(floor: Committed["floor"]): void {
    for (const { event } of floor)
      switch (event.type) {
        case "DayOpened":
          this.#byNumber.clear();
          this.#byId.clear();
          break;
        case "TicketIssued": {
          const known = {
            ticketId: event.ticketId,
            number: event.number,
            serviceId: event.serviceId,
            ended: null,
          };
          this.#byNumber.set(event.number, known);
          this.#byId.set(event.ticketId, known);
          break;
        }
        case "TicketTransferred": {
          const known = this.#byId.get(event.ticketId);
          if (known) known.serviceId = event.toServiceId;
          break;
        }
        case "ServiceFinished":
        case "TicketExpired": {
          const known = this.#byId.get(event.ticketId);
          if (known) known.ended = event.type === "ServiceFinished" ? "done" : "expired";
          break;
        }
        default:
          break;
      }
  }

  /** The id behind a number of today, or null. */
  idOf(number: string): string | null {
    return this.#byNumber.get(number)?.ticketId ?? null;
  }

  /** The number of a ticket of today, or null. */
  numberOf(ticketId: string): string | null {
    return this.#byId.get(ticketId)?.number ?? null;
  }

  /** Where a ticket of today stands; null when today has none of this number. */
  look(
    floor: FloorState,
    number: string,
  ): {
    readonly ticketId: string;
    readonly serviceId: string;
    readonly state: TicketState;
    readonly ahead: number | null;
    readonly windowId: string | null;
  } | null {
    const known = this.#byNumber.get(number);
    if (!known) return null;
    const { ticketId, serviceId } = known;
    const place = known.ended ? null : placeOf(floor, (t) => t.ticketId === ticketId);
    if (!place)
      return { ticketId, serviceId, state: known.ended ?? "expired", ahead: null, windowId: null };
    return {
      ticketId,
      serviceId: place.ticket.serviceId,
      state: place.at,
      ahead: place.at === "waiting" ? place.ahead : null,
      windowId: place.windowId,
    };
  }
}
