import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Sent, type Taken, TestHall } from "./harness.ts";

let hall: TestHall;
let ticket: Taken;
const open = async (): Promise<void> => {
  hall = await TestHall.open();
  ticket = await hall.post<Taken>("/tickets", { serviceId: "business" });
  await hall.post("/windows/12/open");
};
const close = (): Promise<void> => hall.close();

const BUSINESS = { serviceId: "business" };
const long = "长".repeat(61);

/** What is sent, and how it is refused; nothing of it may change anything. */
const REFUSED: readonly (readonly [path: string, sent: Sent, refusal: string])[] = [
  // No JSON, or too much of it
  ["/tickets", { raw: "{" }, "400 bad-json"],
  ["/tickets", { raw: "null" }, "400 bad-json"],
  ["/tickets", { raw: '"business"' }, "400 bad-json"],
  ["/tickets", { raw: "serviceId=business" }, "400 bad-json"],
  ["/windows/12/call-next", { raw: "nonsense" }, "400 bad-json"],
  ["/tickets", { raw: "x", headers: { "Content-Type": "text/plain" } }, "400 bad-json"],
  [
    "/tickets",
    { body: BUSINESS, headers: { "Content-Type": "application/json; charset=klingon" } },
    "400 bad-json",
  ],
  ["/tickets", { body: BUSINESS, headers: { "Content-Encoding": "klingon" } }, "400 bad-json"],
  ["/tickets", { body: BUSINESS, headers: { "Content-Encoding": "gzip" } }, "400 bad-json"],
  ["/tickets", { body: { ...BUSINESS, reason: "x".repeat(20_000) } }, "413 too-large"],
  ["/windows/12/call-next", { raw: " ".repeat(20_000) }, "413 too-large"],
  // Wrong shapes
  ["/tickets", {}, "400 bad-request"],
  ["/tickets", { body: [] }, "400 bad-request"],
  ["/tickets", { body: { serviceId: 7 } }, "400 bad-request"],
  ["/tickets", { body: { serviceId: null } }, "400 bad-request"],
  ["/tickets", { body: { serviceId: "" } }, "400 bad-request"],
  ["/tickets", { body: { serviceId: "x".repeat(65) } }, "400 bad-request"],
  ["/tickets", { body: { ...BUSINESS, reason: long } }, "400 bad-request"],
  ["/tickets", { body: { ...BUSINESS, visitorClass: {} } }, "400 bad-request"],
  ["/tickets", { body: { ...BUSINESS, colour: "red" } }, "400 bad-request"],
  ["/tickets", { raw: '{"serviceId":"business","__proto__":{}}' }, "400 bad-request"],
  ["/windows/12/call-next", { body: [] }, "400 bad-request"],
  ["/windows/12/call-next", { body: { seen: null } }, "400 bad-request"],
  ["/windows/12/call", { body: { number: "A001" } }, "400 bad-request"],
  ["/windows/12/call", { body: { number: "A001", reason: long } }, "400 bad-request"],
  ["/windows/12/call", { body: { number: "x".repeat(17), reason: "急" } }, "400 bad-request"],
  ["/windows/12/resume", { body: { number: 1 } }, "400 bad-request"],
  ["/windows/12/pause", {}, "400 bad-request"],
  ["/windows/12/pause", { body: { reason: "" } }, "400 bad-request"],
  ["/windows/12/transfer", {}, "400 bad-request"],
  ["/windows/12/transfer", { body: { serviceId: "general", windowId: "13" } }, "400 bad-request"],
  ["/windows/12/open", { body: { staffId: "s0403" } }, "400 bad-request"],
  [`/windows/${"1".repeat(65)}/open`, {}, "400 bad-request"],
  ["/windows/%/open", {}, "400 bad-request"],
  [`/tickets/${"A".repeat(17)}/return`, {}, "400 bad-request"],
  // What the hall does not have
  ["/tickets", { body: { serviceId: "toString" } }, "404 unknown-service"],
  ["/tickets", { body: { ...BUSINESS, visitorClass: "royal" } }, "422 unknown-class"],
  ["/windows/99/open", {}, "404 unknown-window"],
  ["/windows/__proto__/call-next", {}, "404 unknown-window"],
  ["/windows/%20/open", {}, "404 unknown-window"],
  ["/windows/12/call", { body: { number: "Z999", reason: "急" } }, "404 unknown-ticket"],
  ["/windows/12/transfer", { body: { serviceId: "general" } }, "409 window-empty"],
  ["/tickets/A999/return", {}, "404 unknown-ticket"],
  // What the rules do not let in
  [
    "/tickets",
    { body: { ...BUSINESS, visitorClass: "elderly", reason: "  " } },
    "422 reason-required",
  ],
  [
    "/tickets",
    { body: { ...BUSINESS, visitorClass: "elderly", reason: "电话 138 1234 5678" } },
    "422 personal-data",
  ],
  ["/windows/12/pause", { body: { reason: "身份证 110101199001011234" } }, "422 personal-data"],
];

// One hall for them all: whatever is refused leaves it as it was.
describe("bad input", () => {
  beforeAll(open);
  afterAll(close);

  it.each(REFUSED)("[Q23] POST %s %j → %s, and nothing changes", async (path, sent, refusal) => {
    expect(await hall.refused(path, sent)).toBe(refusal);
  });
});

describe("bad ratings", () => {
  beforeAll(async () => {
    await open();
    await hall.post("/windows/12/call-next");
    await hall.post("/windows/12/finish");
  });
  afterAll(close);

  it.each([
    [{ grade: 0 }, "400 bad-request"],
    [{ grade: 6 }, "400 bad-request"],
    [{ grade: 4.5 }, "400 bad-request"],
    [{ grade: "5" }, "400 bad-request"],
    [{ grade: undefined }, "400 bad-request"],
    [{ reasons: "long-wait" }, "400 bad-request"],
    [{ reasons: Array.from({ length: 13 }, () => "other") }, "400 bad-request"],
    [{ comment: "长".repeat(151) }, "400 bad-request"],
    [{ comment: null }, "400 bad-request"],
    [{ channel: "pad" }, "400 bad-request"],
    [{ secret: "" }, "400 bad-request"],
    [{ secret: "x".repeat(65) }, "400 bad-request"],
    [{ secret: "wrong" }, "403 wrong-secret"],
    [{ ticketId: "unknown" }, "403 wrong-secret"],
    [{ reasons: ["ugly-carpet"] }, "422 unknown-reason"],
  ])("[R1] [R3] a rating with %j → %s, and nothing changes", async (change, refusal) => {
    const { ticketId, secret } = ticket;
    const body = { ticketId, secret, grade: 5, ...change };
    expect(await hall.refused("/ratings", { body })).toBe(refusal);
  });
});

describe("bad input to a hall at work", () => {
  beforeEach(open);
  afterEach(close);

  it("[R1] a service that is not finished cannot be rated", async () => {
    const { ticketId, secret } = ticket;
    const body = { ticketId, secret, grade: 5 };
    expect(await hall.refused("/ratings", { body })).toBe("409 not-rateable");
  });

  it("[Q16] [Q17] [Q21] what contradicts the state is refused with a reason", async () => {
    for (const [window, verb, refusal] of [
      ["13", "call-next", "409 window-not-open"],
      ["12", "recall", "409 window-empty"],
      ["12", "start", "409 window-empty"],
      ["12", "finish", "409 window-empty"],
      ["12", "no-show", "409 window-empty"],
      ["12", "hold", "409 window-empty"],
    ] as const)
      expect(await hall.refused(`/windows/${window}/${verb}`)).toBe(refusal);
    expect(await hall.refused("/windows/13/pause", { body: { reason: "x" } })).toBe(
      "409 window-not-open",
    );
    await hall.post("/windows/12/call-next");
    const other = await hall.post<Taken>("/tickets", BUSINESS);
    expect(await hall.refused("/windows/12/close")).toBe("409 window-busy");
    const same = { serviceId: "business" };
    expect(await hall.refused("/windows/12/transfer", { body: same })).toBe("409 same-place");
    const nowhere = { serviceId: "nowhere" };
    expect(await hall.refused("/windows/12/transfer", { body: nowhere })).toBe(
      "404 unknown-service",
    );
    expect(await hall.refused("/windows/12/transfer", { body: { windowId: "99" } })).toBe(
      "404 unknown-window",
    );
    const again = { number: "A001", reason: "x" };
    expect(await hall.refused("/windows/12/call", { body: again })).toBe("409 not-callable");
    expect(await hall.refused("/windows/12/resume", { body: { number: other.number } })).toBe(
      "409 window-busy",
    );
    await hall.post("/windows/12/start");
    expect(await hall.refused("/windows/12/no-show")).toBe("409 already-serving");
    await hall.post("/windows/3/open");
    const elsewhere = { number: other.number, reason: "x" };
    expect(await hall.refused("/windows/3/call", { body: elsewhere })).toBe("409 not-served-here");
    expect(await hall.refused("/windows/3/resume", { body: { number: other.number } })).toBe(
      "409 not-held",
    );
  });

  it("the refusal names what is wrong in both languages and does not repeat what was sent", async () => {
    const body = { serviceId: 7, "<script>": "secret-thing" };
    const { text, body: problem } = await hall.call("POST", "/tickets", { body });
    expect(problem).toEqual({
      type: "urn:mingting:problem:bad-request",
      title: expect.stringContaining("serviceId must be string") as string,
      status: 400,
      detail: expect.stringContaining("serviceId 须为 string") as string,
      code: "bad-request",
      zh: expect.any(String) as string,
      en: expect.any(String) as string,
    });
    expect(text).not.toContain("script");
    const { text: union } = await hall.call("POST", "/windows/12/transfer", { body: {} });
    expect(union).toContain("serviceId must be string");
    expect(union).toContain("windowId must be string");
  });

  it("a ticket is told to nobody without its secret, and whether it exists neither", async () => {
    const right = `secret=${ticket.secret}`;
    for (const path of [
      "/tickets/A001",
      "/tickets/A001?secret=",
      "/tickets/A001?secret=wrong",
      `/tickets/A001?${right}&${right}`,
      `/tickets/A001?secret[]=${ticket.secret}`,
      `/tickets/A001?secret=${ticket.secret.toLowerCase()}`,
      `/tickets/A002?${right}`,
    ])
      expect(await hall.refused(path, { as: null }, "GET")).toBe("404 unknown-ticket");
    const known = await hall.call("GET", "/tickets/A001?secret=wrong", { as: null });
    const unknown = await hall.call("GET", "/tickets/A002?secret=wrong", { as: null });
    expect(known.text.replaceAll("A001", "A002")).toBe(unknown.text);
    expect(known.headers.get("cache-control")).toBe("no-store");
    const long = await hall.call("GET", `/tickets/${"x".repeat(5000)}?${right}`, { as: null });
    expect([long.status, long.text.length < 500]).toEqual([404, true]);
    expect(await hall.refused("/tickets/%FF", { as: null }, "GET")).toBe("400 bad-request");
  });

  it("an unknown address is 404 and a wrong method 405 with what is allowed, with or without a key", async () => {
    for (const path of [
      "",
      "/",
      "/nothing",
      "/windows",
      "/windows/12",
      "/windows/12/explode",
      "/Hall",
    ])
      for (const method of ["GET", "POST"])
        expect(await hall.refused(path, { as: null }, method)).toBe("404 not-found");
    for (const [method, path, allow] of [
      ["GET", "/tickets", "POST"],
      ["PUT", "/tickets", "POST"],
      ["DELETE", "/tickets/A001", "GET, HEAD"],
      ["POST", "/hall", "GET, HEAD"],
      ["GET", "/windows/12/call-next", "POST"],
      ["PATCH", "/ratings", "POST"],
    ] as const) {
      const answer = await hall.call(method, path);
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
      expect(answer.body).toMatchObject({ code: "method-not-allowed" });
    }
    const head = await hall.call("HEAD", "/health", { as: null });
    expect([head.status, head.text]).toEqual([200, ""]);
  });

  it("an absent body, an empty one and {} are the same", async () => {
    for (const sent of [{}, { body: {} }, { raw: "" }, { raw: " {} " }])
      expect((await hall.call("POST", "/windows/13/open", sent)).status).toBe(200);
    const bare = { body: BUSINESS, headers: { "Content-Type": "text/plain" } };
    expect((await hall.call("POST", "/tickets", bare)).status).toBe(201);
  });

  it("odd characters in a comment are kept outside the streams and harm nothing", async () => {
    await hall.post("/windows/12/call-next");
    await hall.post("/windows/12/finish");
    const { ticketId, secret } = ticket;
    const comment = "空\u0000 孤\ud800 </script> '; DROP TABLE events; --";
    await hall.post("/ratings", { ticketId, secret, grade: 1, comment });
    expect(hall.context.hall.halted).toBeNull();
    expect(await hall.context.ledger.verify()).toMatchObject({ intact: true });
    const streams = await hall.context.ledger.read("office", 0);
    expect(JSON.stringify(streams)).not.toContain("DROP TABLE");
  });

  it("each refusal is logged once, at debug level, with its code and key and no secret", async () => {
    const start = hall.log.length;
    await hall.refused("/windows/99/open");
    await hall.refused("/tickets", { raw: "{" });
    await hall.refused("/tickets", { as: null });
    await hall.refused(`/tickets/A001?secret=${ticket.secret}x`, { as: null }, "GET");
    await hall.post("/windows/12/open");
    const lines = hall.log.slice(start);
    expect(lines.map(({ level, code, path }) => [level, code, path])).toEqual([
      [20, "unknown-window", "/windows/99/open"],
      [20, "bad-json", "/tickets"],
      [20, "unauthorized", "/tickets"],
      [20, "unknown-ticket", "/tickets/A001"],
    ]);
    const caller = hall.keys.list().find((key) => key.role === "caller");
    expect(lines.map(({ keyId }) => keyId)).toEqual([caller?.id, caller?.id, undefined, undefined]);
    expect(JSON.stringify(lines)).not.toContain(ticket.secret);
  });
});
