// The first step of every npm script. Plain JavaScript that any Node ≥ 20 runs: installs what is
// missing, builds what is stale, then hands over to the Node 24 that the project brings along.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const windows = process.platform === "win32";
const node24 = join(root, "node_modules/node/bin", windows ? "node.exe" : "node");
const lock = join(root, "package-lock.json");
const installed = join(root, "node_modules/.package-lock.json");
/** The hall's exit code that asks for a restart (see main.ts). */
const EXIT_RESTART = 75;
const RESTART_PAUSE_MS = 3000;

/** @param {string} line */
const giveUp = (line) => {
  process.stderr.write(`${line}\n`);
  process.exit(2);
};

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) giveUp(`Node ${process.versions.node} is too old: install Node 20 or newer.`);

/**
 * Runs npm; nothing but a command's own answer may stand on standard output.
 * @param {string} command
 */
const npm = (command) =>
  spawnSync("npm", [command, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: windows,
  }).status;

const install = () => {
  const fresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
  if (fresh && existsSync(node24)) return;
  if (!fresh) {
    process.stderr.write("Installing packages …\n");
    // A clean install of exactly what the lock file says; another npm may read that file otherwise.
    const status = npm("ci") && npm("install");
    if (status !== 0) giveUp("npm could not install the packages; its message stands above.");
  }
  if (!existsSync(node24) && major < 24)
    giveUp(
      "Node 24 is missing because install scripts are switched off (npm's ignore-scripts). " +
        "Either allow them (npm config delete ignore-scripts; npm rebuild node) or install Node 24.",
    );
};

const build = async () => {
  const { buildId } = await import("./build-id.mjs");
  const name = join(root, "dist/build-id.txt");
  if (existsSync(name) && readFileSync(name, "utf8").trim() === buildId(root)) return;
  process.stderr.write("Building the screens …\n");
  const { status } = spawnSync(
    node(),
    [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"],
    { cwd: root, stdio: ["ignore", 2, 2] },
  );
  if (status !== 0) giveUp("The screens could not be built; the message stands above.");
};

const node = () => (existsSync(node24) ? node24 : process.execPath);

/**
 * Runs a script until it ends; a hall that asks for it is started again.
 * @param {string[]} args
 */
const run = (args) => {
  const child = spawn(node(), ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: process.cwd(),
    stdio: "inherit",
  });
  // Ctrl-C reaches the child by itself; a signal to this process alone is passed on.
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  const ignore = () => {};
  process.on("SIGINT", ignore);
  process.on("SIGTERM", pass);
  child.on("exit", (code, signal) => {
    process.off("SIGINT", ignore);
    process.off("SIGTERM", pass);
    if (code === EXIT_RESTART) setTimeout(() => run(args), RESTART_PAUSE_MS);
    else process.exit(code ?? (signal === "SIGINT" ? 130 : 1));
  });
};

const [script = "", ...rest] = process.argv.slice(2);
install();
if (script === "--build" || (script.endsWith("main.ts") && !rest.includes("--dev"))) await build();
if (script !== "--build") run([join(root, script), ...rest]);
