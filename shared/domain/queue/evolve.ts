import type { Millis } from "../decision.ts";
import type { FloorEvent } from "./events.ts";
import { findWaiting, insertInOrder } from "./order.ts";
import {
  type Call,
  EMPTY_FLOOR,
  type FloorState,
  RECENT_CALLS,
  type Ticket,
  type Visit,
  type WindowState,
  windowOf,
  windowQueue,
} from "./state.ts";

const setWindow = (
  state: FloorState,
  windowId: string,
  change: Partial<WindowState>,
): FloorState => ({
  ...state,
  windows: { ...state.windows, [windowId]: { ...windowOf(state, windowId), ...change } },
});

const enqueue = (state: FloorState, ticket: Ticket, windowId: string | null): FloorState => {
  const key = windowId === null ? ticket.serviceId : windowQueue(windowId);
  return {
    ...state,
    queues: { ...state.queues, [key]: insertInOrder(state.queues[key] ?? [], ticket) },
  };
};

/** Takes a ticket out of wherever it waits aside (queue, missed, held); a window's visit is not aside. */
const takeAside = (
  state: FloorState,
  ticketId: string,
): { state: FloorState; ticket: Ticket | null } => {
  const is = (t: Ticket) => t.ticketId === ticketId;
  const waiting = findWaiting(state, is);
  if (waiting) {
    const rest = state.queues[waiting.key]!.toSpliced(waiting.index, 1);
    return {
      ticket: waiting.ticket,
      state: { ...state, queues: { ...state.queues, [waiting.key]: rest } },
    };
  }
  const aside = [...state.missed, ...state.held].find((a) => is(a.ticket));
  if (!aside) return { state, ticket: null };
  return {
    ticket: aside.ticket,
    state: {
      ...state,
      missed: state.missed.filter((m) => !is(m.ticket)),
      held: state.held.filter((h) => !is(h.ticket)),
    },
  };
};

const visitOf = (state: FloorState, windowId: string, ticketId: string): Visit | null => {
  const visit = windowOf(state, windowId).visit;
  return visit?.ticket.ticketId === ticketId ? visit : null;
};

const announce = (
  state: FloorState,
  ticket: Ticket,
  callId: string,
  windowId: string,
  at: Millis,
): FloorState => {
  const call: Call = {
    callId,
    ticketId: ticket.ticketId,
    number: ticket.number,
    serviceId: ticket.serviceId,
    windowId,
    at,
    times: ticket.calls,
  };
  const others = state.calls.filter((c) => c.ticketId !== ticket.ticketId);
  return { ...state, calls: [call, ...others].slice(0, RECENT_CALLS) };
};

/** Brings a ticket to a window as its visit. The question about the last visitor ends with a start. */
const bring = (
  state: FloorState,
  windowId: string,
  visit: Visit,
  finished: WindowState["finished"],
): FloorState => setWindow(state, windowId, { visit, finished });

/**
 * Folds one event. Pure, total and the same on the server and on every screen. An event that does not
 * fit the state (which an intact stream never holds) changes nothing.
 * @param at the event's moment, hall time
 */
export const evolveFloor = (state: FloorState, event: FloorEvent, at: Millis): FloorState => {
  switch (event.type) {
    case "DayOpened":
      return {
        ...EMPTY_FLOOR,
        config: state.config,
        day: { dayId: event.dayId, openedAt: at },
        lastDayId: event.dayId,
      };
    case "DayClosed":
      return { ...state, day: null };
    case "HallConfigured":
      return { ...state, config: event.config };
    case "TicketIssued": {
      const prefix = event.number.slice(0, 1);
      const n = state.issuedTotal + 1;
      const ticket: Ticket = {
        ticketId: event.ticketId,
        number: event.number,
        serviceId: event.serviceId,
        n,
        issuedAt: at,
        orderAt: event.orderAt,
        priority: event.priority,
        calls: 0,
      };
      return enqueue(
        {
          ...state,
          issued: { ...state.issued, [prefix]: Number(event.number.slice(1)) },
          issuedTotal: n,
        },
        ticket,
        null,
      );
    }
    case "TicketCalled": {
      const { state: rest, ticket } = takeAside(state, event.ticketId);
      if (!ticket) return state;
      const called = { ...ticket, calls: ticket.calls + 1 };
      const visit: Visit = {
        ticket: called,
        phase: "called",
        callId: event.callId,
        calledAt: at,
        startedAt: null,
      };
      const finished = windowOf(state, event.windowId).finished;
      return announce(
        bring(rest, event.windowId, visit, finished),
        called,
        event.callId,
        event.windowId,
        at,
      );
    }
    case "TicketRecalled": {
      const visit = visitOf(state, event.windowId, event.ticketId);
      if (!visit) return state;
      const ticket = { ...visit.ticket, calls: visit.ticket.calls + 1 };
      const recalled = setWindow(state, event.windowId, {
        visit: { ...visit, ticket, callId: event.callId },
      });
      return announce(recalled, ticket, event.callId, event.windowId, at);
    }
    case "ServiceStarted": {
      const visit = visitOf(state, event.windowId, event.ticketId);
      if (!visit) return state;
      return bring(state, event.windowId, { ...visit, phase: "serving", startedAt: at }, null);
    }
    case "ServiceFinished": {
      const visit = visitOf(state, event.windowId, event.ticketId);
      if (!visit) return state;
      const { served } = windowOf(state, event.windowId);
      const { ticketId, number, serviceId } = visit.ticket;
      return setWindow(state, event.windowId, {
        visit: null,
        finished: { ticketId, number, serviceId, at },
        served: {
          count: served.count + 1,
          totalMs: served.totalMs + (at - (visit.startedAt ?? visit.calledAt)),
        },
      });
    }
    case "TicketMissed": {
      const visit = visitOf(state, event.windowId, event.ticketId);
      if (!visit) return state;
      const missed = { ticket: visit.ticket, windowId: event.windowId, missedAt: at };
      return {
        ...setWindow(state, event.windowId, { visit: null }),
        missed: [...state.missed, missed],
      };
    }
    case "TicketReturned": {
      const { state: rest, ticket } = takeAside(state, event.ticketId);
      return ticket ? enqueue(rest, { ...ticket, orderAt: event.orderAt }, null) : state;
    }
    case "TicketHeld": {
      const visit = visitOf(state, event.windowId, event.ticketId);
      if (!visit) return state;
      const held = { ticket: visit.ticket, windowId: event.windowId, heldAt: at };
      return { ...setWindow(state, event.windowId, { visit: null }), held: [...state.held, held] };
    }
    case "TicketResumed": {
      const { state: rest, ticket } = takeAside(state, event.ticketId);
      if (!ticket) return state;
      const visit: Visit = {
        ticket,
        phase: "serving",
        callId: "",
        calledAt: at,
        startedAt: at,
      };
      return bring(rest, event.windowId, visit, null);
    }
    case "TicketTransferred": {
      const visit = visitOf(state, event.windowId, event.ticketId);
      if (!visit) return state;
      const ticket = { ...visit.ticket, serviceId: event.toServiceId };
      return enqueue(setWindow(state, event.windowId, { visit: null }), ticket, event.toWindowId);
    }
    case "TicketExpired": {
      const { state: rest } = takeAside(state, event.ticketId);
      const at = Object.keys(rest.windows).find((id) => visitOf(rest, id, event.ticketId));
      return at === undefined ? rest : setWindow(rest, at, { visit: null });
    }
    case "WindowOpened":
      return setWindow(state, event.windowId, { status: "open", staffId: event.staffId });
    case "WindowPaused":
      return setWindow(state, event.windowId, { status: "paused" });
    case "WindowClosed":
      return setWindow(state, event.windowId, {
        status: "closed",
        staffId: null,
        finished: null,
      });
    default:
      return event satisfies never;
  }
};
