import type { Request, Response } from "express";
import * as z from "zod/mini";
import type { Command } from "#shared/domain/hall.ts";
import type { QueueAnswer, TicketRef } from "#shared/domain/queue/decide.ts";
import { fields } from "#shared/protocol/commands.ts";
import type { HallContext } from "../context.ts";
import type { ApiKey, ApiRole } from "../keys.ts";
import { type ProblemCode, ProblemError } from "../problem.ts";
import { parsePart } from "./body.ts";
import { commandIdOf } from "./idempotency.ts";
import { both } from "./words.ts";

/** What a call needs to be carried out, once its sender is known and its body is read. */
export interface ApiCall {
  readonly context: HallContext;
  readonly request: Request;
  readonly response: Response;
  /** Whose call it is; null for a public one. */
  readonly key: ApiKey | null;
  /** The body as sent; an absent one is `{}`. */
  readonly body: unknown;
}

/** What a call that was carried out answers, as the document describes it. */
export interface Answer {
  readonly status: 200 | 201 | 503;
  readonly description: string;
  /** `application/json` unless told. */
  readonly type?: "text/html";
  /** Null where nothing is parsed of it. */
  readonly schema: z.core.$ZodType | null;
  /** Absent where it would only repeat another one. */
  readonly example?: unknown;
}

/** A parameter in the address. */
export interface Parameter {
  readonly schema: z.core.$ZodType;
  readonly description: string;
  readonly example: string;
}

/** One call of the API: what serves it and what describes it, so that the two cannot part. */
export interface Operation {
  readonly id: string;
  readonly method: "get" | "post";
  /** As OpenAPI writes it, e.g. `/windows/{id}/call-next`. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  /** Whose keys may; null when no key is needed. */
  readonly roles: readonly ApiRole[] | null;
  readonly query?: Readonly<Record<string, Parameter>>;
  /** Null for calls without a body. */
  readonly body: { readonly schema: z.core.$ZodType; readonly example: unknown } | null;
  readonly answers: readonly Answer[];
  /** Every refusal it may answer with, but `internal`, which any may. */
  readonly refusals: readonly ProblemCode[];
  readonly serve: (call: ApiCall) => void | Promise<void>;
}

/** How the document groups the calls. */
export const TAGS = {
  hall: both("大厅现状", "The hall as it stands"),
  tickets: both("取号与查询", "Taking tickets and looking them up"),
  windows: both("窗口叫号", "Driving the windows"),
  ratings: both("服务评价", "Rating the service"),
  fees: both("收费", "Fees"),
  about: both("接口说明", "About this API"),
} as const;
export type Tag = keyof typeof TAGS;

/** What the address of a call may carry, wherever it stands in the path. */
export const PATH_PARAMS = {
  id: {
    schema: fields.id,
    description: both("窗口编号，如 12。", "The window's id, e.g. 12."),
    example: "12",
  },
  number: {
    schema: fields.number,
    description: both("票号，如 A012。", "The ticket's number, e.g. A012."),
    example: "A012",
  },
} as const;

/** The parameters a path names. */
type PathParams<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Readonly<Record<Name, string>> & PathParams<Rest>
  : unknown;

/** Names of a path's parameters, in order. */
export const paramNames = (path: string): (keyof typeof PATH_PARAMS)[] =>
  (Object.keys(PATH_PARAMS) as (keyof typeof PATH_PARAMS)[]).filter((name) =>
    path.includes(`{${name}}`),
  );

/** What any call that becomes a command may be refused for. */
const ANY_COMMAND: readonly ProblemCode[] = [
  "bad-request",
  "bad-json",
  "bad-idempotency-key",
  "unauthorized",
  "forbidden",
  "too-large",
  "idempotency-conflict",
  "hall-halted",
];

/** A call that becomes a command: everything about it, and nothing else decides anything. */
interface CommandCall<P extends string, B extends z.ZodMiniType, A extends z.ZodMiniType> {
  readonly id: string;
  readonly path: P;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  readonly roles: readonly ApiRole[];
  readonly body: B;
  readonly bodyExample: z.input<B>;
  readonly status?: 200 | 201;
  readonly answer: A;
  readonly answerExample: z.input<A>;
  /** Its own; those of {@link ANY_COMMAND} are added. */
  readonly refusals: readonly ProblemCode[];
  /** Refuses by throwing what the core cannot judge. */
  readonly check?: (context: HallContext, body: z.output<B>) => void;
  readonly command: (params: PathParams<P>, body: z.output<B>) => Command;
  readonly reply: (
    answer: QueueAnswer,
    given: {
      readonly context: HallContext;
      readonly params: PathParams<P>;
      readonly body: z.output<B>;
    },
  ) => z.input<A>;
}

/** Makes the operation of a call that becomes a command: POST, keyed, once per Idempotency-Key. */
export const commandCall = <
  const P extends string,
  B extends z.ZodMiniType,
  A extends z.ZodMiniType,
>(
  call: CommandCall<P, B, A>,
): Operation => {
  const { status = 200 } = call;
  const names = paramNames(call.path);
  return {
    id: call.id,
    method: "post",
    path: call.path,
    tag: call.tag,
    summary: call.summary,
    description: call.description,
    roles: call.roles,
    body: { schema: call.body, example: call.bodyExample },
    answers: [
      {
        status,
        description: both("已执行", "Carried out"),
        schema: call.answer,
        example: call.answerExample,
      },
    ],
    refusals: [...call.refusals, ...ANY_COMMAND],
    serve: async ({ context, request, response, key, body: sent }) => {
      if (!key) throw new Error(`${call.id} was reached without a key`);
      const commandId = commandIdOf(request);
      const params = Object.fromEntries(
        names.map((name) => [
          name,
          parsePart(PATH_PARAMS[name].schema, request.params[name], name),
        ]),
      ) as PathParams<P>;
      const body = parsePart(call.body, sent);
      call.check?.(context, body);
      const outcome = await context.hall.submit(call.command(params, body), {
        scope: `key:${key.id}`,
        commandId,
        actor: { kind: "key", id: key.id },
      });
      if ("halted" in outcome) throw new ProblemError("hall-halted");
      if ("conflict" in outcome) throw new ProblemError("idempotency-conflict");
      if ("refused" in outcome)
        throw new ProblemError(outcome.refused.code, outcome.refused.params);
      const answer = call.reply(outcome.accepted.answer, { context, params, body });
      response.status(status).json(answer);
    },
  };
};

/** The ticket an answer is about; the core always names one where it accepts such a command. */
export const ticketOf = ({ ticket }: QueueAnswer): TicketRef => {
  if (!ticket) throw new Error("the answer names no ticket");
  return ticket;
};
