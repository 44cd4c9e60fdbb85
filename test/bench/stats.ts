/** The value that p percent of the samples do not exceed (nearest rank). */
export const percentile = (samples: readonly number[], p: number): number => {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)];
  if (value === undefined) throw new Error("no samples");
  return value;
};

/** Half of the samples are faster, half slower. */
export const p50 = (samples: readonly number[]): number => percentile(samples, 50);

/** One sample in a hundred is slower. */
export const p99 = (samples: readonly number[]): number => percentile(samples, 99);
