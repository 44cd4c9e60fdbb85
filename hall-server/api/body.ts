import express, { type Request, type Response } from "express";
import * as z from "zod/mini";
import { ProblemError } from "../problem.ts";

/** No call needs more; the same bound as a socket's message. */
const LIMIT = "16kb";

// Whatever the Content-Type says: a client that forgets it must not have its body ignored.
const readJson = express.json({ limit: LIMIT, type: () => true });

/** What is wrong with a body that could not be read. */
const unreadable = (error: unknown): unknown => {
  const { type, status = 500 } = error as { type?: string; status?: number };
  if (type === "entity.too.large") return new ProblemError("too-large");
  return status < 500 ? new ProblemError("bad-json") : error;
};

/**
 * Reads a request's body as JSON; an absent one is `{}`.
 * @throws ProblemError `too-large` or `bad-json`
 */
export const readBody = (request: Request, response: Response): Promise<unknown> =>
  new Promise((resolve, reject) => {
    readJson(request, response, (error?: unknown) => {
      if (error) reject(unreadable(error) as Error);
      else resolve(request.body ?? {});
    });
  });

const line = (at: string, zh: string, en: string): string =>
  at ? `${at} ${zh} / ${at} ${en}` : `${zh} / ${en}`;

/** What is wrong with a value, in both languages, naming the place; never repeats what was sent. */
const describe = (issue: z.core.$ZodIssue, within: string): string => {
  const at = [within, ...issue.path.map(String)].filter(Boolean).join(".");
  switch (issue.code) {
    case "invalid_type":
      return line(at, `须为 ${issue.expected}`, `must be ${issue.expected}`);
    case "too_big":
      return line(at, `最多 ${issue.maximum}`, `at most ${issue.maximum}`);
    case "too_small":
      return line(at, `至少 ${issue.minimum}`, `at least ${issue.minimum}`);
    case "unrecognized_keys":
      return line(at, "有不认识的字段", "has fields that are not known here");
    case "invalid_union":
      return issue.errors.map(([first]) => (first ? describe(first, at) : at)).join("；");
    default:
      return line(at, "不符合要求", "does not fit");
  }
};

/**
 * Parses a part of a request.
 * @param within the part's name, where it is no body
 * @throws ProblemError `bad-request` that names the first thing wrong
 */
export const parsePart = <S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  within = "",
): z.output<S> => {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ProblemError("bad-request", { detail: issue ? describe(issue, within) : within });
};
