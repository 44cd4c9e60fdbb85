import type { Request, RequestHandler, Response } from "express";
import type * as z from "zod/mini";
import type { StaffRole } from "#shared/domain/office.ts";
import type { Person } from "#shared/protocol/messages.ts";
import { ProblemError } from "../problem.ts";
import type { Session, Sessions } from "../sessions.ts";

/** A request, and who sends it if somebody is signed in. */
export interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly session: Session | null;
}

/** A request of somebody who may make it. */
export interface StaffAsked extends Asked {
  readonly session: Session;
  readonly person: Person;
}

interface Place {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the console's address. */
  readonly path: string;
  /** The page asks this by itself: it does not count as a press that keeps the session alive. */
  readonly quiet?: true;
}

/** What an endpoint answers: JSON with 200, or 204 for nothing. */
type Answering<A extends Asked> = (asked: A) => unknown;

/** One of the console's requests: where, for whom, and what it does. */
export type Endpoint = Place &
  (
    | { readonly who: "anybody"; readonly answer: Answering<Asked> }
    | {
        readonly who: readonly StaffRole[];
        /** Also open to whoever has to change the password first. */
        readonly beforePasswordChange?: true;
        readonly answer: Answering<StaffAsked>;
      }
  );

/** Every role, and those above the clerk's. */
export const EVERYBODY: readonly StaffRole[] = ["clerk", "supervisor", "administrator"];
export const SUPERVISING: readonly StaffRole[] = ["supervisor", "administrator"];
export const ADMINISTRATORS: readonly StaffRole[] = ["administrator"];

/**
 * A body as the schema has it.
 * @throws ProblemError `bad-request` naming the field, never its value
 */
export const bodyOf = <S extends z.ZodMiniType>(schema: S, request: Request): z.output<S> => {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.join(".");
  throw new ProblemError("bad-request", { detail: (field || "body").slice(0, 60) });
};

/** A named part of the path. */
export const idOf = ({ request }: Asked): string => {
  const { id } = request.params;
  return typeof id === "string" ? id : "";
};

/** Lets in whom the endpoint is for, and sends its answer. */
export const handlerOf =
  (endpoint: Endpoint, sessions: Sessions): RequestHandler =>
  async (request, response) => {
    const session = sessions.fromCookie(request.headers.cookie);
    const asked = { request, response, session };
    const body = await ((): unknown => {
      if (endpoint.who === "anybody") {
        if (session && !endpoint.quiet) sessions.touch(session);
        return endpoint.answer(asked);
      }
      const person = session && sessions.person(session);
      if (!person) throw new ProblemError("unauthorized");
      if (person.mustChangePassword && !endpoint.beforePasswordChange)
        throw new ProblemError("password-change-required");
      if (!endpoint.who.includes(person.role)) throw new ProblemError("forbidden");
      if (!endpoint.quiet) sessions.touch(session);
      return endpoint.answer({ ...asked, session, person });
    })();
    if (body === undefined) response.status(204).end();
    else response.json(body);
  };
