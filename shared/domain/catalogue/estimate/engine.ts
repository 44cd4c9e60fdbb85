import { allHold, inForce } from "./conditions.ts";
import type { Choice, FeeLine } from "./line.ts";
import type { ChoiceRule, Facts, LocalEntries, Rule, RuleSet, Step } from "./rules.ts";
import { CAUTION, NO_RULE } from "./words.ts";
import { type Result, unknown, Working } from "./working.ts";

const unique = (texts: readonly string[]): string[] => [...new Set(texts.filter(Boolean))];

/** The rule that decides a step on a day, or the open facts on which that hangs; both may be missing. */
const decide = <F extends string, P extends string>(
  step: Step<F, P>,
  facts: Facts<F>,
  day: string,
): { readonly rule: Rule<F> | null; readonly open: readonly F[] } => {
  for (const rule of step.rules) {
    if (!inForce(rule, day)) continue;
    const answer = allHold(rule.when, facts);
    if (answer === true) return { rule, open: [] };
    if (answer !== false) return { rule: null, open: answer };
  }
  return { rule: null, open: [] };
};

/** Undecided, a line still names what it would go by. */
const undecided = <F extends string, P extends string>(
  { rules }: Step<F, P>,
  open: Result | null,
  day: string,
): Result => ({
  ...(open ?? unknown(NO_RULE)),
  bases: rules.filter((rule) => open === null || inForce(rule, day)).flatMap(({ bases }) => bases),
});

/**
 * Works out a rule set for one case: every step in order, of each step the first rule that is in
 * force on the day and whose conditions hold [E4]. Amounts are exact and rounded once per step [E3].
 */
export const evaluate = <F extends string, P extends string>(
  set: RuleSet<F, P>,
  facts: Facts<F>,
  day: string,
  entries: LocalEntries,
): readonly FeeLine<P>[] => {
  const working = new Working(set, facts, day, entries);
  const choiceOf = ({ when, amount }: ChoiceRule<F>): Choice => {
    const { fen, before, words, assumes } = working.worth(amount);
    return { when, amountFen: fen, arithmetic: unique([...before, words, ...assumes]).join("；") };
  };
  const lines: FeeLine<P>[] = [];
  for (const step of set.steps) {
    if (allHold(step.applies, facts) === false) continue;
    const { rule, open } = decide(step, facts, day);
    const result = rule
      ? working.resultOf(rule)
      : undecided(step, open.length > 0 ? working.open(open) : null, day);
    working.keep(step.id, result);
    if (!step.line) continue;
    lines.push({
      id: step.id,
      fee: step.fee,
      formerName: step.formerName ?? "",
      payer: step.line.payer,
      status: rule?.verification === "unverified" ? "待核" : (rule?.status ?? "现行"),
      amountFen: result.fen,
      basis: unique(result.bases).join("；"),
      verified: result.sure,
      collector: step.line.collector,
      arithmetic: [...result.before, result.words].join("；"),
      note: unique([...result.assumes, rule?.note ?? ""]).join("；"),
      caution: result.sure ? "" : CAUTION,
      choices: (rule?.choices ?? []).map(choiceOf),
    });
  }
  return lines;
};
