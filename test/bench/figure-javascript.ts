import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { PAGES } from "#hall-server/pages.ts";
import type { Figure } from "./figure.ts";

const ROOT = join(import.meta.dirname, "../..");
const DIST = join(ROOT, "dist");
/** What the barest page of the second figure loads. */
const BARE = join(ROOT, "node_modules/socket.io/client-dist/socket.io.min.js");
const BYTES_PER_KB = 1_000;

/** At most so many kB; null for the console, which is not a screen in the hall. */
const mostFor = (path: string): number | null =>
  path === "/console/" ? null : path === "/kiosk/" ? 90 : 60;

/** Static imports and re-exports of a built module; `import("…")` is loaded later and not counted. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g;
const SCRIPT = /<script[^>]+src="([^"]+)"/g;
const PRELOAD = /<link[^>]+rel="modulepreload"[^>]+href="([^"]+)"/g;

const captures = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, captured = ""]) => captured);

/** Paths in `dist` of every module that a page loads before it shows anything. */
const modulesOf = async (page: string): Promise<ReadonlyMap<string, Buffer>> => {
  const html = await readFile(join(DIST, page), "utf8");
  const wanted = [...captures(html, SCRIPT), ...captures(html, PRELOAD)];
  const modules = new Map<string, Buffer>();
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (modules.has(path)) continue;
    const source = await readFile(join(DIST, path));
    modules.set(path, source);
    const from = new URL(path, "http://hall");
    for (const imported of captures(source.toString(), STATIC_IMPORT))
      wanted.push(new URL(imported, from).pathname);
  }
  return modules;
};

const gzipped = (sources: Iterable<Buffer>): number =>
  [...sources].reduce((sum, source) => sum + gzipSync(source).length, 0) / BYTES_PER_KB;

/** How much JavaScript each page loads at its first screen. */
export const javascriptFigure = async (): Promise<Figure> => {
  const bare = gzipped([await readFile(BARE)]);
  const rows = Object.entries(PAGES).map(async ([path, file]) => {
    const most = mostFor(path);
    return {
      what: path,
      unit: "kB" as const,
      ours: gzipped((await modulesOf(file)).values()),
      bare,
      aim: most === null ? null : { kind: "most" as const, most },
    };
  });
  return {
    name: "javascript",
    title: "JavaScript per screen, gzip",
    how: "every module loaded before the first picture, 1 kB = 1,000 bytes; bare: Socket.IO's client alone",
    rows: await Promise.all(rows),
  };
};
