/** How wide a text runs, in em: a Chinese character is one, a Latin one a little over half. */
export const widthEm = (text: string): number =>
  [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 0x2000 ? 0.56 : 1), 0);

/** How many lines a text needs at most where one holds `line` em, never more than `most`. */
export const linesOf = (text: string, line: number, most = 3): number =>
  Math.min(most, Math.max(1, Math.ceil(widthEm(text) / line)));

/** Width of a bold capital of the house typeface, in em, never less than it is. */
const capitalEm = (letter: string): number => {
  if (letter === "W") return 0.9;
  if (letter === "M") return 0.84;
  return "DGHNU".includes(letter) ? 0.745 : 0.67;
};

/** Width of a bold ticket number, in em: a narrow series is set as large as it fits, W1000 too. */
export const numberEm = (number: string): number =>
  // A is the picture's own letter: exactly as large as drawn.
  (number.startsWith("A") ? 0.62 : capitalEm(number.slice(0, 1))) + 0.576 * (number.length - 1);
