import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NO_ANSWER, Outbox } from "#shared/link/outbox.ts";
import type { CommandMessage, Outcome } from "#shared/protocol/messages.ts";

const done: Outcome = { ok: true, answer: {}, seq: 1 };
const rate = {
  type: "RateService",
  ticketId: "t1",
  grade: 5,
  reasons: [],
  channel: "pad",
} as const;

/** A browser's storage, as far as the outbox uses it. */
const shelf = () => {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    values,
  };
};

/** A server that is away until the test says otherwise, and knows each id once. */
const server = () => {
  const effects = new Map<string, CommandMessage>();
  const state = { away: false, loseAnswers: false, calls: 0 };
  const deliver = async (message: CommandMessage): Promise<Outcome> => {
    state.calls += 1;
    if (state.away) throw new Error("offline");
    effects.set(message.commandId, message);
    if (state.loseAnswers) throw new Error("timeout");
    return done;
  };
  return { effects, state, deliver };
};

describe("the outbox", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("hands a command over and resolves with the answer", async () => {
    const { deliver, effects } = server();
    const outbox = new Outbox(shelf(), "/pad/", deliver);
    expect(await outbox.send(rate)).toEqual(done);
    expect([...effects.values()][0]?.command).toEqual(rate);
    expect(outbox.size).toBe(0);
  });

  it("[L14] sends under the same id until it is answered: a lost answer has one effect", async () => {
    const { deliver, effects, state } = server();
    const outbox = new Outbox(shelf(), "/pad/", deliver);
    state.loseAnswers = true;
    const sent = outbox.send(rate, { durable: true });
    await vi.advanceTimersByTimeAsync(10);
    state.loseAnswers = false;
    outbox.flush();
    expect(await sent).toEqual(done);
    expect(state.calls).toBe(2);
    expect(effects.size).toBe(1);
  });

  it("gives up what nobody waits for any more, and never sends it later", async () => {
    const { deliver, effects, state } = server();
    const outbox = new Outbox(shelf(), "/kiosk/", deliver);
    state.away = true;
    const sent = outbox.send({ type: "IssueTicket", serviceId: "tax" }, { giveUpMs: 5_000 });
    await vi.advanceTimersByTimeAsync(5_001);
    expect(await sent).toEqual({ ok: false, error: NO_ANSWER });
    state.away = false;
    outbox.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(effects.size).toBe(0);
  });

  it("[L14] a retry after no answer under the same id is not a second effect", async () => {
    const { deliver, effects, state } = server();
    const outbox = new Outbox(shelf(), "/kiosk/", deliver);
    const issue = { type: "IssueTicket", serviceId: "tax" } as const;
    state.loseAnswers = true;
    const first = outbox.send(issue, { giveUpMs: 5_000, commandId: "tap-1" });
    await vi.advanceTimersByTimeAsync(5_001);
    expect(await first).toEqual({ ok: false, error: NO_ANSWER });
    state.loseAnswers = false;
    expect(await outbox.send(issue, { commandId: "tap-1" })).toEqual(done);
    expect([...effects.keys()]).toEqual(["tap-1"]);
  });

  it("keeps a durable command through a reload of the page, and sends it once", async () => {
    const { deliver, effects, state } = server();
    const storage = shelf();
    state.away = true;
    void new Outbox(storage, "/pad/?window=3", deliver).send(rate, { durable: true });
    await vi.advanceTimersByTimeAsync(60_000);
    state.away = false;
    const reloaded = new Outbox(storage, "/pad/?window=3", deliver);
    expect(reloaded.size).toBe(1);
    reloaded.flush();
    await vi.advanceTimersByTimeAsync(1);
    expect(effects.size).toBe(1);
    expect(storage.values.size).toBe(0);
    expect(new Outbox(storage, "/pad/?window=3", deliver).size).toBe(0);
  });

  it("keeps a durable command while the hall cannot record, and gives up on a true refusal", async () => {
    const error = (code: string): Outcome => ({ ok: false, error: { code, zh: "", en: "" } });
    const answers = [error("hall-halted"), error("unauthorized"), error("not-rateable")];
    const outbox = new Outbox(shelf(), "/pad/", async () => answers.shift()!);
    const sent = outbox.send(rate, { durable: true });
    await vi.advanceTimersByTimeAsync(1);
    expect(outbox.size).toBe(1);
    outbox.flush();
    await vi.advanceTimersByTimeAsync(1);
    expect(outbox.size).toBe(1);
    outbox.flush();
    expect(await sent).toEqual(error("not-rateable"));
    expect(outbox.size).toBe(0);
  });

  it("keeps the messages of two screens in one browser apart, and survives a spoilt store", async () => {
    const { deliver, state } = server();
    const storage = shelf();
    state.away = true;
    void new Outbox(storage, "/pad/?window=3", deliver).send(rate, { durable: true });
    await vi.advanceTimersByTimeAsync(1);
    expect(new Outbox(storage, "/pad/?window=4", deliver).size).toBe(0);
    storage.setItem("mingting.outbox:/pad/?window=3", "{spoilt");
    expect(new Outbox(storage, "/pad/?window=3", deliver).size).toBe(0);
  });
});
