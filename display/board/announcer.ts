import { isFresh } from "../fresh.ts";
import type { BoardCall } from "./calls.ts";

/** A call to be made heard. */
export interface Announcement {
  readonly callId: string;
  readonly number: string;
  readonly windowId: string;
  /** Hall time of the call, epoch ms. */
  readonly at: number;
}

/**
 * Makes calls heard, one after the other. The chime is one; spoken numbers will be another, after
 * the chime or instead of it.
 */
export interface Announcer {
  /** Resolves once the call has been sounded (true), or when it was not and will not be (false). */
  announce(call: Announcement): Promise<boolean>;
}

/** Remembers which calls were handed over, so that none is sounded twice by this page. */
export class Announced {
  #callIds = new Set<string>();

  /**
   * The calls still to be sounded, oldest first; from now on they count as handed over. Calls that
   * are no longer fresh are left out. A recall is a call of its own, because it has its own id.
   * @param calls newest first
   * @param now hall time, epoch ms
   */
  take(calls: readonly Announcement[], now: number): readonly Announcement[] {
    const due = calls.filter((call) => isFresh(call.at, now) && !this.#callIds.has(call.callId));
    const known = calls.map((call) => call.callId).filter((id) => this.#callIds.has(id));
    this.#callIds = new Set([...known, ...due.map((call) => call.callId)]);
    return due.reverse();
  }
}

/** What there is to announce of a board's calls, newest first. */
export const announcements = (calls: readonly BoardCall[]): readonly Announcement[] =>
  calls.map(({ call: { callId, number, windowId, at } }) => ({ callId, number, windowId, at }));
