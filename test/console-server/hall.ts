import { randomBytes, randomUUID } from "node:crypto";
import { createServer, request as ask } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { pino } from "pino";
import type { Command } from "#shared/domain/hall.ts";
import type { QueueAnswer } from "#shared/domain/queue/decide.ts";
import { CONSOLE_API, type ScreenRow } from "#shared/protocol/console.ts";
import { Accounts } from "#hall-server/accounts.ts";
import { consoleApi } from "#hall-server/console-api.ts";
import type { HallContext, ScreenRegister } from "#hall-server/context.ts";
import { recordDay } from "#hall-server/days.ts";
import { loadPublished, seedSample } from "#hall-server/documents.ts";
import { Hall } from "#hall-server/hall.ts";
import { problemHandler } from "#hall-server/problem.ts";
import { TicketSecrets } from "#hall-server/secrets.ts";
import { type Session, Sessions } from "#hall-server/sessions.ts";
import { readSettings } from "#hall-server/settings.ts";
import { MemoryDocuments, MemoryLedger } from "#hall-server/store/memory.ts";
import type { Documents, Ledger } from "#hall-server/store/store.ts";
import { TicketIndex } from "#hall-server/ticket-index.ts";
import { type PersonName, seedPeople } from "./people.ts";

export const SETUP_TOKEN = "the-one-time-token";
export const RIGHT_CODE = "BCDF-GHJK";
export const MINUTE = 60_000;

/** A log that keeps what it was told, to look for what must not be in it. */
const keepingLog = () => {
  const lines: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  return { log, lines };
};

/** A register of screens with one paired screen and one that shows {@link RIGHT_CODE}. */
class SmallRegister implements ScreenRegister {
  readonly reloaded: (string | null)[] = [];
  #rows: ScreenRow[] = [];

  constructor() {
    this.#add("screen-1", { name: "1 楼主屏", kind: "board", windowId: null, zone: "1a" });
  }

  #add(id: string, screen: Pick<ScreenRow, "name" | "kind" | "windowId" | "zone">): ScreenRow {
    const row: ScreenRow = {
      id,
      ...screen,
      speaks: false,
      origin: "paired",
      connected: true,
      applied: 1,
      painted: 1,
      newest: 1,
      sound: "none",
      speaking: false,
      outOfDate: false,
      seenAt: 0,
    };
    this.#rows.push(row);
    return row;
  }

  rows(): readonly ScreenRow[] {
    return this.#rows;
  }
  waiting(): ReturnType<ScreenRegister["waiting"]> {
    return [{ id: "w", kind: "pad", windowId: "3", zone: "", address: "192.168.1.20", since: 0 }];
  }
  async approve(code: string, screen: Parameters<ScreenRegister["approve"]>[1]) {
    return code === RIGHT_CODE ? this.#add(`screen-${this.#rows.length + 1}`, screen) : null;
  }
  async revoke(id: string): Promise<boolean> {
    const before = this.#rows.length;
    this.#rows = this.#rows.filter((row) => row.id !== id);
    return this.#rows.length < before;
  }
  reload(id: string | null): boolean {
    this.reloaded.push(id);
    return id === null || this.#rows.some((row) => row.id === id);
  }
}

/** A request as a browser would make it, unless told otherwise. */
export interface Told {
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string;
  readonly cookie?: string | undefined;
  /** Null sends none. */
  readonly origin?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, its JSON parsed. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, never> & { readonly code?: string };
  readonly text: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  /** What the browser would send back from now on. */
  readonly cookie: string | undefined;
}

/** The hall's console API on a real port, with a clock in the test's hand. */
export const openHall = async (
  given: {
    readonly documents?: Documents;
    readonly ledger?: Ledger;
    readonly now?: number;
    readonly publicUrl?: string;
    /** Whether the people of `people.ts` work here; they do unless told. */
    readonly people?: boolean;
  } = {},
) => {
  const documents = given.documents ?? new MemoryDocuments();
  const ledger = given.ledger ?? new MemoryLedger();
  const time = { now: given.now ?? Date.parse("2026-03-12T09:00:00+08:00") };
  const clock = () => time.now;
  await seedSample(documents);
  if (given.people !== false) await seedPeople(documents);
  const published = await loadPublished(documents);
  const hall = await Hall.open({ hallId: "test", ledger, clock, newId: randomUUID });
  const { log, lines } = keepingLog();
  const settings = readSettings(
    [],
    given.publicUrl === undefined ? {} : { HALL_PUBLIC_URL: given.publicUrl },
  );
  const context: HallContext = {
    settings,
    log,
    ledger,
    documents,
    hall,
    secrets: new TicketSecrets(randomBytes(32)),
    tickets: new TicketIndex(),
    published: () => published,
    phoneBase: () => null,
    build: "test",
  };
  const accounts = await Accounts.open(documents, clock);
  const sessions = await Sessions.open({
    documents,
    accounts,
    idleMinutes: settings.idleMinutes,
    clock,
    log,
  });
  const register = new SmallRegister();
  const setup = { token: SETUP_TOKEN as string | null };
  const app = express();
  app.use(
    CONSOLE_API,
    consoleApi(context, { accounts, sessions, register, setupToken: () => setup.token, clock }),
  );
  app.use(problemHandler(log));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;

  const call = (method: string, path: string, told: Told = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { body, raw, cookie, origin = `http://${host}`, headers } = told;
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const sent = ask(
        {
          port,
          host: "127.0.0.1",
          method,
          path: CONSOLE_API + path,
          headers: {
            ...(payload === undefined ? {} : { "Content-Type": "application/json" }),
            ...(origin === null ? {} : { Origin: origin }),
            ...(cookie === undefined ? {} : { Cookie: cookie }),
            ...headers,
          },
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (part: string) => (text += part));
          response.on("end", () => {
            const set = response.headers["set-cookie"]?.at(-1)?.split(";")[0];
            resolve({
              status: response.statusCode ?? 0,
              text,
              body: (text ? JSON.parse(text) : {}) as Answer["body"],
              headers: response.headers,
              cookie: set,
            });
          });
        },
      );
      sent.on("error", reject);
      sent.end(payload);
    });

  /** Gives the hall a command in its own name; fails when it is refused. */
  const submit = async (command: Command): Promise<QueueAnswer> => {
    const outcome = await hall.submit(command, {
      scope: "hall",
      commandId: randomUUID(),
      actor: { kind: "hall", id: "hall" },
    });
    if (!("accepted" in outcome)) throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
    return outcome.accepted.answer;
  };

  const idOf = (username: PersonName): string => {
    const id = accounts.rows().find((row) => row.username === username)?.id;
    if (id === undefined) throw new Error(`nobody is called ${username}`);
    return id;
  };

  /** A new session of somebody, without the way through the sign-in. */
  const as = async (
    username: PersonName,
  ): Promise<{ readonly id: string; readonly cookie: string; readonly session: Session }> => {
    const id = idOf(username);
    const { session, token } = await sessions.start(id);
    return { id, session, cookie: `mt_session=${token}` };
  };

  const openDay = async (dayId: string) => {
    await submit({ type: "OpenDay", dayId, config: published.config });
    await recordDay(documents, {
      dayId,
      floorFrom: await ledger.lastSeqOf("floor", "DayOpened"),
      officeFrom: await ledger.lastSeqOf("office", "DayOpened"),
    });
  };

  /** What the audit trail says, oldest first. */
  const acts = async () =>
    (await ledger.read("office", 0)).flatMap(({ event }) =>
      event.type === "Acted"
        ? [{ ...event.actor, command: event.command, about: event.about }]
        : [],
    );

  const stop = async () => {
    await sessions.close();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };

  return {
    host,
    time,
    documents,
    ledger,
    hall,
    published,
    accounts,
    sessions,
    register,
    setup,
    logged: lines,
    call,
    submit,
    idOf,
    as,
    openDay,
    acts,
    stop,
  };
};

/** A running hall in a test's hand. */
export type TestHall = Awaited<ReturnType<typeof openHall>>;

/** Serves one visitor of a service at a window; answers the ticket's id. The window must be open. */
export const serve = async (hall: TestHall, serviceId: string, windowId: string) => {
  const { ticketId = "" } = await hall.submit({ type: "IssueTicket", serviceId });
  await hall.submit({ type: "CallNext", windowId });
  await hall.submit({ type: "FinishService", windowId });
  return ticketId;
};
