import { basename } from "node:path";
import { OneAtATime } from "../one-at-a-time.ts";
import type { Documents } from "../store/store.ts";
import type {
  ExportAnswer,
  ExportRequest,
  PlanAnswer,
  PlanRequest,
  ReadRequest,
} from "./child-messages.ts";
import { READ_COLLECTIONS, type StoredCatalogue } from "./documents.ts";
import { ChildWork } from "./in-child.ts";

/** Reading a whole catalogue takes two seconds; the rest is for machines that are slow or busy. */
const READ_LIMIT_MS = 30_000;
const WORK_LIMIT_MS = 60_000;

/** A spreadsheet that was read and lies ready in a process of its own. */
export class ReadSpreadsheet {
  readonly #child: ChildWork;

  private constructor(child: ChildWork) {
    this.#child = child;
  }

  /**
   * Reads a file. Nothing of the hall is needed for it, and nothing touched.
   * @param path absolute
   * @param name the file's own name, as the person knows it
   * @throws Refused
   */
  static async open(path: string, name = basename(path)): Promise<ReadSpreadsheet> {
    const child = new ChildWork("import-child.ts");
    try {
      const request: ReadRequest = { step: "read", path, name };
      await child.ask<null>(request, READ_LIMIT_MS);
      return new ReadSpreadsheet(child);
    } catch (error) {
      child.end();
      throw error;
    }
  }

  /** Works out what the file does to what is stored. */
  plan(request: Omit<PlanRequest, "step">): Promise<PlanAnswer> {
    return this.#child.ask<PlanAnswer>({ step: "plan", ...request }, WORK_LIMIT_MS);
  }

  /** Lets go of what was read. */
  close(): void {
    this.#child.end();
  }
}

/** How an import is to be carried out. */
export interface ImportOptions {
  /** Only says what would happen. */
  readonly dryRun: boolean;
  readonly as: "json" | "text";
}

/** What an import answers. */
export interface ImportOutcome {
  /** Whether anything was rejected. */
  readonly refusedAny: boolean;
  /** In UTF-8. */
  readonly report: Uint8Array;
}

/** Imports into and exports from the catalogue of one hall, one at a time, without holding up its calls. */
export class CatalogueDesk {
  readonly #documents: Documents;
  readonly #publish: () => Promise<void>;
  readonly #turns = new OneAtATime();

  /** @param publish tells the screens that documents changed */
  constructor(documents: Documents, publish: () => Promise<void>) {
    this.#documents = documents;
    this.#publish = publish;
  }

  /**
   * Takes a spreadsheet over into the catalogue.
   * @throws Refused, and then nothing was changed
   */
  import(spreadsheet: ReadSpreadsheet, options: ImportOptions): Promise<ImportOutcome> {
    return this.#turns.run(async () => {
      const planned = await spreadsheet.plan({ stored: await this.#stored(), ...options });
      // Units before what names them: after a power cut in between, nothing points nowhere.
      let changed = false;
      for (const collection of ["units", "fees", "items"] as const) {
        const json = planned[collection];
        if (json === null) continue;
        await this.#documents.writeJson(collection, json);
        changed = true;
      }
      if (changed) await this.#publish();
      return { refusedAny: planned.refusedAny, report: planned.report };
    });
  }

  /**
   * Writes the catalogue as a workbook.
   * @param path absolute
   * @returns how many items it holds
   * @throws Refused when the file cannot be written
   */
  export(path: string): Promise<number> {
    return this.#turns.run(async () => {
      const child = new ChildWork("export-child.ts");
      try {
        const request: ExportRequest = { stored: await this.#stored(), path };
        return (await child.ask<ExportAnswer>(request, WORK_LIMIT_MS)).items;
      } finally {
        child.end();
      }
    });
  }

  async #stored(): Promise<StoredCatalogue> {
    const [items, fees, units, windows, services] = await Promise.all(
      READ_COLLECTIONS.map((collection) => this.#documents.readJson(collection)),
    );
    return {
      items: items ?? null,
      fees: fees ?? null,
      units: units ?? null,
      windows: windows ?? null,
      services: services ?? null,
    };
  }
}
