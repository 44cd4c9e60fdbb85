/** What a figure has started, so that all of it is ended: at its end, on an error, on Ctrl-C. */
export class Started {
  readonly #ends: (() => unknown)[] = [];

  /** Notes how to end something; ended in the reverse order. */
  add<T>(thing: T, end: (thing: T) => unknown): T {
    this.#ends.push(() => end(thing));
    return thing;
  }

  /** Ends everything noted so far. */
  async end(): Promise<void> {
    for (;;) {
      const end = this.#ends.pop();
      if (!end) return;
      await end();
    }
  }
}
