import { createHash } from "node:crypto";
import type { Millis, Reason } from "#shared/domain/decision.ts";
import { millis } from "#shared/domain/decision.ts";
import {
  type Command,
  decide,
  EMPTY_HALL,
  evolve,
  FOLDS,
  type HallState,
  type Recorded,
  type StreamName,
  type Streams,
} from "#shared/domain/hall.ts";
import { type Actor, OFFICE_VERSION } from "#shared/domain/office.ts";
import type { QueueAnswer } from "#shared/domain/queue/decide.ts";
import { FLOOR_VERSION } from "#shared/domain/queue/events.ts";
import type { Append, Ledger } from "./store/store.ts";

/** Who sends a command, and under which id. */
export interface Sender {
  /** Whose ids these are, e.g. `key:…` or `account:…`. */
  readonly scope: string;
  readonly commandId: string;
  readonly actor: Actor;
}

/** What the sender is told. `seq` is how far the floor was when the command became durable. */
export type HallOutcome =
  | { readonly accepted: { readonly answer: QueueAnswer; readonly seq: number } }
  | { readonly refused: Reason }
  /** The id was used before with another command. */
  | { readonly conflict: true }
  /** The ledger failed; nothing was done and nothing will be until a restart. */
  | { readonly halted: true };

/** Events that have just become durable, for everybody who shows or projects them. */
export interface Committed {
  readonly floor: readonly Recorded<Streams["floor"]["event"]>[];
  readonly office: readonly Recorded<Streams["office"]["event"]>[];
}

/** What a hall needs from outside. */
export interface HallParts {
  readonly hallId: string;
  readonly ledger: Ledger;
  /** The machine's clock, epoch ms. */
  readonly clock: () => number;
  /** A fresh unique id. */
  readonly newId: () => string;
}

interface Waiting {
  readonly command: Command;
  readonly sender: Sender;
  readonly fingerprint: string;
  readonly resolve: (outcome: HallOutcome) => void;
}

/** At most so many commands become durable in one commit. */
const BATCH = 64;
/** A clock behind hall time by more than this, ms, is flagged. */
const CLOCK_TOLERANCE_MS = 2_000;

const fingerprintOf = (command: Command): string =>
  createHash("sha256").update(JSON.stringify(command)).digest("base64url");

/**
 * The one writer. Every command passes here, one after the other: decide, append (durable), evolve,
 * broadcast, answer. Commands that arrive together share one commit. No route touches the state.
 */
export class Hall {
  readonly #parts: HallParts;
  readonly #listeners: ((committed: Committed) => void)[] = [];
  readonly #pending = new Map<string, { fingerprint: string; outcome: Promise<HallOutcome> }>();
  #queue: Waiting[] = [];
  #draining: Promise<void> | null = null;
  #state: HallState = EMPTY_HALL;
  #seq = { floor: 0, office: 0 };
  #lastAt: Millis = millis(0);
  #halted: Error | null = null;
  #onHalted: (error: Error) => void = () => {};

  private constructor(parts: HallParts) {
    this.#parts = parts;
  }

  /** Opens the hall on its ledger: folds the newest service day and stands where it stood. */
  static async open(parts: HallParts): Promise<Hall> {
    const hall = new Hall(parts);
    await hall.#replay("floor");
    await hall.#replay("office");
    return hall;
  }

  async #replay<S extends StreamName>(stream: S): Promise<void> {
    const { ledger } = this.#parts;
    const start = await ledger.lastSeqOf(stream, "DayOpened");
    let state = FOLDS[stream].empty;
    for (const { event, at, seq } of await ledger.read(stream, Math.max(0, start - 1))) {
      state = FOLDS[stream].evolve(state, event, at);
      this.#seq[stream] = seq;
      this.#lastAt = millis(Math.max(this.#lastAt, at));
    }
    this.#state = { ...this.#state, [stream]: state };
  }

  /** The state as far as it is durable. */
  get state(): HallState {
    return this.#state;
  }

  /** The newest durable event of a stream. */
  seq(stream: StreamName): number {
    return this.#seq[stream];
  }

  /** Hall time: the later of the clock and the last event. It never runs backwards. */
  now(): Millis {
    return millis(Math.max(this.#parts.clock(), this.#lastAt));
  }

  /** Whether the machine's clock stands behind what the hall has already recorded. */
  get clockBehind(): boolean {
    return this.#lastAt - this.#parts.clock() > CLOCK_TOLERANCE_MS;
  }

  /** The failure that stopped the hall, or null. */
  get halted(): Error | null {
    return this.#halted;
  }

  /** Calls back after every commit, in order. */
  onCommitted(listener: (committed: Committed) => void): void {
    this.#listeners.push(listener);
  }

  /** Calls back once when the ledger has failed. */
  onHalted(listener: (error: Error) => void): void {
    this.#onHalted = listener;
  }

  /** The events a cursor lacks, or null when it lies before the newest service day. */
  async since<S extends StreamName>(
    stream: S,
    after: number,
  ): Promise<readonly Recorded<Streams[S]["event"]>[] | null> {
    const start = await this.#parts.ledger.lastSeqOf(stream, "DayOpened");
    if (after > this.#seq[stream] || after < start) return null;
    return this.#parts.ledger.read(stream, after);
  }

  /**
   * Carries out a command once. A repeat of the same id, also a simultaneous one, gets the first
   * answer; the same id with another command is a conflict.
   */
  submit(command: Command, sender: Sender): Promise<HallOutcome> {
    const key = `${sender.scope}\n${sender.commandId}`;
    const fingerprint = fingerprintOf(command);
    const pending = this.#pending.get(key);
    if (pending)
      return pending.fingerprint === fingerprint
        ? pending.outcome
        : Promise.resolve({ conflict: true });
    const outcome = new Promise<HallOutcome>((resolve) => {
      this.#queue.push({ command, sender, fingerprint, resolve });
    });
    this.#pending.set(key, { fingerprint, outcome });
    void outcome.then(() => this.#pending.delete(key));
    this.#draining ??= this.#drain();
    return outcome;
  }

  /** Resolves when everything submitted so far has been answered. */
  async settled(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets everything that has arrived share a commit.
    await new Promise(setImmediate);
    while (this.#queue.length) {
      const batch = this.#queue.splice(0, BATCH);
      if (this.#halted) for (const { resolve } of batch) resolve({ halted: true });
      else await this.#commit(batch);
    }
    this.#draining = null;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const appends: Append[] = [];
    const answers: [Waiting, HallOutcome][] = [];
    let state = this.#state;
    const seq = { ...this.#seq };
    let at = this.#lastAt;
    try {
      for (const waiting of batch) {
        const { command, sender, fingerprint } = waiting;
        const known = await this.#parts.ledger.remembered(sender.scope, sender.commandId);
        if (known) {
          answers.push([
            waiting,
            known.fingerprint === fingerprint ? (known.outcome as HallOutcome) : { conflict: true },
          ]);
          continue;
        }
        at = millis(Math.max(this.now(), at));
        const given = { now: at, id: this.#parts.newId(), actor: sender.actor };
        const decision = decide(state, command, given);
        const { floor, office, secrets } = decision.accepted ?? {
          floor: [],
          office: [],
          secrets: [],
        };
        const hall = this.#parts.hallId;
        const append: Append = {
          scope: sender.scope,
          commandId: sender.commandId,
          at,
          secrets,
          floor: floor.map((event) => ({ hall, seq: ++seq.floor, at, v: FLOOR_VERSION, event })),
          office: office.map((event) => ({
            hall,
            seq: ++seq.office,
            at,
            v: OFFICE_VERSION,
            event,
          })),
          remembered: {
            fingerprint,
            outcome: decision.accepted
              ? { accepted: { answer: decision.accepted.answer, seq: seq.floor } }
              : { refused: decision.refused },
          },
        };
        if (decision.accepted) state = evolve(state, decision.accepted, at);
        appends.push(append);
        answers.push([waiting, append.remembered.outcome as HallOutcome]);
      }
      if (appends.length) await this.#parts.ledger.append(appends);
    } catch (error) {
      // Never retried: what the disk holds now is unknown until the ledger is read again.
      this.#halted = error instanceof Error ? error : new Error(String(error));
      for (const { resolve } of batch) resolve({ halted: true });
      this.#onHalted(this.#halted);
      return;
    }
    this.#state = state;
    this.#seq = seq;
    this.#lastAt = at;
    const committed: Committed = {
      floor: appends.flatMap((a) => a.floor),
      office: appends.flatMap((a) => a.office),
    };
    if (committed.floor.length + committed.office.length)
      for (const listener of this.#listeners) listener(committed);
    for (const [{ resolve }, outcome] of answers) resolve(outcome);
  }
}
