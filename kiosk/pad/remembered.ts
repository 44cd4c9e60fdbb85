import type { AskingState } from "./asking.ts";

/** Where the pad keeps what it has asked: `localStorage` in a browser, which outlives it. */
export type Shelf = Pick<Storage, "getItem" | "setItem">;

type Remembered = Pick<AskingState, "dayId" | "done">;

/** A pad that has asked nothing yet. */
export const NOTHING: Remembered = { dayId: null, done: [] };

/** One entry a window; the day in it lets yesterday's be replaced. */
const keyOf = (windowId: string): string => `mingting.pad.asked.${windowId}`;

/** What was asked at this window before a reload or a restart; nothing where nothing readable is stored. [P3] */
export const recall = (shelf: Shelf, windowId: string): Remembered => {
  try {
    const stored: unknown = JSON.parse(shelf.getItem(keyOf(windowId)) ?? "null");
    if (stored && typeof stored === "object" && "dayId" in stored && "done" in stored) {
      const { dayId, done } = stored;
      if (typeof dayId === "string" && Array.isArray(done))
        return { dayId, done: done.filter((id): id is string => typeof id === "string") };
    }
  } catch {
    // Unreadable: the server still takes one rating per service. [R1]
  }
  return NOTHING;
};

/** Keeps what has been asked at this window today. */
export const remember = (shelf: Shelf, windowId: string, { dayId, done }: Remembered): void => {
  try {
    shelf.setItem(keyOf(windowId), JSON.stringify({ dayId, done }));
  } catch {
    // No room or no storage: then a reload may ask once more, and the server takes one rating.
  }
};
