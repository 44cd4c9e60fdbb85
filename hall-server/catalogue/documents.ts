import * as z from "zod";
import type { Unit } from "#shared/domain/catalogue/content.ts";
import type { Fee } from "#shared/domain/catalogue/fee.ts";
import {
  type Item,
  ITEM_TYPES,
  type Limit,
  type Material,
  type Situation,
  type Step,
} from "#shared/domain/catalogue/item.ts";
import { StoreError } from "../store/store.ts";

/** The collections of the catalogue that this folder reads and writes whole. */
export const CATALOGUE_COLLECTIONS = ["items", "fees"] as const;

const text = z.string();
const texts = z.array(text);
const id = z.string().min(1);
const whole = z.int().min(0);
const day = z.union([z.literal(""), z.iso.date()]);
const verification = z.enum(["verified", "corroborated", "unverified"]);
const further = z.record(text, text).exactOptional();

const limit: z.ZodType<Limit> = z.discriminatedUnion("instant", [
  z.object({ instant: z.literal(true) }),
  z.object({
    instant: z.literal(false),
    value: whole,
    unit: z.enum(["工作日", "天", "月"]),
  }),
]);

const material: z.ZodType<Material> = z.object({
  id,
  name: text,
  necessity: z.enum(["必要", "可容缺", "视情"]),
  form: text,
  copies: whole.nullable(),
  source: text,
  note: text,
  basis: text,
  onlyFor: texts,
  further,
});

const step: z.ZodType<Step> = z.object({
  id,
  name: text,
  by: z.enum(["visitor", "hall"]),
  detail: text,
  onlyFor: texts,
  further,
});

const situation: z.ZodType<Situation> = z.object({
  id,
  question: text,
  answers: z.array(z.object({ id, text })),
  onlyFor: texts,
});

/** An item as it is stored. */
export const itemSchema: z.ZodType<Item> = z.object({
  code: id,
  name: text,
  nameEn: text,
  type: z.enum(ITEM_TYPES),
  unitId: text,
  everydayNames: texts,
  themes: texts,
  lifeEvents: texts,
  audience: z.array(z.enum(["个人", "企业"])),
  handling: z.enum(["即办件", "承诺件"]).nullable(),
  statutoryLimit: limit.nullable(),
  promisedLimit: limit.nullable(),
  limitNote: text,
  bases: z.array(z.object({ law: text, article: text, text, verification })),
  conditions: texts,
  quantity: text,
  result: text,
  visits: whole.nullable(),
  visitReason: text,
  charged: z.boolean().nullable(),
  feeBasis: text,
  place: text,
  hours: text,
  consultPhone: text,
  complaintPhone: text,
  serviceId: text.nullable(),
  windows: texts,
  situations: z.array(situation),
  materials: z.array(material),
  steps: z.array(step),
  faqs: z.array(z.object({ question: text, answer: text })),
  verification: z.object({
    limits: verification,
    materials: verification,
    fee: verification,
  }),
  further,
});

/** A fee as it is stored. */
export const feeSchema: z.ZodType<Fee> = z.object({
  id,
  name: text,
  formerName: text,
  itemCodes: texts,
  unitId: text,
  collector: text,
  payer: text,
  standard: text,
  amountFen: whole.nullable(),
  per: text,
  basis: text,
  reductions: text,
  validFrom: day,
  validTo: day,
  mergedInto: text,
  endedBy: text,
  source: text,
  verifiedOn: day,
  verification,
  further,
});

/** A thing of the hall that items refer to, with whatever else its document says. */
const named = z.looseObject({ id: text, name: text });
const unit = z.looseObject({ id: text, name: text, shortName: text, nameEn: text });

/** What an import or export reads: collections as JSON in UTF-8, null for one never written. */
export const READ_COLLECTIONS = ["items", "fees", "units", "windows", "services"] as const;
export type StoredCatalogue = Readonly<
  Record<(typeof READ_COLLECTIONS)[number], Uint8Array | null>
>;

/** The catalogue, and what its items refer to. */
export interface Catalogue {
  readonly items: readonly Item[];
  readonly fees: readonly Fee[];
  readonly units: readonly Unit[];
  readonly windows: readonly { readonly id: string; readonly name: string }[];
  readonly services: readonly { readonly id: string; readonly name: string }[];
}

/**
 * Reads what is stored of the catalogue.
 * @throws StoreError `unreadable` naming the file and the place
 */
export const parseCatalogue = (stored: StoredCatalogue): Catalogue => ({
  items: parseStored("items", itemSchema, stored.items),
  fees: parseStored("fees", feeSchema, stored.fees),
  units: parseStored("units", unit, stored.units),
  windows: parseStored("windows", named, stored.windows),
  services: parseStored("services", named, stored.services),
});

/** A collection as it is stored: JSON in UTF-8, two spaces of indentation, a newline at the end. */
export const storedJson = (records: readonly object[]): Uint8Array => {
  // Record by record: one text of the whole would stand in memory twice.
  const parts = records.map((record) => {
    const json = JSON.stringify(record, null, 2).replaceAll("\n", "\n  ");
    return Buffer.from(`  ${json}`);
  });
  if (parts.length === 0) return Buffer.from("[]\n");
  const [comma, end] = [Buffer.from(",\n"), Buffer.from("\n]\n")];
  const pieces = parts.flatMap((part, at) => (at === 0 ? [part] : [comma, part]));
  return Buffer.concat([Buffer.from("[\n"), ...pieces, end]);
};

/**
 * Reads a stored collection of the catalogue; an absent one is empty.
 * @throws StoreError `unreadable` naming the file and the place
 */
const parseStored = <T>(
  collection: string,
  schema: z.ZodType<T>,
  json: Uint8Array | null,
): readonly T[] => {
  if (json === null) return [];
  const wrong = (where: string, cause?: unknown): StoreError =>
    new StoreError(
      "unreadable",
      `文件 ${collection}.json 的内容不对（${where}）。请改正或从备份恢复。 ` +
        `The document ${collection}.json does not fit; correct it or restore a backup.`,
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
  } catch (error) {
    throw wrong("不是 JSON", error);
  }
  const parsed = z.array(schema).safeParse(value ?? []);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw wrong(`${issue?.path.join(".") ?? "整体"}：${issue?.message ?? ""}`);
};
