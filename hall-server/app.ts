import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { type Logger, pino } from "pino";
import { millis } from "#shared/domain/decision.ts";
import type { Receipt } from "#shared/protocol/messages.ts";
import { Accounts } from "./accounts.ts";
import { apiV1 } from "./api/v1.ts";
import { CatalogueDesk } from "./catalogue/desk.ts";
import { consoleApi } from "./console-api.ts";
import type { HallContext } from "./context.ts";
import { ControlServer } from "./control.ts";
import { Devices } from "./devices.ts";
import { loadPublished, seedSample } from "./documents.ts";
import { Hall } from "./hall.ts";
import { ApiKeys } from "./keys.ts";
import { problemHandler, sendProblem } from "./problem.ts";
import { newId, newToken, TicketSecrets } from "./secrets.ts";
import { ServiceDays } from "./service-days.ts";
import { Sessions } from "./sessions.ts";
import { phoneBase, type Settings } from "./settings.ts";
import { Sockets } from "./sockets.ts";
import { makeFolderDurably } from "./store/durable-file.ts";
import { lockFolder } from "./store/lock.ts";
import { LowdbDocuments } from "./store/lowdb.ts";
import { SqliteLedger } from "./store/sqlite.ts";
import { TicketIndex } from "./ticket-index.ts";
import { DIST, securityHeaders, serveScreens } from "./web.ts";

/** A hall that is running in this process. */
export interface RunningHall {
  readonly context: HallContext;
  readonly port: number;
  readonly keys: ApiKeys;
  readonly accounts: Accounts;
  readonly devices: Devices;
  /** The receipt of the newest call at a window, or null. */
  readonly receiptOf: (windowId: string) => Receipt | null;
  /** The one-time token for the first administrator; null once one exists. */
  readonly setupToken: () => string | null;
  /** Resolves with the error if the ledger fails: the process must end and start again. */
  readonly failed: Promise<Error>;
  /** Answers what is under way, hangs up and closes the files. */
  close(): Promise<void>;
}

/** How long ago a remembered command is forgotten: no client retries for a week. */
const REMEMBER_MS = 7 * 24 * 3_600_000;
const TICK_MS = 20_000;

const buildName = async (dev: boolean): Promise<string> => {
  if (dev) {
    const { buildId } = await import("./build-id.mjs");
    return buildId(join(import.meta.dirname, ".."));
  }
  return (await readFile(join(DIST, "build-id.txt"), "utf8")).trim();
};

/** Assembles and starts the hall server: the composition root. */
export const startHall = async (
  settings: Settings,
  {
    log = pino({ level: settings.logLevel }, process.stderr),
    clock = Date.now,
  }: {
    log?: Logger;
    clock?: () => number;
  } = {},
): Promise<RunningHall> => {
  await makeFolderDurably(settings.data);
  const lock = await lockFolder(settings.data);
  const documents = new LowdbDocuments(join(settings.data, "documents"));
  if (settings.sample) await seedSample(documents);
  let published = await loadPublished(documents);
  const secrets = await TicketSecrets.open(settings.data);
  const ledger = await SqliteLedger.open(join(settings.data, "ledger.sqlite"));
  const hall = await Hall.open({ hallId: published.config.hall.id, ledger, clock, newId });
  const tickets = new TicketIndex();
  const day = await ledger.lastSeqOf("floor", "DayOpened");
  tickets.take(await ledger.read("floor", Math.max(0, day - 1)));
  hall.onCommitted(({ floor }) => tickets.take(floor));

  const server = createServer();
  const port = (): number => (server.address() as AddressInfo | null)?.port ?? settings.port;
  const context: HallContext = {
    settings,
    log,
    ledger,
    documents,
    hall,
    secrets,
    tickets,
    published: () => published,
    phoneBase: () => phoneBase(settings, port()),
    build: await buildName(settings.dev),
  };
  const days = new ServiceDays(context);
  await days.keep();
  await ledger.forgetCommands(millis(hall.now() - REMEMBER_MS));

  const keys = await ApiKeys.open(documents);
  const accounts = await Accounts.open(documents, clock);
  const sessions = await Sessions.open({
    documents,
    accounts,
    idleMinutes: settings.idleMinutes,
    clock,
    log,
  });
  const firstToken = newToken();
  const setupToken = () => (accounts.hasAdministrator() ? null : firstToken);
  const devices = await Devices.open({
    documents,
    build: context.build,
    newest: () => hall.seq("floor"),
    clock,
  });

  const vite = settings.dev
    ? await (
        await import("vite")
      ).createServer({
        server: { middlewareMode: true, hmr: { server } },
        appType: "custom",
        root: join(import.meta.dirname, ".."),
      })
    : null;
  const app = express();
  app.disable("x-powered-by");
  app.use(securityHeaders(settings.dev));
  app.use("/api/v1", apiV1(context, keys));
  app.use(
    "/console/api",
    consoleApi(context, { accounts, sessions, register: devices, setupToken }),
  );
  serveScreens(app, context, vite);
  app.use((_request, response) => sendProblem(response, "not-found"));
  app.use(problemHandler(log));
  server.on("request", app);
  const sockets = new Sockets(server, context, { devices, sessions, accounts });
  const catalogue = new CatalogueDesk(documents, async () => {
    published = await loadPublished(documents);
    sockets.contentChanged(published.content.revision);
  });
  const control = new ControlServer(settings.data, { keys, accounts, hall, ledger, catalogue });

  const failed = new Promise<Error>((resolve) => {
    hall.onHalted((error) => {
      log.fatal({ err: error }, "the ledger failed; the hall stops");
      sockets.halt();
      resolve(error);
    });
  });
  const ticking = setInterval(() => {
    days
      .keep()
      .catch((error: unknown) => log.error({ err: error }, "the service day did not change"));
  }, TICK_MS);

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, settings.host, () => {
      server.off("error", reject);
      resolve();
    });
  }).catch(async (error: unknown) => {
    clearInterval(ticking);
    await ledger.close();
    lock.release();
    throw error;
  });
  await control.listen();

  return {
    context,
    port: port(),
    keys,
    accounts,
    devices,
    receiptOf: (windowId) => sockets.receiptOf(windowId),
    setupToken,
    failed,
    close: async () => {
      clearInterval(ticking);
      await control.close();
      await sockets.close();
      await vite?.close();
      server.closeAllConnections();
      await hall.settled();
      await sessions.close();
      await ledger.close();
      lock.release();
    },
  };
};
