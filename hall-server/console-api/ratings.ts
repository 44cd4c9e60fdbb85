import { setImmediate } from "node:timers/promises";
import type { OfficeEvent, Recorded } from "#shared/domain/hall.ts";
import type { RatingRow, RatingsAnswer } from "#shared/protocol/console.ts";
import type { HallContext } from "../context.ts";
import { type Day, readDays } from "../days.ts";
import { ProblemError } from "../problem.ts";
import type { ConsoleParts } from "./parts.ts";
import { type Endpoint, SUPERVISING } from "./endpoint.ts";

/** Events read in one step; between two steps the calls have their turn. */
const PAGE = 2_000;
/** Enough to meet the first finished service of a day that has any. */
const PROBE = 200;

type Start = Pick<Day, "dayId" | "officeFrom">;
type Grades = [number, number, number, number, number];

/** Reads ratings out of the office stream, day by day. */
class RatingsReader {
  readonly #context: HallContext;
  /** Days found to have a finished service: that does not change any more. */
  readonly #busyDays = new Map<string, boolean>();

  constructor(context: HallContext) {
    this.#context = context;
  }

  /** One day's ratings; today's for null. A day that never was has none. */
  async read(wanted: string | null): Promise<RatingsAnswer> {
    const starts = await this.#starts();
    const start = wanted === null ? starts.at(-1) : starts.find((s) => s.dayId === wanted);
    const days = await this.#daysWithServices(starts);
    if (!start) return { dayId: null, served: 0, unrated: 0, windows: [], ratings: [], days };
    const windows = new Map<string, { served: number; grades: Grades }>();
    const at = (windowId: string) => {
      const known = windows.get(windowId) ?? { served: 0, grades: [0, 0, 0, 0, 0] as Grades };
      windows.set(windowId, known);
      return known;
    };
    const ratings: RatingRow[] = [];
    for await (const { event, at: moment } of this.#eventsOf(start, PAGE)) {
      if (event.type === "RatingDue") at(event.windowId).served += 1;
      if (event.type !== "ServiceRated") continue;
      at(event.windowId).grades[(event.grade - 1) as 0 | 1 | 2 | 3 | 4] += 1;
      ratings.push(await this.#row(event, moment));
    }
    const order = this.#context.hall.state.floor.config.windows.map((w) => w.id);
    const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
    const served = [...windows.values()].reduce((sum, w) => sum + w.served, 0);
    return {
      dayId: start.dayId,
      served,
      unrated: served - ratings.length,
      windows: [...windows]
        .sort(([a], [b]) => rank(a) - rank(b))
        .map(([windowId, w]) => ({ windowId, ...w })),
      ratings: ratings.reverse(),
      days,
    };
  }

  /** The recorded days, oldest first, and today also in the moment before it is recorded. */
  async #starts(): Promise<readonly Start[]> {
    const { documents, ledger, hall } = this.#context;
    const days = await readDays(documents);
    const { dayId } = hall.state.office;
    if (dayId === null || days.some((day) => day.dayId === dayId)) return days;
    return [...days, { dayId, officeFrom: await ledger.lastSeqOf("office", "DayOpened") }];
  }

  async #daysWithServices(starts: readonly Start[]): Promise<readonly string[]> {
    const today = this.#context.hall.state.office.dayId;
    const found: string[] = [];
    for (const start of starts) {
      const busy = this.#busyDays.get(start.dayId) ?? (await this.#hasServices(start));
      if (busy || start.dayId !== today) this.#busyDays.set(start.dayId, busy);
      if (busy) found.unshift(start.dayId);
    }
    return found;
  }

  async #hasServices(start: Start): Promise<boolean> {
    for await (const { event } of this.#eventsOf(start, PROBE))
      if (event.type === "RatingDue" || event.type === "ServiceRated") return true;
    return false;
  }

  /** The office's events of one day, oldest first. */
  async *#eventsOf(
    { dayId, officeFrom }: Start,
    page: number,
  ): AsyncGenerator<Recorded<OfficeEvent>> {
    let after = officeFrom - 1;
    for (;;) {
      const events = await this.#context.ledger.read("office", after, page);
      for (const recorded of events) {
        const { event, seq } = recorded;
        if (event.type === "DayOpened" && event.dayId !== dayId) return;
        after = seq;
        yield recorded;
      }
      if (events.length < page) return;
      await setImmediate();
    }
  }

  async #row(
    event: Extract<OfficeEvent, { type: "ServiceRated" }>,
    at: number,
  ): Promise<RatingRow> {
    const { ratingId, number, serviceId, windowId, staffId, grade, reasons, channel } = event;
    const comment = event.hasComment ? await this.#context.ledger.secret(ratingId) : null;
    return {
      ratingId,
      at,
      number,
      serviceId,
      windowId,
      staffId,
      grade,
      reasons,
      comment,
      channel,
    };
  }
}

/** The ratings of a day, for those who answer for them; never for those who were rated. [R7] */
export const ratingEndpoints = ({ context }: ConsoleParts): readonly Endpoint[] => {
  const reader = new RatingsReader(context);
  return [
    {
      method: "GET",
      path: "/ratings",
      who: SUPERVISING,
      quiet: true,
      answer: ({ request }) => {
        const { day = null } = request.query;
        if (day !== null && typeof day !== "string")
          throw new ProblemError("bad-request", { detail: "day" });
        return reader.read(day);
      },
    },
  ];
};
