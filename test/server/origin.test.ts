import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { originAllowed, trustedLocally } from "#hall-server/origin.ts";

const request = (
  headers: Record<string, string>,
  remoteAddress = "127.0.0.1",
): Pick<IncomingMessage, "headers" | "socket"> =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe("who is trusted without pairing", () => {
  const trusting = { trustLocal: true };

  it.each(["localhost:4000", "127.0.0.1:4000", "[::1]:4000", "localhost"])(
    "a screen on the server's own machine, as %s",
    (host) => {
      expect(trustedLocally(request({ host }), trusting)).toBe(true);
      expect(trustedLocally(request({ host }, "::1"), trusting)).toBe(true);
      expect(trustedLocally(request({ host }, "::ffff:127.0.0.1"), trusting)).toBe(true);
    },
  );

  it.each([
    ["another address", request({ host: "localhost:4000" }, "192.168.1.7")],
    ["a name that resolves to this machine", request({ host: "hall.test:4000" })],
    ["a look-alike host", request({ host: "localhost.evil.test" })],
    ["no host", request({})],
    ["a proxy", request({ host: "localhost:4000", "x-forwarded-for": "10.0.0.9" })],
    ["a standard proxy", request({ host: "localhost:4000", forwarded: "for=10.0.0.9" })],
  ])("not %s", (_, from) => {
    expect(trustedLocally(from, trusting)).toBe(false);
  });

  it("nobody when it is switched off", () => {
    expect(trustedLocally(request({ host: "localhost" }), { trustLocal: false })).toBe(false);
  });
});

describe("where a request may come from", () => {
  const plain = { publicUrl: null };

  it("from the same host, or from no browser at all", () => {
    const host = "hall.test:4000";
    expect(originAllowed(request({ host }), plain)).toBe(true);
    expect(originAllowed(request({ host, origin: "http://hall.test:4000" }), plain)).toBe(true);
  });

  it.each(["http://evil.test", "http://hall.test", "null", "http://hall.test:4001"])(
    "not from %s",
    (origin) => {
      expect(originAllowed(request({ host: "hall.test:4000", origin }), plain)).toBe(false);
    },
  );

  it("from the public address, where one is set", () => {
    const from = request({ host: "127.0.0.1:4000", origin: "https://hall.example.cn" });
    expect(originAllowed(from, { publicUrl: "https://hall.example.cn/x" })).toBe(true);
    expect(originAllowed(from, plain)).toBe(false);
  });
});
