import { expect } from "vitest";
import * as z from "zod";
import type { DocumentedCall, JsonSchema, OpenApiDocument } from "#hall-server/api/openapi.ts";

/** What came back over HTTP. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined where it is no JSON. */
  readonly body: unknown;
}

/** Closes every object, so that a field the document does not know is found. */
const closed = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== "object" || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  return "properties" in copy ? { additionalProperties: false, ...copy } : copy;
};

const parserOf = (document: OpenApiDocument, schema: JsonSchema): z.ZodType => {
  const whole = { ...schema, $defs: document.components.schemas };
  const local = JSON.stringify(closed(whole)).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema(JSON.parse(local) as Parameters<typeof z.fromJSONSchema>[0]);
};

/** The documented call behind an address, or null. */
export const documentedCall = (
  document: OpenApiDocument,
  method: string,
  path: string,
): DocumentedCall | null => {
  const bare = path.split("?")[0] ?? "";
  const fits = (template: string) =>
    new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(bare);
  const found = Object.entries(document.paths).find(([template]) => fits(template));
  const methods: Readonly<Record<string, DocumentedCall>> = found?.[1] ?? {};
  return methods[method.toLowerCase()] ?? null;
};

/** Holds an answer against what the document says of this call: status, type, schema, code. */
export const expectDocumented = (
  document: OpenApiDocument,
  call: DocumentedCall,
  { status, headers, body }: Answered,
): void => {
  const response = call.responses[String(status)];
  expect(response, `${call.operationId} does not document ${status}`).toBeDefined();
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  // What differs by type differs by content: /health answers 503 without being refused.
  const media = response?.content[type];
  expect(media, `${call.operationId} ${status} does not document ${type}`).toBeDefined();
  if (!media || body === undefined) return;
  const parsed = parserOf(document, media.schema).safeParse(body);
  expect(parsed.error?.issues ?? [], `${call.operationId} ${status}`).toEqual([]);
  if (media.examples)
    expect(Object.keys(media.examples)).toContain((body as { code?: unknown }).code);
};
