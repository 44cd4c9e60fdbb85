import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeDurably } from "./store/durable-file.ts";

/** A fresh id of 128 random bits, 22 characters. */
export const newId = (): string => randomBytes(16).toString("base64url");

/** A secret to be given to somebody: 256 random bits. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What is stored of a token: enough to recognise it, not to use it. */
export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("base64url");

/** Whether two texts are equal, in a time that does not tell where they differ. */
export const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(hashToken(a)), Buffer.from(hashToken(b)));

/** Tickets' secrets: an HMAC of the ticket's id under the hall's key, so that no stream carries one. */
export class TicketSecrets {
  readonly #key: Buffer;
  /** A public name of the data folder, derived from its key: another folder, another name. */
  readonly ledgerName: string;

  constructor(key: Buffer) {
    this.#key = key;
    this.ledgerName = createHmac("sha256", key).update("ledger").digest("hex").slice(0, 16);
  }

  /** Opens the hall's key in the data folder, made at the first start. */
  static async open(data: string): Promise<TicketSecrets> {
    const path = join(data, "hall.key");
    try {
      return new TicketSecrets(Buffer.from((await readFile(path, "utf8")).trim(), "base64url"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      const key = randomBytes(32);
      await writeDurably(path, `${key.toString("base64url")}\n`);
      return new TicketSecrets(key);
    }
  }

  /** The ticket's secret: 128 bits, 22 characters that fit an address. */
  of(ticketId: string): string {
    return createHmac("sha256", this.#key)
      .update(ticketId)
      .digest()
      .subarray(0, 16)
      .toString("base64url");
  }

  /** Whether this is the ticket's secret. */
  fits(ticketId: string, secret: string): boolean {
    return sameSecret(this.of(ticketId), secret);
  }
}
