import type { SessionAnswer } from "#shared/protocol/console.ts";
import type { Person } from "#shared/protocol/messages.ts";
import type { Answer, ConsoleApi } from "./api.ts";
import type { ConsoleLink } from "./link.ts";
import type { Sentence } from "./parts/sentence.ts";

/**
 * Who is signed in at this console. The socket knows a person by the same cookie, so every change
 * here makes it say hello again.
 */
export class ConsoleSession {
  /** The server's newest answer; null before the first. */
  answer: SessionAnswer | null = $state.raw(null);
  /** Why somebody who was signed in is not any more, for the sign-in page. */
  ended: Sentence | null = $state.raw(null);
  readonly person: Person | null = $derived(this.answer?.person ?? null);

  readonly #api: ConsoleApi;
  readonly #link: Pick<ConsoleLink, "restart">;

  constructor(api: ConsoleApi, link: Pick<ConsoleLink, "restart">) {
    this.#api = api;
    this.#link = link;
  }

  /** Asks who is signed in. Answers whether the server was there. */
  async load(): Promise<boolean> {
    const had = this.person;
    const answer = await this.#api.session();
    if (!answer.ok) return false;
    this.answer = answer.body;
    if (had && !answer.body.person)
      this.ended = {
        zh: "登录已结束（长时间没有操作、在别处登录或账号有变化），请重新登录。",
        en: "You have been signed out (idle for long, signed in elsewhere, or the account changed). Please sign in again.",
      };
    return true;
  }

  /** Takes the answer of a request that changed the session. Answers the request's answer. */
  take(answer: Answer<SessionAnswer>): Answer<SessionAnswer> {
    if (answer.ok) {
      this.answer = answer.body;
      this.ended = null;
      this.#link.restart();
    }
    return answer;
  }

  /** Signs out; the window this person served is left, as the server decides. */
  async signOut(): Promise<Answer<unknown>> {
    const answer = await this.#api.signOut();
    if (answer.ok) {
      // Said by hand: whoever signs out knows why.
      if (this.answer) this.answer = { ...this.answer, person: null };
      this.ended = null;
      this.#link.restart();
      await this.load();
    }
    return answer;
  }
}
