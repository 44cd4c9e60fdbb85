import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Content } from "#shared/domain/catalogue/content.ts";
import { configProblem, type HallConfig } from "#shared/domain/queue/config.ts";
import { CATALOGUE_COLLECTIONS } from "./catalogue/documents.ts";
import { type Documents, StoreError } from "./store/store.ts";

const id = z.string().min(1).max(64);
const line = z.string().max(200);
const words = z.string().min(1).max(200);

const hall = z.object({
  id,
  name: words,
  nameEn: line,
  desk: words,
  deskEn: line,
  hotline: line,
  ratingsReadBy: line,
  ratingsReadByEn: line,
  limits: z.object({
    returnBehind: z.int().min(0).max(20),
    doublePressMs: z.int().min(0).max(10_000),
  }),
});
const zone = z.object({ id, name: words, nameEn: line });
/** An import may bring a unit's name of any length. */
const unitName = z.string().min(1);
const unit = z.object({ id, name: unitName, shortName: unitName, nameEn: line });
const service = z.object({
  id,
  name: words,
  nameEn: line,
  prefix: z.string().length(1),
  windows: z.array(id),
});
const window = z.object({
  id,
  name: words,
  zone: z.string(),
  unitId: z.string(),
  handles: line,
  handlesEn: line,
  staffId: z.string().nullable(),
});
const staff = z.object({
  id,
  name: words,
  post: line,
  postEn: line,
  unitId: z.string(),
  number: line,
  authority: line,
});
const visitorClass = z.object({
  id,
  name: words,
  nameEn: line,
  headStartMinutes: z.number().min(0).max(240),
  needsReason: z.boolean(),
  condition: line,
  conditionEn: line,
  selfService: z.boolean(),
});
const commitment = z.object({
  id,
  unitId: z.string(),
  matter: line,
  figure: z.string().max(8),
  promise: words,
  detail: line,
});
const notice = z.object({ id, text: words });
const reasons = z.object({
  version: z.int().min(1),
  reasons: z.array(
    z.object({
      code: id,
      text: words,
      textEn: line,
      grades: z.array(z.int().min(1).max(5)),
    }),
  ),
});

/** Every collection the screens and the rules are made of, with its parser and what an empty hall has. */
const COLLECTIONS = {
  hall: {
    schema: hall,
    empty: {
      id: "hall",
      name: "政务服务大厅",
      nameEn: "Government Service Hall",
      desk: "服务台",
      deskEn: "the service desk",
      hotline: "12345",
      ratingsReadBy: "",
      ratingsReadByEn: "",
      limits: { returnBehind: 3, doublePressMs: 1000 },
    },
  },
  zones: { schema: z.array(zone), empty: [] },
  units: { schema: z.array(unit), empty: [] },
  services: { schema: z.array(service), empty: [] },
  windows: { schema: z.array(window), empty: [] },
  staff: { schema: z.array(staff), empty: [] },
  classes: {
    schema: z.array(visitorClass),
    empty: [
      {
        id: "ordinary",
        name: "普通",
        nameEn: "Ordinary",
        headStartMinutes: 0,
        needsReason: false,
        condition: "",
        conditionEn: "",
        selfService: true,
      },
    ],
  },
  commitments: { schema: z.array(commitment), empty: [] },
  notices: { schema: z.array(notice), empty: [] },
  reasons: { schema: reasons, empty: { version: 1, reasons: [] } },
} as const;

type Collection = keyof typeof COLLECTIONS;
type Loaded = { [C in Collection]: z.infer<(typeof COLLECTIONS)[C]["schema"]> };

const publishedSchema = z.object({ revision: z.int().min(1), hash: z.string() });

/** The published documents: what the rules read, and what the screens show. */
export interface Published {
  readonly config: HallConfig;
  readonly content: Content;
}

const load = async (documents: Documents): Promise<Loaded> => {
  const loaded: Record<string, unknown> = {};
  for (const [name, { schema, empty }] of Object.entries(COLLECTIONS)) {
    const stored = await documents.read(name);
    const parsed = (schema as z.ZodType).safeParse(stored ?? empty);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new StoreError(
        "unreadable",
        `文件 ${name}.json 的内容不对（${issue?.path.join(".") || "整体"}：${issue?.message ?? ""}）。请改正或从备份恢复。 ` +
          `The document ${name}.json does not fit; correct it or restore a backup.`,
      );
    }
    loaded[name] = parsed.data;
  }
  return loaded as Loaded;
};

/** A fingerprint of the catalogue, made outside the event loop: it may be long, and nobody reads it here. */
const catalogueHash = async (documents: Documents): Promise<string> => {
  const hashes = await Promise.all(
    CATALOGUE_COLLECTIONS.map(async (collection) => {
      const json = await documents.readJson(collection);
      if (json === null) return "";
      const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(json));
      return Buffer.from(digest).toString("hex");
    }),
  );
  return hashes.join(" ");
};

/**
 * Reads the published documents. Their revision grows by one whenever what the screens show has
 * changed since the last time, so that a screen can be told by a number.
 * @throws StoreError `unreadable` naming the file and the place
 */
export const loadPublished = async (documents: Documents): Promise<Published> => {
  const d = await load(documents);
  const config: HallConfig = {
    hall: { id: d.hall.id, name: d.hall.name, nameEn: d.hall.nameEn },
    services: d.services,
    windows: d.windows.map(({ id, name, zone }) => ({ id, name, zone })),
    classes: d.classes,
    ratingReasons: d.reasons,
    limits: d.hall.limits,
  };
  const problem = configProblem(config);
  if (problem)
    throw new StoreError(
      "unreadable",
      `大厅配置有误：${problem.detail}。请改正。 The documents contradict each other.`,
    );
  const { limits: _, ...hallContent } = d.hall;
  const shown: Omit<Content, "revision"> = {
    hall: hallContent,
    zones: d.zones,
    units: d.units,
    windows: d.windows,
    staff: d.staff,
    commitments: d.commitments,
    notices: d.notices,
  };
  const hash = createHash("sha256")
    .update(JSON.stringify(shown))
    .update(await catalogueHash(documents))
    .digest("hex");
  const last = publishedSchema.safeParse(await documents.read("published")).data;
  const revision = last ? last.revision + (last.hash === hash ? 0 : 1) : 1;
  if (last?.hash !== hash) await documents.write("published", { revision, hash });
  return { config, content: { revision, ...shown } };
};

/** Puts the sample hall into an empty data folder. Answers whether it did. */
export const seedSample = async (documents: Documents): Promise<boolean> => {
  const present = await documents.list();
  const published: readonly string[] = [...Object.keys(COLLECTIONS), ...CATALOGUE_COLLECTIONS];
  if (present.some((name) => published.includes(name))) return false;
  const folder = join(import.meta.dirname, "sample-hall");
  for (const file of await readdir(folder)) {
    if (!file.endsWith(".json")) continue;
    const value: unknown = JSON.parse(await readFile(join(folder, file), "utf8"));
    await documents.write(file.slice(0, -".json".length), value);
  }
  return true;
};
