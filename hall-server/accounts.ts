import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { StaffRole } from "#shared/domain/office.ts";
import type { AccountRow } from "#shared/protocol/console.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import {
  checkStrength,
  hashPassword,
  nobodysHash,
  samePassword,
  verifyPassword,
} from "./passwords.ts";
import { ProblemError } from "./problem.ts";
import { type Documents, StoreError } from "./store/store.ts";

/** So many wrong passwords in a row lock an account … */
const LOCK_AFTER = 5;
/** … for so long, ms. */
const LOCK_MS = 10 * 60_000;
/** Unknown user names whose wrong passwords are counted; the oldest is forgotten first. */
const MOST_STRANGERS = 1_000;

const COLLECTION = "accounts";

const accountSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  role: z.enum(["clerk", "supervisor", "administrator"]),
  staffId: z.string().nullable(),
  disabled: z.boolean(),
  /** A PHC string; the password itself is nowhere. */
  passwordHash: z.string(),
  mustChangePassword: z.boolean(),
  /** Wrong passwords in a row. */
  failures: z.int().min(0),
  lockedUntil: z.number().nullable(),
  lastSignInAt: z.number().nullable(),
});
type Stored = z.infer<typeof accountSchema>;
type Lock = Pick<Stored, "failures" | "lockedUntil">;

const UNLOCKED: Lock = { failures: 0, lockedUntil: null };

/** Who is to get an account. */
export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly role: StaffRole;
  /** The member of staff this account serves as, as in the staff documents. */
  readonly staffId: string | null;
  readonly password: string;
}

/** What an administrator changes of an account; what is absent stays. */
export interface AccountChange {
  readonly name?: string | undefined;
  readonly role?: StaffRole | undefined;
  readonly staffId?: string | null | undefined;
  readonly disabled?: boolean | undefined;
  /** Ends a lockout. */
  readonly unlock?: true | undefined;
  /** A new password, to be changed at the next sign-in. */
  readonly password?: string | undefined;
}

/** Ends an account's sessions, all but the one named; the change is answered when that is done. */
export type CredentialsListener = (
  accountId: string,
  exceptSession: string | null,
) => Promise<void>;

const isActiveAdministrator = ({ role, disabled }: Stored): boolean =>
  role === "administrator" && !disabled;

/** A moment as the clock on the wall shows it, e.g. 14:05. */
const wallTime = (at: number): string => {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
};

/**
 * The accounts of people. One thing happens at a time: of many passwords tried at once each is
 * counted before the next is looked at. What is answered is durable.
 */
export class Accounts {
  readonly #documents: Documents;
  readonly #clock: () => number;
  readonly #turns = new OneAtATime();
  readonly #nobody = nobodysHash();
  /** Lockouts of names nobody has, so that a lockout does not tell which names exist. */
  readonly #strangers = new Map<string, Lock>();
  readonly #listeners: CredentialsListener[] = [];
  #accounts: readonly Stored[] = [];

  private constructor(documents: Documents, clock: () => number) {
    this.#documents = documents;
    this.#clock = clock;
  }

  /**
   * Opens the accounts.
   * @param clock the machine's clock, epoch ms
   * @throws StoreError `unreadable` when the document does not fit
   */
  static async open(documents: Documents, clock: () => number = Date.now): Promise<Accounts> {
    const accounts = new Accounts(documents, clock);
    const parsed = z.array(accountSchema).safeParse((await documents.read(COLLECTION)) ?? []);
    if (!parsed.success)
      throw new StoreError(
        "unreadable",
        `文件 ${COLLECTION}.json 的内容不对（${parsed.error.issues[0]?.path.join(".") ?? ""}）。请从备份恢复。` +
          ` The document ${COLLECTION}.json does not fit; restore a backup.`,
      );
    accounts.#accounts = parsed.data;
    return accounts;
  }

  /** Whether somebody can administer this hall. */
  hasAdministrator(): boolean {
    return this.#accounts.some(isActiveAdministrator);
  }

  /** All accounts in the order they were made. */
  rows(): readonly AccountRow[] {
    return this.#accounts.map((account) => this.#row(account));
  }

  /** One account, or null. */
  get(id: string): AccountRow | null {
    const found = this.#accounts.find((a) => a.id === id);
    return found ? this.#row(found) : null;
  }

  /** Calls back when an account was disabled or got another role or password. */
  onCredentialsChanged(listener: CredentialsListener): void {
    this.#listeners.push(listener);
  }

  /**
   * Makes an account, whose password has to be changed at the first sign-in.
   * @throws ProblemError `username-taken`, `weak-password`
   */
  create(account: NewAccount): Promise<AccountRow> {
    return this.#turns.run(() => this.#add(account, true, null));
  }

  /**
   * Makes the first administrator, who chose the password alone and is signed in by it.
   * @throws ProblemError `setup-done`, `username-taken`, `weak-password`
   */
  createFirst(account: Pick<NewAccount, "username" | "name" | "password">): Promise<AccountRow> {
    return this.#turns.run(async () => {
      if (this.hasAdministrator()) throw new ProblemError("setup-done");
      const administrator = { ...account, role: "administrator", staffId: null } as const;
      return this.#add(administrator, false, this.#clock());
    });
  }

  /**
   * Changes an account.
   * @throws ProblemError `unknown-account`, `weak-password`, `last-administrator`
   */
  change(id: string, change: AccountChange): Promise<AccountRow> {
    return this.#turns.run(async () => {
      const before = this.#accounts.find((a) => a.id === id);
      if (!before) throw new ProblemError("unknown-account");
      const { name, role, staffId, disabled, unlock, password } = change;
      const after: Stored = {
        ...before,
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
        ...(staffId === undefined ? {} : { staffId }),
        ...(disabled === undefined ? {} : { disabled }),
        ...(unlock || password !== undefined ? UNLOCKED : {}),
      };
      if (isActiveAdministrator(before) && !isActiveAdministrator(after)) {
        const others = this.#accounts.filter((a) => a.id !== id);
        if (!others.some(isActiveAdministrator)) throw new ProblemError("last-administrator");
      }
      if (password !== undefined) {
        checkStrength(password, before.username);
        after.passwordHash = await hashPassword(password);
        after.mustChangePassword = true;
      }
      await this.#replace(after);
      const settled =
        password === undefined &&
        after.role === before.role &&
        (!after.disabled || before.disabled);
      if (!settled) await this.#tell(id, null);
      return this.#row(after);
    });
  }

  /**
   * Changes the password of the person who knows the present one. Wrong ones count as at the
   * sign-in: an unattended console is no place to guess.
   * @param keepSession the session that asks, which goes on
   * @throws ProblemError `wrong-credentials`, `account-locked`, `weak-password`, `bad-request`
   */
  changeOwnPassword(
    id: string,
    current: string,
    next: string,
    keepSession: string | null,
  ): Promise<void> {
    return this.#turns.run(async () => {
      const username = this.#accounts.find((a) => a.id === id)?.username;
      if (username === undefined) throw new ProblemError("unknown-account");
      const account = await this.#check(username, current);
      checkStrength(next, username);
      if (samePassword(current, next))
        throw new ProblemError("bad-request", {
          detail: "新密码与原密码相同 / the new password is the present one",
        });
      await this.#replace({
        ...account,
        ...UNLOCKED,
        passwordHash: await hashPassword(next),
        mustChangePassword: false,
      });
      await this.#tell(id, keepSession);
    });
  }

  /**
   * The account of whoever knows its password. After five wrong ones in a row it is locked for ten
   * minutes, also through a restart. A name that nobody has behaves like one that somebody has.
   * @throws ProblemError `wrong-credentials`, `account-locked`, `account-disabled`
   */
  verify(username: string, password: string): Promise<AccountRow> {
    return this.#turns.run(async () => {
      const account = await this.#check(username, password);
      const signedIn = { ...account, ...UNLOCKED, lastSignInAt: this.#clock() };
      await this.#replace(signedIn);
      return this.#row(signedIn);
    });
  }

  async #check(name: string, password: string): Promise<Stored> {
    const username = name.trim().toLowerCase();
    const found = this.#accounts.find((a) => a.username === username);
    const lock = found ?? this.#strangers.get(username) ?? UNLOCKED;
    this.#refuseLocked(lock);
    const right = await verifyPassword(found?.passwordHash ?? this.#nobody, password);
    if (found && right) {
      if (found.disabled) throw new ProblemError("account-disabled");
      return found;
    }
    // A lock that has ended starts the count again.
    const failures = (lock.lockedUntil === null ? lock.failures : 0) + 1;
    const lockedUntil = failures < LOCK_AFTER ? null : this.#clock() + LOCK_MS;
    const counted = { failures, lockedUntil };
    if (found) await this.#replace({ ...found, ...counted });
    else {
      this.#countStranger(username, counted);
      // The same way to the disk as for an account: the time tells nothing.
      await this.#save(this.#accounts);
    }
    this.#refuseLocked(counted);
    throw new ProblemError("wrong-credentials");
  }

  #countStranger(username: string, lock: Lock): void {
    this.#strangers.delete(username);
    this.#strangers.set(username, lock);
    const [oldest] = this.#strangers.keys();
    if (this.#strangers.size > MOST_STRANGERS && oldest !== undefined)
      this.#strangers.delete(oldest);
  }

  #refuseLocked({ lockedUntil }: Lock): void {
    const until = this.#stillLocked(lockedUntil);
    if (until !== null) throw new ProblemError("account-locked", { until: wallTime(until) });
  }

  /** Never longer than the lock itself: a clock set back does not lock an account for years. */
  #stillLocked(until: number | null): number | null {
    if (until === null) return null;
    const left = until - this.#clock();
    return left > 0 && left <= LOCK_MS ? until : null;
  }

  async #add(
    { username: name, password, ...details }: NewAccount,
    mustChangePassword: boolean,
    lastSignInAt: number | null,
  ): Promise<AccountRow> {
    const username = name.trim().toLowerCase();
    if (this.#accounts.some((a) => a.username === username))
      throw new ProblemError("username-taken");
    checkStrength(password, username);
    const account: Stored = {
      id: randomUUID(),
      username,
      ...details,
      disabled: false,
      passwordHash: await hashPassword(password),
      mustChangePassword,
      ...UNLOCKED,
      lastSignInAt,
    };
    await this.#save([...this.#accounts, account]);
    this.#strangers.delete(username);
    return this.#row(account);
  }

  #replace(account: Stored): Promise<void> {
    return this.#save(this.#accounts.map((a) => (a.id === account.id ? account : a)));
  }

  /** Durable first: what could not be written has not happened. */
  async #save(accounts: readonly Stored[]): Promise<void> {
    await this.#documents.write(COLLECTION, accounts);
    this.#accounts = accounts;
  }

  async #tell(accountId: string, exceptSession: string | null): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener(accountId, exceptSession)));
  }

  #row(account: Stored): AccountRow {
    const { id, username, name, role, staffId, disabled, mustChangePassword } = account;
    const lockedUntil = this.#stillLocked(account.lockedUntil);
    const { lastSignInAt } = account;
    return {
      id,
      username,
      name,
      role,
      staffId,
      disabled,
      lockedUntil,
      mustChangePassword,
      lastSignInAt,
    };
  }
}
