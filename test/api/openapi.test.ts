import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiV1 } from "#hall-server/api/v1.ts";
import { documentedCall, expectDocumented } from "./contract.ts";
import { TestHall } from "./harness.ts";

let hall: TestHall;
beforeAll(async () => {
  hall = await TestHall.open();
});
afterAll(() => hall.close());

/** Every route that a router really has, as `METHOD /path/{param}`. */
const routesOf = ({ stack }: ReturnType<typeof apiV1>): string[] =>
  stack.flatMap(({ route }) =>
    route
      ? route.stack
          // The layer without a method is the one that refuses the other methods.
          .filter(({ method }) => method)
          .map(
            ({ method }) => `${method.toUpperCase()} ${route.path.replaceAll(/:(\w+)/g, "{$1}")}`,
          )
      : [],
  );

const callsOf = () =>
  Object.entries(hall.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({
      name: `${method.toUpperCase()} ${path}`,
      call,
    })),
  );

describe("the OpenAPI document", () => {
  it("has every route of the router, and the router every route of the document", () => {
    const documented = callsOf().map(({ name }) => name);
    expect(routesOf(apiV1(hall.context, hall.keys)).sort()).toEqual([...documented].sort());
    expect(new Set(documented).size).toBe(documented.length);
  });

  it("is OpenAPI 3.1, and every reference and every path parameter resolves", () => {
    const { document } = hall;
    expect(document.openapi).toMatch(/^3\.1\./);
    const text = JSON.stringify(document);
    for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(Object.keys(document.components.schemas)).toContain(name);
    for (const [path, methods] of Object.entries(document.paths))
      for (const call of Object.values(methods)) {
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const inPath = call.parameters.filter((p) => p.in === "path").map((p) => p.name);
        expect(inPath).toEqual(named);
      }
  });

  it("describes every call in both languages, and what any keyed call may be refused for", () => {
    for (const { name, call } of callsOf()) {
      expect(call.description, name).toMatch(/[\u4e00-\u9fff][\s\S]*\n\n[A-Za-z0-9]/);
      expect(call.responses["500"], name).toBeDefined();
      if (!call["x-roles"]) continue;
      for (const status of ["400", "401", "403", "413", "422", "503"])
        expect(call.responses[status], `${name} ${status}`).toBeDefined();
      expect(call.security).toEqual([{ key: [] }]);
      expect(call.parameters.map((p) => p.name)).toContain("Idempotency-Key");
    }
  });

  it("has examples of requests that the calls take: none is refused for its form", async () => {
    for (const { name, call } of callsOf()) {
      const example = call.requestBody?.content["application/json"]?.example;
      if (example === undefined) continue;
      const path = name.slice("POST ".length).replace("{id}", "12").replace("{number}", "A012");
      const { status } = await hall.call("POST", path, { body: example });
      expect(status, name).not.toBe(400);
    }
  });

  it.each([
    ["a field it does not know", 200, { status: "ok", extra: 1 }],
    ["a field that is missing", 200, { status: "ok" }],
    ["a status it does not know", 418, {}],
  ])("is what every answer in these tests is held against: %s is found", (_, status, change) => {
    const call = documentedCall(hall.document, "GET", "/health");
    const headers = new Headers({ "content-type": "application/json" });
    const whole = { dayId: null, seq: 1, clockBehind: false, build: "", protocol: 1 };
    const body = "extra" in change ? { ...whole, ...change } : change;
    if (!call) throw new Error("GET /health is not documented");
    expect(() =>
      expectDocumented(hall.document, call, { status, headers, text: "", body }),
    ).toThrow();
  });

  it("names the limits of what it takes and marks what is required", () => {
    const { schemas } = hall.document.components;
    expect(schemas["NewTicket"]).toMatchObject({
      required: ["serviceId"],
      additionalProperties: false,
      properties: { serviceId: { minLength: 1, maxLength: 64 }, reason: { maxLength: 60 } },
    });
    expect(schemas["NewRating"]?.properties?.["grade"]).toMatchObject({
      type: "integer",
      minimum: 1,
      maximum: 5,
    });
    const calls = Object.fromEntries(callsOf().map(({ name, call }) => [name, call]));
    expect(calls["POST /tickets"]?.requestBody?.required).toBe(true);
    expect(calls["POST /windows/{id}/open"]?.requestBody?.required).toBe(false);
  });
});

describe("the readable page", () => {
  it("names every call, every refusal and every field, without a script or anything from elsewhere", async () => {
    const { status, headers, text } = await hall.call("GET", "/docs", { as: null });
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    for (const { call } of callsOf()) {
      expect(text).toContain(`<article id="${call.operationId}">`);
      expect(text).toContain(`href="#${call.operationId}"`);
    }
    for (const word of [
      "idempotency-conflict",
      "numbers-exhausted",
      "visitorClass",
      "ticket.number",
    ])
      expect(text).toContain(`<code>${word}</code>`);
    expect(text).not.toMatch(/<script|javascript:|https?:\/\/(?!192\.168\.)|\son\w+=/);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(text) ?? [];
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
    expect(policy).toContain(`'sha256-${Buffer.from(digest).toString("base64")}'`);
  });
});
