import type { Command } from "../domain/hall.ts";
import type { CommandMessage, Outcome, WireError } from "../protocol/messages.ts";
import { freshId } from "./id.ts";

/** Where a durable outbox keeps its messages: `localStorage` in a browser. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** How one message is handed to the server; the promise rejects when no answer came in time. */
export type Deliver = (message: CommandMessage) => Promise<Outcome>;

/** Refusals that say nothing of the command itself: a durable one waits until they are over. */
const PASSING: ReadonlySet<string> = new Set(["hall-halted", "internal", "unauthorized"]);

interface Waiting {
  readonly message: CommandMessage;
  readonly durable: boolean;
  /** When to give up, ms of `performance.now()`; infinite for durable messages. */
  readonly deadline: number;
  readonly resolve: (outcome: Outcome) => void;
  inFlight: boolean;
}

/** What a person is told when the server did not answer in time. */
export const NO_ANSWER: WireError = {
  code: "no-answer",
  zh: "暂时连不上大厅系统，请稍候再试，或到服务台。",
  en: "The hall system cannot be reached. Please try again shortly, or ask at the desk.",
};

/** How a command is sent. */
export interface SendOptions {
  /** Waits on this machine for as long as it takes, also through a reload. */
  readonly durable?: boolean;
  /** After so many ms without an answer the sender is told. */
  readonly giveUpMs?: number;
  readonly commandId?: string;
}

/**
 * Commands on their way. Each goes out under its own id until it is answered, so that a lost
 * acknowledgement has one effect; durable ones survive a reload and wait without limit.
 */
export class Outbox {
  readonly #shelf: Shelf;
  readonly #key: string;
  readonly #deliver: Deliver;
  readonly #waiting = new Map<string, Waiting>();

  /** @param page keeps the messages of several screens in one browser apart */
  constructor(shelf: Shelf, page: string, deliver: Deliver) {
    this.#shelf = shelf;
    this.#key = `mingting.outbox:${page}`;
    this.#deliver = deliver;
    for (const message of this.#stored())
      this.#waiting.set(message.commandId, {
        message,
        durable: true,
        deadline: Infinity,
        resolve: () => {},
        inFlight: false,
      });
  }

  /** How many have not been answered. */
  get size(): number {
    return this.#waiting.size;
  }

  /**
   * Sends a command; resolves with the server's answer, or with {@link NO_ANSWER} after `giveUpMs`.
   * A retry of what got no answer passes the same `commandId`: if the first did arrive, its effect
   * is not doubled.
   */
  send(
    command: Command,
    { durable = false, giveUpMs = 8_000, commandId = freshId() }: SendOptions = {},
  ): Promise<Outcome> {
    const message: CommandMessage = { commandId, command };
    return new Promise((resolve) => {
      const waiting: Waiting = {
        message,
        durable,
        deadline: durable ? Infinity : performance.now() + giveUpMs,
        resolve,
        inFlight: false,
      };
      this.#waiting.set(message.commandId, waiting);
      if (durable) this.#store();
      else setTimeout(() => this.#settle(waiting, { ok: false, error: NO_ANSWER }), giveUpMs);
      void this.#try(waiting);
    });
  }

  /** Sends again whatever is unanswered; called when the link is ready, and with every pulse. */
  flush(): void {
    for (const waiting of this.#waiting.values()) void this.#try(waiting);
  }

  async #try(waiting: Waiting): Promise<void> {
    if (waiting.inFlight || performance.now() > waiting.deadline) return;
    waiting.inFlight = true;
    try {
      const outcome = await this.#deliver(waiting.message);
      const passing = !outcome.ok && PASSING.has(outcome.error.code);
      if (waiting.durable && passing) waiting.inFlight = false;
      else this.#settle(waiting, outcome);
    } catch {
      // Not answered: it stays, and goes out again when the link is ready.
      waiting.inFlight = false;
    }
  }

  #settle(waiting: Waiting, outcome: Outcome): void {
    if (!this.#waiting.delete(waiting.message.commandId)) return;
    if (waiting.durable) this.#store();
    waiting.resolve(outcome);
  }

  #store(): void {
    const durable = [...this.#waiting.values()].filter((w) => w.durable).map((w) => w.message);
    if (durable.length) this.#shelf.setItem(this.#key, JSON.stringify(durable));
    else this.#shelf.removeItem(this.#key);
  }

  #stored(): CommandMessage[] {
    try {
      const stored: unknown = JSON.parse(this.#shelf.getItem(this.#key) ?? "[]");
      return Array.isArray(stored) ? (stored as CommandMessage[]) : [];
    } catch {
      return [];
    }
  }
}
