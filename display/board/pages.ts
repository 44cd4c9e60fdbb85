/** One page of a list that has more rows than a panel. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/**
 * Cuts a page out of a list so that every entry has its turn. Where not all fit, the first `pinned`
 * stand on every page and the others share the remaining rows.
 * @param page any number from 0; beyond the last it means the last
 */
export const pageOf = <T>(list: readonly T[], size: number, page: number, pinned = 0): Page<T> => {
  if (list.length <= size) return { rows: list, page: 0, pages: 1 };
  const each = size - pinned;
  const pages = Math.ceil((list.length - pinned) / each);
  const current = Math.min(page, pages - 1);
  const from = pinned + current * each;
  return {
    rows: [...list.slice(0, pinned), ...list.slice(from, from + each)],
    page: current,
    pages,
  };
};
