import { type Decision, type Millis, millis, refuse } from "../decision.ts";
import type { OfficeEvent } from "../office.ts";
import { containsPersonalNumber } from "../text.ts";
import type { QueueCommand, TransferTarget } from "./commands.ts";
import { configProblem, type HallConfig, ORDINARY } from "./config.ts";
import type { FloorEvent } from "./events.ts";
import { LAST_NUMBER, parseTicketNumber, ticketNumber } from "./number.ts";
import { nextFor, placeOf, queuesOf } from "./order.ts";
import { type FloorState, type Ticket, type Visit, windowOf } from "./state.ts";

/** What an accepted queue command leaves behind, and what its sender is told. */
export interface QueueAccepted {
  readonly floor: readonly FloorEvent[];
  readonly office: readonly OfficeEvent[];
  readonly answer: QueueAnswer;
}

/** A ticket as an answer names it. */
export interface TicketRef {
  readonly ticketId: string;
  readonly number: string;
  readonly serviceId: string;
}

/** What the sender of a queue command learns; fields by the command. */
export interface QueueAnswer {
  /** IssueTicket. */
  readonly ticketId?: string;
  readonly number?: string;
  /** IssueTicket: how many of the same queue are called before it. */
  readonly ahead?: number;
  /** IssueTicket: ids of the windows that serve it. */
  readonly windows?: readonly string[];
  /** CallNext, CallTicket, Recall; null when nobody waits. */
  readonly callId?: string | null;
  /** Commands at a window: whom it was about; null when nobody waits. */
  readonly ticket?: TicketRef | null;
}

/** What a decision needs besides state and command: the moment, and one id made by the caller. */
export interface Given {
  readonly now: Millis;
  /** Fresh, unique; becomes the ticket's, call's or rating's id. */
  readonly id: string;
}

type Answered = Decision<QueueAccepted>;

const accept = (
  floor: readonly FloorEvent[],
  answer: QueueAnswer = {},
  office: readonly OfficeEvent[] = [],
): Answered => ({ accepted: { floor, office, answer } });

const ref = ({ ticketId, number, serviceId }: Ticket): TicketRef => ({
  ticketId,
  number,
  serviceId,
});

/** Refuses a free text that is missing or holds a phone or ID number. [Q20] */
const badReason = (
  reason: string | undefined,
): { refused: NonNullable<Answered["refused"]> } | null => {
  if (!reason?.trim()) return refuse("reason-required");
  return containsPersonalNumber(reason) ? refuse("personal-data") : null;
};

/** The events that end a visit as served, and what the office keeps so that it can be rated. */
const finishVisit = (
  state: FloorState,
  windowId: string,
  visit: Visit,
  now: Millis,
): { floor: FloorEvent[]; office: OfficeEvent[] } => {
  const { ticketId, number, serviceId } = visit.ticket;
  return {
    floor: [{ type: "ServiceFinished", ticketId, windowId }],
    office: [
      {
        type: "RatingDue",
        ticketId,
        number,
        serviceId,
        windowId,
        staffId: windowOf(state, windowId).staffId,
        calledAt: visit.calledAt,
        finishedAt: now,
      },
    ],
  };
};

const openDay = (state: FloorState, dayId: string, config: HallConfig): Answered => {
  if (state.day) return refuse("day-already-open", { dayId: state.day.dayId });
  if (state.lastDayId === dayId) return refuse("day-used", { dayId });
  const problem = configProblem(config);
  if (problem) return refuse(problem.code, { detail: problem.detail });
  return accept(
    [
      { type: "DayOpened", dayId },
      { type: "HallConfigured", config },
    ],
    {},
    [{ type: "DayOpened", dayId }],
  );
};

const closeDay = (state: FloorState): Answered => {
  if (!state.day) return refuse("day-not-open");
  const open = [
    ...Object.values(state.queues).flat(),
    ...Object.values(state.windows).flatMap((w) => (w.visit ? [w.visit.ticket] : [])),
    ...state.held.map((h) => h.ticket),
    ...state.missed.map((m) => m.ticket),
  ];
  const windows = Object.keys(state.windows).filter(
    (id) => windowOf(state, id).status !== "closed",
  );
  return accept([
    ...open.map((t): FloorEvent => ({ type: "TicketExpired", ticketId: t.ticketId })),
    ...windows.map((windowId): FloorEvent => ({ type: "WindowClosed", windowId })),
    { type: "DayClosed", dayId: state.day.dayId },
  ]);
};

const issueTicket = (
  state: FloorState,
  command: Extract<QueueCommand, { type: "IssueTicket" }>,
  { now, id }: Given,
): Answered => {
  const { serviceId, visitorClass = ORDINARY, reason } = command;
  const service = state.config.services.find((s) => s.id === serviceId);
  if (!service) return refuse("unknown-service", { serviceId });
  const group = state.config.classes.find((c) => c.id === visitorClass);
  if (!group) return refuse("unknown-class", { visitorClass });
  if (group.needsReason) {
    const bad = badReason(reason);
    if (bad) return bad;
  }
  const n = (state.issued[service.prefix] ?? 0) + 1;
  if (n > LAST_NUMBER) return refuse("numbers-exhausted", { prefix: service.prefix });
  const number = ticketNumber(service.prefix, n);
  const orderAt = millis(now - group.headStartMinutes * 60_000);
  // An equal `orderAt` ranks behind, because later tickets carry a higher n. [Q10]
  const ahead = (state.queues[serviceId] ?? []).filter((t) => t.orderAt <= orderAt).length;
  const office: OfficeEvent[] =
    group.id === ORDINARY
      ? []
      : [
          {
            type: "PriorityGranted",
            ticketId: id,
            number,
            visitorClass,
            reason: reason?.trim() ?? "",
          },
        ];
  return accept(
    [
      {
        type: "TicketIssued",
        ticketId: id,
        number,
        serviceId,
        priority: group.headStartMinutes > 0,
        orderAt,
      },
    ],
    { ticketId: id, number, ahead, windows: service.windows },
    office,
  );
};

/** Finishes whom the window has and calls the ticket, in one step. [Q13] */
const call = (
  state: FloorState,
  windowId: string,
  ticket: Ticket | null,
  { now, id }: Given,
  office: readonly OfficeEvent[] = [],
): Answered => {
  const visit = windowOf(state, windowId).visit;
  const ended = visit ? finishVisit(state, windowId, visit, now) : { floor: [], office: [] };
  if (!ticket)
    return accept(ended.floor, { callId: null, ticket: null }, [...ended.office, ...office]);
  return accept(
    [...ended.floor, { type: "TicketCalled", ticketId: ticket.ticketId, callId: id, windowId }],
    { callId: id, ticket: ref(ticket) },
    [...ended.office, ...office],
  );
};

const callNext = (
  state: FloorState,
  { windowId, seen }: Extract<QueueCommand, { type: "CallNext" }>,
  given: Given,
): Answered => {
  const { status, visit } = windowOf(state, windowId);
  if (status !== "open") return refuse("window-not-open", { windowId });
  if (seen !== undefined) {
    const current = visit?.ticket.ticketId ?? null;
    const fresh = visit && given.now - visit.calledAt < state.config.limits.doublePressMs;
    if (seen !== current || fresh) return refuse("double-press");
  }
  return call(state, windowId, nextFor(state, windowId), given);
};

const callTicket = (
  state: FloorState,
  command: Extract<QueueCommand, { type: "CallTicket" }>,
  given: Given,
): Answered => {
  const { windowId, reason } = command;
  if (windowOf(state, windowId).status !== "open") return refuse("window-not-open", { windowId });
  const bad = badReason(reason);
  if (bad) return bad;
  const number = parseTicketNumber(command.number) ?? command.number;
  const place = placeOf(state, (t) => t.number === number);
  if (!place) return refuse("unknown-ticket", { number });
  const { ticket } = place;
  if (place.at !== "waiting" && place.at !== "missed") return refuse("not-callable", { number });
  const mine =
    queuesOf(state, windowId).includes(ticket.serviceId) ||
    (place.at === "waiting" && place.windowId === windowId);
  if (!mine) return refuse("not-served-here", { number, windowId });
  return call(state, windowId, ticket, given, [
    {
      type: "CalledOutOfTurn",
      ticketId: ticket.ticketId,
      number,
      windowId,
      reason: reason.trim(),
    },
  ]);
};

const returnTicket = (state: FloorState, text: string): Answered => {
  const number = parseTicketNumber(text) ?? text;
  const place = placeOf(state, (t) => t.number === number);
  if (!place) return refuse("unknown-ticket", { number });
  if (place.at !== "missed") return refuse("not-a-no-show", { number });
  const { ticket } = place;
  const queue = state.queues[ticket.serviceId] ?? [];
  const last = queue[Math.min(state.config.limits.returnBehind, queue.length) - 1];
  const orderAt = millis(Math.max(ticket.orderAt, last ? last.orderAt + 1 : 0));
  return accept([{ type: "TicketReturned", ticketId: ticket.ticketId, orderAt }], {
    ticket: ref(ticket),
  });
};

const resumeTicket = (state: FloorState, windowId: string, text: string): Answered => {
  const { status, visit } = windowOf(state, windowId);
  if (status !== "open") return refuse("window-not-open", { windowId });
  if (visit) return refuse("window-busy", { windowId, number: visit.ticket.number });
  const number = parseTicketNumber(text) ?? text;
  const place = placeOf(state, (t) => t.number === number);
  if (!place) return refuse("unknown-ticket", { number });
  if (place.at !== "held") return refuse("not-held", { number });
  return accept([{ type: "TicketResumed", ticketId: place.ticket.ticketId, windowId }], {
    ticket: ref(place.ticket),
  });
};

const transfer = (
  state: FloorState,
  windowId: string,
  { ticket }: Visit,
  to: TransferTarget,
): Answered => {
  const { ticketId, number } = ticket;
  if (to.windowId !== undefined) {
    if (!state.config.windows.some((w) => w.id === to.windowId))
      return refuse("unknown-window", { windowId: to.windowId });
    if (to.windowId === windowId) return refuse("same-place", { number });
  } else if (!state.config.services.some((s) => s.id === to.serviceId))
    return refuse("unknown-service", { serviceId: to.serviceId });
  else if (to.serviceId === ticket.serviceId) return refuse("same-place", { number });
  return accept(
    [
      {
        type: "TicketTransferred",
        ticketId,
        windowId,
        toServiceId: to.serviceId ?? ticket.serviceId,
        toWindowId: to.windowId ?? null,
      },
    ],
    { ticket: ref(ticket) },
  );
};

/** The commands about the visitor whom a window has now. */
const atWindow = (
  state: FloorState,
  command: Extract<
    QueueCommand,
    {
      type:
        | "Recall"
        | "StartService"
        | "FinishService"
        | "MarkNoShow"
        | "HoldTicket"
        | "TransferTicket";
    }
  >,
  { now, id }: Given,
): Answered => {
  const { windowId } = command;
  const visit = windowOf(state, windowId).visit;
  if (!visit) return refuse("window-empty", { windowId });
  const { ticketId, number } = visit.ticket;
  const answer = { ticket: ref(visit.ticket) };
  switch (command.type) {
    case "Recall":
      return accept([{ type: "TicketRecalled", ticketId, callId: id, windowId }], {
        callId: id,
        ...answer,
      });
    case "StartService":
      // Starting twice is no error: the second press changes nothing.
      return accept(
        visit.phase === "serving" ? [] : [{ type: "ServiceStarted", ticketId, windowId }],
        answer,
      );
    case "FinishService": {
      const { floor, office } = finishVisit(state, windowId, visit, now);
      return accept(floor, answer, office);
    }
    case "MarkNoShow":
      if (visit.phase === "serving") return refuse("already-serving", { number });
      return accept([{ type: "TicketMissed", ticketId, windowId }], answer);
    case "HoldTicket":
      return accept([{ type: "TicketHeld", ticketId, windowId }], answer);
    case "TransferTicket":
      return transfer(state, windowId, visit, command.to);
    default:
      return command satisfies never;
  }
};

const openWindow = (
  state: FloorState,
  windowId: string,
  staff: string | null | undefined,
): Answered => {
  const window = windowOf(state, windowId);
  const staffId = staff === undefined ? window.staffId : staff;
  const same = window.status === "open" && window.staffId === staffId;
  return accept(same ? [] : [{ type: "WindowOpened", windowId, staffId }]);
};

const pauseWindow = (state: FloorState, windowId: string, reason: string): Answered => {
  const { status } = windowOf(state, windowId);
  if (status === "closed") return refuse("window-not-open", { windowId });
  const bad = badReason(reason);
  if (bad) return bad;
  return accept(status === "paused" ? [] : [{ type: "WindowPaused", windowId }], {}, [
    { type: "WindowPausedFor", windowId, reason: reason.trim() },
  ]);
};

const closeWindow = (state: FloorState, windowId: string): Answered => {
  const { status, visit } = windowOf(state, windowId);
  if (visit) return refuse("window-busy", { windowId, number: visit.ticket.number });
  return accept(status === "closed" ? [] : [{ type: "WindowClosed", windowId }]);
};

/** Decides a queue command. Pure: the same state, command and `given` always answer the same. */
export const decideQueue = (state: FloorState, command: QueueCommand, given: Given): Answered => {
  if (command.type === "OpenDay") return openDay(state, command.dayId, command.config);
  if (command.type === "ConfigureHall") {
    const problem = configProblem(command.config);
    return problem
      ? refuse(problem.code, { detail: problem.detail })
      : accept([{ type: "HallConfigured", config: command.config }]);
  }
  if (!state.day) return refuse("day-not-open");
  if ("windowId" in command && !state.config.windows.some((w) => w.id === command.windowId))
    return refuse("unknown-window", { windowId: command.windowId });
  switch (command.type) {
    case "CloseDay":
      return closeDay(state);
    case "IssueTicket":
      return issueTicket(state, command, given);
    case "CallNext":
      return callNext(state, command, given);
    case "CallTicket":
      return callTicket(state, command, given);
    case "ReturnTicket":
      return returnTicket(state, command.number);
    case "ResumeTicket":
      return resumeTicket(state, command.windowId, command.number);
    case "OpenWindow":
      return openWindow(state, command.windowId, command.staffId);
    case "PauseWindow":
      return pauseWindow(state, command.windowId, command.reason);
    case "CloseWindow":
      return closeWindow(state, command.windowId);
    default:
      return atWindow(state, command, given);
  }
};
