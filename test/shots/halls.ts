import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Content } from "#shared/domain/catalogue/content.ts";
import { loadPublished, seedSample } from "#hall-server/documents.ts";
import { ApiKeys } from "#hall-server/keys.ts";
import { LowdbDocuments } from "#hall-server/store/lowdb.ts";
import { SqliteLedger } from "#hall-server/store/sqlite.ts";
import type { Documents } from "#hall-server/store/store.ts";
import { apiClient, HallProcess } from "../hall-process.ts";
import { DAY_MINUTES } from "./days.ts";
import { Past } from "./past.ts";

/** How a hall is to stand when its first picture is taken. */
export interface HallPlan {
  /** Writes its documents; the sample hall's unless told. */
  readonly documents?: (documents: Documents) => Promise<unknown>;
  /** What has happened today; nothing unless told. */
  readonly past?: (past: Past, content: Content) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real hall in a process of its own, standing as planned. */
export interface ShotHall {
  readonly url: string;
  readonly port: number;
  /** The one-time link for the first administrator. */
  readonly setupLink: () => string;
  /**
   * Drives it over /api/v1; answers the body.
   * @throws Error when the hall refuses
   */
  readonly post: (path: string, body?: unknown) => Promise<Record<string, unknown>>;
  /** Ends it without a word, as a power cut would. */
  readonly cut: () => Promise<unknown>;
  /** Lets its ledger fail at the next command, and sends one. */
  readonly halt: () => Promise<unknown>;
}

/** The address that phones are sent to: without it a picture would show this machine's own. */
const PUBLIC_URL = "http://192.168.8.20:4000";

/** Fills a data folder. Answers a key that may drive every window. */
const prepare = async (folder: string, { documents, past }: HallPlan): Promise<string> => {
  const store = new LowdbDocuments(join(folder, "documents"));
  await (documents ?? seedSample)(store);
  const { config, content } = await loadPublished(store);
  const keys = await ApiKeys.open(store);
  const { key } = await keys.create("shots", "caller");
  if (past) {
    const story = await Past.begin(config, DAY_MINUTES, Date.now());
    await past(story, content);
    const ledger = SqliteLedger.open(join(folder, "ledger.sqlite"));
    await story.writeTo(ledger);
    await ledger.close();
  }
  return key;
};

/** Makes a hall, lends it, and leaves nothing of it behind. */
export const withHall = async (
  plan: HallPlan,
  use: (hall: ShotHall) => Promise<void>,
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "mingting-shots-"));
  try {
    const key = await prepare(folder, plan);
    // The folder is ours and already filled; HallProcess lets its environment be overruled.
    const env = { HALL_PUBLIC_URL: PUBLIC_URL, ...plan.env, HALL_DATA: folder };
    const hall = await HallProcess.start(env);
    const ask = apiClient(hall.url, key);
    const post: ShotHall["post"] = async (path, body = {}) => {
      const answer = await ask("POST", path, body);
      if (answer.status < 300) return answer.body;
      throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    };
    try {
      await use({
        url: hall.url,
        port: hall.port,
        setupLink: () => hall.setupLink,
        post,
        cut: () => hall.end("SIGKILL"),
        halt: async () => {
          const other = new DatabaseSync(join(folder, "ledger.sqlite"));
          // A write that never ends, by another program: the hall waits for it once, then gives up.
          other.exec("BEGIN IMMEDIATE");
          await ask("POST", "/windows/15/open", {});
          other.close();
        },
      });
    } finally {
      await hall.end("SIGKILL");
      await hall.remove();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
