import { minutes } from "#shared/ui/format.ts";
import { type FloorState, type Ticket, windowOf } from "#shared/domain/queue/state.ts";

/** The day's figures of one window. Nothing of ratings: staff must never see who rated. [R7] */
export interface DayFigures {
  readonly served: number;
  /** Mean time of a service, ms; null before the first. */
  readonly meanMs: number | null;
  /** Tickets called here whose visitors have not come back. */
  readonly missed: number;
}

/** The day's figures of a window. */
export const dayFigures = (floor: FloorState, windowId: string): DayFigures => {
  const { count, totalMs } = windowOf(floor, windowId).served;
  return {
    served: count,
    meanMs: count > 0 ? totalMs / count : null,
    missed: floor.missed.filter((m) => m.windowId === windowId).length,
  };
};

/** How long the visitor waits that has waited longest, in whole minutes; null when nobody waits. */
export const longestWait = (waiting: readonly Ticket[], now: number): number | null =>
  waiting.length ? Math.max(...waiting.map((t) => minutes(now - t.issuedAt))) : null;

/** How many windows call from the same services, this one included. */
export const sharingWindows = (floor: FloorState, windowId: string): number =>
  new Set(
    floor.config.services.filter((s) => s.windows.includes(windowId)).flatMap((s) => s.windows),
  ).size;

/** A list with what belongs to this window first; the order is kept otherwise. */
export const ownFirst = <T extends { readonly windowId: string }>(
  list: readonly T[],
  windowId: string,
): readonly T[] => [
  ...list.filter((item) => item.windowId === windowId),
  ...list.filter((item) => item.windowId !== windowId),
];

/**
 * What stands aside (held, missed) and concerns a window: its own, and that of its services, because
 * a visitor comes back to any of them.
 */
export const asideFor = <T extends { readonly windowId: string; readonly ticket: Ticket }>(
  floor: FloorState,
  list: readonly T[],
  windowId: string,
): readonly T[] => {
  const services = floor.config.services.filter((s) => s.windows.includes(windowId));
  return ownFirst(
    list.filter(
      (item) => item.windowId === windowId || services.some((s) => s.id === item.ticket.serviceId),
    ),
    windowId,
  );
};

/** Rows of a list before it is paged (design: ten). */
export const ROWS = 10;

/** One page of a list; a page beyond the end is the last one. */
export const pageOf = <T>(
  list: readonly T[],
  page: number,
  rows = ROWS,
): { readonly rows: readonly T[]; readonly page: number; readonly pages: number } => {
  const pages = Math.max(1, Math.ceil(list.length / rows));
  const shown = Math.min(Math.max(0, page), pages - 1);
  return { rows: list.slice(shown * rows, (shown + 1) * rows), page: shown, pages };
};
