/** Wide characters: CJK, kana, full-width forms and punctuation. */
const WIDE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F]/u;

/**
 * How wide a line of bold text is at most, in em: one for a Chinese character, 0.62 for a digit or
 * letter (Noto Sans SC bold has 0.59), 0.95 for W and M, 0.3 for a blank. For deciding in advance
 * what fits, never for placing glyphs.
 */
export const emWidth = (text: string): number => {
  let width = 0;
  for (const char of text)
    width += WIDE.test(char) ? 1 : char === " " ? 0.3 : char === "W" || char === "M" ? 0.95 : 0.62;
  return width;
};
