import type { HallContext } from "./context.ts";
import { recordDay } from "./days.ts";
import { newId } from "./secrets.ts";

const two = (n: number): string => String(n).padStart(2, "0");

/** The date of a moment in the hall's time zone, 2026-03-12. */
export const dateOf = (at: number): string => {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** Opens the service day at the start and changes it in the early morning; tickets belong to a day by event. */
export class ServiceDays {
  readonly #context: HallContext;

  constructor(context: HallContext) {
    this.#context = context;
  }

  /** Opens today's service day if it is due, and brings changed documents into the stream. */
  async keep(): Promise<void> {
    const { hall, settings, published } = this.#context;
    const now = hall.now();
    const today = dateOf(now);
    const { day, lastDayId, config } = hall.state.floor;
    if (day) {
      const early = new Date(now).getHours() < settings.dayStartHour;
      const current = day.dayId.startsWith(today) || early;
      if (current) {
        if (JSON.stringify(config) !== JSON.stringify(published().config))
          await this.#do({ type: "ConfigureHall", config: published().config });
        return;
      }
      await this.close();
    }
    // A day that was closed by hand and is opened again the same date gets the next letter.
    await this.open(lastDayId?.startsWith(today) ? `${today}.${newId().slice(0, 4)}` : today);
  }

  /** Opens a service day under this id. */
  async open(dayId: string): Promise<void> {
    const { hall, ledger, documents, published } = this.#context;
    await this.#do({ type: "OpenDay", dayId, config: published().config });
    if (hall.state.floor.day?.dayId !== dayId) return;
    await recordDay(documents, {
      dayId,
      floorFrom: await ledger.lastSeqOf("floor", "DayOpened"),
      officeFrom: await ledger.lastSeqOf("office", "DayOpened"),
    });
  }

  /** Closes the day: open tickets expire, windows close. */
  async close(): Promise<void> {
    await this.#do({ type: "CloseDay" });
  }

  async #do(command: Parameters<HallContext["hall"]["submit"]>[0]): Promise<void> {
    await this.#context.hall.submit(command, {
      scope: "hall",
      commandId: newId(),
      actor: { kind: "hall", id: "hall" },
    });
  }
}
