import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FloorEvent, Recorded } from "#shared/domain/hall.ts";
import { evolveFloor } from "#shared/domain/queue/evolve.ts";
import { EMPTY_FLOOR, type FloorState } from "#shared/domain/queue/state.ts";
import { StreamMirror } from "#shared/link/mirror.svelte.ts";
import { openHall } from "../domain/given.ts";

/** A morning's events as the wire carries them. */
const recorded = ((): readonly Recorded<FloorEvent>[] => {
  const hall = openHall("1", "2", "3");
  for (let i = 0; i < 12; i++) {
    hall.later(1).ticket(i % 3 ? "business" : "property", i % 4 ? undefined : "elderly");
    if (i % 2) hall.next(String((i % 3) + 1));
  }
  return hall.history
    .flatMap(({ accepted, at }) => accepted.floor.map((event) => ({ event, at })))
    .map(({ event, at }, i) => ({ hall: "test", seq: i + 1, at, v: 1, event }));
})();

const folded = (upTo: number): FloorState =>
  recorded.slice(0, upTo).reduce((s, r) => evolveFloor(s, r.event, r.at), EMPTY_FLOOR);

describe("a screen's copy of a stream", () => {
  it("[L10] asks for a snapshot before it folds anything", () => {
    const mirror = new StreamMirror("floor");
    expect(mirror.fold(recorded.slice(0, 1))).toBe("gap");
    expect(mirror.take({ snapshot: folded(3), seq: 3 })).toBe("folded");
    expect(mirror.fold(recorded.slice(3, 5))).toBe("folded");
    expect([mirror.seq, mirror.state]).toEqual([5, folded(5)]);
  });

  it("[L10] ignores what it has seen, and keeps what fitted before a gap", () => {
    const mirror = new StreamMirror("floor");
    mirror.take({ snapshot: folded(3), seq: 3 });
    expect(mirror.fold(recorded.slice(0, 4))).toBe("folded");
    expect(mirror.seq).toBe(4);
    expect(mirror.fold([recorded[4]!, recorded[6]!])).toBe("gap");
    expect([mirror.seq, mirror.state]).toEqual([5, folded(5)]);
  });

  it("[L10] [L13] converges whatever the line drops, repeats and reorders", () => {
    const batch = fc
      .tuple(fc.nat(recorded.length), fc.integer({ min: 1, max: 6 }))
      .map(([from, length]) => recorded.slice(from, from + length));
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 40, size: "max" }), fc.nat(10), (batches, start) => {
        const mirror = new StreamMirror("floor");
        mirror.take({ snapshot: folded(start), seq: start });
        for (const events of batches) {
          mirror.fold(events);
          // At every moment it is a true state of the hall, if not the newest.
          expect(mirror.state).toEqual(folded(mirror.seq!));
        }
        // The catch-up that a gap asks for brings it to the newest.
        mirror.take({ events: recorded.slice(mirror.seq!), seq: recorded.length });
        expect(mirror.state).toEqual(folded(recorded.length));
      }),
      { numRuns: 200 },
    );
  });
});
