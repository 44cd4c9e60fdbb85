import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenApiDocument } from "#hall-server/api/openapi.ts";
import { API_ROLES, type ApiRole } from "#hall-server/keys.ts";
import { TestHall } from "./harness.ts";

let hall: TestHall;
let document: OpenApiDocument;
beforeAll(async () => {
  hall = await TestHall.open();
  ({ document } = hall);
});
afterAll(() => hall.close());

/** Who may do what, as the rules of the API say it; everything else is public. */
const ALLOWED: Readonly<Record<string, readonly ApiRole[]>> = {
  "POST /tickets": ["caller", "issuer"],
  "POST /ratings": ["caller", "rater"],
  "POST /tickets/{number}/return": ["caller"],
  ...Object.fromEntries(
    [
      "call-next",
      "call",
      "recall",
      "start",
      "finish",
      "no-show",
      "hold",
      "resume",
      "transfer",
      "open",
      "pause",
      "close",
    ].map((verb) => [`POST /windows/{id}/${verb}`, ["caller"] as const]),
  ),
};

const keyed = Object.entries(ALLOWED).map(([call, roles]) => {
  const [method = "", template = ""] = call.split(" ");
  return {
    method,
    template,
    path: template.replace("{id}", "99").replace("{number}", "Z999"),
    roles,
  };
});

describe("who may call what", () => {
  it("the document says of every call whose keys may", () => {
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, call]) => [
        `${method.toUpperCase()} ${path}`,
        call["x-roles"] ?? "public",
      ]),
    );
    const isPublic = [
      "GET /health",
      "GET /hall",
      "GET /tickets/{number}",
      "POST /fees/estimate/housing-transfer",
      "GET /openapi.json",
      "GET /docs",
    ].map((call) => [call, "public"]);
    expect(Object.fromEntries(told)).toEqual({ ...ALLOWED, ...Object.fromEntries(isPublic) });
  });

  it.each(keyed)(
    "$method $template: 401 without a key, before anything is read",
    async ({ path }) => {
      for (const sent of [{}, { raw: "{" }, { id: "x".repeat(99) }]) {
        const answer = await hall.call("POST", path, { ...sent, as: null });
        expect(answer.status).toBe(401);
        expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="mingting"');
        expect(answer.body).toMatchObject({ code: "unauthorized" });
      }
    },
  );

  it.each(keyed.flatMap((call) => API_ROLES.map((role) => ({ ...call, role }))))(
    "$method $template with a key of role $role",
    async ({ path, roles, role }) => {
      // A body that no call takes: whoever may pass is told so, whoever may not is told that.
      const answer = await hall.call("POST", path, { as: role, body: { unknown: 1 } });
      if (roles.includes(role)) expect(answer.status).toBe(400);
      else {
        expect(answer.status).toBe(403);
        expect(answer.headers.get("www-authenticate")).toContain("insufficient_scope");
      }
      expect(answer.body).toMatchObject({
        code: roles.includes(role) ? "bad-request" : "forbidden",
      });
    },
  );

  it.each([
    "Bearer",
    "Bearer ",
    "Bearer wrong",
    "Basic bXQ6bXQ=",
    "bearer mt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    `Bearer ${"x".repeat(4000)}`,
  ])("Authorization: %s is nobody's", async (authorization) => {
    const headers = { Authorization: authorization };
    const answer = await hall.call("POST", "/windows/12/open", { as: null, headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  it("the scheme's name may be written in any case", async () => {
    const headers = { Authorization: `bearer ${hall.keyOf.caller}` };
    expect((await hall.call("POST", "/windows/12/open", { as: null, headers })).status).toBe(200);
  });

  it("a key is good at once and nobody's as soon as it is revoked", async () => {
    const { key } = await hall.keys.create("short-lived", "caller");
    const sent = { as: null, headers: { Authorization: `Bearer ${key}` } };
    expect((await hall.call("POST", "/windows/12/open", sent)).status).toBe(200);
    await hall.keys.revoke("short-lived");
    expect(await hall.refused("/windows/12/open", sent)).toBe("401 unauthorized");
  });

  it.each(["/health", "/hall", "/openapi.json", "/docs"])(
    "%s needs no key, and a wrong one does no harm",
    async (path) => {
      expect((await hall.call("GET", path, { as: null })).status).toBe(200);
      const headers = { Authorization: "Bearer wrong" };
      expect((await hall.call("GET", path, { as: null, headers })).status).toBe(200);
    },
  );
});
