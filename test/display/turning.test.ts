import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pageOf } from "#display/board/pages.ts";
import { startTurn, stepTurn } from "#display/board/turn.ts";
import { planTicker } from "#display/board/ticker.ts";
import { DRIFT_REACH, driftAt } from "#display/drift.ts";

const list = (n: number) => Array.from({ length: n }, (_, i) => i);

describe("a table with more entries than rows", () => {
  test("[D3] shows all on one page where they fit", () => {
    expect(pageOf(list(5), 5, 3)).toEqual({ rows: list(5), page: 0, pages: 1 });
    expect(pageOf([], 5, 0)).toEqual({ rows: [], page: 0, pages: 1 });
  });

  test("[D3] keeps the pinned entries on every page and turns the others", () => {
    expect(pageOf(list(9), 5, 0, 2)).toEqual({ rows: [0, 1, 2, 3, 4], page: 0, pages: 3 });
    expect(pageOf(list(9), 5, 2, 2)).toEqual({ rows: [0, 1, 8], page: 2, pages: 3 });
  });

  test("[D3] a page beyond the last, when the list has become shorter, is the last", () => {
    expect(pageOf(list(9), 5, 7)).toEqual({ rows: [5, 6, 7, 8], page: 1, pages: 2 });
  });

  test("[D3] every entry stands on a page, none on more than one unless pinned", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 2, max: 12 }), (n, size) => {
        const pinned = Math.min(2, size - 1);
        const { pages } = pageOf(list(n), size, 0, pinned);
        const all = list(pages).map((page) => pageOf(list(n), size, page, pinned).rows);
        for (const rows of all) expect(rows.length).toBeLessThanOrEqual(size);
        const turning = all.flatMap((rows, i) => (pages > 1 && i > 0 ? rows.slice(pinned) : rows));
        expect(turning).toEqual(list(n));
      }),
    );
  });
});

describe("a turning panel", () => {
  const holdMs = 8_000;

  test("[D3] holds each page for its time and begins anew after the last", () => {
    let turn = startTurn(0);
    const seen: number[] = [];
    for (let at = 0; at <= 32_000; at += 1_000) {
      turn = stepTurn(turn, at, { pages: 3, holdMs });
      seen.push(turn.page);
    }
    expect(seen.slice(0, 8)).toEqual(Array<number>(8).fill(0));
    expect([seen[8], seen[16], seen[24], seen[32]]).toEqual([1, 2, 0, 1]);
  });

  test("[D3] goes to the next page when pages were added or taken away meanwhile", () => {
    let turn = stepTurn({ page: 1, shownMs: 8_000, at: 0 }, 0, { pages: 7, holdMs });
    expect(turn.page).toBe(2);
    turn = stepTurn(turn, 1_000, { pages: 2, holdMs });
    expect(turn.page).toBe(0);
    expect(stepTurn(turn, 2_000, { pages: 1, holdMs }).page).toBe(0);
  });

  test("[D7] its time stands still while it waits", () => {
    let turn = startTurn(0);
    turn = stepTurn(turn, 11_000, { pages: 2, holdMs: 12_000 });
    turn = stepTurn(turn, 19_000, { pages: 2, holdMs: 12_000, waits: true });
    turn = stepTurn(turn, 19_500, { pages: 2, holdMs: 12_000 });
    expect(turn.page).toBe(0);
    turn = stepTurn(turn, 20_000, { pages: 2, holdMs: 12_000 });
    expect(turn.page).toBe(1);
  });

  test("[D3] a clock that jumps back does not turn it", () => {
    const turn = stepTurn({ page: 0, shownMs: 7_000, at: 9_000 }, 1_000, { pages: 2, holdMs });
    expect(turn).toEqual({ page: 0, shownMs: 7_000, at: 1_000 });
  });
});

describe("the ticker", () => {
  test("[D8] stands still when all notices fit, the gap behind the last not counted", () => {
    expect(planTicker(1_900, 96, 1_808, 90)).toEqual({ moves: false });
    expect(planTicker(0, 96, 1_808, 90)).toEqual({ moves: false });
  });

  test("[D8] else moves by one copy of the notices at its speed", () => {
    expect(planTicker(2_700, 96, 1_808, 90)).toEqual({
      moves: true,
      distance: 2_700,
      durationMs: 30_000,
    });
  });

  test("[D8] a speed of nothing is no division by nothing", () => {
    expect(planTicker(2_700, 96, 1_808, 0)).toEqual({ moves: false });
  });
});

describe("the drift", () => {
  test("[D21] starts at rest", () => {
    expect(driftAt(0, DRIFT_REACH)).toEqual({ x: 0, y: 0 });
  });

  test("[D21] moves one pixel at a time, 24 from end to end, both ways", () => {
    const xs: number[] = [];
    let before = 0;
    for (let ms = 0; ms < 600_000; ms += 1_000) {
      const { x, y } = driftAt(ms, DRIFT_REACH);
      expect(Math.abs(x - before)).toBeLessThanOrEqual(1);
      expect(Math.abs(y)).toBeLessThanOrEqual(DRIFT_REACH);
      xs.push((before = x));
    }
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([-12, 12]);
  });

  test("[D21] has somewhere to rest when it may not move", () => {
    expect(driftAt(123_456, 0)).toEqual({ x: 0, y: 0 });
  });
});
