import { clean } from "#shared/domain/catalogue/text.ts";

/** What a spreadsheet might take for a formula, with the apostrophes that already stand before it. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/;

/** A text as an export writes it: an apostrophe keeps it from becoming a formula. [C23] */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** A clean text as it was before {@link guarded}. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text) ? clean(text.slice(1)) : text;
