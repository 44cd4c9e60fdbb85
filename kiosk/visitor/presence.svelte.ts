/** How long nobody has to touch the kiosk before it reloads or swaps its content, in ms. */
export const REST_MS = 10_000;

/** Since when nobody has touched the kiosk. The clock is monotonic, so the hall's may jump. */
export class Presence {
  #now = $state(0);
  #touchedAt = $state(0);
  readonly #clock: () => number;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
    this.touch();
  }

  /** Ms without a touch, as of the last {@link tick}. Reactive. */
  get quietMs(): number {
    return this.#now - this.#touchedAt;
  }

  /** Whether the kiosk has been left alone for {@link REST_MS}, as of this moment. */
  get resting(): boolean {
    return this.#clock() - this.#touchedAt >= REST_MS;
  }

  touch(): void {
    this.#now = this.#touchedAt = this.#clock();
  }

  tick(): void {
    this.#now = this.#clock();
  }
}
