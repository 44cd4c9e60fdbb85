import { accountBody, accountChangeBody } from "#shared/protocol/console.ts";
import { ProblemError } from "../problem.ts";
import type { ConsoleParts } from "./parts.ts";
import { ADMINISTRATORS, bodyOf, type Endpoint, idOf } from "./endpoint.ts";
import { traced } from "./trace.ts";

/** The accounts: seeing, making and changing them. */
export const accountEndpoints = ({ context, accounts }: ConsoleParts): readonly Endpoint[] => {
  const { hall, published } = context;

  const refuseUnknownStaff = (staffId: string | null | undefined): void => {
    if (typeof staffId === "string" && !published().content.staff.some((s) => s.id === staffId))
      throw new ProblemError("bad-request", { detail: "staffId" });
  };

  return [
    {
      method: "GET",
      path: "/accounts",
      who: ADMINISTRATORS,
      answer: () => ({ accounts: accounts.rows() }),
    },
    {
      method: "POST",
      path: "/accounts",
      who: ADMINISTRATORS,
      answer: ({ request, person }) => {
        const account = bodyOf(accountBody, request);
        refuseUnknownStaff(account.staffId);
        return traced(hall, "account.create", async () => {
          const row = await accounts.create(account);
          return { by: person.accountId, about: row.id, answer: row };
        });
      },
    },
    {
      method: "PATCH",
      path: "/accounts/:id",
      who: ADMINISTRATORS,
      answer: (asked) => {
        const change = bodyOf(accountChangeBody, asked.request);
        refuseUnknownStaff(change.staffId);
        const act = change.password === undefined ? "account.change" : "account.password";
        return traced(hall, act, async () => {
          const row = await accounts.change(idOf(asked), change);
          return { by: asked.person.accountId, about: row.id, answer: row };
        });
      },
    },
  ];
};
