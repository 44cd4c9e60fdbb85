/** A call that reaches a display later than this, in ms, is shown but neither pulsed nor sounded. */
export const FRESH_MS = 10_000;

/** Three pulses of 600 ms (tokens.css, Motion). */
export const PULSES_MS = 1_800;

/** Whether a call of the moment `at` is news at the moment `now`. Hall time, epoch ms. */
export const isFresh = (at: number, now: number): boolean => now - at <= FRESH_MS;
