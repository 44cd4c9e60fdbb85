import { GRADES, type Grade, isLow } from "#shared/domain/rating/rating.ts";
import type { RatingsAnswer } from "#shared/protocol/console.ts";
import type { Sentence } from "../parts/sentence.ts";

/** How many got each grade, best first as the standard lists them. */
export interface GradeCount {
  readonly grade: Grade;
  readonly name: Sentence;
  readonly low: boolean;
  readonly count: number;
}

/** The day's counts by grade, over all windows. */
export const gradeCounts = (windows: RatingsAnswer["windows"]): readonly GradeCount[] =>
  GRADES.map(({ grade, zh, en }) => ({
    grade,
    name: { zh, en },
    low: isLow(grade),
    count: windows.reduce((sum, w) => sum + w.grades[grade - 1]!, 0),
  }));

/** How many of a window's visitors rated. */
export const ratedOf = (window: RatingsAnswer["windows"][number]): number =>
  window.grades.reduce((sum, count) => sum + count, 0);

/** The days to choose from, newest first: those the hall knows, and the one that is shown. */
export const daysOf = ({ days, dayId }: RatingsAnswer): readonly string[] =>
  dayId === null || days.includes(dayId) ? days : [dayId, ...days].sort().reverse();
