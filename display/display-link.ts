import type { FloorState } from "#shared/domain/queue/state.ts";
import type { HallLink } from "#shared/link/link.svelte.ts";

/** What the displays read of the link and tell it: a `HallLink` is one, a test's stand-in too. */
export interface DisplayLink extends Pick<
  HallLink,
  | "phase"
  | "online"
  | "stale"
  | "now"
  | "heardAt"
  | "content"
  | "screen"
  | "pairing"
  | "speaks"
  | "halted"
  | "idle"
  | "spoken"
  | "sound"
> {
  readonly floor: { readonly state: FloorState };
}
