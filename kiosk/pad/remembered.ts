import type { AskingState } from "./asking.ts";

/** Where the pad keeps what it has asked: `sessionStorage` in a browser. */
export type Shelf = Pick<Storage, "getItem" | "setItem">;

type Remembered = Pick<AskingState, "dayId" | "done">;

/** A pad that has asked nothing yet. */
export const NOTHING: Remembered = { dayId: null, done: [] };

const KEY = "mingting.pad.asked";

/** What was asked before a reload; nothing where nothing readable is stored. [P3] */
export const recall = (shelf: Shelf): Remembered => {
  try {
    const stored: unknown = JSON.parse(shelf.getItem(KEY) ?? "null");
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

/** Keeps what has been asked over a reload. */
export const remember = (shelf: Shelf, { dayId, done }: Remembered): void => {
  try {
    shelf.setItem(KEY, JSON.stringify({ dayId, done }));
  } catch {
    // No room or no storage: then a reload may ask once more, and the server takes one rating.
  }
};
