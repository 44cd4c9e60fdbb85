import {
  passwordBody,
  type SessionAnswer,
  setupBody,
  signInBody,
  windowBody,
} from "#shared/protocol/console.ts";
import { ProblemError } from "../problem.ts";
import { sameSecret } from "../secrets.ts";
import { endedCookie, sessionCookie } from "../session-cookie.ts";
import type { Session } from "../sessions.ts";
import type { ConsoleParts } from "./parts.ts";
import { type Asked, bodyOf, type Endpoint, EVERYBODY } from "./endpoint.ts";
import { traced } from "./trace.ts";
import { WindowDesk } from "./window-desk.ts";

/** Signing in and out, the window, one's own password. */
export const sessionEndpoints = ({
  context,
  accounts,
  sessions,
  setupToken,
}: ConsoleParts): readonly Endpoint[] => {
  const { hall, log, published } = context;
  const desk = new WindowDesk(hall, accounts, sessions);

  const answer = (session: Session | null): SessionAnswer => {
    const { name, nameEn } = published().content.hall;
    return {
      person: session && sessions.person(session),
      needsSetup: !accounts.hasAdministrator(),
      hall: { name, nameEn },
    };
  };

  const signOut = async (session: Session): Promise<void> => {
    await desk.abandon(session);
    await sessions.end(session.id);
  };

  /** A new token at every sign-in; what the browser had before ends. */
  const signIn = async (
    { request, response, session: before }: Asked,
    accountId: string,
  ): Promise<SessionAnswer> => {
    const { session, token } = await sessions.start(accountId);
    if (before) await signOut(before);
    response.append("Set-Cookie", sessionCookie(token, request.secure));
    return answer(session);
  };

  return [
    {
      method: "GET",
      path: "/session",
      who: "anybody",
      quiet: true,
      answer: ({ session }) => answer(session),
    },
    {
      method: "POST",
      path: "/setup",
      who: "anybody",
      answer: async (asked) => {
        const { token, ...first } = bodyOf(setupBody, asked.request);
        if (accounts.hasAdministrator()) throw new ProblemError("setup-done");
        const expected = setupToken();
        if (expected === null || !sameSecret(token, expected))
          throw new ProblemError("wrong-setup-token");
        const { id } = await traced(hall, "account.create", async () => {
          const account = await accounts.createFirst(first);
          return { by: account.id, about: account.id, answer: account };
        });
        return signIn(asked, id);
      },
    },
    {
      method: "POST",
      path: "/session",
      who: "anybody",
      answer: async (asked) => {
        const { username, password } = bodyOf(signInBody, asked.request);
        try {
          const { id } = await accounts.verify(username, password);
          return await signIn(asked, id);
        } catch (error) {
          // Never the name that was typed: people type their password into that field, too.
          if (error instanceof ProblemError)
            log.warn({ code: error.code, from: asked.request.ip }, "console: sign-in refused");
          throw error;
        }
      },
    },
    {
      method: "DELETE",
      path: "/session",
      who: "anybody",
      answer: async ({ request, response, session }) => {
        if (session) await signOut(session);
        response.append("Set-Cookie", endedCookie(request.secure));
        return answer(null);
      },
    },
    {
      method: "PUT",
      path: "/session/window",
      who: EVERYBODY,
      answer: async ({ request, session }) => {
        const { windowId, takeOver = false } = bodyOf(windowBody, request);
        if (windowId === null) await desk.leave(session);
        else await desk.choose(session, windowId, takeOver);
        return answer(session);
      },
    },
    {
      method: "PUT",
      path: "/password",
      who: EVERYBODY,
      beforePasswordChange: true,
      answer: async ({ request, session: { id, accountId } }) => {
        const { current, next } = bodyOf(passwordBody, request);
        await traced(hall, "account.password", async () => {
          await accounts.changeOwnPassword(accountId, current, next, id);
          return { by: accountId, about: accountId, answer: undefined };
        });
      },
    },
  ];
};
