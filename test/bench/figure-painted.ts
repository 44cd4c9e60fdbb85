import type { Page } from "playwright-core";
import { launchChromium } from "../browser.ts";
import { BareProcess } from "./bare-process.ts";
import type { Figure } from "./figure.ts";
import { startFilledHall } from "./filled-hall.ts";
import { pause } from "./interleave.ts";
import { clockOffset, shownAt, watchNumber } from "./painted-page.ts";
import { barePress, hallPress, type Press } from "./press.ts";
import type { Started } from "./started.ts";
import { p50, p99 } from "./stats.ts";
import { SPARE } from "./work-day.ts";

/** Presses of one visit to a page, those before them that do not count, and visits to each page. */
const PRESSES = 30;
const WARM_UP = 6;
const VISITS = 5;
/** Between two presses, ms, drawn evenly: a press meets every moment of a frame. */
const GAP = [80, 180] as const;
const FRAME_MS = 1_000 / 60;

/** A page, its server's button, and where it shows the newest number. */
interface Side {
  readonly url: string;
  readonly selector: string;
  readonly press: Press;
  /** From press to paint, ms. */
  readonly times: number[];
}

/** Opens the page, presses, and takes the times of one visit. */
const visit = async (page: Page, { url, selector, press, times }: Side): Promise<void> => {
  await page.goto(url, { waitUntil: "networkidle" });
  await watchNumber(page, selector);
  const offset = await clockOffset(page);
  const presses: { readonly number: string; readonly at: number }[] = [];
  for (let n = 0; n < WARM_UP + PRESSES; n++) {
    await pause(GAP);
    const at = performance.now();
    presses.push({ number: await press(), at });
  }
  // Asked at the end: a question in between would delay the frame it asks about.
  for (const { number, at } of presses.slice(WARM_UP))
    times.push((await shownAt(page, number)) - offset - at);
  await page.goto("about:blank");
};

/** From the press to the pixels of the board, in a browser. */
export const paintedFigure = async (started: Started): Promise<Figure> => {
  const waiting = VISITS * (WARM_UP + PRESSES) + SPARE;
  const filled = await startFilledHall(started, { done: 100, waiting });
  const bare = await BareProcess.start(started, "socket.io", 400);
  const browser = started.add(await launchChromium(), (b) => b.close());
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const board: Side = {
    // Silent, like all boards of a zone but one.
    url: `http://127.0.0.1:${filled.hall.port}/display/board/?speak=off`,
    selector: '[aria-label="最新叫号"]',
    press: await hallPress(filled),
    times: [],
  };
  const barePage = (path: string): Side => ({
    url: `http://127.0.0.1:${bare.port}${path}`,
    selector: "b",
    press: barePress(bare),
    times: [],
  });
  const still = barePage("/");
  const moving = barePage("/moving");
  const sides = [board, still, moving];
  // One page at a time: the board's work must not slow a bare page down.
  for (let n = 0; n < VISITS; n++)
    for (let turn = 0; turn < sides.length; turn++)
      await visit(page, sides[(n + turn) % sides.length]!);
  return {
    name: "painted",
    title: "press → painted on the board in Chromium",
    how:
      `bare: the barest page that paints a number, on the bare server; ${VISITS} visits in turn of ` +
      `${PRESSES} presses, after ${WARM_UP} of warm-up each`,
    rows: [
      {
        what: "p50",
        unit: "ms",
        ours: p50(board.times),
        bare: p50(still.times),
        aim: { kind: "times", most: 1.5 },
      },
      {
        what: "p99",
        unit: "ms",
        ours: p99(board.times),
        bare: p99(still.times),
        aim: { kind: "above", most: 2 * FRAME_MS },
      },
      {
        what: "beside a bare page with a moving line, p50",
        unit: "ms",
        ours: p50(board.times),
        bare: p50(moving.times),
        aim: null,
      },
      {
        what: "beside a bare page with a moving line, p99",
        unit: "ms",
        ours: p99(board.times),
        bare: p99(moving.times),
        aim: null,
      },
    ],
  };
};
