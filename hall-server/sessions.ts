import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import * as z from "zod";
import type { Person } from "#shared/protocol/messages.ts";
import type { Accounts } from "./accounts.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { hashToken, newToken } from "./secrets.ts";
import { tokensIn } from "./session-cookie.ts";
import { type Documents, StoreError } from "./store/store.ts";

/** However busy, nobody stays signed in longer than this, ms. */
const ABSOLUTE_MS = 16 * 60 * 60_000;
/** Idle sessions are ended, and the last presses written down, this often, ms. */
const SWEEP_MS = 60_000;

const COLLECTION = "sessions";

const storedSchema = z.object({
  id: z.string(),
  /** Enough to recognise the token, not to use it. */
  tokenHash: z.string(),
  accountId: z.string(),
  windowId: z.string().nullable(),
  openedAt: z.number(),
  /** The last press. */
  seenAt: z.number(),
});
type Stored = z.infer<typeof storedSchema>;

/** Somebody signed in at one browser. A picture of the moment: ask again by its id. */
export interface Session {
  readonly id: string;
  readonly accountId: string;
  /** The window chosen, or null. */
  readonly windowId: string | null;
}

/** What the sessions need from outside. */
export interface SessionParts {
  readonly documents: Documents;
  readonly accounts: Accounts;
  /** Minutes without a press after which a session ends. */
  readonly idleMinutes: number;
  /** The machine's clock, epoch ms. */
  readonly clock?: () => number;
  readonly log: Logger;
}

const view = ({ id, accountId, windowId }: Stored): Session => ({ id, accountId, windowId });

/** Who is signed in where. Kept through a restart of the hall; ended when idle, or too old. */
export class Sessions {
  readonly #parts: Required<SessionParts>;
  readonly #idleMs: number;
  readonly #byId = new Map<string, Stored>();
  readonly #writing = new OneAtATime();
  readonly #ended: ((sessionId: string) => void)[] = [];
  readonly #windowChanged: ((sessionId: string) => void)[] = [];
  readonly #sweeping: NodeJS.Timeout;
  #touched = false;

  private constructor(parts: SessionParts) {
    this.#parts = { clock: Date.now, ...parts };
    this.#idleMs = parts.idleMinutes * 60_000;
    parts.accounts.onCredentialsChanged((accountId, except) => this.endAllOf(accountId, except));
    this.#sweeping = setInterval(() => this.#soon(this.sweep()), SWEEP_MS);
    this.#sweeping.unref();
  }

  /**
   * Opens the sessions as the last run of the hall left them.
   * @throws StoreError `unreadable` when the document does not fit
   */
  static async open(parts: SessionParts): Promise<Sessions> {
    const parsed = z.array(storedSchema).safeParse((await parts.documents.read(COLLECTION)) ?? []);
    if (!parsed.success)
      throw new StoreError(
        "unreadable",
        `文件 ${COLLECTION}.json 的内容不对。删除它即可，大家重新登录。` +
          ` The document ${COLLECTION}.json does not fit; delete it and everybody signs in again.`,
      );
    const sessions = new Sessions(parts);
    for (const stored of parsed.data) sessions.#byId.set(stored.id, stored);
    await sessions.sweep();
    return sessions;
  }

  /** Calls back when a session has ended, for whatever reason. */
  onEnded(listener: (sessionId: string) => void): void {
    this.#ended.push(listener);
  }

  /** Calls back when a session has chosen, left or lost its window. */
  onWindowChanged(listener: (sessionId: string) => void): void {
    this.#windowChanged.push(listener);
  }

  /** Signs an account in. The token is for the cookie alone; only its hash is kept. */
  async start(accountId: string): Promise<{ readonly session: Session; readonly token: string }> {
    const token = newToken();
    const now = this.#parts.clock();
    const stored: Stored = {
      id: randomUUID(),
      tokenHash: hashToken(token),
      accountId,
      windowId: null,
      openedAt: now,
      seenAt: now,
    };
    // Known at once: a change of the account while the disk works ends this session too.
    this.#byId.set(stored.id, stored);
    try {
      await this.#save();
    } catch (error) {
      this.#byId.delete(stored.id);
      throw error;
    }
    return { session: view(stored), token };
  }

  /** The live session with this id, or null. */
  get(id: string): Session | null {
    const stored = this.#byId.get(id);
    if (!stored) return null;
    if (this.#alive(stored)) return view(stored);
    this.#soon(this.end(id));
    return null;
  }

  /** The live session of a token, or null. */
  find(token: string): Session | null {
    const hash = hashToken(token);
    for (const { id, tokenHash } of this.#byId.values())
      if (tokenHash === hash) return this.get(id);
    return null;
  }

  /** The live session of a request, by its `Cookie` header, or null. */
  fromCookie(header: string | undefined): Session | null {
    for (const token of tokensIn(header)) {
      const session = this.find(token);
      if (session) return session;
    }
    return null;
  }

  /** Who is signed in, as it stands now; null when the session has ended. */
  person(session: Session): Person | null {
    const current = this.get(session.id);
    const account = current && this.#parts.accounts.get(current.accountId);
    if (!account) return null;
    const { id: accountId, name, role, mustChangePassword } = account;
    return { accountId, name, role, windowId: current.windowId, mustChangePassword };
  }

  /** Notes a press: the session is not idle. */
  touch(session: Session): void {
    const stored = this.#byId.get(session.id);
    if (!stored) return;
    stored.seenAt = this.#parts.clock();
    this.#touched = true;
  }

  /** The live session that has a window, other than the one that asks; or null. */
  holder(windowId: string, exceptSession: string): Session | null {
    for (const { id, windowId: held } of [...this.#byId.values()])
      if (held === windowId && id !== exceptSession) {
        const session = this.get(id);
        if (session) return session;
      }
    return null;
  }

  /** Gives a session a window, or takes it away. Answers whether the session still lives. */
  async setWindow(id: string, windowId: string | null): Promise<boolean> {
    const stored = this.get(id) && this.#byId.get(id);
    if (!stored) return false;
    if (stored.windowId === windowId) return true;
    stored.windowId = windowId;
    for (const listener of this.#windowChanged) listener(id);
    await this.#save();
    return true;
  }

  /** Ends a session; its sockets learn it at once. Answers whether there was one. */
  async end(id: string): Promise<boolean> {
    if (!this.#drop(id)) return false;
    await this.#save();
    return true;
  }

  /** Ends every session of an account but the one named. */
  async endAllOf(accountId: string, exceptSession: string | null = null): Promise<void> {
    const theirs = [...this.#byId.values()].filter(
      (s) => s.accountId === accountId && s.id !== exceptSession,
    );
    for (const { id } of theirs) this.#drop(id);
    if (theirs.length) await this.#save();
  }

  /** Ends what is idle or too old, and writes the last presses down. Runs by itself every minute. */
  async sweep(): Promise<void> {
    const now = this.#parts.clock();
    let changed = this.#touched;
    for (const stored of [...this.#byId.values()]) {
      // A clock that was set back would keep a session for as long as it was wrong.
      stored.openedAt = Math.min(stored.openedAt, now);
      stored.seenAt = Math.min(stored.seenAt, now);
      if (!this.#alive(stored)) changed = this.#drop(stored.id);
    }
    if (changed) await this.#save();
  }

  /** Stops the sweeping and writes the last presses down. */
  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    await this.#save();
  }

  #alive({ accountId, openedAt, seenAt }: Stored): boolean {
    const now = this.#parts.clock();
    const account = this.#parts.accounts.get(accountId);
    return (
      account !== null &&
      !account.disabled &&
      now - seenAt < this.#idleMs &&
      now - openedAt < ABSOLUTE_MS
    );
  }

  #drop(id: string): boolean {
    if (!this.#byId.delete(id)) return false;
    for (const listener of this.#ended) listener(id);
    return true;
  }

  async #save(): Promise<void> {
    await this.#writing.run(async () => {
      this.#touched = false;
      await this.#parts.documents.write(COLLECTION, [...this.#byId.values()]);
    });
  }

  /** For work nobody waits for: a failed write is logged, and the session has ended all the same. */
  #soon(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#parts.log.error({ err: error }, "sessions not written"));
  }
}
