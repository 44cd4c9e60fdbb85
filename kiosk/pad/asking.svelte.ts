import type { Command } from "#shared/domain/hall.ts";
import type { HallLink } from "#shared/link/link.svelte.ts";
import type { Outcome, WireError } from "#shared/protocol/messages.ts";
import {
  type AskingState,
  type PadEvent,
  type Page,
  type Rating,
  startAsking,
  step,
} from "./asking.ts";
import { NOTHING, recall, remember, type Shelf } from "./remembered.ts";

/** What the pad needs of the link to send a rating. */
export type RatingLink = Pick<HallLink, "send" | "floor">;

/** Whether the server has the newest rating: not yet, yes, or it refused it. */
export type Delivery = "waiting" | "recorded" | WireError;

/** The pad's reactive side: folds events, sends ratings, remembers what was asked. Rules: SPEC.md. */
export class Asking {
  #state: AskingState = $state.raw(startAsking(NOTHING));
  #at = $state(0);
  /** Where the newest rating stands. */
  delivery: Delivery = $state.raw("waiting");

  /** What the pad shows. */
  readonly page: Page = $derived(this.#state.page);
  /** Whole seconds until the page ends by itself; 0 on the idle page. */
  readonly seconds: number = $derived(
    this.page.at === "idle" ? 0 : Math.max(0, Math.ceil((this.page.until - this.#at) / 1000)),
  );

  readonly #link: RatingLink;
  readonly #shelf: Shelf;
  #windowId: string | null = null;
  /** The ticket of the newest rating: answers to older ones no longer concern the page. */
  #sent = "";

  constructor(link: RatingLink, shelf: Shelf) {
    this.#link = link;
    this.#shelf = shelf;
  }

  /** Says which window the pad stands at: what was asked there before a restart is known again. [P3] */
  at(windowId: string): void {
    if (windowId === this.#windowId) return;
    this.#windowId = windowId;
    this.#state = { ...this.#state, ...recall(this.#shelf, windowId) };
  }

  /** Takes in what happened. Time is the page's own clock, which never jumps. */
  take(event: PadEvent): void {
    const at = performance.now();
    const before = this.#state;
    const { state, rating } = step(before, event, at);
    this.#at = at;
    this.#state = state;
    // Sent before it is remembered: a crash in between asks twice, and never loses an answer.
    if (rating) void this.#send(rating);
    if (state.done !== before.done && this.#windowId !== null)
      remember(this.#shelf, this.#windowId, state);
  }

  async #send(rating: Rating): Promise<void> {
    this.#sent = rating.ticketId;
    this.delivery = "waiting";
    const outcome = await this.#deliver(rating);
    if (this.#sent !== rating.ticketId) return;
    this.delivery = outcome.ok ? "recorded" : outcome.error;
  }

  /** Sends durably; a reason that is no longer in the list is left out rather than the grade. [P12] */
  async #deliver(rating: Rating): Promise<Outcome> {
    const outcome = await this.#link.send(commandOf(rating), { durable: true });
    if (outcome.ok || outcome.error.code !== "unknown-reason" || !rating.reasons.length)
      return outcome;
    const { reasons } = this.#link.floor.state.config.ratingReasons;
    const known = rating.reasons.filter((code) => reasons.some((r) => r.code === code));
    // A pad that is itself behind knows no better: then the grade goes alone.
    const kept = known.length < rating.reasons.length ? known : [];
    return this.#deliver({ ...rating, reasons: kept });
  }
}

const commandOf = ({ ticketId, grade, reasons }: Rating): Command => ({
  type: "RateService",
  ticketId,
  grade,
  reasons,
  channel: "pad",
});
