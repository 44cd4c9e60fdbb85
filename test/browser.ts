import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The system's Chromium, or one named by HALL_TEST_BROWSER; null when there is none. */
export const findChromium = (): string | null =>
  [process.env["HALL_TEST_BROWSER"], ...PATHS].find((path) => path && existsSync(path)) ?? null;

/** Whether the system has a font with Chinese glyphs (the screens bring their own; other pages do not). */
export const hasChineseFont = (): boolean => {
  if (process.platform !== "linux") return true;
  try {
    return execFileSync("fc-list", [":lang=zh-cn"], { encoding: "utf8" }).trim() !== "";
  } catch {
    return false;
  }
};

/** Starts Chromium for a test. Extra arguments come last. */
export const launchChromium = (...args: string[]): Promise<Browser> => {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error("No Chromium found: run npm test, which says how to get one.");
  return chromium.launch({
    executablePath,
    args: [
      // As root Chromium has no sandbox of its own; nothing but the hall's pages is ever opened.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--force-color-profile=srgb",
      ...args,
    ],
  });
};
