/** Seven digits or more in a row, blanks and hyphens apart: a phone or an ID number, not an amount or a date. */
const PERSONAL_NUMBER = /(?:\d[\s-]?){7,}/;

/** Whether a free text seems to hold a phone or ID number, which must never enter a stream. */
export const containsPersonalNumber = (text: string): boolean => PERSONAL_NUMBER.test(text);
