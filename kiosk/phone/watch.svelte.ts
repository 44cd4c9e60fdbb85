import { CALM_REFUSALS, isProblem } from "#shared/protocol/problem.ts";
import { hasEnded, readTicket, type TicketView } from "./ticket.ts";

/** How often the phone asks while its page is visible, in ms. */
export const ASK_EVERY_MS = 4_000;
/** Without an answer for so long, in ms, the page says that it is old. */
export const OLD_AFTER_MS = 30_000;
/** An answer that takes longer, in ms, is given up. */
const GIVE_UP_MS = 8_000;

/** What one question to the hall led to. */
export type Asked =
  | { readonly is: "answer"; readonly ticket: TicketView }
  /** The hall knows no such ticket today, or the secret does not belong to it. */
  | { readonly is: "unknown" }
  | { readonly is: "failed" };

/** Asks the hall for a ticket once. Never throws. */
export const askHall = async (number: string, secret: string): Promise<Asked> => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), GIVE_UP_MS);
  try {
    const answer = await fetch(
      `/api/v1/tickets/${encodeURIComponent(number)}?secret=${encodeURIComponent(secret)}`,
      {
        cache: "no-store",
        headers: CALM_REFUSALS,
        signal: controller.signal,
      },
    );
    if (isProblem(answer)) {
      const status = answer.ok ? Number((await answer.json()).status) : answer.status;
      return { is: status === 404 || status === 403 ? "unknown" : "failed" };
    }
    const ticket = readTicket(await answer.json());
    return ticket ? { is: "answer", ticket } : { is: "failed" };
  } catch {
    return { is: "failed" };
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Follows one ticket while its page is visible: asks at once, then every {@link ASK_EVERY_MS}, one
 * question at a time, until the ticket has ended or is unknown. Keeps nothing.
 */
export class TicketWatch {
  ticket: TicketView | null = $state.raw(null);
  /** The hall knows no such ticket. */
  unknown = $state(false);
  /** No answer for {@link OLD_AFTER_MS}: what is shown may be wrong by now. */
  old = $state(false);

  readonly #ask: () => Promise<Asked>;
  #visible = false;
  #asking = false;
  #next: ReturnType<typeof setTimeout> | undefined;
  #aging: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => Promise<Asked>) {
    this.#ask = ask;
    this.#age();
  }

  /** Starts asking when the page can be seen and stops when it cannot. */
  visible(visible: boolean): void {
    this.#visible = visible;
    clearTimeout(this.#next);
    if (visible) void this.#askNow();
  }

  /** Asks once more at once, e.g. when a person wants to know. */
  again(): void {
    this.unknown = false;
    void this.#askNow();
  }

  async #askNow(): Promise<void> {
    if (this.#asking || !this.#visible || this.unknown) return;
    if (this.ticket && hasEnded(this.ticket)) return;
    clearTimeout(this.#next);
    this.#asking = true;
    const asked = await this.#ask();
    this.#asking = false;
    this.#take(asked);
    if (this.#visible) this.#next = setTimeout(() => void this.#askNow(), ASK_EVERY_MS);
  }

  #take(asked: Asked): void {
    if (asked.is === "failed") return;
    if (asked.is === "unknown") {
      this.ticket = null;
      this.unknown = true;
      return;
    }
    this.ticket = asked.ticket;
    this.#age();
  }

  /** From now on counts how long the newest answer is good for. */
  #age(): void {
    this.old = false;
    clearTimeout(this.#aging);
    if (this.ticket && hasEnded(this.ticket)) return;
    this.#aging = setTimeout(() => (this.old = true), OLD_AFTER_MS);
  }
}
