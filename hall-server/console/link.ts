import type { HallLink } from "#shared/link/link.svelte.ts";

/** What the pages of the console use of the link. */
export type ConsoleLink = Pick<
  HallLink,
  | "floor"
  | "office"
  | "phase"
  | "online"
  | "now"
  | "heardAt"
  | "stale"
  | "content"
  | "halted"
  | "receipts"
  | "screensChanged"
  | "send"
  | "restart"
>;
