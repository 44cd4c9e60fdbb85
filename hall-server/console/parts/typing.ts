/**
 * What typing chooses in a list whose entries are marked by a number or a letter ("1", "12", "A"):
 * keys are gathered as long as some mark begins with them, and begin anew when none does.
 * @param marks the marks of the entries
 * @param typed what has been gathered so far
 * @param key the key pressed now
 * @returns what is gathered now, and the index of the entry it names exactly, or -1
 */
export const choose = (
  marks: readonly string[],
  typed: string,
  key: string,
): { readonly typed: string; readonly index: number } => {
  const upper = key.toUpperCase();
  const longer = typed + upper;
  const gathered = marks.some((mark) => mark.startsWith(longer)) ? longer : upper;
  return { typed: gathered, index: marks.indexOf(gathered) };
};

/** Whether a key is a letter or a digit, so that it may name an entry. */
export const isMark = (key: string): boolean => /^[0-9A-Za-z]$/.test(key);
