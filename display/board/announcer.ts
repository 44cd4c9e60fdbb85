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

/**
 * The calls that are still to be sounded, oldest first: fresh, and not yet handed over. A recall is a
 * call of its own, because it has its own id.
 */
export const dueCalls = (
  calls: readonly Announcement[],
  announced: ReadonlySet<string>,
  now: number,
): readonly Announcement[] =>
  calls.filter((call) => isFresh(call.at, now) && !announced.has(call.callId)).reverse();

/** What there is to announce of a board's calls, newest first. */
export const announcements = (calls: readonly BoardCall[]): readonly Announcement[] =>
  calls.map(({ call: { callId, number, windowId, at } }) => ({ callId, number, windowId, at }));
