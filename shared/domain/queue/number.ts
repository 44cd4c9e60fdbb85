/** The most numbers a series has in one day: five characters fit every layout, A9999 is the last. [Q6] */
export const LAST_NUMBER = 9999;

/** The printed number: letter and at least three digits, A001 … A999, then A1000. [Q6] */
export const ticketNumber = (prefix: string, n: number): string =>
  prefix + String(n).padStart(3, "0");

/** Reads a number as people write it ("a12", " A012 "): its canonical form, or null if it is none. */
export const parseTicketNumber = (text: string): string | null => {
  const match = /^\s*([A-Za-z])0*([1-9]\d{0,3})\s*$/.exec(text);
  return match ? ticketNumber(match[1]!.toUpperCase(), Number(match[2])) : null;
};
