import type { TransferTarget } from "#shared/domain/queue/commands.ts";
import type { HallConfig } from "#shared/domain/queue/config.ts";
import type { Ticket } from "#shared/domain/queue/state.ts";
import { serviceName, windowName } from "../parts/names.ts";
import type { Sentence } from "../parts/sentence.ts";

/** One place a visitor may be sent to. */
export interface TransferChoice {
  /** What is typed to choose it: the letter of a service, the number of a window. */
  readonly mark: string;
  readonly name: Sentence;
  readonly to: TransferTarget;
}

/** Where a ticket may be sent: every service but its own, every window but this one. */
export const transferChoices = (
  config: HallConfig,
  windowId: string,
  ticket: Ticket,
): {
  readonly services: readonly TransferChoice[];
  readonly windows: readonly TransferChoice[];
} => ({
  services: config.services
    .filter((s) => s.id !== ticket.serviceId)
    .map((s) => ({ mark: s.prefix, name: serviceName(config, s.id), to: { serviceId: s.id } })),
  windows: config.windows
    .filter((w) => w.id !== windowId)
    .map((w) => ({
      mark: w.id.toUpperCase(),
      name: windowName(config, w.id),
      to: { windowId: w.id },
    })),
});
