import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { launchChromium } from "../browser.ts";
import { daytimeZone } from "./daytime.ts";
import type { Scene } from "./scene.ts";
import { board } from "./scenes/board.ts";
import { console_ } from "./scenes/console.ts";
import { kiosk } from "./scenes/kiosk.ts";
import { pad } from "./scenes/pad.ts";
import { phone } from "./scenes/phone.ts";
import { strip, window } from "./scenes/window.ts";
import { makeSheet } from "./sheet.ts";
import { type Shot, Studio } from "./studio.ts";

/**
 * `npm run shots`: a picture of every screen and state at its true size, and a contact sheet, in
 * `.shots/`. `npm run shots -- board pad` takes only those. Ends with 1 when a scene failed or a page
 * said something to its console.
 */
const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, ".shots");
const SCENES: readonly Scene[] = [kiosk, board, window, strip, pad, phone, console_];

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const only = process.argv.slice(2);
const unknown = only.filter((name) => !SCENES.some((scene) => scene.name === name));
if (unknown.length > 0) {
  say(
    `There is no ${unknown.join(", ")}; choose from ${SCENES.map((scene) => scene.name).join(", ")}.`,
  );
  process.exit(2);
}
const wanted = SCENES.filter(({ name }) => only.length === 0 || only.includes(name));

const built = spawnSync(process.execPath, [join(ROOT, "hall-server/bootstrap.mjs"), "--build"], {
  stdio: "inherit",
});
if (built.status !== 0) process.exit(2);

const started = Date.now();
const zone = daytimeZone(started);
// The halls inherit it, and their past is played in this process.
process.env["TZ"] = zone;
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });

const browser = await launchChromium("--host-resolver-rules=MAP hall.test 127.0.0.1");
const groups = new Map<string, readonly Shot[]>(wanted.map(({ name }) => [name, []]));
const troubles: string[] = [];
const tell = ({ name, size: [width, height] }: Shot): void => {
  say(`${relative(process.cwd(), join(FOLDER, `${name}.png`))}  ${width} × ${height}`);
};

const take = async ({ name, take }: Scene): Promise<void> => {
  const studio = new Studio(browser, FOLDER, zone, tell);
  try {
    await take(studio);
  } catch (error) {
    troubles.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  groups.set(name, studio.shots);
  troubles.push(...studio.complaints);
};

// Kinds of screens have nothing to do with each other: each core takes the next one.
const queue = [...wanted];
const worker = async (): Promise<void> => {
  for (let next = queue.shift(); next; next = queue.shift()) await take(next);
};
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));

await makeSheet(browser, FOLDER, groups);
await browser.close();

const count = [...groups.values()].reduce((sum, shots) => sum + shots.length, 0);
for (const trouble of troubles) say(`TROUBLE ${trouble}`);
say(
  `${count} pictures in ${Math.round((Date.now() - started) / 1000)} s: ${relative(process.cwd(), join(FOLDER, "index.html"))}`,
);
process.exitCode = troubles.length === 0 ? 0 : 1;
