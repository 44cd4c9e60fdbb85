const HOUR_MS = 3_600_000;
/** The hour of day that the pictures show. */
const WANTED_HOUR = 10;

/**
 * A time zone in which it is ten in the morning now: halls work by day, and a past of two hours then
 * never crosses midnight. The minutes are those of the clock; time itself is left alone.
 * @returns a name that Node and Chromium both know, e.g. `Etc/GMT-10`
 */
export const daytimeZone = (now: number): string => {
  const utcHour = Math.floor(now / HOUR_MS) % 24;
  // Zones reach from 12 hours behind to 14 hours ahead of UTC; their names carry the opposite sign.
  const ahead = WANTED_HOUR - utcHour < -12 ? WANTED_HOUR - utcHour + 24 : WANTED_HOUR - utcHour;
  return `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
};
