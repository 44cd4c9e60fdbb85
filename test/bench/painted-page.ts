import type { Page } from "playwright-core";

/** What the watcher leaves in a page: the moments, on the page's clock, at which numbers stood there. */
interface Watched {
  numbersShown: Map<string, number>;
}

const TRIES = 40;

/**
 * Notes for every number that appears within the selector when it was painted: two animation frames
 * after the change, when the frame that holds it has been handed on. The same for every page.
 */
export const watchNumber = (page: Page, selector: string): Promise<void> =>
  page.evaluate((where) => {
    const shown = new Map<string, number>();
    (globalThis as unknown as Watched).numbersShown = shown;
    let last = "";
    const look = () => {
      const text = document.querySelector(where)?.textContent ?? "";
      const number = /[A-Z]\d{3,4}/.exec(text)?.[0] ?? "";
      if (number === last) return;
      last = number;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => shown.set(number, performance.now())),
      );
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  }, selector);

/** How far the page's clock is ahead of this process's, ms: from the quickest of many questions. */
export const clockOffset = async (page: Page): Promise<number> => {
  let best = { took: Infinity, offset: 0 };
  for (let n = 0; n < TRIES; n++) {
    const asked = performance.now();
    const there = await page.evaluate(() => performance.now());
    const answered = performance.now();
    const took = answered - asked;
    if (took < best.took) best = { took, offset: there - (asked + answered) / 2 };
  }
  return best.offset;
};

/** The moment, on the page's clock, at which a number was painted. */
export const shownAt = async (page: Page, number: string): Promise<number> => {
  const shown = await page.waitForFunction(
    (wanted) => (globalThis as unknown as Watched).numbersShown.get(wanted),
    number,
    { timeout: 10_000 },
  );
  return Number(await shown.jsonValue());
};
