import express, { type Router } from "express";
import { accountEndpoints } from "./console-api/accounts.ts";
import { type Endpoint, handlerOf } from "./console-api/endpoint.ts";
import { jsonOnly, sameOrigin } from "./console-api/guard.ts";
import type { ConsoleParts } from "./console-api/parts.ts";
import { ratingEndpoints } from "./console-api/ratings.ts";
import { screenEndpoints } from "./console-api/screens.ts";
import { sessionEndpoints } from "./console-api/session.ts";
import type { HallContext } from "./context.ts";
import { ProblemError } from "./problem.ts";

/** Larger than any of the console's requests, in bytes. */
const MAX_BODY_BYTES = 16 * 1024;

/** Every request of `shared/protocol/console.ts`, with whom it is for. */
export const consoleEndpoints = (parts: ConsoleParts): readonly Endpoint[] => [
  ...sessionEndpoints(parts),
  ...screenEndpoints(parts),
  ...accountEndpoints(parts),
  ...ratingEndpoints(parts),
];

/**
 * The console's own requests, to be mounted at `CONSOLE_API`. Refusals are thrown as ProblemError:
 * the application's `problemHandler` answers them.
 * @param parts `clock` is the machine's unless told
 */
export const consoleApi = (
  context: HallContext,
  parts: Omit<ConsoleParts, "context" | "clock"> & { readonly clock?: () => number },
): Router => {
  const endpoints = consoleEndpoints({ clock: Date.now, ...parts, context });
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  router.use(sameOrigin(context), jsonOnly);
  router.use(express.json({ limit: MAX_BODY_BYTES, type: "application/json" }));
  for (const endpoint of endpoints) {
    const method = endpoint.method.toLowerCase() as Lowercase<Endpoint["method"]>;
    router[method](endpoint.path, handlerOf(endpoint, parts.sessions));
  }
  for (const [path, at] of Map.groupBy(endpoints, (endpoint) => endpoint.path))
    router.all(path, (_request, response) => {
      response.set("Allow", at.map((endpoint) => endpoint.method).join(", "));
      throw new ProblemError("method-not-allowed");
    });
  router.use(() => {
    throw new ProblemError("not-found");
  });
  return router;
};
