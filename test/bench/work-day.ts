import type { Command } from "#shared/domain/hall.ts";
import type { Hall } from "#hall-server/hall.ts";

/** How far a service day has come. */
export interface DaySoFar {
  /** Tickets taken, called and finished, but for the last one of each window. */
  readonly done: number;
  /** Tickets that wait. */
  readonly waiting: number;
}

/** Tickets that come before anybody is called: queues stay as long as they are in a hall. */
const CROWD = 160;

/** So many more tickets wait than are called, because services are not called quite evenly. */
export const SPARE = 40;

/** The window that calls the nth ticket, when tickets are taken for all services in turn. */
export const windowOfTurn = (
  services: readonly { readonly windows: readonly string[] }[],
  n: number,
): string => {
  const { windows } = services[n % services.length]!;
  return windows[Math.floor(n / services.length) % windows.length]!;
};

/** Brings a hall to where a service day has come so far, through its own commands. */
export const workDay = async (hall: Hall, { done, waiting }: DaySoFar): Promise<void> => {
  const { config } = hall.state.floor;
  let sent = 0;
  const all = async (commands: readonly Command[]): Promise<void> => {
    const outcomes = await Promise.all(
      commands.map((command) =>
        hall.submit(command, {
          scope: "bench",
          commandId: `fill-${(sent += 1)}`,
          actor: { kind: "key", id: "bench" },
        }),
      ),
    );
    const refused = outcomes.find((outcome) => !("accepted" in outcome));
    if (refused) throw new Error(`the day could not be filled: ${JSON.stringify(refused)}`);
  };
  const issue = (n: number): Command => ({
    type: "IssueTicket",
    serviceId: config.services[n % config.services.length]!.id,
  });
  const call = (n: number): Command => ({
    type: "CallNext",
    windowId: windowOfTurn(config.services, n),
  });
  const from = (start: number, count: number, make: (n: number) => Command): Command[] =>
    Array.from({ length: count }, (_, i) => make(start + i));

  await all(config.windows.map(({ id }) => ({ type: "OpenWindow", windowId: id })));
  for (let n = 0; n < done; n += CROWD) {
    const count = Math.min(CROWD, done - n);
    await all(from(n, count, issue));
    await all(from(n, count, call));
  }
  await all(from(done, waiting, issue));
};
