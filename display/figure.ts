import glyphs from "#shared/ui/dot-glyphs.json";
import { emWidth } from "./text-width.ts";

/** Whether the dot matrix has a glyph for every character (0–9, A–Z without I, O, Q). */
export const isDrawable = (text: string): boolean => [...text].every((c) => c in glyphs);

/**
 * How wide a figure is, in columns of which twelve make its height. Glyphs are 8 wide and stand 10
 * apart; a figure in plain type is reckoned from its letters.
 */
export const figureColumns = (text: string): number =>
  isDrawable(text) ? Math.max(0, text.length * 10 - 2) : Math.ceil(emWidth(text) * 13);
