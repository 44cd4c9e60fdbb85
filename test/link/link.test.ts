import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { evolveFloor } from "#shared/domain/queue/evolve.ts";
import type { FloorState } from "#shared/domain/queue/state.ts";
import type { Recorded, FloorEvent } from "#shared/domain/hall.ts";
import { PROTOCOL, type Receipt } from "#shared/protocol/messages.ts";
import { asHall, hello, helloOf, LinkHall, next, send, welcomed } from "./harness.ts";

let hall: LinkHall;
beforeAll(async () => {
  hall = await LinkHall.start();
});
afterEach(() => hall.hangUp());
afterAll(() => hall.stop());

const register = () => hall.hall.devices;
const seq = () => hall.hall.context.hall.seq("floor");
const stranger = () => ({ Host: `hall.test:${hall.hall.port}` });

describe("hello", () => {
  it("[L2] names a client that is too old or too new", async () => {
    const old = await hello(hall.socket(), helloOf("board", { protocol: PROTOCOL - 1 }));
    expect(old.rejected?.code).toBe("client-too-old");
    const young = await hello(hall.socket(), helloOf("board", { protocol: PROTOCOL + 1 }));
    expect(young.rejected?.code).toBe("client-too-new");
  });

  it("[L1] answers nothing before a hello", async () => {
    const socket = hall.socket();
    expect(await send(socket, { type: "IssueTicket", serviceId: "business" })).toMatchObject({
      ok: false,
      error: { code: "unauthorized" },
    });
    const part = await socket
      .timeout(5_000)
      .emitWithAck("catchUp", { stream: "floor", after: null });
    expect(part).toMatchObject({ error: { code: "forbidden" } });
  });

  it("[L3] pairs an unknown screen by its code, [L5] for one place, [L4] until it is revoked", async () => {
    const socket = hall.socket(stranger());
    const first = await hello(socket, helloOf("strip", { windowId: "12" }));
    const code = first.rejected?.code === "unknown-device" ? first.rejected.pairing.code : "";
    expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
    expect(JSON.stringify(register().waiting())).not.toContain(code);
    expect(await register().approve("BBBBBBBB", role("strip", "12"))).toBeNull();

    const paired = next(socket, "paired");
    const row = await register().approve(`${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`, {
      ...role("strip", "12"),
    });
    const { token } = await paired;
    const welcome = await welcomed(socket, helloOf("strip", { windowId: "12", token }));
    expect(welcome.screen).toMatchObject({ kind: "strip", windowId: "12", name: "十二号条屏" });

    const lost = await hello(hall.socket(stranger()), helloOf("board", { token }));
    expect(lost.rejected).toMatchObject({ code: "wrong-screen", screen: { windowId: "12" } });

    const dismissed = next(socket, "dismissed");
    await register().revoke(row!.id);
    expect(await dismissed).toEqual({ code: "revoked" });
    const again = await hello(hall.socket(stranger()), helloOf("strip", { windowId: "12", token }));
    expect(again.rejected?.code).toBe("revoked");
    const issue = await send(socket, { type: "IssueTicket", serviceId: "business" });
    expect(issue).toMatchObject({ ok: false, error: { code: "unauthorized" } });
  });

  it("[L6] trusts a screen of this machine, which leaves the register when it disconnects", async () => {
    const socket = hall.socket({ Host: `localhost:${hall.hall.port}` });
    await welcomed(socket, helloOf("window", { windowId: "12" }));
    const local = () =>
      register()
        .rows()
        .filter((r) => r.kind === "window");
    expect(local()).toMatchObject([{ origin: "local", connected: true }]);
    socket.disconnect();
    await expect.poll(local).toEqual([]);
  });

  it.each([
    ["another name", { Host: "hall.test" }],
    ["a forwarding header", { "X-Forwarded-For": "10.1.2.3" }],
  ])("[L6] does not trust %s", async (_, headers) => {
    const answer = await hello(hall.socket(headers), helloOf("kiosk"));
    expect(answer.rejected?.code).toBe("unknown-device");
  });

  it("[L7] a console without a session is not signed in, also on this machine", async () => {
    const answer = await hello(hall.socket(), { ...helloOf("board"), client: { role: "console" } });
    expect(answer.rejected?.code).toBe("not-signed-in");
  });

  it("[L8] refuses a socket from another origin", async () => {
    const socket = hall.socket({ Origin: "http://evil.test" });
    const error = await new Promise<Error>((resolve) => socket.once("connect_error", resolve));
    expect(error).toBeInstanceOf(Error);
    expect(socket.connected).toBe(false);
  });
});

const role = (kind: "strip" | "board", windowId: string | null) => ({
  name: "十二号条屏",
  kind,
  windowId,
  zone: "",
  speaks: false,
});

describe("streams", () => {
  it("[L9] brings a snapshot, or what a cursor lacks, and never into another ledger", async () => {
    const first = await welcomed(hall.socket(), helloOf("board"));
    expect("snapshot" in first.floor).toBe(true);
    const cursor = { floor: first.floor.seq, office: null };
    const kiosk = await hall.local("kiosk");
    await send(kiosk, { type: "IssueTicket", serviceId: "business" });
    const known = helloOf("board", { cursor, ledger: first.ledger });
    const second = await welcomed(hall.socket(), known);
    expect("events" in second.floor && second.floor.events.map((e) => e.seq)).toEqual([
      first.floor.seq + 1,
    ]);
    const foreign = await welcomed(hall.socket(), { ...known, ledger: "another" });
    expect("snapshot" in foreign.floor).toBe(true);
    const future = { ...known, cursor: { floor: 1_000_000, office: null } };
    expect("snapshot" in (await welcomed(hall.socket(), future)).floor).toBe(true);
  });

  it("[L10] [L13] a screen that folds what it receives stands where the hall stands", async () => {
    const board = hall.socket();
    const welcome = await welcomed(board, helloOf("board"));
    let state = (welcome.floor as { snapshot: FloorState }).snapshot;
    let at = welcome.floor.seq;
    board.on("events", ({ stream, events }) => {
      if (stream !== "floor") return;
      for (const recorded of events as readonly Recorded<FloorEvent>[]) {
        expect(recorded.seq).toBe(at + 1);
        state = evolveFloor(state, recorded.event, recorded.at);
        at = recorded.seq;
      }
    });
    const kiosk = await hall.local("kiosk");
    await asHall(hall.hall, { type: "OpenWindow", windowId: "12", staffId: "s0217" });
    for (let i = 0; i < 5; i++) await send(kiosk, { type: "IssueTicket", serviceId: "business" });
    await asHall(hall.hall, { type: "CallNext", windowId: "12" });
    await expect.poll(() => at).toBe(seq());
    expect(state).toEqual(JSON.parse(JSON.stringify(hall.hall.context.hall.state.floor)));
  });

  it("[L12] gives no screen anything of the office", async () => {
    const board = await hall.local("board");
    const part = await board
      .timeout(5_000)
      .emitWithAck("catchUp", { stream: "office", after: null });
    expect(part).toMatchObject({ error: { code: "forbidden" } });
    const streams: string[] = [];
    board.on("events", ({ stream }) => streams.push(stream));
    const kiosk = await hall.local("kiosk");
    const reason = "自助机自选：年满 60 周岁";
    await send(kiosk, {
      type: "IssueTicket",
      serviceId: "tax",
      visitorClass: "elderly",
      reason,
    });
    await expect.poll(() => streams.length).toBeGreaterThan(0);
    expect(new Set(streams)).toEqual(new Set(["floor"]));
  });
});

describe("commands", () => {
  it("[L14] one effect for one id, however often it arrives", async () => {
    const kiosk = await hall.local("kiosk");
    const issue = { type: "IssueTicket", serviceId: "general" } as const;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(kiosk, issue, "the-same-tap")),
    );
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    const later = await send(await hall.local("kiosk"), issue, "the-same-tap");
    expect(later).toEqual(answers[0]);
    const other = await send(kiosk, { ...issue, serviceId: "tax" }, "the-same-tap");
    expect(other).toMatchObject({ ok: false, error: { code: "idempotency-conflict" } });
  });

  it("[L15] tells a new ticket's holder its secret, which no screen receives", async () => {
    const board = await hall.local("board");
    const wire: unknown[] = [];
    board.on("events", (batch) => wire.push(batch));
    const kiosk = await hall.local("kiosk");
    const outcome = await send(kiosk, { type: "IssueTicket", serviceId: "business" });
    if (!outcome.ok) throw new Error(outcome.error.code);
    const { secret, phoneUrl, ahead } = outcome.answer;
    expect(secret).toMatch(/^[\w-]{22}$/);
    expect(ahead).toBeGreaterThanOrEqual(0);
    // Bound to loopback, no phone could reach the hall: no address, so no QR code.
    expect(phoneUrl).toBeUndefined();
    await expect.poll(() => wire.length).toBeGreaterThan(0);
    expect(JSON.stringify(wire)).not.toContain(secret);
  });

  it("[L16] a screen sends only what its kind may", async () => {
    const board = await hall.local("board");
    const kiosk = await hall.local("kiosk");
    const before = seq();
    for (const [socket, command] of [
      [board, { type: "IssueTicket", serviceId: "business" }],
      [kiosk, { type: "CallNext", windowId: "12" }],
      [
        kiosk,
        { type: "IssueTicket", serviceId: "business", visitorClass: "green", reason: "绿色通道" },
      ],
      [kiosk, { type: "RateService", ticketId: "x", grade: 5, reasons: [], channel: "pad" }],
    ] as const)
      expect(await send(socket, command)).toMatchObject({ ok: false });
    expect(seq()).toBe(before);
  });

  it("[L16] a pad rates what was finished at its own window, once", async () => {
    await asHall(hall.hall, { type: "OpenWindow", windowId: "3" });
    const kiosk = await hall.local("kiosk");
    await send(kiosk, { type: "IssueTicket", serviceId: "insurance" });
    const ticketId = (await asHall(hall.hall, { type: "CallNext", windowId: "3" }))!;
    const rate = { type: "RateService", ticketId, grade: 4, reasons: [], channel: "pad" } as const;
    const pad = await hall.local("pad", "3");
    expect(await send(pad, rate)).toMatchObject({ ok: false });
    await asHall(hall.hall, { type: "FinishService", windowId: "3" });
    expect(await send(await hall.local("pad", "4"), rate)).toMatchObject({ ok: false });
    expect(await send(pad, rate, "r1")).toMatchObject({ ok: true });
    expect(await send(pad, rate, "r1")).toMatchObject({ ok: true });
    expect(await send(pad, rate, "r2")).toMatchObject({ ok: false });
  });

  it("[L17] refuses malformed messages by name, logs once, changes nothing, disturbs nobody", async () => {
    const other = await hall.local("kiosk");
    const before = seq();
    const logged = hall.logged.length;
    const bad = hall.socket();
    await welcomed(bad, helloOf("kiosk"));
    const raw = bad as unknown as { emit(name: string, ...args: unknown[]): void };
    const messages: unknown[] = [
      null,
      "text",
      [],
      { commandId: "x" },
      { commandId: "", command: { type: "IssueTicket", serviceId: "business" } },
      { commandId: "é", command: { type: "IssueTicket", serviceId: "business" } },
      { commandId: "a", command: { type: "DropTables" } },
      { commandId: "b", command: { type: "IssueTicket", serviceId: 7 } },
      { commandId: "c", command: { type: "IssueTicket", serviceId: "x".repeat(65) } },
      { commandId: "d", command: { type: "IssueTicket", serviceId: "business", extra: 1 } },
      { commandId: "e", command: { type: "OpenDay", dayId: "x" } },
      { commandId: "f", command: { type: "Administer", act: "x", about: "y" } },
      JSON.parse(
        '{"commandId":"g","command":{"type":"IssueTicket","__proto__":{"serviceId":"tax"}}}',
      ),
    ];
    for (const message of messages) {
      const outcome = await new Promise((resolve) => raw.emit("command", message, resolve));
      expect(outcome).toMatchObject({ ok: false, error: { code: "bad-request" } });
    }
    // Without an answer function, or under a name nobody knows, there is nobody to tell.
    for (const name of ["command", "hello", "catchUp", "painted", "spoken", "sound", "nothing"])
      raw.emit(name, { no: "sense" });
    expect(await send(other, { type: "IssueTicket", serviceId: "tax" })).toMatchObject({
      ok: true,
    });
    expect(seq()).toBe(before + 1);
    expect(hall.logged.length - logged).toBe(1);
  });

  it("[L17] closes a socket that sends more than it may", async () => {
    const big = await hall.local("kiosk");
    const closed = new Promise((resolve) => big.once("disconnect", resolve));
    void send(big, { type: "IssueTicket", serviceId: "x".repeat(20_000) }).catch(() => {});
    await closed;
    const flood = await hall.local("kiosk");
    const ended = new Promise((resolve) => flood.once("disconnect", resolve));
    for (let i = 0; i < 500; i++) flood.emit("painted", { seq: 1 });
    await ended;
    expect(await hall.local("kiosk")).toBeTruthy();
  });
});

describe("receipts", () => {
  it("[L18] [L19] [L20] counts the screens meant to show a call, and the one that sounds it", async () => {
    const board = hall.socket();
    const speaker = next(board, "speaker");
    await welcomed(board, helloOf("board"));
    expect(await speaker).toEqual({ speaks: true });
    const second = hall.socket();
    const silent = next(second, "speaker");
    await welcomed(second, helloOf("board"));
    expect(await silent).toEqual({ speaks: false });
    const strip = await hall.local("strip", "13");
    await hall.local("strip", "12");

    await asHall(hall.hall, { type: "OpenWindow", windowId: "13" });
    const kiosk = await hall.local("kiosk");
    await send(kiosk, { type: "IssueTicket", serviceId: "business" });
    await asHall(hall.hall, { type: "CallNext", windowId: "13" });
    const receipt = (): Receipt => hall.hall.receiptOf("13")!;
    // Two boards of the whole hall and the strip of window 13, not that of window 12.
    expect(receipt().expected.filter((name) => name.includes("条屏"))).toEqual(["本机条屏 13 号"]);
    expect(receipt()).toMatchObject({ painted: [], spoken: false });
    strip.emit("painted", { seq: seq() });
    await expect.poll(() => receipt().painted).toEqual(["本机条屏 13 号"]);
    board.emit("painted", { seq: seq() - 1 });
    board.emit("painted", { seq: seq() });
    await expect.poll(() => receipt().painted).toHaveLength(2);
    strip.emit("spoken", { callId: receipt().callId });
    board.emit("spoken", { callId: receipt().callId });
    await expect.poll(() => receipt().spoken).toBe(true);
    // The speaker's sound is blocked: another board of the zone is appointed.
    const appointed = next(second, "speaker");
    board.emit("sound", { sound: "blocked" });
    expect(await appointed).toEqual({ speaks: true });
  });
});
