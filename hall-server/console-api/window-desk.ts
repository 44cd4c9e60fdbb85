import { windowOf } from "#shared/domain/queue/state.ts";
import type { Accounts } from "../accounts.ts";
import type { Hall, HallOutcome } from "../hall.ts";
import { OneAtATime } from "../one-at-a-time.ts";
import { ProblemError } from "../problem.ts";
import type { Session, Sessions } from "../sessions.ts";
import { submitAs } from "./trace.ts";

/** What stops a person who leaves a window: a visitor is there, or the hall cannot record it. */
const refuseLeaving = (outcome: HallOutcome): void => {
  if ("halted" in outcome) throw new ProblemError("hall-halted");
  if ("refused" in outcome && outcome.refused.code === "window-busy")
    throw new ProblemError("window-busy", outcome.refused.params);
  // Any other refusal (no service day, a window that is no more): there is nothing left to close.
};

/** Who sits at which window: chosen and left one person after the other, so that none is given twice. */
export class WindowDesk {
  readonly #hall: Hall;
  readonly #accounts: Accounts;
  readonly #sessions: Sessions;
  readonly #turns = new OneAtATime();

  constructor(hall: Hall, accounts: Accounts, sessions: Sessions) {
    this.#hall = hall;
    this.#accounts = accounts;
    this.#sessions = sessions;
  }

  /**
   * Gives a session a window and opens it under the name of the person who serves.
   * @throws ProblemError `window-taken` unless `takeOver`, `window-busy` when the window it had has
   *   a visitor, and whatever the core says to opening it
   */
  choose(session: Session, windowId: string, takeOver: boolean): Promise<void> {
    return this.#turns.run(async () => {
      const current = this.#current(session);
      // Before the old window is left: a choice that must fail changes nothing.
      if (!this.#hall.state.floor.config.windows.some((w) => w.id === windowId))
        throw new ProblemError("unknown-window", { windowId });
      const holder = this.#sessions.holder(windowId, session.id);
      if (holder && !takeOver) {
        const name = this.#accounts.get(holder.accountId)?.name ?? "";
        throw new ProblemError("window-taken", { windowId, name });
      }
      if (current.windowId !== null && current.windowId !== windowId) await this.#leave(current);
      const staffId = this.#accounts.get(session.accountId)?.staffId ?? null;
      const command = { type: "OpenWindow", windowId, staffId } as const;
      const outcome = await submitAs(this.#hall, session.accountId, command);
      if ("halted" in outcome) throw new ProblemError("hall-halted");
      if ("conflict" in outcome) throw new ProblemError("idempotency-conflict");
      if ("refused" in outcome)
        throw new ProblemError(outcome.refused.code, outcome.refused.params);
      if (holder) await this.#sessions.setWindow(holder.id, null);
      if (!(await this.#sessions.setWindow(session.id, windowId)))
        throw new ProblemError("unauthorized");
    });
  }

  /**
   * Takes a session from its window and closes that.
   * @throws ProblemError `window-busy` while a visitor is there
   */
  leave(session: Session): Promise<void> {
    return this.#turns.run(() => this.#leave(this.#current(session)));
  }

  /**
   * Closes the window of a session that is about to end, where it can be closed: with a visitor
   * there it stays open, unattended. Never fails.
   */
  abandon(session: Session): Promise<void> {
    return this.#turns.run(async () => {
      const windowId = this.#sessions.get(session.id)?.windowId ?? null;
      const busy = windowId !== null && windowOf(this.#hall.state.floor, windowId).visit !== null;
      if (windowId !== null && !busy)
        await submitAs(this.#hall, session.accountId, { type: "CloseWindow", windowId });
    });
  }

  #current(session: Session): Session {
    const current = this.#sessions.get(session.id);
    if (!current) throw new ProblemError("unauthorized");
    return current;
  }

  async #leave({ id, accountId, windowId }: Session): Promise<void> {
    if (windowId === null) return;
    refuseLeaving(await submitAs(this.#hall, accountId, { type: "CloseWindow", windowId }));
    await this.#sessions.setWindow(id, null);
  }
}
