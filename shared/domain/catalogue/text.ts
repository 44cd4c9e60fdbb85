/** Folds full-width letters, digits and signs to half width, and the ideographic space to a space. */
export const foldWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E\u3000]/g, (sign) =>
    sign === "\u3000" ? " " : String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );

/**
 * A value as it is kept and compared: trimmed (also of no-break and ideographic spaces), lines ended
 * by a line feed, without control characters and halves of characters. [C1]
 */
export const clean = (text: string): string =>
  text
    .trim()
    .replace(/\r\n?/g, "\n")
    // Every control character but tab and line feed; and two signs no file may hold.
    .replace(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, "")
    .toWellFormed()
    .trim();

/** A code as it is kept and compared: clean, in half width. [C1] */
export const cleanCode = (text: string): string => foldWidth(clean(text)).trim();

/** A name of a unit, window or service, for finding it again whatever its blanks and width. */
export const nameKey = (text: string): string => foldWidth(clean(text)).replace(/\s+/g, "");

/** Longer than any header: such a cell is no header, and not worth reading as one. */
const MAX_HEADER = 100;

/**
 * A header without what people add to it: blanks, `*`, 「（必填）」, full width. Empty for what
 * cannot be a header. [C2]
 */
export const headerKey = (text: string): string =>
  text.length > MAX_HEADER
    ? ""
    : foldWidth(text)
        .replace(/[\s*]+/g, "")
        .replaceAll("(必填)", "");
