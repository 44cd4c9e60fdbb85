import type { SoundState } from "#shared/protocol/messages.ts";
import { isFresh } from "../fresh.ts";
import type { Announcement, Announcer } from "./announcer.ts";

/** What can sound one chime. */
export interface Bell {
  readonly state: SoundState;
  /** Sounds once; resolves when it has rung out: true, or false when it was cut off. */
  ring(): Promise<boolean>;
}

/**
 * Sounds one chime for every call, one at a time: chimes of calls that come together follow each
 * other and never overlap. A call that grew old in the queue is left out.
 */
export class ChimePlayer implements Announcer {
  readonly #bell: Bell;
  readonly #now: () => number;
  readonly #speaks: () => boolean;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param now hall time, epoch ms
   * @param speaks whether this screen is still the one that sounds
   */
  constructor(bell: Bell, now: () => number, speaks: () => boolean) {
    this.#bell = bell;
    this.#now = now;
    this.#speaks = speaks;
  }

  announce(call: Announcement): Promise<boolean> {
    const turn = this.#last.then(() => this.#sound(call));
    // A bell that broke for one call must not silence the next.
    this.#last = turn.catch(() => false);
    return turn;
  }

  async #sound(call: Announcement): Promise<boolean> {
    if (!this.#speaks() || !isFresh(call.at, this.#now()) || this.#bell.state !== "ready")
      return false;
    return this.#bell.ring();
  }
}
