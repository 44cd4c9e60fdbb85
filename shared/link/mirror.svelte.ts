import { FOLDS, type Recorded, type StreamName, type Streams } from "../domain/hall.ts";
import type { StreamPart } from "../protocol/messages.ts";

/**
 * A screen's copy of one stream, folded with the same `evolve` as on the server. Events it has seen
 * are ignored; a gap is reported and nothing is guessed.
 */
export class StreamMirror<S extends StreamName> {
  readonly stream: S;
  state: Streams[S]["state"] = $state.raw() as Streams[S]["state"];
  /** The newest event folded; null before the first snapshot. */
  seq: number | null = $state(null);

  constructor(stream: S) {
    this.stream = stream;
    this.state = FOLDS[stream].empty;
  }

  /** Takes a snapshot, or the events a cursor lacked. Answers whether a gap remains. */
  take(part: StreamPart<Streams[S]["state"], Streams[S]["event"]>): "folded" | "gap" {
    if (!("snapshot" in part)) return this.fold(part.events);
    this.state = part.snapshot;
    this.seq = part.seq;
    return "folded";
  }

  /** Folds what is new of a batch. "gap" means: ask again from {@link seq}. */
  fold(events: readonly Recorded<Streams[S]["event"]>[]): "folded" | "gap" {
    let { state, seq } = this;
    if (seq === null) return "gap";
    for (const { seq: next, at, event } of events) {
      if (next <= seq) continue;
      if (next !== seq + 1) {
        // Keep what fitted; the rest is asked for again.
        this.state = state;
        this.seq = seq;
        return "gap";
      }
      state = FOLDS[this.stream].evolve(state, event, at);
      seq = next;
    }
    this.state = state;
    this.seq = seq;
    return "folded";
  }
}
