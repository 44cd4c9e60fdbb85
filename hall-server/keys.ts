import { randomBytes } from "node:crypto";
import * as z from "zod";
import { OneAtATime } from "./one-at-a-time.ts";
import { hashToken, newToken } from "./secrets.ts";
import { type Documents, StoreError } from "./store/store.ts";

/**
 * What another system's key may do, least first: `rater` sends ratings, `issuer` (a ticket machine)
 * takes tickets, `caller` (a queue host) does both and drives every window.
 */
export const API_ROLES = ["caller", "issuer", "rater"] as const;
export type ApiRole = (typeof API_ROLES)[number];

/** A key as a request carries it into the hall: who it is and what it may do. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: ApiRole;
}

/** A key as it is listed; the key itself is shown once and never again. */
export interface KeyRow extends ApiKey {
  /** Epoch ms. */
  readonly createdAt: number;
}

/** A key that cannot be made or found. The message is one line for people. */
export class KeyError extends Error {
  override readonly name = "KeyError";
}

const COLLECTION = "keys";
/** Lets people and secret scanners recognise a key of this system. */
const MARK = "mt_";
/** A name somebody can say on the telephone: letters of any script, digits, blanks, `.`, `_`, `-`. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u;
const ID = /^key-[0-9a-f]{8}$/;

const stored = z.array(
  z.object({
    id: z.string().regex(ID),
    name: z.string().regex(NAME),
    role: z.enum(API_ROLES),
    hash: z.string(),
    createdAt: z.int(),
    // A revoked key's row stays, so that what was done with it keeps its author.
    revokedAt: z.int().nullable(),
  }),
);
type Stored = z.infer<typeof stored>[number];

/** Keys of other systems, kept as hashes in the collection `keys` and looked up from memory. */
export class ApiKeys {
  readonly #documents: Documents;
  readonly #clock: () => number;
  readonly #turns = new OneAtATime();
  #rows: readonly Stored[] = [];
  #byHash: ReadonlyMap<string, ApiKey> = new Map();

  private constructor(documents: Documents, clock: () => number) {
    this.#documents = documents;
    this.#clock = clock;
  }

  /**
   * Reads the keys there are.
   * @param clock epoch ms
   * @throws StoreError `unreadable` when the document does not fit
   */
  static async open(documents: Documents, clock: () => number = Date.now): Promise<ApiKeys> {
    const keys = new ApiKeys(documents, clock);
    const parsed = stored.safeParse((await documents.read(COLLECTION)) ?? []);
    if (!parsed.success)
      throw new StoreError(
        "unreadable",
        `文件 ${COLLECTION}.json 的内容不对（${parsed.error.issues[0]?.path.join(".") || "整体"}）。请改正或从备份恢复。 ` +
          `The document ${COLLECTION}.json does not fit; correct it or restore a backup.`,
      );
    keys.#hold(parsed.data);
    return keys;
  }

  /**
   * Makes a key. It is good as soon as this resolves, and is told to nobody again.
   * @throws KeyError when the name or the role will not do
   */
  async create(name: string, role: string): Promise<{ readonly id: string; readonly key: string }> {
    const called = name.trim();
    if (!NAME.test(called) || ID.test(called))
      throw new KeyError(
        "密钥名须为 1 至 40 个字母、汉字、数字、空格或 . _ -，以字母、汉字或数字开头，不能写成密钥编号。 " +
          "A key's name has 1 to 40 letters, digits, blanks or . _ -, starts with a letter or digit, and does not look like a key's id.",
      );
    const may = API_ROLES.find((known) => known === role);
    if (!may)
      throw new KeyError(
        `没有角色 ${JSON.stringify(role)}，可选：${API_ROLES.join("、")}。 ` +
          `There is no role ${JSON.stringify(role)}; choose ${API_ROLES.join(", ")}.`,
      );
    const key = MARK + newToken();
    const id = `key-${randomBytes(4).toString("hex")}`;
    await this.#change((rows) => {
      if (rows.some((row) => row.name === called && row.revokedAt === null))
        throw new KeyError(
          `已有名为 ${called} 的密钥，请换一个名称，或先停用它。 ` +
            `There is a key named ${called} already. Choose another name or revoke it first.`,
        );
      const createdAt = this.#clock();
      const row = { id, name: called, role: may, hash: hashToken(key), createdAt, revokedAt: null };
      return [...rows, row];
    });
    return { id, key };
  }

  /** The keys that are good, oldest first, without the keys themselves. */
  list(): readonly KeyRow[] {
    return this.#rows
      .filter((row) => row.revokedAt === null)
      .map((row) => ({ ...keyOf(row), createdAt: row.createdAt }));
  }

  /** Ends a good key, by its id or its name. Answers which, or null when there is none. */
  async revoke(idOrName: string): Promise<ApiKey | null> {
    const asked = idOrName.trim();
    let ended: ApiKey | null = null;
    await this.#change((rows) => {
      const found = rows.find(
        (row) => row.revokedAt === null && (row.id === asked || row.name === asked),
      );
      if (!found) return rows;
      ended = keyOf(found);
      return rows.map((row) => (row === found ? { ...row, revokedAt: this.#clock() } : row));
    });
    return ended;
  }

  /**
   * Whose key this is, or null. One look-up however many keys there are; it goes by the hash, so
   * its time tells nothing about the keys.
   */
  find(key: string): ApiKey | null {
    return this.#byHash.get(hashToken(key)) ?? null;
  }

  /** Changes the rows one caller after the other; what is held in memory is on the disk. */
  #change(change: (rows: readonly Stored[]) => readonly Stored[]): Promise<void> {
    return this.#turns.run(async () => {
      const rows = change(this.#rows);
      if (rows === this.#rows) return;
      await this.#documents.write(COLLECTION, rows);
      this.#hold(rows);
    });
  }

  #hold(rows: readonly Stored[]): void {
    this.#rows = rows;
    this.#byHash = new Map(
      rows.filter((row) => row.revokedAt === null).map((row) => [row.hash, keyOf(row)]),
    );
  }
}

const keyOf = ({ id, name, role }: Stored): ApiKey => ({ id, name, role });
