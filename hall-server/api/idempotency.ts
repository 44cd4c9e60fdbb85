import type { Request } from "express";
import { ProblemError } from "../problem.ts";
import { newId } from "../secrets.ts";

/** The request header whose value becomes the command's id. */
export const IDEMPOTENCY_KEY = "Idempotency-Key";

/** What the header may hold: 1 to 64 printable ASCII characters. */
export const idempotencyKey = /^[\x20-\x7e]{1,64}$/;

/**
 * The id of the command a request carries: its Idempotency-Key, or a fresh one where it has none.
 * The hall remembers it, so a repeat gets the first answer and has no second effect.
 * @throws ProblemError `bad-idempotency-key`, also when there are two
 */
export const commandIdOf = (request: Request): string => {
  const [given, ...more] = request.headersDistinct[IDEMPOTENCY_KEY.toLowerCase()] ?? [];
  if (given === undefined) return newId();
  if (more.length || !idempotencyKey.test(given)) throw new ProblemError("bad-idempotency-key");
  return given;
};
