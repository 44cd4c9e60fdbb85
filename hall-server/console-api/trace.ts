import { randomUUID } from "node:crypto";
import type { Command } from "#shared/domain/hall.ts";
import type { Hall, HallOutcome } from "../hall.ts";
import { ProblemError } from "../problem.ts";

/** Gives the hall a command in an account's name. */
export const submitAs = (hall: Hall, accountId: string, command: Command): Promise<HallOutcome> =>
  hall.submit(command, {
    scope: `account:${accountId}`,
    commandId: randomUUID(),
    actor: { kind: "account", id: accountId },
  });

/**
 * Carries out an act of administration and leaves its trace in the audit trail. Where no trace can
 * be left, nothing is done.
 * @param act what is done, e.g. "screen.pair"
 * @param work does it, and answers what it was about
 * @throws ProblemError `hall-halted`, and whatever the work throws
 */
export const traced = async <T>(
  hall: Hall,
  act: string,
  work: () => Promise<{ readonly by: string; readonly about: string; readonly answer: T }>,
): Promise<T> => {
  if (hall.halted) throw new ProblemError("hall-halted");
  const { by, about, answer } = await work();
  const outcome = await submitAs(hall, by, { type: "Administer", act, about });
  if ("halted" in outcome) throw new ProblemError("hall-halted");
  return answer;
};
