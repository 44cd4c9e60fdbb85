import type * as z from "zod/mini";
import type { Command } from "#shared/domain/hall.ts";
import type { QueueAnswer } from "#shared/domain/queue/decide.ts";
import type { ProblemCode } from "../problem.ts";
import { commandCall, type Operation, ticketOf } from "./operation.ts";
import {
  aboutTicket,
  aboutWindow,
  call,
  chosenTicket,
  heldTicket,
  nextCall,
  nothing,
  pause,
  transfer,
} from "./schemas.ts";
import { both } from "./words.ts";

const TICKET = {
  ticketId: "Xq3bT1m0yT2x9C7wN5kE8A",
  number: "A012",
  serviceId: "business",
};
const CALL = { callId: "h0Z6cW4uRrG2mJ8sVd1pLw", ticket: TICKET };

/** How a window stands after a command that was accepted; the same for its repeats. */
const standing = (id: string, state: "open" | "paused" | "closed") => ({ window: { id, state } });

/** What the calls below differ in. */
interface WindowCall<B extends z.ZodMiniType, A extends z.ZodMiniType> {
  readonly summary: string;
  readonly description: string;
  readonly body: B;
  readonly bodyExample: z.input<B>;
  readonly answer: A;
  readonly answerExample: z.input<A>;
  readonly refusals: readonly ProblemCode[];
  readonly command: (windowId: string, body: z.output<B>) => Command;
  readonly reply: (answer: QueueAnswer, windowId: string) => z.input<A>;
}

/** A call `POST /windows/{id}/NAME` of the callers' keys. */
const windowCall = <B extends z.ZodMiniType, A extends z.ZodMiniType>(
  name: string,
  { refusals, command, reply, ...rest }: WindowCall<B, A>,
): Operation =>
  commandCall<`/windows/{id}/${string}`, B, A>({
    ...rest,
    id: name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    path: `/windows/{id}/${name}`,
    tag: "windows",
    roles: ["caller"],
    refusals: ["day-not-open", "unknown-window", ...refusals],
    command: ({ id }, body) => command(id, body),
    reply: (answer, { params }) => reply(answer, params.id),
  });

/** A call without a body about the ticket at the window. */
const ticketCall = (
  name: string,
  type: "StartService" | "FinishService" | "MarkNoShow" | "HoldTicket",
  summary: string,
  description: string,
  refusals: readonly ProblemCode[] = [],
): Operation =>
  windowCall(name, {
    summary,
    description,
    body: nothing,
    bodyExample: {},
    answer: aboutTicket,
    answerExample: { ticket: TICKET },
    refusals: ["window-empty", ...refusals],
    command: (windowId) => ({ type, windowId }),
    reply: (answer) => ({ ticket: ticketOf(answer) }),
  });

const callNext = windowCall("call-next", {
  summary: "呼叫下一位 · Call the next",
  description: both(
    "先把本窗口正在叫或办理的号记为办结，再叫下一位；无人等候时 callId 和 ticket 为 null。",
    "Finishes whom the window has, called or serving, and calls the next; both fields are null when nobody waits.",
  ),
  body: nothing,
  bodyExample: {},
  answer: nextCall,
  answerExample: CALL,
  refusals: ["window-not-open"],
  command: (windowId) => ({ type: "CallNext", windowId }),
  reply: ({ callId = null, ticket = null }) => ({ callId, ticket }),
});

const callChosen = windowCall("call", {
  summary: "选号呼叫 · Call a chosen ticket",
  description: both(
    "叫一个正在等候或已过号的号，须写明原因；先把本窗口的号记为办结。",
    "Calls a ticket that waits or is a no-show, out of turn and with a reason; finishes whom the window has.",
  ),
  body: chosenTicket,
  bodyExample: { number: "A012", reason: "材料已补齐" },
  answer: call,
  answerExample: CALL,
  refusals: [
    "window-not-open",
    "reason-required",
    "personal-data",
    "unknown-ticket",
    "not-callable",
    "not-served-here",
  ],
  command: (windowId, body) => ({ type: "CallTicket", windowId, ...body }),
  reply: (answer) => ({ callId: answer.callId ?? "", ticket: ticketOf(answer) }),
});

const recall = windowCall("recall", {
  summary: "重呼 · Call again",
  description: both("再叫一次本窗口的号。", "Calls the ticket at the window once more."),
  body: nothing,
  bodyExample: {},
  answer: call,
  answerExample: CALL,
  refusals: ["window-empty"],
  command: (windowId) => ({ type: "Recall", windowId }),
  reply: (answer) => ({ callId: answer.callId ?? "", ticket: ticketOf(answer) }),
});

const resume = windowCall("resume", {
  summary: "恢复办理 · Resume a held ticket",
  description: both(
    "挂起的号回到本窗口继续办理。",
    "A held ticket is served at this window again.",
  ),
  body: heldTicket,
  bodyExample: { number: "A012" },
  answer: aboutTicket,
  answerExample: { ticket: TICKET },
  refusals: ["window-not-open", "window-busy", "unknown-ticket", "not-held"],
  command: (windowId, body) => ({ type: "ResumeTicket", windowId, ...body }),
  reply: (answer) => ({ ticket: ticketOf(answer) }),
});

const transferTicket = windowCall("transfer", {
  summary: "转移 · Transfer to a service or a window",
  description: both(
    "本窗口的号转到另一业务或指定窗口，按原来的时间重新等候。只填 serviceId 或 windowId 之一。",
    "The ticket waits again with its original time, for another service or for one window alone. Send one of the two.",
  ),
  body: transfer,
  bodyExample: { serviceId: "general" },
  answer: aboutTicket,
  answerExample: { ticket: TICKET },
  refusals: ["window-empty", "unknown-service", "same-place"],
  command: (windowId, to) => ({ type: "TransferTicket", windowId, to }),
  reply: (answer) => ({ ticket: ticketOf(answer) }),
});

const open = windowCall("open", {
  summary: "开放窗口 · Open a window",
  description: both("重复开放不算错误。", "Opening an open window is no error."),
  body: nothing,
  bodyExample: {},
  answer: aboutWindow,
  answerExample: standing("12", "open"),
  refusals: [],
  command: (windowId) => ({ type: "OpenWindow", windowId }),
  reply: (_, id) => standing(id, "open"),
});

const pauseWindow = windowCall("pause", {
  summary: "暂停窗口 · Pause a window",
  description: both(
    "原因只给工作人员看。",
    "The reason is for staff only; the screens show that the window is paused.",
  ),
  body: pause,
  bodyExample: { reason: "系统维护" },
  answer: aboutWindow,
  answerExample: standing("12", "paused"),
  refusals: ["window-not-open", "reason-required", "personal-data"],
  command: (windowId, body) => ({ type: "PauseWindow", windowId, ...body }),
  reply: (_, id) => standing(id, "paused"),
});

const close = windowCall("close", {
  summary: "关闭窗口 · Close a window",
  description: both(
    "窗口还有人时不能关闭。",
    "Refused while the window has a visitor. Closing a closed window is no error.",
  ),
  body: nothing,
  bodyExample: {},
  answer: aboutWindow,
  answerExample: standing("12", "closed"),
  refusals: ["window-busy"],
  command: (windowId) => ({ type: "CloseWindow", windowId }),
  reply: (_, id) => standing(id, "closed"),
});

/** Everything a queue host does at a window. */
export const windowRoutes: readonly Operation[] = [
  callNext,
  callChosen,
  recall,
  ticketCall(
    "start",
    "StartService",
    "开始办理 · Start serving",
    both("可以不按；重复不算错误。", "Optional, and no error when repeated."),
  ),
  ticketCall(
    "finish",
    "FinishService",
    "办结 · Finish",
    both("办结后可以评价。", "The service may then be rated."),
  ),
  ticketCall(
    "no-show",
    "MarkNoShow",
    "过号 · Mark a no-show",
    both("已开始办理的不能过号。", "Refused once service has started."),
    ["already-serving"],
  ),
  ticketCall(
    "hold",
    "HoldTicket",
    "挂起 · Put aside",
    both("窗口空出，之后可恢复办理。", "Frees the window; the ticket can be resumed later."),
  ),
  resume,
  transferTicket,
  open,
  pauseWindow,
  close,
];
