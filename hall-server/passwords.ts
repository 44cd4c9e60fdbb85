import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { OneAtATime } from "./one-at-a-time.ts";
import { ProblemError } from "./problem.ts";

const derive = promisify(argon2);

/** What a hash costs. Memory in KiB. */
interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP Password Storage Cheat Sheet: argon2id with m = 19 MiB, t = 2, p = 1. */
const COST: Cost = { memory: 19 * 1024, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const MIN_LENGTH = 8;

/** One hash at a time: a crowd at the sign-in page must not take the processor from the calls. */
const queue = new OneAtATime();

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

const base64 = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

const phc = ({ memory, passes, parallelism }: Cost, salt: Buffer, hash: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;

/** The same password typed with another keyboard or input method is the same password. */
const normal = (password: string): string => password.normalize("NFKC");

/** Whether two words in clear are the same password. */
export const samePassword = (a: string, b: string): boolean => normal(a) === normal(b);

const hash = (password: string, salt: Buffer, tagLength: number, cost: Cost): Promise<Buffer> =>
  queue.run(() =>
    derive("argon2id", { message: normal(password), nonce: salt, tagLength, ...cost }),
  );

/** Hashes a password for storage, as a PHC string that names its own parameters. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  return phc(COST, salt, await hash(password, salt, HASH_BYTES, COST));
};

/**
 * Whether a password belongs to a stored hash, in a time that does not tell how nearly it does.
 * @throws Error when what is stored is no hash of ours
 */
export const verifyPassword = async (stored: string, password: string): Promise<boolean> => {
  const [, memory, passes, parallelism, salt, expected] = PHC.exec(stored) ?? [];
  if (salt === undefined || expected === undefined) throw new Error("not an argon2id PHC string");
  const cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  const wanted = Buffer.from(expected, "base64");
  const actual = await hash(password, Buffer.from(salt, "base64"), wanted.length, cost);
  return timingSafeEqual(actual, wanted);
};

/** A hash that no password has: whoever names an unknown account waits as long as for a known one. */
export const nobodysHash = (): string =>
  phc(COST, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

/**
 * At least 8 characters, letters and digits, not the user name (等保: complexity).
 * @throws ProblemError `weak-password`
 */
export const checkStrength = (password: string, username: string): void => {
  const text = normal(password);
  const strong =
    [...text].length >= MIN_LENGTH &&
    /\p{L}/u.test(text) &&
    /\d/.test(text) &&
    text.toLowerCase() !== username.toLowerCase();
  if (!strong) throw new ProblemError("weak-password");
};
