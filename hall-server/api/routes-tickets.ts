import * as z from "zod/mini";
import { parseTicketNumber } from "#shared/domain/queue/number.ts";
import type { HallContext } from "../context.ts";
import { ProblemError } from "../problem.ts";
import { commandCall, type Operation, ticketOf } from "./operation.ts";
import { aboutTicket, issuedTicket, newTicket, nothing, ticketPage } from "./schemas.ts";
import { both } from "./words.ts";

const EXAMPLE = {
  ticketId: "Xq3bT1m0yT2x9C7wN5kE8A",
  number: "A012",
  secret: "Qm7d0nE2x3VhS9k1LwPz4A",
};

const issue = commandCall({
  id: "issueTicket",
  path: "/tickets",
  tag: "tickets",
  summary: "取号 · Take a ticket",
  description: both(
    "校验码 secret 只在本次应答（及同一 Idempotency-Key 的重发）中出现，服务器不保存。",
    "The secret appears in this answer only (and in repeats under the same Idempotency-Key); the hall does not store it.",
  ),
  roles: ["caller", "issuer"],
  body: newTicket,
  bodyExample: { serviceId: "business", visitorClass: "elderly", reason: "年满 60 周岁" },
  status: 201,
  answer: issuedTicket,
  answerExample: {
    ...EXAMPLE,
    ahead: 7,
    windows: ["12", "13", "14"],
    phoneUrl: `http://192.168.1.20:4000/t/${EXAMPLE.number}#${EXAMPLE.secret}`,
  },
  refusals: [
    "day-not-open",
    "unknown-service",
    "unknown-class",
    "reason-required",
    "personal-data",
    "numbers-exhausted",
  ],
  command: (_, body) => ({ type: "IssueTicket", ...body }),
  reply: ({ ticketId = "", number = "", ahead = 0, windows = [] }, { context }) => {
    const secret = context.secrets.of(ticketId);
    const base = context.phoneBase();
    const phone = base === null ? {} : { phoneUrl: `${base}/t/${number}#${secret}` };
    return { ticketId, number, secret, ahead, windows, ...phone };
  },
});

/** What is repeated of a number that is none, characters. */
const LONGEST_SHOWN = 16;

/** What the holder of a ticket may know of it, or null when number and secret do not fit. */
const lookUp = (context: HallContext, number: string, secret: string) => {
  const { floor } = context.hall.state;
  const found = context.tickets.look(floor, number);
  // Compared also where there is no such ticket: the time it takes tells nothing either.
  const fits = context.secrets.fits(found?.ticketId ?? "", secret);
  if (!found || !fits) return null;
  const { state, serviceId, ahead, windowId } = found;
  const { content } = context.published();
  const service = floor.config.services.find((s) => s.id === serviceId);
  const open = state !== "done" && state !== "expired";
  const windows = windowId !== null ? [windowId] : open ? (service?.windows ?? []) : [];
  const zones = content.zones.filter((zone) =>
    content.windows.some((w) => w.zone === zone.id && windows.includes(w.id)),
  );
  const called = state === "called" || state === "serving" || state === "missed";
  const lastCall = floor.calls.find((call) => call.ticketId === found.ticketId);
  return {
    number,
    serviceId,
    serviceName: service?.name ?? serviceId,
    serviceNameEn: service?.nameEn ?? serviceId,
    state,
    ahead,
    windows,
    windowId,
    places: zones.map((zone) => zone.name),
    placesEn: zones.map((zone) => zone.nameEn),
    calledAt: called ? (lastCall?.at ?? null) : null,
    updatedAt: context.hall.now(),
    hallName: content.hall.name,
    hallNameEn: content.hall.nameEn,
    desk: content.hall.desk,
    deskEn: content.hall.deskEn,
  } satisfies z.input<typeof ticketPage>;
};

const look: Operation = {
  id: "getTicket",
  method: "get",
  path: "/tickets/{number}",
  tag: "tickets",
  summary: "查询票号 · Look a ticket up",
  description: both(
    "凭取号时的校验码查询当天的号票。校验码不对与没有这张票的应答完全相同。",
    "A ticket of today, by the secret its holder got. A wrong secret and a number that does not exist are answered alike.",
  ),
  roles: null,
  query: {
    secret: {
      schema: z.string(),
      description: both("取号时得到的校验码。", "The secret that taking the ticket answered."),
      example: EXAMPLE.secret,
    },
  },
  body: null,
  answers: [
    {
      status: 200,
      description: both("号票现状", "Where the ticket stands"),
      schema: ticketPage,
      example: {
        number: EXAMPLE.number,
        serviceId: "business",
        serviceName: "企业开办与许可",
        serviceNameEn: "Business start-up and permits",
        state: "waiting",
        ahead: 7,
        windows: ["12", "13", "14"],
        windowId: null,
        places: ["2 楼 B 区"],
        placesEn: ["Floor 2, Zone B"],
        calledAt: null,
        updatedAt: 1_773_282_720_000,
        hallName: "明川县政务服务中心",
        hallNameEn: "Mingchuan County Government Service Centre",
        desk: "1 楼服务台",
        deskEn: "Service Desk, Floor 1",
      },
    },
  ],
  refusals: ["bad-request", "unknown-ticket"],
  serve: ({ context, request, response }) => {
    const written = String(request.params["number"]);
    const number = parseTicketNumber(written) ?? written.slice(0, LONGEST_SHOWN);
    const { secret } = request.query;
    const found = typeof secret === "string" ? lookUp(context, number, secret) : null;
    if (!found) throw new ProblemError("unknown-ticket", { number });
    response.json(found);
  },
};

const comeBack = commandCall({
  id: "returnTicket",
  path: "/tickets/{number}/return",
  tag: "tickets",
  summary: "过号恢复 · A no-show comes back",
  description: both(
    "过号的人回来，排到本业务前几位之后继续等候。",
    "The visitor of a no-show waits again, behind the first few of the service.",
  ),
  roles: ["caller"],
  body: nothing,
  bodyExample: {},
  answer: aboutTicket,
  answerExample: {
    ticket: { ticketId: EXAMPLE.ticketId, number: EXAMPLE.number, serviceId: "business" },
  },
  refusals: ["day-not-open", "unknown-ticket", "not-a-no-show"],
  command: ({ number }) => ({ type: "ReturnTicket", number }),
  reply: (answer) => ({ ticket: ticketOf(answer) }),
});

/** Taking tickets and what becomes of them away from a window. */
export const ticketRoutes: readonly Operation[] = [issue, look, comeBack];
