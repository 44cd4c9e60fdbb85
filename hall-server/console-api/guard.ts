import type { RequestHandler } from "express";
import type { HallContext } from "../context.ts";
import { originAllowed } from "../origin.ts";
import { ProblemError } from "../problem.ts";

const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

/**
 * Lets no other site act in a signed-in person's name: whatever changes something must say where it
 * comes from. Every browser sends `Origin` with such requests, and a page cannot forge it.
 */
export const sameOrigin =
  ({ settings, log }: Pick<HallContext, "settings" | "log">): RequestHandler =>
  (request, _response, next) => {
    const { origin } = request.headers;
    if (isRead(request.method) || (origin !== undefined && originAllowed(request, settings)))
      return next();
    log.warn({ origin: origin?.slice(0, 200), path: request.path }, "console: other origin");
    throw new ProblemError("wrong-origin");
  };

/** Takes JSON alone: what a form of another site can send is none. */
export const jsonOnly: RequestHandler = (request, _response, next) => {
  const type = request.headers["content-type"];
  if (!isRead(request.method) && type !== undefined && !/^application\/json\s*(;|$)/i.test(type))
    throw new ProblemError("bad-json");
  next();
};
