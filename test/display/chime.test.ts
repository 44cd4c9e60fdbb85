import { describe, expect, test } from "vitest";
import { Announced, type Announcement } from "#display/board/announcer.ts";
import { type Bell, ChimePlayer } from "#display/board/chime.ts";
import type { SoundState } from "#shared/protocol/messages.ts";

/** A bell that rings until the test lets it end. */
class HandBell implements Bell {
  state: SoundState = "ready";
  rung = 0;
  ringing = 0;
  atOnce = 0;
  #end: ((heard: boolean) => void)[] = [];

  ring(): Promise<boolean> {
    this.rung += 1;
    this.ringing += 1;
    this.atOnce = Math.max(this.atOnce, this.ringing);
    return new Promise((resolve) => {
      this.#end.push((heard) => {
        this.ringing -= 1;
        resolve(heard);
      });
    });
  }

  /** Ends the chime that rings now, and lets the next begin. */
  async end(heard = true): Promise<void> {
    this.#end.shift()?.(heard);
    await settle();
  }
}

/** Lets everything that waits on promises alone go on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

const call = (callId: string, at = 0): Announcement => ({
  callId,
  number: "A001",
  windowId: "12",
  at,
});

const player = (bell = new HandBell()) => {
  const world = { bell, now: 0, speaks: true };
  return {
    world,
    bell,
    chimes: new ChimePlayer(
      bell,
      () => world.now,
      () => world.speaks,
    ),
  };
};

describe("the chime", () => {
  test("[D12] calls that come together are sounded one after the other", async () => {
    const { bell, chimes } = player();
    const heard = ["a", "b", "c"].map((id) => chimes.announce(call(id)));
    await settle();
    expect(bell.rung).toBe(1);
    await bell.end();
    expect(bell.rung).toBe(2);
    await bell.end();
    await bell.end();
    expect(await Promise.all(heard)).toEqual([true, true, true]);
    expect(bell.atOnce).toBe(1);
  });

  test("[D13] a call that grew old in the queue is left out, a fresh one behind it is not", async () => {
    const { world, bell, chimes } = player();
    const first = chimes.announce(call("a", 0));
    const old = chimes.announce(call("b", 0));
    const fresh = chimes.announce(call("c", 9_000));
    await settle();
    world.now = 10_001;
    await bell.end();
    await bell.end();
    expect([await first, await old, await fresh]).toEqual([true, false, true]);
    expect(bell.rung).toBe(2);
  });

  test("[D14] a board that stopped being the speaker falls silent with its queue", async () => {
    const { world, bell, chimes } = player();
    const first = chimes.announce(call("a"));
    const second = chimes.announce(call("b"));
    await settle();
    world.speaks = false;
    await bell.end();
    expect([await first, await second]).toEqual([true, false]);
  });

  test("[D14] a chime that was cut off, or kept silent, was not heard", async () => {
    const { bell, chimes } = player();
    const cut = chimes.announce(call("a"));
    await settle();
    await bell.end(false);
    expect(await cut).toBe(false);
    bell.state = "blocked";
    expect(await chimes.announce(call("b"))).toBe(false);
    expect(bell.rung).toBe(1);
  });

  test("[D12] a bell that breaks once does not silence the next call", async () => {
    const bell = new HandBell();
    const { chimes } = player(bell);
    const ring = bell.ring.bind(bell);
    bell.ring = () => Promise.reject(new Error("device gone"));
    await expect(chimes.announce(call("a"))).rejects.toThrow("device gone");
    bell.ring = ring;
    const next = chimes.announce(call("b"));
    await settle();
    await bell.end();
    expect(await next).toBe(true);
  });
});

describe("which calls are due", () => {
  const due = (announced: Announced, calls: Announcement[], now: number) =>
    announced.take(calls, now).map((c) => c.callId);

  test("[D12] each is due once, the oldest first", () => {
    const announced = new Announced();
    expect(due(announced, [call("b", 2), call("a", 1)], 5)).toEqual(["a", "b"]);
    expect(due(announced, [call("c", 4), call("b", 2), call("a", 1)], 5)).toEqual(["c"]);
    expect(due(announced, [call("c", 4), call("b", 2)], 5)).toEqual([]);
  });

  test("[D12] a recall is due anew, because it is a call of its own", () => {
    const announced = new Announced();
    due(announced, [call("a", 1)], 1);
    expect(due(announced, [call("a2", 3)], 3)).toEqual(["a2"]);
  });

  test("[D13] a call of ten seconds ago is due, an older one never", () => {
    expect(due(new Announced(), [call("a", 0)], 10_000)).toEqual(["a"]);
    expect(due(new Announced(), [call("a", 0)], 10_001)).toEqual([]);
  });
});
