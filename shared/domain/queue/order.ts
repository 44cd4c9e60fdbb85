import { type FloorState, type QueueKey, type Ticket, windowQueue } from "./state.ts";

/** Calling order: the earlier `orderAt`, and the earlier ticket where two are equal. [Q10] */
export const before = (a: Ticket, b: Ticket): boolean =>
  a.orderAt < b.orderAt || (a.orderAt === b.orderAt && a.n < b.n);

/** The list with the ticket at its place. Binary search: a long queue costs a copy, not a sort. */
export const insertInOrder = (queue: readonly Ticket[], ticket: Ticket): readonly Ticket[] => {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(queue[middle]!, ticket)) low = middle + 1;
    else high = middle;
  }
  return queue.toSpliced(low, 0, ticket);
};

/** The queues a window calls from: its own, and those of the services it serves. */
export const queuesOf = (state: FloorState, windowId: string): readonly QueueKey[] => [
  windowQueue(windowId),
  ...state.config.services.filter((s) => s.windows.includes(windowId)).map((s) => s.id),
];

/** Whom *call next* would call at this window, or null when nobody waits for it. */
export const nextFor = (state: FloorState, windowId: string): Ticket | null => {
  let next: Ticket | null = null;
  for (const key of queuesOf(state, windowId)) {
    const head = state.queues[key]?.[0];
    if (head && (!next || before(head, next))) next = head;
  }
  return next;
};

/** Everybody who waits for this window, in the order it would call them. */
export const waitingFor = (state: FloorState, windowId: string): readonly Ticket[] =>
  queuesOf(state, windowId)
    .flatMap((key) => state.queues[key] ?? [])
    .sort((a, b) => (before(a, b) ? -1 : 1));

/** How many wait for a service, those sent to one of its windows included. */
export const waitingCount = (state: FloorState, serviceId: string): number => {
  let count = state.queues[serviceId]?.length ?? 0;
  for (const [key, queue] of Object.entries(state.queues))
    if (key.startsWith("@")) for (const t of queue) if (t.serviceId === serviceId) count += 1;
  return count;
};

/** A waiting ticket and its queue, found by a test; null when no waiting ticket passes it. */
export const findWaiting = (
  state: FloorState,
  test: (ticket: Ticket) => boolean,
): { readonly key: QueueKey; readonly index: number; readonly ticket: Ticket } | null => {
  for (const [key, queue] of Object.entries(state.queues)) {
    const index = queue.findIndex(test);
    if (index >= 0) return { key, index, ticket: queue[index]! };
  }
  return null;
};

/** Where an open ticket stands today. */
export type Place =
  | {
      readonly at: "waiting";
      readonly ticket: Ticket;
      /** How many of the same queue are called before it. */
      readonly ahead: number;
      /** Set when it waits for one window alone. */
      readonly windowId: string | null;
    }
  | { readonly at: "called" | "serving"; readonly ticket: Ticket; readonly windowId: string }
  | { readonly at: "held" | "missed"; readonly ticket: Ticket; readonly windowId: string };

/** Finds an open ticket wherever it stands; null when it has left the floor or never was. */
export const placeOf = (state: FloorState, test: (ticket: Ticket) => boolean): Place | null => {
  const waiting = findWaiting(state, test);
  if (waiting)
    return {
      at: "waiting",
      ticket: waiting.ticket,
      ahead: waiting.index,
      windowId: waiting.key.startsWith("@") ? waiting.key.slice(1) : null,
    };
  for (const [windowId, window] of Object.entries(state.windows))
    if (window.visit && test(window.visit.ticket))
      return { at: window.visit.phase, ticket: window.visit.ticket, windowId };
  const held = state.held.find((h) => test(h.ticket));
  if (held) return { at: "held", ticket: held.ticket, windowId: held.windowId };
  const missed = state.missed.find((m) => test(m.ticket));
  return missed ? { at: "missed", ticket: missed.ticket, windowId: missed.windowId } : null;
};
