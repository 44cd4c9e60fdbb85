import type { Locator } from "playwright-core";
import type { Studio } from "./studio.ts";

/** The pictures of one kind of screen. */
export interface Scene {
  /** What it is asked for by, and what its files begin with. */
  readonly name: string;
  readonly take: (studio: Studio) => Promise<void>;
}

/** Whether something appears within a moment. */
export const appears = (what: Locator, withinMs = 700): Promise<boolean> =>
  what.waitFor({ timeout: withinMs }).then(
    () => true,
    () => false,
  );
