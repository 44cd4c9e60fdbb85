import type { SoundState } from "#shared/protocol/messages.ts";
import type { Bell } from "./chime.ts";

/** Two soft tones, a falling third (E5, C5): heard across a hall without startling anybody. */
const TONES = [
  { frequency: 659.25, from: 0 },
  { frequency: 523.25, from: 0.42 },
] as const;
const RING_SECONDS = 1;
const ATTACK_SECONDS = 0.015;
const LOUDNESS = 0.35;
/** A share of the octave above makes a sine sound like a bell. */
const OVERTONE = 0.18;
/** A chime that has not ended after this long, ms, was cut off: its device went away. */
const GIVE_UP_MS = 4_000;
/** What a browser takes for somebody's touch. */
const GESTURES = ["click", "pointerup", "touchend", "keydown"] as const;

/**
 * A bell made of oscillators (Web Audio): no sound file has to be loaded. A browser without the
 * autoplay flag keeps it silent until somebody touches the screen; asking earlier would only log a
 * warning, so it waits for the touch.
 */
export class ToneBell implements Bell {
  state: SoundState = $state("none");
  readonly #context: AudioContext | null = null;

  constructor() {
    if (typeof AudioContext === "undefined") return;
    this.#context = new AudioContext();
    this.#context.addEventListener("statechange", this.#changed);
    for (const gesture of GESTURES) document.addEventListener(gesture, this.#unlock);
    this.#changed();
  }

  async ring(): Promise<boolean> {
    const context = this.#context;
    if (context?.state !== "running") return false;
    const start = context.currentTime + 0.02;
    const tails = TONES.map(({ frequency, from }) => this.#tone(context, frequency, start + from));
    const rung = Promise.all(tails).then(() => true);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cutOff = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), GIVE_UP_MS);
    });
    return Promise.race([rung, cutOff]).finally(() => clearTimeout(timer));
  }

  /** Falls silent for good. */
  close(): void {
    for (const gesture of GESTURES) document.removeEventListener(gesture, this.#unlock);
    this.#context?.removeEventListener("statechange", this.#changed);
    void this.#context?.close();
  }

  readonly #changed = (): void => {
    this.state = this.#context?.state === "running" ? "ready" : "blocked";
    // After the first touch a pause is the device's doing (unplugged, asleep): take up again.
    if (this.state === "blocked" && navigator.userActivation?.hasBeenActive) this.#unlock();
  };

  readonly #unlock = (): void => {
    if (this.#context?.state !== "running") this.#context?.resume().catch(() => {});
  };

  #tone(context: AudioContext, frequency: number, start: number): Promise<void> {
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(LOUDNESS, start + ATTACK_SECONDS);
    gain.gain.exponentialRampToValueAtTime(0.0005, start + RING_SECONDS);
    gain.connect(context.destination);
    const voices = [
      { pitch: frequency, level: 1 },
      { pitch: frequency * 2, level: OVERTONE },
    ].map(({ pitch, level }) => {
      const oscillator = context.createOscillator();
      const share = context.createGain();
      oscillator.frequency.value = pitch;
      share.gain.value = level;
      oscillator.connect(share).connect(gain);
      oscillator.start(start);
      oscillator.stop(start + RING_SECONDS);
      return oscillator;
    });
    return new Promise((resolve) => {
      voices[0]!.onended = () => {
        gain.disconnect();
        resolve();
      };
    });
  }
}
