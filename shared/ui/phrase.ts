/**
 * Window numbers as people read them: three or more in a row become 12–14, others stay apart.
 * @param ids ids of windows in any order, repeats allowed; ids that are no numbers stand last
 * @param separator between ranges: 、 in Chinese, ", " in English
 */
export const windowRange = (ids: readonly string[], separator = "、"): string => {
  const isNumber = (id: string) => /^\d+$/.test(id);
  const numbers = [...new Set(ids.filter(isNumber).map(Number))].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const n of numbers) {
    const run = runs.at(-1);
    if (run?.at(-1) === n - 1) run.push(n);
    else runs.push([n]);
  }
  const ranges = runs.flatMap((run) =>
    run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run.map(String),
  );
  const others = [...new Set(ids.filter((id) => !isNumber(id)))];
  return [...ranges, ...others].join(separator);
};

/** Joins Chinese words with a space where the second begins with a Latin letter or a digit: 请到 2 楼. */
export const spaced = (first: string, second: string): string =>
  first + (/^[!-~]/.test(second) ? " " : "") + second;
