import type { Content } from "#shared/domain/catalogue/content.ts";
import { queuesOf } from "#shared/domain/queue/order.ts";
import { type FloorState, windowOf } from "#shared/domain/queue/state.ts";
import { openInstead } from "./where-to-go.ts";

/** A screen whose window is not named (null) or does not exist. */
export interface NoWindow {
  readonly known: false;
  readonly windowId: string | null;
}

/**
 * How a window stands. `called`: somebody is asked to come. `serving`: somebody is there. `open`: it
 * waits for the next. `paused`: it may still have its last visitor. `resting`: the day is not open.
 */
export type WindowStatus = "called" | "serving" | "open" | "paused" | "closed" | "resting";

/** The ticket at a window. */
export interface WindowTicket {
  readonly number: string;
  /** Id and moment of the newest call or recall; empty and of the start where it was never called here. */
  readonly callId: string;
  readonly calledAt: number;
}

/** What the screens over a window say about it. */
export interface WindowView {
  readonly known: true;
  readonly windowId: string;
  /** The unit, in full and in short; null while the documents have not come. */
  readonly unit: { readonly name: string; readonly shortName: string } | null;
  /** What is done here; empty while unknown. */
  readonly handles: string;
  /** Who serves here now; null where nobody does. The post in its first words: 首席代表. */
  readonly staff: { readonly name: string; readonly post: string } | null;
  readonly status: WindowStatus;
  readonly ticket: WindowTicket | null;
  /** How many this window could call. */
  readonly waiting: number;
  /** Windows to go to instead, where this one is paused or closed. */
  readonly instead: readonly string[];
  /** Where people ask; empty while unknown. */
  readonly desk: string;
}

const statusOf = (floor: FloorState, windowId: string): WindowStatus => {
  if (!floor.day) return "resting";
  const { status, visit } = windowOf(floor, windowId);
  return status === "open" && visit ? visit.phase : status;
};

const ticketOf = (floor: FloorState, windowId: string): WindowTicket | null => {
  const visit = windowOf(floor, windowId).visit;
  if (!visit) return null;
  // The visit keeps the moment of its first call; a recall's moment stands in the list of calls.
  const call = floor.calls.find((c) => c.callId === visit.callId);
  return {
    number: visit.ticket.number,
    callId: visit.callId,
    calledAt: call?.at ?? visit.calledAt,
  };
};

/**
 * Derives what the screens over a window show. Pure; nothing but what floor and documents say.
 * @param content null while the documents have not arrived
 */
export const windowView = (
  floor: FloorState,
  content: Content | null,
  windowId: string | null,
): WindowView | NoWindow => {
  const window = floor.config.windows.find((w) => w.id === windowId);
  if (!window) return { known: false, windowId };
  const { id } = window;
  const about = content?.windows.find((w) => w.id === id);
  const unit = content?.units.find((u) => u.id === about?.unitId);
  const status = statusOf(floor, id);
  const staffId = windowOf(floor, id).staffId ?? about?.staffId;
  const staff = content?.staff.find((s) => s.id === staffId);
  const present = status !== "closed" && status !== "resting";
  return {
    known: true,
    windowId: id,
    unit: unit ? { name: unit.name, shortName: unit.shortName } : null,
    handles: about?.handles ?? "",
    staff: present && staff ? { name: staff.name, post: staff.post.split("、")[0] ?? "" } : null,
    status,
    ticket: floor.day ? ticketOf(floor, id) : null,
    waiting: queuesOf(floor, id).reduce((n, key) => n + (floor.queues[key]?.length ?? 0), 0),
    instead: status === "paused" || status === "closed" ? openInstead(floor, id) : [],
    desk: content?.hall.desk ?? "",
  };
};
