import { ProblemError } from "../problem.ts";

/** So many wrong codes … */
const MOST = 5;
/** … within this time, ms (RFC 8628 §5.1: a code may not be guessed). */
const WITHIN_MS = 5 * 60_000;

/** Counts each account's wrong pairing codes. */
export class WrongCodes {
  readonly #clock: () => number;
  readonly #tried = new Map<string, readonly number[]>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * Notes an attempt as wrong before it is made, so that many at once count as many. Answers what to
   * call when the code was right after all.
   * @throws ProblemError `too-many-attempts`
   */
  attempt(accountId: string): () => void {
    const now = this.#clock();
    // A moment that lies ahead was noted before the clock was set back.
    const recent = (this.#tried.get(accountId) ?? []).filter(
      (at) => at <= now && now - at < WITHIN_MS,
    );
    if (recent.length >= MOST) throw new ProblemError("too-many-attempts");
    this.#tried.set(accountId, [...recent, now]);
    return () => this.#tried.delete(accountId);
  }
}
