import type { Request, Response } from "express";
import type { ApiKey, ApiKeys, ApiRole } from "../keys.ts";
import { ProblemError } from "../problem.ts";

const BEARER = /^Bearer +([\x21-\x7e]+)$/i;
const CHALLENGE = 'Bearer realm="mingting"';

/**
 * Whose request this is.
 * @throws ProblemError `unauthorized` without a good key, `forbidden` where its role may not do this;
 * both tell the client what to send (RFC 6750)
 */
export const authorise = (
  keys: ApiKeys,
  roles: readonly ApiRole[],
  request: Request,
  response: Response,
): ApiKey => {
  const header = request.headers.authorization;
  const sent = header === undefined ? undefined : BEARER.exec(header)?.[1];
  const key = sent === undefined ? null : keys.find(sent);
  if (!key) {
    const why = header === undefined ? "" : ', error="invalid_token"';
    response.set("WWW-Authenticate", CHALLENGE + why);
    throw new ProblemError("unauthorized");
  }
  if (!roles.includes(key.role)) {
    response.set("WWW-Authenticate", `${CHALLENGE}, error="insufficient_scope"`);
    throw new ProblemError("forbidden");
  }
  return key;
};
