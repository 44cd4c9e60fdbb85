import type { Command } from "#shared/domain/hall.ts";
import { nextFor, waitingFor } from "#shared/domain/queue/order.ts";
import { type HeldTicket, type MissedTicket, windowOf } from "#shared/domain/queue/state.ts";
import type { WireError } from "#shared/protocol/messages.ts";
import type { ConsoleLink } from "../link.ts";
import type { Sentence } from "../parts/sentence.ts";
import { abilitiesOf, type Ability } from "./abilities.ts";
import { asideFor } from "./figures.ts";

/** The question that lies over the caller, if any. */
export type DeskDialog =
  | { readonly kind: "transfer" }
  | { readonly kind: "pause" }
  | { readonly kind: "call-ticket"; readonly ticketId: string; readonly number: string }
  | { readonly kind: "held" }
  | { readonly kind: "missed" };

/** Why nothing can be done at any window now, or null. */
const blockedBy = (link: ConsoleLink): Sentence | null => {
  if (link.halted) return link.halted;
  if (link.phase === "refused")
    return {
      zh: "页面的版本和大厅系统不一致，请按 F5 刷新。",
      en: "This page does not fit the hall system. Press F5 to reload it.",
    };
  if (link.stale)
    return {
      zh: "和大厅系统断开了，现在不能叫号，连上后自动恢复。",
      en: "The hall system is out of reach: nobody can be called until it is back.",
    };
  return null;
};

/**
 * One window's caller: what stands at the window, what may be done, and one command at a time. Keys,
 * buttons and dialogs all go through here, so that a press has one effect however it is made.
 */
export class Desk {
  readonly windowId: string;
  readonly link: ConsoleLink;
  /** A command is on its way: every further press is nobody's. */
  busy = $state(false);
  /** Why the last press did nothing, until the next one does something. */
  refusal: Sentence | null = $state.raw(null);
  dialog: DeskDialog | null = $state.raw(null);

  readonly window = $derived.by(() => windowOf(this.link.floor.state, this.windowId));
  readonly visit = $derived.by(() => this.window.visit);
  readonly next = $derived.by(() => nextFor(this.link.floor.state, this.windowId));
  readonly waiting = $derived.by(() => waitingFor(this.link.floor.state, this.windowId));
  readonly blocked = $derived.by(() => blockedBy(this.link));
  readonly abilities = $derived.by(() =>
    abilitiesOf(this.link.floor.state, this.windowId, this.blocked),
  );
  readonly held: readonly HeldTicket[] = $derived.by(() =>
    asideFor(this.link.floor.state, this.link.floor.state.held, this.windowId),
  );
  readonly missed: readonly MissedTicket[] = $derived.by(() =>
    asideFor(this.link.floor.state, this.link.floor.state.missed, this.windowId),
  );

  /** When the large button last did something, ms of this machine's monotonic clock. */
  #mainAt = -Infinity;

  constructor(link: ConsoleLink, windowId: string) {
    this.link = link;
    this.windowId = windowId;
  }

  /** The large button: opens a closed window, resumes a paused one, calls the next visitor of an open one. */
  async main(): Promise<void> {
    const { doublePressMs } = this.link.floor.state.config.limits;
    // The second half of a double press, also across 开放窗口 → 呼叫下一位. [Q14]
    if (this.busy || performance.now() - this.#mainAt < doublePressMs) return;
    if (!this.#may("main")) return;
    const { windowId } = this;
    const done = await this.send(
      this.window.status === "open"
        ? { type: "CallNext", windowId, seen: this.visit?.ticket.ticketId ?? null }
        : { type: "OpenWindow", windowId },
    );
    if (done) this.#mainAt = performance.now();
  }

  /** The other keys, by ability; those that need an answer first ask for it. */
  async act(
    ability: Exclude<Ability, "main" | "call-ticket" | "resume" | "return">,
  ): Promise<void> {
    if (this.busy || !this.#may(ability)) return;
    const { windowId } = this;
    switch (ability) {
      case "start":
        await this.send({ type: "StartService", windowId });
        return;
      case "recall":
        await this.send({ type: "Recall", windowId });
        return;
      case "no-show":
        await this.send({ type: "MarkNoShow", windowId });
        return;
      case "hold":
        await this.send({ type: "HoldTicket", windowId });
        return;
      case "finish":
        await this.send({ type: "FinishService", windowId });
        return;
      case "pause":
        if (this.window.status === "paused") await this.send({ type: "OpenWindow", windowId });
        else this.dialog = { kind: "pause" };
        return;
      case "transfer":
        this.dialog = { kind: "transfer" };
        return;
      default:
        return ability satisfies never;
    }
  }

  /** Asks why a waiting visitor should be called out of turn. */
  askCallTicket(ticketId: string, number: string): void {
    if (!this.busy && this.#may("call-ticket"))
      this.dialog = { kind: "call-ticket", ticketId, number };
  }

  /** Brings a held visitor back to this window. */
  async resume(number: string): Promise<boolean> {
    if (this.busy || !this.#may("resume")) return false;
    return this.send({ type: "ResumeTicket", windowId: this.windowId, number });
  }

  /** Lets a visitor who missed the call wait again. */
  async return(number: string): Promise<boolean> {
    if (this.busy || !this.#may("return")) return false;
    return this.send({ type: "ReturnTicket", number });
  }

  /** Sends one command; answers whether it was carried out. A refused double press is silent. [Q14] */
  async send(command: Command): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.refusal = null;
    try {
      const outcome = await this.link.send(command);
      if (!outcome.ok) this.#refused(outcome.error);
      return outcome.ok;
    } finally {
      this.busy = false;
    }
  }

  #refused(error: WireError): void {
    if (error.code !== "double-press") this.refusal = { zh: error.zh, en: error.en };
  }

  /** Whether an ability is on; says why when it is not. */
  #may(ability: Ability): boolean {
    const why = this.abilities[ability];
    this.refusal = why;
    return why === null;
  }
}
