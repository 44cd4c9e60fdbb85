import { ProblemError } from "../problem.ts";
import { commandCall, type Operation } from "./operation.ts";
import { newRating, rated } from "./schemas.ts";
import { both } from "./words.ts";

const rate = commandCall({
  id: "rateService",
  path: "/ratings",
  tag: "ratings",
  summary: "评价 · Rate a finished service",
  description: both(
    "凭取号时的校验码评价当天已办结的服务，每次服务只收一次；不评价就是未评价。",
    "For a service finished today, by the ticket's secret, once. Silence stays unrated.",
  ),
  roles: ["caller", "rater"],
  body: newRating,
  bodyExample: {
    ticketId: "Xq3bT1m0yT2x9C7wN5kE8A",
    secret: "Qm7d0nE2x3VhS9k1LwPz4A",
    grade: 2,
    reasons: ["long-wait"],
    comment: "叫号太慢",
  },
  status: 201,
  answer: rated,
  answerExample: { ticketId: "Xq3bT1m0yT2x9C7wN5kE8A", grade: 2 },
  refusals: ["wrong-secret", "not-rateable", "unknown-reason"],
  // Before the hall sees it: the secret is in no command, and a repeat has to know it as well.
  check: (context, { ticketId, secret }) => {
    if (!context.secrets.fits(ticketId, secret)) throw new ProblemError("wrong-secret");
  },
  command: (_, { ticketId, grade, reasons = [], comment }) => ({
    type: "RateService",
    ticketId,
    grade,
    reasons,
    comment,
    channel: "api",
  }),
  reply: (_, { body: { ticketId, grade } }) => ({ ticketId, grade }),
});

/** What visitors think of a service. */
export const ratingRoutes: readonly Operation[] = [rate];
