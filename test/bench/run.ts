import { spawnSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Figure, type FigureName, keeps, ratioOf } from "./figure.ts";
import { flatFigure } from "./figure-flat.ts";
import { javascriptFigure } from "./figure-javascript.ts";
import { memoryFigure } from "./figure-memory.ts";
import { paintedFigure } from "./figure-painted.ts";
import { pressFigure } from "./figure-press.ts";
import { screensFigure } from "./figure-screens.ts";
import { Started } from "./started.ts";
import { table } from "./table.ts";

/**
 * `npm run bench`: the figures of this machine, each beside a bare baseline of the same run. With
 * `--json` one JSON object on standard output and nothing else. Exit 0 whatever the figures say; 1
 * when they could not be taken; 2 for a wrong option.
 */
const ROOT = join(import.meta.dirname, "../..");
const MOST_SCREENS = 5_000;
const USAGE = `npm run bench -- [--only NAME] [--screens N] [--json]

  --only NAME     one figure: press, painted, flat, screens, memory or javascript; may be repeated
  --screens N     how many screens the figure "screens" connects, 1 to ${MOST_SCREENS}; 500 unless told
  --json          one JSON object instead of the table
`;

const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

interface Options {
  readonly only: readonly string[];
  readonly screens: number;
  readonly json: boolean;
}

const started = new Started();

const FIGURES: Readonly<Record<FigureName, (options: Options) => Promise<Figure>>> = {
  press: () => pressFigure(started),
  painted: () => paintedFigure(started),
  flat: () => flatFigure(started),
  screens: ({ screens }) => screensFigure(started, screens),
  memory: () => memoryFigure(started),
  javascript: javascriptFigure,
};

const readOptions = (): Options => {
  const wrong = (line: string): never => {
    note(`${line}\n\n${USAGE}`);
    process.exit(2);
  };
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string", multiple: true, default: [] },
        screens: { type: "string", default: "500" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    const unknown = values.only.find((name) => !(name in FIGURES));
    if (unknown !== undefined) wrong(`There is no figure ${unknown}.`);
    const screens = Number(values.screens);
    if (!Number.isInteger(screens) || screens < 1 || screens > MOST_SCREENS)
      wrong(`--screens ${values.screens} is not a whole number from 1 to ${MOST_SCREENS}.`);
    return { only: values.only, screens, json: values.json };
  } catch (error) {
    return wrong((error as Error).message);
  }
};

/** Everything one needs to read a number of another machine. */
const machine = () => ({
  node: process.version,
  system: `${process.platform} ${process.arch}`,
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memoryGB: Math.round(totalmem() / 1e9),
});

const asJson = (figures: readonly Figure[], seconds: number): string =>
  JSON.stringify({
    machine: machine(),
    seconds,
    figures: figures.map(({ rows, ...figure }) => ({
      ...figure,
      rows: rows.map((row) => ({ ...row, ratio: ratioOf(row), ok: keeps(row) })),
    })),
  });

const options = readOptions();
let stopped = false;
for (const [signal, code] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const])
  process.once(signal, () => {
    stopped = true;
    void started.end().finally(() => process.exit(code));
  });

const built = spawnSync(process.execPath, [join(ROOT, "hall-server/bootstrap.mjs"), "--build"], {
  cwd: ROOT,
  stdio: ["ignore", 2, 2],
});
if (built.status !== 0) process.exit(1);

const begun = Date.now();
const figures: Figure[] = [];
try {
  for (const [name, figure] of Object.entries(FIGURES)) {
    if (options.only.length && !options.only.includes(name)) continue;
    note(`measuring ${name} …`);
    figures.push(await figure(options));
    await started.end();
  }
} catch (error) {
  // What was being measured fails when its servers are taken away: that is no news.
  if (stopped) await new Promise(() => {});
  await started.end();
  throw error;
}
const seconds = Math.round((Date.now() - begun) / 1_000);
if (options.json) process.stdout.write(`${asJson(figures, seconds)}\n`);
else {
  const { node, system, cpu, cores, memoryGB } = machine();
  const about = `Node ${node} on ${system}, ${cores} × ${cpu}, ${memoryGB} GB; ${seconds} s`;
  process.stdout.write(`\n${table(figures)}\n\n${about}\n`);
}
process.exit(0);
