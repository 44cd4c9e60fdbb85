import type { Accounts } from "../accounts.ts";
import type { HallContext, ScreenRegister } from "../context.ts";
import type { Sessions } from "../sessions.ts";

/** What the console's requests work on. */
export interface ConsoleParts {
  readonly context: HallContext;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly register: ScreenRegister;
  /** The one-time link's token while no administrator exists, else null. */
  readonly setupToken: () => string | null;
  /** The machine's clock, epoch ms. */
  readonly clock: () => number;
}
