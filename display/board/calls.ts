import { waitingCount } from "#shared/domain/queue/order.ts";
import type { HallConfig } from "#shared/domain/queue/config.ts";
import { type Call, type FloorState, windowOf } from "#shared/domain/queue/state.ts";

/**
 * What a call still means to its visitor. `standing`: come to this window. `over`: the ticket has
 * been served. `missed`: the visitor did not come. `back`: the ticket waits again or was put aside,
 * so that the window of the old call would be the wrong place to go.
 */
export type Standing = "standing" | "over" | "missed" | "back";

/** A call as a board shows it. */
export interface BoardCall {
  readonly call: Call;
  readonly standing: Standing;
}

/** The newest call of a zone and the earlier ones, newest first. */
export interface BoardCalls {
  readonly newest: BoardCall | null;
  readonly earlier: readonly BoardCall[];
}

/** A call whose visitor has been served stays listed for so long, ms. */
const RECENT_MS = 3 * 60_000;

/** How many earlier calls stay listed however old they are: an empty table informs nobody. */
export const CALL_ROWS = 5;

/** The test whether a window belongs to a board's zone; the empty zone is the whole hall. */
export const inZone = (config: HallConfig, zone: string): ((windowId: string) => boolean) => {
  if (zone === "") return () => true;
  const here = new Set(config.windows.filter((w) => w.zone === zone).map((w) => w.id));
  return (windowId) => here.has(windowId);
};

/**
 * Ids of called tickets that wait again or were put aside. One pass over the queues: a board asks this
 * after every event, however many wait.
 */
const calledBack = (floor: FloorState): ReadonlySet<string> => {
  const ids = new Set(floor.held.map((held) => held.ticket.ticketId));
  for (const queue of Object.values(floor.queues))
    for (const ticket of queue) if (ticket.calls > 0) ids.add(ticket.ticketId);
  return ids;
};

const standings = (floor: FloorState): ((call: Call) => Standing) => {
  const missed = new Set(floor.missed.map((m) => m.ticket.ticketId));
  const back = calledBack(floor);
  return ({ ticketId, windowId }) => {
    if (windowOf(floor, windowId).visit?.ticket.ticketId === ticketId) return "standing";
    if (missed.has(ticketId)) return "missed";
    return back.has(ticketId) ? "back" : "over";
  };
};

/**
 * What a board shows of the floor's calls. The newest call stays until the next one, whatever became
 * of it. Of the earlier ones none is left out whose visitor is still meant to come; calls of tickets
 * that were missed or wait again are left out, because they would send people to the wrong place.
 * @param zone the board's zone, empty for the whole hall
 * @param now hall time; a few seconds old is near enough
 */
export const boardCalls = (floor: FloorState, zone: string, now: number): BoardCalls => {
  if (!floor.day) return { newest: null, earlier: [] };
  const here = inZone(floor.config, zone);
  const standingOf = standings(floor);
  const [newest = null, ...rest] = floor.calls
    .filter((call) => here(call.windowId))
    .map((call): BoardCall => ({ call, standing: standingOf(call) }));
  const earlier = rest
    .filter(({ standing }) => standing === "standing" || standing === "over")
    .filter(
      ({ call, standing }, i) =>
        standing === "standing" || i < CALL_ROWS || now - call.at <= RECENT_MS,
    );
  return { newest, earlier };
};

/** A service and how many wait for it. */
export interface QueueRow {
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly waiting: number;
}

/** The queues of a zone: every service that one of its windows serves. */
export const queueRows = (floor: FloorState, zone: string): readonly QueueRow[] => {
  const here = inZone(floor.config, zone);
  return floor.config.services
    .filter((service) => zone === "" || service.windows.some(here))
    .map(({ id, prefix, name }) => ({ id, prefix, name, waiting: waitingCount(floor, id) }));
};

/** The numbers of a zone whose visitors did not come, the latest first. */
export const missedNumbers = (floor: FloorState, zone: string): readonly string[] => {
  const here = inZone(floor.config, zone);
  return floor.missed
    .filter((missed) => here(missed.windowId))
    .map((missed) => missed.ticket.number)
    .reverse();
};
