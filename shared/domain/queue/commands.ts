import type { HallConfig } from "./config.ts";

/** Where a ticket is to wait next: for a service, or for one window alone. */
export type TransferTarget =
  | { readonly serviceId: string; readonly windowId?: undefined }
  | { readonly windowId: string; readonly serviceId?: undefined };

/**
 * What people and machines may ask of the queue. `seen` is the ticket (or null) that the person saw
 * at the window when pressing: a press made on an outdated picture, or twice, calls nobody. [Q14]
 */
export type QueueCommand =
  | { readonly type: "OpenDay"; readonly dayId: string; readonly config: HallConfig }
  | { readonly type: "CloseDay" }
  | { readonly type: "ConfigureHall"; readonly config: HallConfig }
  | {
      readonly type: "IssueTicket";
      readonly serviceId: string;
      readonly visitorClass?: string | undefined;
      readonly reason?: string | undefined;
    }
  | {
      readonly type: "CallNext";
      readonly windowId: string;
      readonly seen?: string | null | undefined;
    }
  | {
      readonly type: "CallTicket";
      readonly windowId: string;
      readonly number: string;
      readonly reason: string;
    }
  | { readonly type: "Recall"; readonly windowId: string }
  | { readonly type: "StartService"; readonly windowId: string }
  | { readonly type: "FinishService"; readonly windowId: string }
  | { readonly type: "MarkNoShow"; readonly windowId: string }
  | { readonly type: "ReturnTicket"; readonly number: string }
  | { readonly type: "HoldTicket"; readonly windowId: string }
  | { readonly type: "ResumeTicket"; readonly windowId: string; readonly number: string }
  | { readonly type: "TransferTicket"; readonly windowId: string; readonly to: TransferTarget }
  | {
      readonly type: "OpenWindow";
      readonly windowId: string;
      readonly staffId?: string | null | undefined;
    }
  | { readonly type: "PauseWindow"; readonly windowId: string; readonly reason: string }
  | { readonly type: "CloseWindow"; readonly windowId: string };
