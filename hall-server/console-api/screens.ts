import type { Content } from "#shared/domain/catalogue/content.ts";
import { pairBody, type ScreensAnswer } from "#shared/protocol/console.ts";
import { belongsToWindow } from "#shared/protocol/messages.ts";
import { ProblemError } from "../problem.ts";
import type { ConsoleParts } from "./parts.ts";
import { ADMINISTRATORS, bodyOf, type Endpoint, idOf, SUPERVISING } from "./endpoint.ts";
import { traced } from "./trace.ts";
import { WrongCodes } from "./wrong-codes.ts";

type Wanted = ReturnType<typeof bodyOf<typeof pairBody>>;

/** Refuses a place that this hall has not; a screen of the whole hall has no window. */
const placed = (screen: Wanted, { windows, zones }: Content): Wanted => {
  if (screen.zone !== "" && !zones.some((z) => z.id === screen.zone))
    throw new ProblemError("bad-request", { detail: "zone" });
  if (!belongsToWindow(screen.kind)) return { ...screen, windowId: null };
  if (screen.windowId === null) throw new ProblemError("bad-request", { detail: "windowId" });
  if (!windows.some((w) => w.id === screen.windowId))
    throw new ProblemError("unknown-window", { windowId: screen.windowId });
  return screen;
};

/** The register of screens: seeing it, reloading, pairing, revoking. */
export const screenEndpoints = ({
  context,
  register,
  clock,
}: ConsoleParts): readonly Endpoint[] => {
  const { hall, published } = context;
  const wrongCodes = new WrongCodes(clock);

  const reload = (id: string | null): undefined => {
    if (!register.reload(id) && id !== null) throw new ProblemError("unknown-screen");
  };

  return [
    {
      method: "GET",
      path: "/screens",
      who: SUPERVISING,
      quiet: true,
      answer: (): ScreensAnswer => ({ screens: register.rows(), waiting: register.waiting() }),
    },
    {
      method: "POST",
      path: "/screens/pair",
      who: ADMINISTRATORS,
      answer: ({ request, person: { accountId } }) => {
        const { code, ...screen } = placed(bodyOf(pairBody, request), published().content);
        return traced(hall, "screen.pair", async () => {
          const wasRight = wrongCodes.attempt(accountId);
          const row = await register.approve(code, screen);
          if (!row) throw new ProblemError("unknown-code");
          wasRight();
          return { by: accountId, about: row.id, answer: row };
        });
      },
    },
    {
      method: "POST",
      path: "/screens/reload",
      who: SUPERVISING,
      answer: () => reload(null),
    },
    {
      method: "POST",
      path: "/screens/:id/reload",
      who: SUPERVISING,
      answer: (asked) => reload(idOf(asked)),
    },
    {
      method: "DELETE",
      path: "/screens/:id",
      who: ADMINISTRATORS,
      answer: (asked) =>
        traced(hall, "screen.revoke", async () => {
          const id = idOf(asked);
          if (!(await register.revoke(id))) throw new ProblemError("unknown-screen");
          return { by: asked.person.accountId, about: id, answer: undefined };
        }),
    },
  ];
};
