import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium, hasChineseFont } from "./browser.ts";
import { probe } from "./checks/probe.ts";

/**
 * `npm test`: everything that has to hold, in one run. Ends with the line `N passed, N failed`, where
 * each checker counts as one and each test as one.
 */
const ROOT = join(import.meta.dirname, "..");
const PACKAGES = ["chromium", "fonts-noto-cjk"];

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const run = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { cwd: ROOT, stdio: "inherit" }).status === 0;

const node = (path: string, ...args: string[]): boolean =>
  run(process.execPath, [join(ROOT, "node_modules", path), ...args]);

/** Chromium and a Chinese font: found, or installed where that is possible, or asked for by name. */
const needBrowser = (): boolean => {
  if (findChromium() && hasChineseFont()) return true;
  const install = `apt-get install -y --no-install-recommends ${PACKAGES.join(" ")} fontconfig`;
  const canInstall =
    process.platform === "linux" &&
    process.getuid?.() === 0 &&
    spawnSync("apt-get", ["--version"]).status === 0;
  if (canInstall) {
    say("Installing Chromium and a Chinese font …");
    run("apt-get", ["update", "-qq"]);
    run("apt-get", install.split(" ").slice(1));
  }
  if (findChromium() && hasChineseFont()) return true;
  say(`The browser tests need Chromium and a Chinese font. Run: sudo ${install}`);
  return false;
};

let passed = 0;
let failed = 0;

const check = (what: string, step: () => boolean): void => {
  say(`\n── ${what}`);
  const start = Date.now();
  if (step()) passed += 1;
  else {
    failed += 1;
    say(`FAILED: ${what}`);
  }
  say(`   ${((Date.now() - start) / 1000).toFixed(1)} s`);
};

const only = process.argv.slice(2);

/** Runs Vitest and adds its own totals to ours. */
const vitest = (): void => {
  const folder = mkdtempSync(join(tmpdir(), "mingting-test-"));
  const report = join(folder, "report.json");
  say("\n── tests");
  const ok = node(
    "vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...only,
  );
  try {
    const totals = JSON.parse(readFileSync(report, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    passed += totals.numPassedTests;
    failed += totals.numFailedTests;
    // A file that cannot be loaded has no failed test of its own.
    if (!ok && totals.numFailedTests === 0) failed += 1;
  } catch {
    failed += 1;
  }
  rmSync(folder, { recursive: true });
};

if (only.length === 0) {
  check("format (prettier)", () =>
    node("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."),
  );
  check("lint (eslint)", () => node("eslint/bin/eslint.js", ".", "--max-warnings", "0"));
  check("types (tsc)", () => node("typescript/bin/tsc", "--noEmit"));
  check("types of components (svelte-check)", () =>
    node(
      "svelte-check/bin/svelte-check",
      "--tsconfig",
      "./tsconfig.json",
      "--fail-on-warnings",
      "--output",
      "human",
    ),
  );
  check("the checkers really fail on a planted error", () => {
    const missed = probe();
    for (const what of missed) say(`not caught: ${what}`);
    return missed.length === 0;
  });
}
check("the screens are built", () =>
  run(process.execPath, ["hall-server/bootstrap.mjs", "--build"]),
);
check("Chromium and a Chinese font are there", needBrowser);
vitest();

say(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
