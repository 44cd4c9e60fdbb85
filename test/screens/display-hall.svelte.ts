import type { DisplayLink } from "#display/display-link.ts";
import type { Content } from "#shared/domain/catalogue/content.ts";
import type { FloorState } from "#shared/domain/queue/state.ts";
import type { HallLink, LinkPhase } from "#shared/link/link.svelte.ts";
import { type SoundState, STALE_MS, type WireError } from "#shared/protocol/messages.ts";
import { SAMPLE_CONTENT, SampleHall } from "#test/display/hall.ts";

/** jsdom has no layout, so there is nothing to observe. */
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

/**
 * A hall in memory behind the link of one display: the real core; only the socket is missing, so that
 * it can be cut and mended by hand. It keeps what the display told the server.
 */
export class DisplayHall implements DisplayLink {
  readonly hall: SampleHall;
  phase: LinkPhase = $state("ready");
  online = $state(true);
  now = $state(0);
  heardAt: number | null = $state(null);
  content: Content | null = $state.raw(SAMPLE_CONTENT);
  screen: HallLink["screen"] = $state.raw(null);
  pairing: HallLink["pairing"] = $state.raw(null);
  speaks = $state(false);
  halted: WireError | null = $state.raw(null);
  readonly stale = $derived(this.heardAt !== null && this.now - this.heardAt > STALE_MS);
  idle: () => boolean = () => true;

  /** What the display said, in order. */
  readonly sounds: SoundState[] = [];
  readonly heard: string[] = [];
  #floor: FloorState = $state.raw() as FloorState;

  constructor(
    kind: "board" | "window" | "strip",
    hall: SampleHall = new SampleHall(),
    { windowId = null, zone = "" }: { windowId?: string | null; zone?: string } = {},
  ) {
    this.hall = hall;
    this.screen = { kind, windowId, zone, speaks: false, name: "display" };
    this.reach();
  }

  get floor(): { readonly state: FloorState } {
    return { state: this.#floor };
  }

  /** Does something to the hall; the display learns of it. */
  then(act: (hall: SampleHall) => unknown): this {
    act(this.hall);
    return this.reach();
  }

  /** A word from the server: the display is up to date. */
  reach(): this {
    this.#floor = this.hall.floor;
    this.now = this.hall.now;
    this.heardAt = this.now;
    return this;
  }

  /** Time passes without a word from the server. */
  silence(ms: number): this {
    this.now = this.hall.wait(ms).now;
    return this;
  }

  spoken(callId: string): void {
    this.heard.push(callId);
  }

  sound(sound: SoundState): void {
    this.sounds.push(sound);
  }
}
