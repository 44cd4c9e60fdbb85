import type { IncomingMessage } from "node:http";
import type { Settings } from "./settings.ts";

const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/**
 * Whether a request may come from where it says: a browser's `Origin` has to be this very host (or
 * the public address). Requests without an Origin are no browser's and carry no cookie of ours.
 */
export const originAllowed = (
  request: Pick<IncomingMessage, "headers">,
  settings: Pick<Settings, "publicUrl">,
): boolean => {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  const from = URL.parse(origin);
  if (!from) return false;
  if (settings.publicUrl !== null && from.origin === new URL(settings.publicUrl).origin)
    return true;
  return from.host === host;
};

/**
 * Whether a screen needs no pairing because it runs on the server's own machine: a loopback address
 * *and* a local Host *and* no trace of a proxy that would make a stranger look local.
 */
export const trustedLocally = (
  request: Pick<IncomingMessage, "headers" | "socket">,
  settings: Pick<Settings, "trustLocal">,
): boolean =>
  settings.trustLocal &&
  LOOPBACK.test(request.socket.remoteAddress ?? "") &&
  LOCAL_HOST.test(request.headers.host ?? "") &&
  FORWARDED.every((name) => request.headers[name] === undefined);
