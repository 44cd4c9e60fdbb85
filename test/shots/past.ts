import { type Command, type FloorState } from "#shared/domain/hall.ts";
import type { HallConfig } from "#shared/domain/queue/config.ts";
import type { QueueAnswer } from "#shared/domain/queue/decide.ts";
import { Hall } from "#hall-server/hall.ts";
import { dateOf } from "#hall-server/service-days.ts";
import { MemoryLedger } from "#hall-server/store/memory.ts";
import type { Append, Ledger } from "#hall-server/store/store.ts";

/** A ledger in memory that also keeps what was appended, to be written elsewhere in one go. */
class RecordedLedger extends MemoryLedger {
  readonly batches: Append[] = [];

  override async append(batch: readonly Append[]): Promise<void> {
    await super.append(batch);
    this.batches.push(...batch);
  }
}

const MINUTE_MS = 60_000;

/**
 * What happened in a hall before it was photographed: commands at moments gone by, carried out by the
 * same {@link Hall} that runs in the server. Ids are counted, so that two runs give the same past.
 */
export class Past {
  readonly #hall: Hall;
  readonly #ledger: RecordedLedger;
  readonly #clock: { now: number };
  readonly #end: number;
  #commands = 0;

  private constructor(hall: Hall, ledger: RecordedLedger, clock: { now: number }, end: number) {
    this.#hall = hall;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#end = end;
  }

  /** Opens the service day so many minutes before `end` (epoch ms). */
  static async begin(config: HallConfig, minutesAgo: number, end: number): Promise<Past> {
    const ledger = new RecordedLedger();
    const clock = { now: end - minutesAgo * MINUTE_MS };
    let ids = 0;
    const hall = await Hall.open({
      hallId: config.hall.id,
      ledger,
      clock: () => clock.now,
      newId: () => `past-${(ids += 1)}`,
    });
    const past = new Past(hall, ledger, clock, end);
    await past.do({ type: "OpenDay", dayId: dateOf(clock.now), config });
    return past;
  }

  /** The floor as it stands. */
  get floor(): FloorState {
    return this.#hall.state.floor;
  }

  /** Goes to so many minutes before the end. Time only runs forward. */
  goTo(minutesAgo: number): void {
    this.#clock.now = Math.max(this.#clock.now, Math.round(this.#end - minutesAgo * MINUTE_MS));
  }

  /**
   * Carries out a command now.
   * @throws Error when it is refused: the script of the past is wrong then
   */
  async do(command: Command): Promise<QueueAnswer> {
    const outcome = await this.#hall.submit(command, {
      scope: "past",
      commandId: String((this.#commands += 1)),
      actor: { kind: "hall", id: "past" },
    });
    if ("accepted" in outcome) return outcome.accepted.answer;
    throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(outcome)}`);
  }

  /** Makes the whole past durable, in one commit. */
  async writeTo(ledger: Ledger): Promise<void> {
    await ledger.append(this.#ledger.batches);
  }
}
