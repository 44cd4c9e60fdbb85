/** The process that reads spreadsheets and works out what they do: started by `in-child.ts`. */
import type { PlanAnswer, PlanRequest, ReadRequest } from "./child-messages.ts";
import { parseCatalogue, storedJson } from "./documents.ts";
import { planImport } from "./import.ts";
import { readBytes, readSpreadsheet } from "./read-file.ts";
import { reportJson, reportText } from "./report.ts";
import { serveChild } from "./serve-child.ts";
import { type Table, TableReader } from "./tables.ts";

let tables: readonly Table[] = [];

const read = async ({ path, name }: ReadRequest): Promise<null> => {
  const reader = new TableReader();
  readSpreadsheet(await readBytes(path), name, reader.openSheet);
  tables = reader.tables();
  return null;
};

const plan = ({ stored, dryRun, as }: PlanRequest): PlanAnswer => {
  const { report, refusedAny, items, fees, units } = planImport(tables, parseCatalogue(stored));
  const written = (records: readonly object[] | null) =>
    records === null || dryRun ? null : storedJson(records);
  return {
    refusedAny,
    report: Buffer.from(as === "json" ? reportJson(report) : reportText(report, dryRun)),
    items: written(items),
    fees: written(fees),
    units: written(units),
  };
};

serveChild<ReadRequest | PlanRequest, PlanAnswer | null>(async (request) =>
  request.step === "read" ? await read(request) : plan(request),
);
