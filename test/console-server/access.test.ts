import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleEndpoints } from "#hall-server/console-api.ts";
import { openHall, RIGHT_CODE, type TestHall, type Told } from "./hall.ts";
import { GIVEN_PASSWORD, OWN_PASSWORD, type PersonName } from "./people.ts";

const SIGNED_IN = ["clerk", "supervisor", "administrator"] as const;
const ABOVE = ["supervisor", "administrator"] as const;
const WHO = ["nobody", ...SIGNED_IN, "newcomer"] as const;
type Who = (typeof WHO)[number];

const USERNAMES: Readonly<Record<Who, PersonName | null>> = {
  nobody: null,
  clerk: "wang",
  supervisor: "inspector",
  administrator: "boss",
  newcomer: "newcomer",
};

interface Cell {
  /** Whom the endpoint lets in; everybody else is told why not. */
  readonly may: readonly Who[];
  /** A request that only the guard stops, and the status of its answer. */
  readonly request: (hall: TestHall, who: Who) => { readonly path: string } & Told;
  readonly status: number;
}

let made = 0;

/** Every endpoint of the console: whom it lets in. */
const MATRIX: Readonly<Record<string, Cell>> = {
  "GET /session": { may: WHO, status: 200, request: () => ({ path: "/session" }) },
  "POST /setup": {
    may: WHO,
    status: 409,
    request: () => ({
      path: "/setup",
      body: { token: "x", username: "first", name: "某人", password: "strong-pass-1" },
    }),
  },
  "POST /session": {
    may: WHO,
    status: 401,
    request: () => ({
      path: "/session",
      body: { username: `stranger${++made}`, password: "wrong-pass-1" },
    }),
  },
  "DELETE /session": { may: WHO, status: 200, request: () => ({ path: "/session" }) },
  "PUT /session/window": {
    may: SIGNED_IN,
    status: 200,
    request: () => ({ path: "/session/window", body: { windowId: "3", takeOver: true } }),
  },
  "PUT /password": {
    may: [...SIGNED_IN, "newcomer"],
    status: 422,
    request: (_hall, who) => ({
      path: "/password",
      body: { current: who === "newcomer" ? GIVEN_PASSWORD : OWN_PASSWORD, next: "weak" },
    }),
  },
  "GET /screens": { may: ABOVE, status: 200, request: () => ({ path: "/screens" }) },
  "POST /screens/pair": {
    may: ["administrator"],
    status: 200,
    request: () => ({
      path: "/screens/pair",
      body: {
        code: RIGHT_CODE,
        name: "新屏",
        kind: "board",
        windowId: null,
        zone: "",
        speaks: false,
      },
    }),
  },
  "POST /screens/reload": { may: ABOVE, status: 204, request: () => ({ path: "/screens/reload" }) },
  "POST /screens/:id/reload": {
    may: ABOVE,
    status: 204,
    request: ({ register }) => ({ path: `/screens/${register.rows()[0]?.id}/reload` }),
  },
  "DELETE /screens/:id": {
    may: ["administrator"],
    status: 204,
    request: ({ register }) => ({ path: `/screens/${register.rows()[0]?.id}` }),
  },
  "GET /accounts": { may: ["administrator"], status: 200, request: () => ({ path: "/accounts" }) },
  "POST /accounts": {
    may: ["administrator"],
    status: 200,
    request: () => ({
      path: "/accounts",
      body: {
        username: `new${++made}`,
        name: "新人",
        role: "clerk",
        staffId: null,
        password: "strong-pass-1",
      },
    }),
  },
  "PATCH /accounts/:id": {
    may: ["administrator"],
    status: 200,
    request: ({ accounts }) => ({
      path: `/accounts/${accounts.rows()[0]?.id}`,
      body: { name: "新名" },
    }),
  },
  "GET /ratings": { may: ABOVE, status: 200, request: () => ({ path: "/ratings" }) },
};

const refusedAs = (who: Who): string =>
  who === "nobody" ? "unauthorized" : who === "newcomer" ? "password-change-required" : "forbidden";

const CELLS = Object.entries(MATRIX).flatMap(([endpoint, cell]) =>
  WHO.map((who) => ({
    endpoint,
    who,
    verdict: cell.may.includes(who) ? "let in" : refusedAs(who),
    cell,
  })),
);
const CHANGING = Object.keys(MATRIX).filter((endpoint) => !endpoint.startsWith("GET "));

describe("the console's requests", () => {
  let hall: TestHall;
  /** A fresh session: a request may end the one it was made with. */
  const cookieOf = async (who: Who): Promise<string | undefined> => {
    const username = USERNAMES[who];
    return username === null ? undefined : (await hall.as(username)).cookie;
  };
  const send = async (endpoint: string, who: Who, told: Told = {}) => {
    const { path, ...request } = MATRIX[endpoint]!.request(hall, who);
    const cookie = await cookieOf(who);
    return hall.call(endpoint.split(" ")[0]!, path, { ...request, cookie, ...told });
  };
  /** Everything that a refused request must leave as it was. */
  const everything = async () =>
    JSON.stringify([
      hall.accounts.rows(),
      hall.register.rows(),
      hall.register.reloaded,
      hall.hall.seq("floor"),
      hall.hall.seq("office"),
    ]);

  beforeAll(async () => {
    hall = await openHall();
    await hall.openDay("2026-03-12");
  });
  afterAll(() => hall.stop());

  it("are all in the matrix below", () => {
    const { accounts, sessions, register } = hall;
    const endpoints = consoleEndpoints({
      context: { hall: hall.hall, published: () => hall.published } as never,
      accounts,
      sessions,
      register,
      setupToken: () => null,
      clock: () => 0,
    });
    expect(endpoints.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      Object.keys(MATRIX).sort(),
    );
  });

  it.each(CELLS)("$endpoint, $who: $verdict", async ({ endpoint, who, verdict, cell }) => {
    const before = await everything();
    const { status, body } = await send(endpoint, who);
    if (verdict === "let in") return expect(status).toBe(cell.status);
    expect(body.code).toBe(verdict);
    expect(status).toBe(who === "nobody" ? 401 : 403);
    expect(await everything()).toBe(before);
  });

  const ORIGINS = [
    ["no origin", null],
    ["another site", "http://evil.example"],
    ["an opaque origin", "null"],
    ["another port of this host", "http://127.0.0.1:1"],
    ["a name that begins like this host", "http://127.0.0.1.evil.example"],
    ["something that is no origin", "127.0.0.1"],
  ] as const;

  it.each(
    CHANGING.flatMap((endpoint) => ORIGINS.map(([what, origin]) => ({ endpoint, what, origin }))),
  )(
    "$endpoint from $what: refused as wrong-origin, nothing changed",
    async ({ endpoint, origin }) => {
      const before = await everything();
      const { status, body, headers } = await send(endpoint, "administrator", { origin });
      expect([status, body.code]).toEqual([403, "wrong-origin"]);
      expect(headers["access-control-allow-origin"]).toBeUndefined();
      expect(headers["set-cookie"]).toBeUndefined();
      expect(await everything()).toBe(before);
    },
  );

  it("accept the hall's public address as origin, whatever host a proxy names", async () => {
    const other = await openHall({ publicUrl: "https://hall.example.cn" });
    const ask = (origin: string) =>
      other.call("DELETE", "/session", { origin, headers: { Host: "10.0.0.7:4000" } });
    expect((await ask("https://hall.example.cn")).status).toBe(200);
    expect((await ask("http://10.0.0.7:4000")).status).toBe(200);
    expect((await ask("http://hall.example.cn")).body.code).toBe("wrong-origin");
    await other.stop();
  });

  it.each([
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/jsonp",
  ])("refuse a body that says it is %s", async (type) => {
    for (const endpoint of CHANGING) {
      const told = { headers: { "Content-Type": type } };
      expect((await send(endpoint, "administrator", told)).body.code).toBe("bad-json");
    }
  });

  it("name what is wrong with a body without repeating it", async () => {
    const cookie = await cookieOf("administrator");
    const post = (raw: string) => hall.call("POST", "/accounts", { raw, cookie });
    const cases = {
      "{": "bad-json",
      '"text"': "bad-json",
      "[]": "bad-request",
      "{}": "bad-request",
      '{"username":"x","secret-field":"canary-7"}': "bad-request",
      [`{"username":"${"x".repeat(20_000)}"}`]: "too-large",
    };
    for (const [raw, code] of Object.entries(cases)) {
      const { body, text } = await post(raw);
      expect(body.code).toBe(code);
      expect(text).not.toContain("canary-7");
    }
    expect((await hall.call("POST", "/accounts", { cookie })).body.code).toBe("bad-request");
  });

  it("do not exist elsewhere, nor with another method", async () => {
    const cookie = await cookieOf("administrator");
    const put = await hall.call("PUT", "/accounts", { body: {}, cookie });
    expect([put.status, put.body.code]).toEqual([405, "method-not-allowed"]);
    expect(put.headers["allow"]).toBe("GET, POST");
    const nowhere = await hall.call("GET", "/nowhere", { cookie });
    expect([nowhere.status, nowhere.body.code]).toEqual([404, "not-found"]);
  });

  it("are kept by no cache", async () => {
    expect((await send("GET /session", "clerk")).headers["cache-control"]).toBe("no-store");
    expect((await send("GET /ratings", "clerk")).headers["cache-control"]).toBe("no-store");
  });
});
