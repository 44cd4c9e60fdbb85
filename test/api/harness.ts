import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import express from "express";
import { pino } from "pino";
import type { OpenApiDocument } from "#hall-server/api/openapi.ts";
import { apiV1 } from "#hall-server/api/v1.ts";
import type { HallContext } from "#hall-server/context.ts";
import { loadPublished, seedSample } from "#hall-server/documents.ts";
import { Hall, type HallOutcome } from "#hall-server/hall.ts";
import { API_ROLES, ApiKeys, type ApiRole } from "#hall-server/keys.ts";
import { problemHandler } from "#hall-server/problem.ts";
import { newId, TicketSecrets } from "#hall-server/secrets.ts";
import { readSettings } from "#hall-server/settings.ts";
import { LowdbDocuments } from "#hall-server/store/lowdb.ts";
import { SqliteLedger } from "#hall-server/store/sqlite.ts";
import { TicketIndex } from "#hall-server/ticket-index.ts";
import type { Command } from "#shared/domain/hall.ts";
import { type Answered, documentedCall, expectDocumented } from "./contract.ts";

/** 12 March 2026, 9:00 in the hall. */
export const NINE = Date.UTC(2026, 2, 12, 1);

/** What a test may send besides method and address. */
export interface Sent {
  /** Whose key; the caller's unless told, null for none. */
  readonly as?: ApiRole | null;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string;
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One line of the log. */
export interface Logged {
  readonly level: number;
  readonly msg: string;
  readonly code?: string;
  readonly keyId?: string;
  readonly path?: string;
}

/** A hall with the sample documents on a real ledger, its API on a free port. */
export class TestHall {
  readonly context: HallContext;
  readonly keys: ApiKeys;
  readonly log: readonly Logged[];
  readonly base: string;
  /** The keys themselves, by role. */
  readonly keyOf: Readonly<Record<ApiRole, string>>;
  readonly #document: OpenApiDocument;
  readonly #close: () => Promise<void>;

  private constructor(
    parts: Pick<TestHall, "context" | "keys" | "log" | "base" | "keyOf">,
    document: OpenApiDocument,
    close: () => Promise<void>,
  ) {
    this.context = parts.context;
    this.keys = parts.keys;
    this.log = parts.log;
    this.base = parts.base;
    this.keyOf = parts.keyOf;
    this.#document = document;
    this.#close = close;
  }

  /** @param folder the data folder; without one, a folder that goes when the hall closes */
  static async open({
    folder,
    phoneBase = null,
    day = "2026-03-12",
  }: { folder?: string; phoneBase?: string | null; day?: string | null } = {}): Promise<TestHall> {
    const data = folder ?? (await mkdtemp(join(tmpdir(), "mingting-api-")));
    const lines: Logged[] = [];
    const log = pino(
      { level: "debug" },
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          lines.push(JSON.parse(chunk.toString()) as Logged);
          done();
        },
      }),
    );
    const documents = new LowdbDocuments(join(data, "documents"));
    await seedSample(documents);
    const published = await loadPublished(documents);
    const ledger = await SqliteLedger.open(join(data, "ledger.sqlite"));
    const hall = await Hall.open({ hallId: "mingchuan", ledger, clock: () => NINE, newId });
    const tickets = new TicketIndex();
    tickets.take(await ledger.read("floor", 0));
    hall.onCommitted(({ floor }) => tickets.take(floor));
    const context: HallContext = {
      settings: readSettings([], { HALL_DATA: data }),
      log,
      ledger,
      documents,
      hall,
      secrets: await TicketSecrets.open(data),
      tickets,
      published: () => published,
      phoneBase: () => phoneBase,
      build: "testbuild",
    };
    if (day !== null && !hall.state.floor.day) await openDay(context, day);
    const keys = await ApiKeys.open(documents);
    const made = keys.list().length
      ? []
      : await Promise.all(
          API_ROLES.map(async (role) => [role, (await keys.create(`${role} 1`, role)).key]),
        );
    const app = express();
    app.use("/api/v1", apiV1(context, keys));
    app.use(problemHandler(log));
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
    const document = (await (await fetch(`${base}/openapi.json`)).json()) as OpenApiDocument;
    const keyOf = Object.fromEntries(made) as Record<ApiRole, string>;
    return new TestHall({ context, keys, log: lines, base, keyOf }, document, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await hall.settled();
      await ledger.close();
      if (folder === undefined) await rm(data, { recursive: true });
    });
  }

  /** The document this hall serves. */
  get document(): OpenApiDocument {
    return this.#document;
  }

  /** How far both streams are: equal before and after means that nothing changed. */
  get seqs(): { readonly floor: number; readonly office: number } {
    return { floor: this.context.hall.seq("floor"), office: this.context.hall.seq("office") };
  }

  /** Calls the API; whatever a documented call answers has to be what the document says. */
  async call(method: string, path: string, sent: Sent = {}): Promise<Answered> {
    const { as = "caller", body, raw, id, headers = {} } = sent;
    const content = raw ?? (body === undefined ? null : JSON.stringify(body));
    const response = await fetch(this.base + path, {
      method,
      headers: {
        ...(as === null ? {} : { Authorization: `Bearer ${this.keyOf[as]}` }),
        ...(content === null ? {} : { "Content-Type": "application/json" }),
        ...(id === undefined ? {} : { "Idempotency-Key": id }),
        ...headers,
      },
      body: content,
    });
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json") ?? false;
    const parsed: unknown = json && text ? JSON.parse(text) : undefined;
    const answer = { status: response.status, headers: response.headers, text, body: parsed };
    const documented = documentedCall(this.#document, method, path);
    if (documented) expectDocumented(this.#document, documented, answer);
    return answer;
  }

  /** POSTs and hands back the body, which has to be a success. */
  async post<T>(path: string, body?: unknown, sent: Sent = {}): Promise<T> {
    const answer = await this.call("POST", path, { ...sent, body });
    if (answer.status >= 300) throw new Error(`${path} → ${answer.status} ${answer.text}`);
    return answer.body as T;
  }

  /** POSTs what has to be refused; hands back status and code. */
  async refused(path: string, sent: Sent = {}, method = "POST"): Promise<string> {
    const before = this.seqs;
    const { status, headers, body } = await this.call(method, path, sent);
    if (this.seqs.floor !== before.floor || this.seqs.office !== before.office)
      throw new Error(`${path} was refused and changed something`);
    if (!headers.get("content-type")?.startsWith("application/problem+json"))
      throw new Error(`${path} → ${status} is no problem document`);
    return `${status} ${(body as { code: string }).code}`;
  }

  close(): Promise<void> {
    return this.#close();
  }
}

/** What a taken ticket answers. */
export interface Taken {
  readonly ticketId: string;
  readonly number: string;
  readonly secret: string;
  readonly ahead: number;
  readonly windows: readonly string[];
  readonly phoneUrl?: string;
}

/** Carries out a command of the hall's own. */
export const ofTheHall = (context: HallContext, command: Command): Promise<HallOutcome> =>
  context.hall.submit(command, {
    scope: "hall",
    commandId: newId(),
    actor: { kind: "hall", id: "" },
  });

/** Opens a service day with the published configuration. */
export const openDay = async (context: HallContext, dayId: string): Promise<void> => {
  await ofTheHall(context, { type: "OpenDay", dayId, config: context.published().config });
};
