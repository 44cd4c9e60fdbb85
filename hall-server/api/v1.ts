import express, { type ErrorRequestHandler, type RequestHandler, type Router } from "express";
import type { HallContext } from "../context.ts";
import type { ApiKeys } from "../keys.ts";
import { ProblemError } from "../problem.ts";
import { authorise } from "./auth.ts";
import { readBody } from "./body.ts";
import { openApi } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { aboutRoutes } from "./routes-about.ts";
import { estimateRoutes } from "./routes-estimate.ts";
import { hallRoutes } from "./routes-hall.ts";
import { ratingRoutes } from "./routes-ratings.ts";
import { ticketRoutes } from "./routes-tickets.ts";
import { windowRoutes } from "./routes-windows.ts";

/** Every call there is, in the order the document lists them. */
const OPERATIONS: readonly Operation[] = [
  ...hallRoutes,
  ...ticketRoutes,
  ...windowRoutes,
  ...ratingRoutes,
  ...estimateRoutes,
  ...aboutRoutes(() => openApi(OPERATIONS)),
];

/** Who, then what: nothing of a request is read before its key is known to be good for it. */
const served =
  (context: HallContext, keys: ApiKeys, { roles, body, serve }: Operation): RequestHandler =>
  async (request, response) => {
    const key = roles && authorise(keys, roles, request, response);
    if (key) response.locals["keyId"] = key.id;
    const sent = body ? await readBody(request, response) : {};
    await serve({ context, request, response, key, body: sent });
  };

const refuseMethod =
  (methods: readonly Operation["method"][]): RequestHandler =>
  (_request, response) => {
    const allowed = methods.flatMap((method) => (method === "get" ? ["GET", "HEAD"] : ["POST"]));
    response.set("Allow", allowed.join(", "));
    throw new ProblemError("method-not-allowed");
  };

/** Logs each refusal once; the application's last handler answers it, and logs what is a bug. */
const logRefusal =
  ({ log }: HallContext): ErrorRequestHandler =>
  (error: unknown, { method, path }, response, next) => {
    // An address that cannot be decoded is refused by Express itself.
    const { status } = error as { status?: number };
    const code = error instanceof ProblemError ? error.code : status && "bad-request";
    const keyId: unknown = response.locals["keyId"];
    if (code) log.debug({ method, path, code, keyId }, "API call refused");
    next(error);
  };

/**
 * The API for the hall's other systems, mounted at `/api/v1`. Refusals are thrown: the application
 * ends with `problemHandler`.
 */
export const apiV1 = (context: HallContext, keys: ApiKeys): Router => {
  const router = express.Router({ caseSensitive: true });
  router.use((_request, response, next) => {
    response.set("Cache-Control", "no-store");
    next();
  });
  for (const [path, operations] of Map.groupBy(OPERATIONS, ({ path }) => path)) {
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ":$1"));
    for (const operation of operations) route[operation.method](served(context, keys, operation));
    route.all(refuseMethod(operations.map(({ method }) => method)));
  }
  router.use(() => {
    throw new ProblemError("not-found");
  });
  router.use(logRefusal(context));
  return router;
};
