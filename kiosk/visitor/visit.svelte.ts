import type { Service, VisitorClass } from "#shared/domain/queue/config.ts";
import { freshId } from "#shared/link/id.ts";
import { NO_ANSWER } from "#shared/link/outbox.ts";
import type { Outcome, WireError } from "#shared/protocol/messages.ts";
import type { KioskLink } from "./link.ts";
import { claimReason } from "./wording.ts";

/** What a visitor asked for: a service, and the priority class they say they belong to. */
export interface Wanted {
  readonly service: Service;
  readonly claim: VisitorClass | null;
  /** Set when it was asked for and nobody answered: asked again under this id it is given once. */
  readonly commandId?: string;
}

/** A ticket just given, as its page shows it. Forgotten with the page. */
export interface GivenTicket {
  readonly ticketId: string;
  readonly number: string;
  readonly service: Service;
  readonly priority: boolean;
  /** How many were ahead when it was given. */
  readonly ahead: number;
  /** Ids of the windows that serve it. */
  readonly windows: readonly string[];
  /** The ticket's page for a phone; null where the hall has no address a phone could reach. */
  readonly phoneUrl: string | null;
}

/** The page a visitor stands on. */
export type Route =
  | { readonly page: "home" }
  | { readonly page: "services" }
  | { readonly page: "priority"; readonly service: Service }
  | { readonly page: "ticket"; readonly ticket: GivenTicket }
  | { readonly page: "refused"; readonly error: WireError; readonly wanted: Wanted }
  | { readonly page: "commitments" }
  | { readonly page: "windows" };

/** The second tap of a double tap falls on the next page; so long, in ms, pages take no touch. */
const SETTLE_MS = 450;

/** The ticket of an answer, or the error to show when there is none. */
const ticketOf = (outcome: Outcome, { service, claim }: Wanted): GivenTicket | WireError => {
  if (!outcome.ok) return outcome.error;
  const { ticketId, number, ahead = 0, windows = service.windows, phoneUrl } = outcome.answer;
  if (ticketId === undefined || number === undefined) return NO_ANSWER;
  const priority = (claim?.headStartMinutes ?? 0) > 0;
  return { ticketId, number, service, priority, ahead, windows, phoneUrl: phoneUrl ?? null };
};

/**
 * One visitor's way through the kiosk: which page they stand on, and the one command that may be on
 * its way. Nothing outlives {@link home}.
 */
export class Visit {
  route: Route = $state.raw({ page: "home" });
  /** A ticket has been asked for and not answered: a second press does nothing. */
  taking = $state(false);
  /** What was asked for last; while {@link taking} it is on its way. */
  wanted: Wanted | null = $state.raw(null);
  /** The page has just changed: see {@link SETTLE_MS}. */
  settling = $state(false);

  readonly #send: KioskLink["send"];
  #settled: ReturnType<typeof setTimeout> | undefined;

  constructor(send: KioskLink["send"]) {
    this.#send = send;
  }

  /** Whether pages take touches now. */
  get open(): boolean {
    return !this.taking && !this.settling;
  }

  home(): void {
    this.#go({ page: "home" });
  }

  show(page: "services" | "commitments" | "windows"): void {
    this.#go({ page });
  }

  /** One page back; a ticket that was given is not taken back. */
  back(): void {
    const { page } = this.route;
    this.#go({ page: page === "priority" || page === "refused" ? "services" : "home" });
  }

  /** Chooses a service. Asks about priority where the hall has classes a visitor may claim. */
  async choose(service: Service, claimable: readonly VisitorClass[]): Promise<void> {
    if (claimable.length > 0) this.#go({ page: "priority", service });
    else await this.take({ service, claim: null });
  }

  /** Asks for the ticket; shows it, or why there is none. While one is asked for, does nothing. */
  async take(wanted: Wanted): Promise<void> {
    if (this.taking) return;
    this.taking = true;
    this.wanted = wanted;
    const { service, claim, commandId = freshId() } = wanted;
    const outcome = await this.#send(
      {
        type: "IssueTicket",
        serviceId: service.id,
        ...(claim && { visitorClass: claim.id, reason: claimReason(claim) }),
      },
      { commandId },
    );
    this.taking = false;
    const ticket = ticketOf(outcome, wanted);
    if ("code" in ticket) {
      // A refusal is remembered under its id; only what nobody answered is asked for again as it was.
      const retry =
        ticket.code === NO_ANSWER.code ? { service, claim, commandId } : { service, claim };
      this.#go({ page: "refused", error: ticket, wanted: retry });
    } else this.#go({ page: "ticket", ticket });
  }

  #go(route: Route): void {
    if (this.taking) return;
    this.wanted = null;
    this.route = route;
    this.settling = true;
    clearTimeout(this.#settled);
    this.#settled = setTimeout(() => (this.settling = false), SETTLE_MS);
  }
}
