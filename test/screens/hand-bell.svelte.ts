import type { Bell } from "#display/board/chime.ts";
import type { SoundState } from "#shared/protocol/messages.ts";

/** A bell whose loudspeaker the test plays: jsdom has none. Each chime is over at once. */
export class HandBell implements Bell {
  state: SoundState = $state("ready");
  rung = 0;
  closed = false;

  ring(): Promise<boolean> {
    this.rung += 1;
    return Promise.resolve(true);
  }

  close(): void {
    this.closed = true;
  }
}
