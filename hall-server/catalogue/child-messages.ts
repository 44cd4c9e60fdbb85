import type { StoredCatalogue } from "./documents.ts";

/** The first thing the importing child is asked: to read a file, before anything of the hall is opened. */
export interface ReadRequest {
  readonly step: "read";
  readonly path: string;
  /** The file's own name, as the person knows it. */
  readonly name: string;
}

/** The second: to work out what the file does to the catalogue. */
export interface PlanRequest {
  readonly step: "plan";
  readonly stored: StoredCatalogue;
  readonly dryRun: boolean;
  readonly as: "json" | "text";
}

/** What the importing child answers to a plan. Collections are null where they stay as they are. */
export interface PlanAnswer {
  readonly refusedAny: boolean;
  /** The report, in UTF-8. */
  readonly report: Uint8Array;
  readonly items: Uint8Array | null;
  readonly fees: Uint8Array | null;
  readonly units: Uint8Array | null;
}

/** What the exporting child is asked: to write the catalogue as a workbook. */
export interface ExportRequest {
  readonly stored: StoredCatalogue;
  readonly path: string;
}

/** What the exporting child answers. */
export interface ExportAnswer {
  readonly items: number;
}

/** How every answer of a child travels: what it found, or the line that says why not. */
export type Answer<T> = { readonly answer: T } | { readonly refused: string };
