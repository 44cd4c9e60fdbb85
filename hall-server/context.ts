import type { Logger } from "pino";
import type { PairingRow, ScreenRow } from "#shared/protocol/console.ts";
import type { ScreenKind } from "#shared/protocol/messages.ts";
import type { Published } from "./documents.ts";
import type { Hall } from "./hall.ts";
import type { TicketSecrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import type { Documents, Ledger } from "./store/store.ts";
import type { TicketIndex } from "./ticket-index.ts";

/** What every part of the server shares: made once in `app.ts`, handed down, never global. */
export interface HallContext {
  readonly settings: Settings;
  readonly log: Logger;
  readonly ledger: Ledger;
  readonly documents: Documents;
  readonly hall: Hall;
  readonly secrets: TicketSecrets;
  readonly tickets: TicketIndex;
  /** The documents as published last. */
  readonly published: () => Published;
  /** Where a phone reaches the hall, e.g. http://192.168.1.20:4000; null where it cannot. */
  readonly phoneBase: () => string | null;
  /** The build the screens ought to have. */
  readonly build: string;
}

/** The register of screens, as the console's requests use it. */
export interface ScreenRegister {
  rows(): readonly ScreenRow[];
  waiting(): readonly PairingRow[];
  /** Approves the screen that shows this code; null when none does. */
  approve(
    code: string,
    screen: {
      readonly name: string;
      readonly kind: ScreenKind;
      readonly windowId: string | null;
      readonly zone: string;
      readonly speaks: boolean;
    },
  ): Promise<ScreenRow | null>;
  /** Takes a screen's token away. Answers whether there was such a screen. */
  revoke(id: string): Promise<boolean>;
  /** Asks one screen, or all, to reload at their next idle moment. Answers whether there was one. */
  reload(id: string | null): boolean;
}
