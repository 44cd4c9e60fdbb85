import type { Command, FloorState } from "#shared/domain/hall.ts";
import type { HallLink } from "#shared/link/link.svelte.ts";
import type { Outcome } from "#shared/protocol/messages.ts";

/** What the kiosk needs of the link, so that a test can hand it a link over a real hall state. */
export interface KioskLink extends Pick<
  HallLink,
  "phase" | "now" | "heardAt" | "stale" | "content" | "pairing" | "halted" | "idle"
> {
  readonly floor: { readonly state: FloorState; readonly seq: number | null };
  send(command: Command, options?: { readonly commandId?: string }): Promise<Outcome>;
}

/** A live figure older than this, in ms, is no longer shown (design/README, kiosk-home). */
export const FIGURES_LAST_MS = 60_000;

/** Hall time since when the figures are too old to be shown; null while they may be. */
export const figuresStoppedAt = (link: Pick<KioskLink, "now" | "heardAt">): number | null =>
  link.heardAt !== null && link.now - link.heardAt > FIGURES_LAST_MS ? link.heardAt : null;
