import type { HallConfig } from "#shared/domain/queue/config.ts";
import type { Receipt } from "#shared/protocol/messages.ts";
import type { Devices, Expected } from "./devices.ts";
import type { Committed } from "./hall.ts";

interface Open {
  readonly seq: number;
  readonly callId: string;
  readonly windowId: string;
  readonly number: string;
  readonly at: number;
  readonly expected: readonly Expected[];
  readonly painted: Set<string>;
  spoken: boolean;
}

/**
 * Receipts of the newest call at each window: which registered screens have it on their pixels, and
 * whether a speaker has sounded it. Facts from the screens, never an assumption.
 */
export class Receipts {
  readonly #devices: Devices;
  readonly #open = new Map<string, Open>();
  readonly #tell: (receipt: Receipt) => void;

  /** @param tell called with every receipt that changed */
  constructor(devices: Devices, tell: (receipt: Receipt) => void) {
    this.#devices = devices;
    this.#tell = tell;
  }

  /** Opens a receipt for every call and recall that has become durable. */
  take(
    floor: Committed["floor"],
    config: HallConfig,
    numberOf: (ticketId: string) => string,
  ): void {
    for (const { seq, at, event } of floor) {
      if (event.type !== "TicketCalled" && event.type !== "TicketRecalled") continue;
      const { callId, windowId, ticketId } = event;
      const open: Open = {
        seq,
        callId,
        windowId,
        at,
        number: numberOf(ticketId),
        expected: this.#devices.expectedFor(windowId, config),
        painted: new Set(),
        spoken: false,
      };
      this.#open.set(windowId, open);
      this.#tell(this.#receipt(open));
    }
  }

  /** A screen has painted everything up to `seq`. */
  painted(screenId: string, seq: number): void {
    for (const open of this.#open.values()) {
      if (seq < open.seq || open.painted.has(screenId)) continue;
      if (!open.expected.some((e) => e.id === screenId)) continue;
      open.painted.add(screenId);
      this.#tell(this.#receipt(open));
    }
  }

  /** A screen has sounded a call. */
  spoken(screenId: string, callId: string): void {
    for (const open of this.#open.values()) {
      if (open.callId !== callId || open.spoken) continue;
      if (!open.expected.some((e) => e.id === screenId && e.speaks)) continue;
      open.spoken = true;
      this.#tell(this.#receipt(open));
    }
  }

  /** The receipt of the newest call at a window, or null. */
  of(windowId: string): Receipt | null {
    const open = this.#open.get(windowId);
    return open ? this.#receipt(open) : null;
  }

  #receipt(open: Open): Receipt {
    const { callId, windowId, number, at, expected, painted, spoken } = open;
    return {
      callId,
      windowId,
      number,
      at,
      expected: expected.map((e) => e.name),
      painted: expected.filter((e) => painted.has(e.id)).map((e) => e.name),
      spoken: expected.some((e) => e.speaks) ? spoken : null,
    };
  }
}
