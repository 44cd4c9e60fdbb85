import { inForce } from "./conditions.ts";
import { DM2_PER_SQM, type Fraction, product, WHOLE_BP } from "./money.ts";
import type {
  Amount,
  Facts,
  LocalEntries,
  Rate,
  Reduction,
  Rule,
  RuleSet,
  Sum,
  Term,
} from "./rules.ts";
import {
  areaWords,
  containedWords,
  type Named,
  notEnteredWords,
  openWords,
  outcome,
  shareWords,
  sumWords,
  UNREAD,
} from "./words.ts";

/** What a step came to, with all that it rests on. */
export interface Result {
  /** Whole fen; null where it cannot be known. */
  readonly fen: number | null;
  /** The calculation, or why there is none. */
  readonly words: string;
  /** Figures worked out on the way, each as a sentence. */
  readonly before: readonly string[];
  readonly bases: readonly string[];
  readonly assumes: readonly string[];
  /** Whether all of it was read in its source. */
  readonly sure: boolean;
  /** The other figure of which this one is only another name; null where it is its own. */
  readonly alias: string | null;
}

const figure = (fen: number | null, words: string, rest: Partial<Result> = {}): Result => ({
  fen,
  words,
  before: [],
  bases: [],
  assumes: [],
  sure: fen !== null,
  alias: null,
  ...rest,
});

/** No amount, and why. */
export const unknown = (why: string): Result => figure(null, why);

/** A sum whose terms are all known. */
interface Known {
  readonly fen: number;
  readonly first: Named;
  readonly others: readonly Named[];
  readonly rests: Pick<Result, "before" | "bases" | "assumes" | "sure">;
}

/** The calculation of one case: amounts of a rule set, step by step. */
export class Working<F extends string, P extends string> {
  readonly #set: RuleSet<F, P>;
  readonly #facts: Facts<F>;
  readonly #day: string;
  readonly #entries: LocalEntries;
  readonly #results = new Map<string, Result>();

  constructor(set: RuleSet<F, P>, facts: Facts<F>, day: string, entries: LocalEntries) {
    this.#set = set;
    this.#facts = facts;
    this.#day = day;
    this.#entries = entries;
  }

  /** Keeps what a step came to, for the steps after it. */
  keep(step: string, result: Result): void {
    this.#results.set(step, result);
  }

  /** That facts were left open, by their names. */
  open(facts: readonly F[]): Result {
    return unknown(openWords(facts.map((fact) => this.#set.facts[fact].name)));
  }

  /** What a rule that decides a step comes to. What nobody has read gives no amount [E5]. */
  resultOf(rule: Rule<F>): Result {
    const reductions = (rule.reductions ?? []).filter(
      (one) => inForce(one, this.#day) && one.verification !== "unverified",
    );
    const unread = rule.verification === "unverified" && rule.amount.kind !== "unknown";
    const found = unread ? unknown(UNREAD) : this.worth(rule.amount, reductions);
    return {
      ...found,
      bases: [...rule.bases, ...found.bases],
      assumes: [rule.assumes, ...found.assumes].filter(Boolean),
      sure: found.sure && rule.verification === "verified" && rule.assumes === "",
    };
  }

  /** What an amount comes to. */
  worth(amount: Amount<F>, reductions: readonly Reduction[] = []): Result {
    switch (amount.kind) {
      case "none":
        return figure(0, amount.says);
      case "fixed":
        return figure(amount.fen, amount.says);
      case "unknown":
        return unknown(amount.says);
      case "sum":
        return this.#remainder(amount.of);
      case "share":
        return this.#share(amount, reductions);
      case "perSqm":
        return this.#perSqm(amount);
      default:
        return amount satisfies never;
    }
  }

  #remainder(of: Sum<F>): Result {
    const sum = this.#sum(of);
    if (!("first" in sum)) return sum;
    const { fen, first, others, rests } = sum;
    const words = outcome(sumWords(first, others), { fen, exact: true });
    return figure(fen, words, { ...rests, alias: others.length === 0 ? first.name : null });
  }

  #share(
    { of, rate, contained = false }: Extract<Amount<F>, { kind: "share" }>,
    reductions: readonly Reduction[],
  ): Result {
    const sum = this.#sum(of);
    if (!("first" in sum)) return sum;
    const { name, bp, assumes } = this.#rate(rate);
    if (bp === null) return unknown(notEnteredWords(name));
    const { first, others, rests } = sum;
    const kept = reductions.map(({ keepBp }) => keepBp);
    const rounded = product(sum.fen, [
      [bp, contained ? WHOLE_BP + bp : WHOLE_BP],
      ...kept.map((keepBp): Fraction => [keepBp, WHOLE_BP]),
    ]);
    const write = contained ? containedWords : shareWords;
    const nothingLeft = sum.fen === 0 && others.length > 0;
    const words = nothingLeft
      ? outcome(`${sumWords(first, others)}，没有余额`, rounded)
      : outcome(write(first, others, bp, kept), rounded);
    return figure(rounded.fen, words, {
      before: rests.before,
      bases: [...reductions.flatMap((one) => one.bases), ...rests.bases],
      assumes: [...assumes, ...rests.assumes],
      sure:
        rests.sure &&
        assumes.length === 0 &&
        reductions.every(({ verification }) => verification === "verified"),
    });
  }

  #perSqm({ area, local }: Extract<Amount<F>, { kind: "perSqm" }>): Result {
    const dm2 = this.#facts[area];
    if (typeof dm2 !== "number") return this.open([area]);
    const { name, value, assumes } = this.#local(local);
    if (value === null) return unknown(notEnteredWords(name));
    const rounded = product(dm2, [[value, DM2_PER_SQM]]);
    const words = outcome(areaWords(this.#set.facts[area].name, dm2, value), rounded);
    return figure(rounded.fen, words, { assumes, sure: assumes.length === 0 });
  }

  #rate(rate: Rate): { name: string; bp: number | null; assumes: readonly string[] } {
    if ("bp" in rate) return { name: "", bp: rate.bp, assumes: [] };
    const { name, value, assumes } = this.#local(rate.local);
    return { name, bp: value, assumes };
  }

  /** A local figure: as entered, else as assumed; null where neither is there [E7]. */
  #local(id: string): { name: string; value: number | null; assumes: readonly string[] } {
    const local = this.#set.local.find((one) => one.id === id);
    if (!local) throw new Error(`${this.#set.id} has no local figure ${id}`);
    const entered = this.#entries[id] ?? null;
    const assumed = entered === null && local.assumed !== null;
    return {
      name: local.name,
      value: entered ?? local.assumed,
      assumes: assumed ? [local.assumes] : [],
    };
  }

  /** A sum, or the first of its terms that is not known. */
  #sum({ plus, minus }: Sum<F>): Known | Result {
    const terms = [plus, ...minus].map((one) => this.#term(one));
    const named: Named[] = [];
    for (const { name, result } of terms) {
      if (result.fen === null) return result;
      named.push({ name, fen: result.fen });
    }
    const [first, ...others] = named;
    if (!first) throw new Error("a sum has a first term");
    const results = terms.map(({ result }) => result);
    return {
      fen: Math.max(0, first.fen - others.reduce((total, { fen }) => total + fen, 0)),
      first,
      others,
      rests: {
        before: [...new Set(results.flatMap(({ before }) => before))],
        bases: results.flatMap(({ bases }) => bases),
        assumes: results.flatMap(({ assumes }) => assumes),
        sure: results.every(({ sure }) => sure),
      },
    };
  }

  #term(term: Term<F>): { readonly name: string; readonly result: Result } {
    if ("fact" in term) {
      const { name } = this.#set.facts[term.fact];
      const value = this.#facts[term.fact];
      return {
        name,
        result: typeof value === "number" ? figure(value, "") : this.open([term.fact]),
      };
    }
    const step = this.#set.steps.find(({ id }) => id === term.step);
    const result = this.#results.get(term.step);
    if (!step || !result) throw new Error(`${this.#set.id} uses ${term.step} before it is known`);
    const name = result.alias ?? step.fee;
    if (result.fen === null) return { name, result: unknown(result.words) };
    // A line shows its own calculation and basis; a figure on the way is shown where it is used.
    if (step.line) return { name, result: figure(result.fen, "", { sure: result.sure }) };
    const own = result.alias === null ? [`${step.fee}：${result.words}`] : [];
    return { name, result: { ...result, before: [...result.before, ...own] } };
  }
}
