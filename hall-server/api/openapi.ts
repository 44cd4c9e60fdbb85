import * as z from "zod/mini";
import { type Problem, problem, type ProblemCode } from "../problem.ts";
import { IDEMPOTENCY_KEY, idempotencyKey } from "./idempotency.ts";
import {
  type Answer,
  type Operation,
  type Parameter,
  paramNames,
  PATH_PARAMS,
  type Tag,
  TAGS,
} from "./operation.ts";
import { components, problemDocument } from "./schemas.ts";
import { both } from "./words.ts";

/** A JSON Schema (2020-12), as far as the readable page looks into one. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

interface Media {
  readonly schema: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: Problem }>>;
}

/** One response of an operation. */
export interface DocumentedResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  readonly content: Readonly<Record<string, Media>>;
}

/** One call as the document describes it. */
export interface DocumentedCall {
  readonly operationId: string;
  readonly tags: readonly Tag[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** Roles whose keys may; absent where no key is needed. */
  readonly "x-roles"?: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: "path" | "query" | "header";
    readonly required: boolean;
    readonly description: string;
    readonly schema: JsonSchema;
    readonly example: string;
  }[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, Media>>;
  };
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

/** The API's description, an OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<
    Record<string, Readonly<Partial<Record<Operation["method"], DocumentedCall>>>>
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

const JSON_TYPE = "application/json";
const PROBLEM_TYPE = "application/problem+json";

/** What fills the sentences of refusals in examples. */
const SAMPLE = {
  windowId: "12",
  number: "A012",
  serviceId: "business",
  visitorClass: "elderly",
  reason: "long-wait",
  prefix: "A",
  detail: "serviceId 须为 string / serviceId must be string",
};

const refTo = (id: string): JsonSchema => ({ $ref: `#/components/schemas/${id}` });

/** A schema where it is used: by name where it has one. What requests may send is what counts. */
const schemaOf = (schema: z.core.$ZodType): JsonSchema => {
  const id = components.get(schema)?.id;
  if (id !== undefined) return refTo(id);
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io: "input" });
  return plain as JsonSchema;
};

const namedSchemas = (): Record<string, JsonSchema> => {
  const { schemas } = z.toJSONSchema(components, { io: "input", uri: (id) => refTo(id).$ref! });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...plain }]) => [
      id,
      plain as JsonSchema,
    ]),
  );
};

const parameter = (
  name: string,
  place: "path" | "query",
  { schema, description, example }: Parameter,
) => ({ name, in: place, required: true, description, schema: schemaOf(schema), example });

const IDEMPOTENCY_PARAMETER = {
  name: IDEMPOTENCY_KEY,
  in: "header",
  required: false,
  description: both(
    "命令编号，在您的密钥内唯一。重发（包括同时发）得到第一次的应答，不会执行两次；换了内容则为 422。",
    "The command's id, unique within your key. Repeats, also simultaneous ones, get the first answer and have no second effect; with another content it is 422.",
  ),
  schema: { type: "string", pattern: idempotencyKey.source } as JsonSchema,
  example: "take-000123",
} as const;

const answered = ({ description, type, schema, example }: Answer): DocumentedResponse => ({
  description,
  content: {
    [type ?? JSON_TYPE]: {
      schema: schema ? schemaOf(schema) : { type: type ? "string" : "object" },
      ...(example === undefined ? {} : { example }),
    },
  },
});

/** The refusals of one status, each with its document as an example. */
const refused = (status: number, codes: readonly ProblemCode[]): DocumentedResponse => ({
  description: codes.map((code) => `\`${code}\``).join(", "),
  ...(status === 401 || status === 403
    ? { headers: { "WWW-Authenticate": { schema: { type: "string" } } } }
    : {}),
  content: {
    [PROBLEM_TYPE]: {
      schema: schemaOf(problemDocument),
      examples: Object.fromEntries(codes.map((code) => [code, { value: problem(code, SAMPLE) }])),
    },
  },
});

const responsesOf = ({ answers, refusals }: Operation): Record<string, DocumentedResponse> => {
  const byStatus = Map.groupBy(
    new Set([...refusals, "internal" as const]),
    (code) => problem(code).status,
  );
  return Object.fromEntries([
    ...answers.map((answer) => [answer.status, answered(answer)]),
    ...[...byStatus].map(([status, codes]) => [status, refused(status, codes)]),
  ]) as Record<string, DocumentedResponse>;
};

const documented = (operation: Operation): DocumentedCall => {
  const { id, tag, summary, description, roles, path, query = {}, body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: roles ? [{ key: [] }] : [],
    ...(roles ? { "x-roles": roles } : {}),
    parameters: [
      ...paramNames(path).map((name) => parameter(name, "path", PATH_PARAMS[name])),
      ...Object.entries(query).map(([name, given]) => parameter(name, "query", given)),
      // A public call is no command: there is nothing to repeat safely.
      ...(operation.method === "post" && roles ? [IDEMPOTENCY_PARAMETER] : []),
    ],
    ...(body
      ? {
          requestBody: {
            // An absent body is `{}`, so only a body that must hold something is required.
            required: !z.core.safeParse(body.schema, {}).success,
            content: { [JSON_TYPE]: { schema: schemaOf(body.schema), example: body.example } },
          },
        }
      : {}),
    responses: responsesOf(operation),
  };
};

/** Describes the operations, from the very schemas that parse their requests. */
export const openApi = (operations: readonly Operation[]): OpenApiDocument => {
  const byPath = Map.groupBy(operations, (operation) => operation.path);
  return {
    openapi: "3.1.1",
    info: {
      title: "明厅 Mingting API",
      version: "1",
      description: both(
        "取号机和排队主机用它驱动大厅。请求和应答都是 JSON；除公开的查询外，每个请求带 `Authorization: Bearer KEY`，密钥由 `npm run -s hall -- key create NAME --role caller` 生成。" +
          "每个带密钥的 POST 可带 `Idempotency-Key`，网络不稳时放心重发。出错时应答是 RFC 9457 文档，程序按 `code` 判断。应答以后可能增加字段。",
        "Ticket machines and queue hosts drive the hall with it. Requests and answers are JSON; all but the public look-ups carry `Authorization: Bearer KEY`, made by `npm run -s hall -- key create NAME --role caller`. " +
          "Every keyed POST takes an `Idempotency-Key`, so that it can be repeated without worry. Refusals are RFC 9457 documents; programs go by their `code`. Answers may gain fields.",
      ),
    },
    servers: [{ url: "/api/v1" }],
    tags: (Object.keys(TAGS) as Tag[]).map((name) => ({ name, description: TAGS[name] })),
    paths: Object.fromEntries(
      [...byPath].map(([path, calls]) => [
        path,
        Object.fromEntries(calls.map((call) => [call.method, documented(call)])),
      ]),
    ),
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: both(
            "caller 取号、操作所有窗口、评价；issuer 只取号；rater 只评价。",
            "A caller takes tickets, drives every window and rates; an issuer takes tickets only; a rater rates only.",
          ),
        },
      },
    },
  };
};
