import type { SessionAnswer } from "#shared/protocol/console.ts";
import type { Person } from "#shared/protocol/messages.ts";
import type { Answer, ConsoleApi } from "./api.ts";
import type { ConsoleLink } from "./link.ts";
import type { Sentence } from "./parts/sentence.ts";

const SIGNED_OUT: Sentence = {
  zh: "登录已结束（太久没有操作，或账号有变化），请重新登录。",
  en: "You have been signed out (idle for too long, or the account changed). Please sign in again.",
};
const WINDOW_LOST: Sentence = {
  zh: "这个窗口已由别人接替，请重新选择窗口。",
  en: "Somebody else has taken over this window. Please choose a window again.",
};

/**
 * Who is signed in at this console. The socket knows a person by the same cookie, so every change
 * here makes it say hello again.
 */
export class ConsoleSession {
  /** The server's newest answer; null before the first. */
  answer: SessionAnswer | null = $state.raw(null);
  /** What ended without this person's doing: the session, or their place at the window. */
  notice: Sentence | null = $state.raw(null);
  readonly person: Person | null = $derived(this.answer?.person ?? null);

  readonly #api: ConsoleApi;
  readonly #link: Pick<ConsoleLink, "restart">;

  constructor(api: ConsoleApi, link: Pick<ConsoleLink, "restart">) {
    this.#api = api;
    this.#link = link;
  }

  /** Asks who is signed in. Answers whether the server was there. */
  async load(): Promise<boolean> {
    const answer = await this.#api.session();
    if (!answer.ok) return false;
    const had = this.person;
    const has = answer.body.person;
    this.answer = answer.body;
    if (had && !has) this.notice = SIGNED_OUT;
    else if (had && has && had.windowId !== null && has.windowId === null)
      this.notice = WINDOW_LOST;
    return true;
  }

  /** Takes the answer of a request that changed the session. Answers the request's answer. */
  take(answer: Answer<SessionAnswer>): Answer<SessionAnswer> {
    if (answer.ok) {
      this.answer = answer.body;
      this.notice = null;
      this.#link.restart();
    }
    return answer;
  }

  /** Signs out; a window without a visitor is closed by it. */
  async signOut(): Promise<Answer<SessionAnswer>> {
    return this.take(await this.#api.signOut());
  }
}
