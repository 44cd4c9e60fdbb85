import { lanAddress, readSettings, SettingError, type Settings } from "./settings.ts";
import { startHall, type RunningHall } from "./app.ts";
import { SCREEN_PAGES } from "#shared/protocol/messages.ts";
import { StoreError } from "./store/store.ts";

/** The exit code that asks `bootstrap.mjs` to start the hall again: the ledger failed (EX_TEMPFAIL). */
const EXIT_RESTART = 75;
const EXIT_USAGE = 2;
/** How long a stop may take, ms. */
const DRAIN_MS = 5_000;

const fail = (line: string): never => {
  process.stderr.write(`${line}\n`);
  process.exit(EXIT_USAGE);
};

/** One clear line for whatever keeps the hall from starting; a bug is not one of them. */
const explain = (error: unknown, settings: Settings): string | null => {
  if (error instanceof StoreError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EADDRINUSE":
      return `Port ${settings.port} is in use. Choose another: HALL_PORT=4001 npm start`;
    case "EACCES":
      return `No permission for port ${settings.port} or folder ${settings.data}. Choose a port above 1023 and a folder of your own.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HALL_HOST=${settings.host} is no address of this machine.`;
    default:
      return null;
  }
};

const announce = (hall: RunningHall, settings: Settings): void => {
  const here = `http://localhost:${hall.port}`;
  const loopback = /^(127\.|localhost$|::1$)/.test(settings.host);
  const address = loopback ? null : lanAddress();
  const lan = address && `http://${address}:${hall.port}`;
  const window = hall.context.hall.state.floor.config.windows[0]?.id ?? "1";
  const pages: [string, string][] = [
    ["visitor kiosk  自助机", SCREEN_PAGES.kiosk],
    ["evaluation pad 评价器", `${SCREEN_PAGES.pad}?window=${window}`],
    ["board          主屏", SCREEN_PAGES.board],
    ["window screen  窗口屏", `${SCREEN_PAGES.window}?window=${window}`],
    ["LED strip      条屏", `${SCREEN_PAGES.strip}?window=${window}`],
    ["console        叫号台", "/console/"],
    ["API            接口", "/api/v1/docs"],
  ];
  const lines = [
    `Mingting 明厅 — ${hall.context.published().content.hall.name}`,
    "",
    ...pages.map(([name, path]) => `  ${name}\t${here}${path}`),
  ];
  if (lan)
    lines.push(
      "",
      `On the network 局域网: ${lan} with the same paths; a screen elsewhere shows a pairing code first.`,
    );
  const token = hall.setupToken();
  if (token)
    lines.push(
      "",
      "No administrator yet. Open this one-time link to make the first 首位管理员:",
      `  ${here}/console/#setup=${token}`,
    );
  process.stdout.write(`${lines.join("\n")}\n\n`);
};

const settings = ((): Settings => {
  try {
    return readSettings(process.argv.slice(2), process.env);
  } catch (error) {
    if (error instanceof SettingError) return fail(error.message);
    throw error;
  }
})();

const hall = await startHall(settings).catch((error: unknown) => {
  const line = explain(error, settings);
  if (line) return fail(line);
  throw error;
});
announce(hall, settings);

let closing = false;
const stop = async (): Promise<void> => {
  if (closing) return;
  closing = true;
  // Everything acknowledged is durable already: whoever still holds a connection is not waited for.
  setTimeout(() => process.exit(0), DRAIN_MS).unref();
  await hall.close();
  process.exit(0);
};
process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());

void hall.failed.then(() => {
  // Long enough for the screens to hear 「暂停取号」.
  setTimeout(() => process.exit(EXIT_RESTART), 300);
});
