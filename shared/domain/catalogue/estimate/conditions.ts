import type { Condition, Facts, InForce } from "./rules.ts";

/** Whether something is in force on a day [E4]. */
export const inForce = ({ from, to }: InForce, day: string): boolean =>
  from <= day && (to === "" || day <= to);

/** Whether a condition holds; null where the fact it asks for is open. */
const holds = <F extends string>(test: Condition<F>, facts: Facts<F>): boolean | null => {
  const value = facts[test.fact];
  if ("known" in test) return (value !== null) === test.known;
  if (value === null) return null;
  if ("is" in test) return value === test.is;
  if (typeof value !== "number") return false;
  if ("equals" in test) return value === test.equals;
  if ("atLeast" in test) return value >= test.atLeast;
  if ("below" in test) return value < test.below;
  if ("above" in test) return value > test.above;
  return value <= test.atMost;
};

/** True, false, or the open facts on whose answer it hangs; one false condition settles it. */
export const allHold = <F extends string>(
  tests: readonly Condition<F>[],
  facts: Facts<F>,
): boolean | readonly F[] => {
  const answers = tests.map((test) => ({ fact: test.fact, answer: holds(test, facts) }));
  if (answers.some(({ answer }) => answer === false)) return false;
  const open = answers.filter(({ answer }) => answer === null).map(({ fact }) => fact);
  return open.length === 0 || [...new Set(open)];
};
