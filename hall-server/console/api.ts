import {
  type accountBody,
  type accountChangeBody,
  type AccountRow,
  CONSOLE_API,
  type pairBody,
  type passwordBody,
  type RatingsAnswer,
  type ScreenRow,
  type ScreensAnswer,
  type SessionAnswer,
  type setupBody,
  type signInBody,
  type windowBody,
} from "#shared/protocol/console.ts";
import { CALM_REFUSALS, isProblem } from "#shared/protocol/problem.ts";

/** A refusal of the console's API: a problem document (RFC 9457), or what the page says without an answer. */
export interface Problem {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
}

/** What a request came to: its body, or why not. A request never throws. */
export type Answer<T> =
  { readonly ok: true; readonly body: T } | { readonly ok: false; readonly problem: Problem };

/** What a schema of the protocol takes. */
type Body<S extends { readonly _zod: { readonly input: unknown } }> = S["_zod"]["input"];

const NO_ANSWER: Problem = {
  code: "no-answer",
  zh: "暂时连不上大厅系统，请稍候再试。",
  en: "The hall system cannot be reached. Please try again shortly.",
  status: 0,
};

/** An answer that is no problem document, e.g. of something between this page and the hall. */
const unclear = (status: number): Problem => ({
  code: "unclear-answer",
  zh: `大厅系统没有说明原因（${status}），请稍候再试。`,
  en: `The hall system gave no reason (${status}). Please try again shortly.`,
  status,
});

const problemOf = async (answer: Response): Promise<Problem> => {
  try {
    const told = (await answer.json()) as Partial<Problem>;
    if (typeof told.code === "string" && typeof told.zh === "string")
      return {
        code: told.code,
        zh: told.zh,
        en: told.en ?? told.zh,
        status: told.status ?? answer.status,
      };
  } catch {
    // Not JSON: said below.
  }
  return unclear(answer.status);
};

/** The console's requests by name. Bodies and answers are those of `shared/protocol/console.ts`. */
export const createApi = (fetcher: typeof fetch = (...request) => fetch(...request)) => {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    try {
      const answer = await fetcher(CONSOLE_API + path, {
        method,
        cache: "no-store",
        credentials: "same-origin",
        headers: {
          ...CALM_REFUSALS,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (isProblem(answer)) return { ok: false, problem: await problemOf(answer) };
      // The server of this page's own build made the answer, by the type that both share.
      return { ok: true, body: (answer.status === 204 ? undefined : await answer.json()) as T };
    } catch {
      return { ok: false, problem: NO_ANSWER };
    }
  };
  const part = encodeURIComponent;
  return {
    session: () => ask<SessionAnswer>("GET", "/session"),
    setup: (body: Body<typeof setupBody>) => ask<SessionAnswer>("POST", "/setup", body),
    signIn: (body: Body<typeof signInBody>) => ask<SessionAnswer>("POST", "/session", body),
    signOut: () => ask<SessionAnswer>("DELETE", "/session"),
    chooseWindow: (body: Body<typeof windowBody>) =>
      ask<SessionAnswer>("PUT", "/session/window", body),
    changePassword: (body: Body<typeof passwordBody>) => ask<undefined>("PUT", "/password", body),
    screens: () => ask<ScreensAnswer>("GET", "/screens"),
    reloadScreen: (id: string) => ask<undefined>("POST", `/screens/${part(id)}/reload`),
    reloadScreens: () => ask<undefined>("POST", "/screens/reload"),
    revokeScreen: (id: string) => ask<undefined>("DELETE", `/screens/${part(id)}`),
    pairScreen: (body: Body<typeof pairBody>) => ask<ScreenRow>("POST", "/screens/pair", body),
    accounts: () => ask<{ readonly accounts: readonly AccountRow[] }>("GET", "/accounts"),
    createAccount: (body: Body<typeof accountBody>) => ask<AccountRow>("POST", "/accounts", body),
    changeAccount: (id: string, body: Body<typeof accountChangeBody>) =>
      ask<AccountRow>("PATCH", `/accounts/${part(id)}`, body),
    ratings: (day: string | null) =>
      ask<RatingsAnswer>("GET", day === null ? "/ratings" : `/ratings?day=${part(day)}`),
  };
};

/** The console's requests. */
export type ConsoleApi = ReturnType<typeof createApi>;
