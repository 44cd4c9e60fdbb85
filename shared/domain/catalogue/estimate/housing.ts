import { evaluate } from "./engine.ts";
import { HOUSING_TRANSFER_RULES, type HousingFact, type HousingPayer } from "./housing-rules.ts";
import { type Checked, circumstancesProblem, type Fields, readFacts } from "./input.ts";
import { type Circumstances, type EstimateLine, missingOf, totalFen } from "./line.ts";

/** Bounds of what may be entered, in the units of {@link HousingTransferInput}. */
export const HOUSING_LIMITS = {
  areaSqm: { min: 0.01, max: 100_000 },
  priceYuan: { min: 0.01, max: 10_000_000_000 },
  buyerHomesBefore: { min: 0, max: 999 },
  sellerHeldMonths: { min: 0, max: 1_200 },
  originalPriceYuan: { min: 0, max: 10_000_000_000 },
} as const;

/** What is asked of the transfer of a home. Amounts and areas have two decimals at most. */
export interface HousingTransferInput {
  /** From the developer; else second-hand from a person. */
  readonly newHome: boolean;
  /** 建筑面积 */
  readonly areaSqm: number;
  /** The contract's price, tax included. */
  readonly priceYuan: number;
  /** Homes of the buyer's family before this one: 0 makes it the only one. */
  readonly buyerHomesBefore: number;
  /** Full months the seller has held it; null or absent where not known. No matter for a new home. */
  readonly sellerHeldMonths?: number | null | undefined;
  /** Whether it is the only home of the seller's family; null or absent where not known. */
  readonly sellerOnlyHome?: boolean | null | undefined;
  /** What the seller once paid, by the documents; null or absent where not known. */
  readonly originalPriceYuan?: number | null | undefined;
}

/** What the transfer of a home is likely to cost. */
export interface HousingTransferEstimate {
  /** Version of the rules, and the day they were applied for. */
  readonly rules: string;
  readonly day: string;
  /** The buyer's lines, then the seller's. */
  readonly lines: readonly EstimateLine<HousingPayer>[];
  /** Sums of the lines with an amount, fen. */
  readonly buyerFen: number;
  readonly sellerFen: number;
  readonly totalFen: number;
  /** Fees without amount, which the sums do not contain. */
  readonly missing: readonly string[];
}

const FIELDS: Fields<HousingFact> = {
  newHome: { fact: "newHome", required: true, range: null },
  areaSqm: { fact: "areaDm2", required: true, range: HOUSING_LIMITS.areaSqm },
  priceYuan: { fact: "priceFen", required: true, range: HOUSING_LIMITS.priceYuan },
  buyerHomesBefore: {
    fact: "buyerHomesBefore",
    required: true,
    range: HOUSING_LIMITS.buyerHomesBefore,
  },
  sellerHeldMonths: {
    fact: "sellerHeldMonths",
    required: false,
    range: HOUSING_LIMITS.sellerHeldMonths,
  },
  sellerOnlyHome: { fact: "sellerOnlyHome", required: false, range: null },
  originalPriceYuan: {
    fact: "originalFen",
    required: false,
    range: HOUSING_LIMITS.originalPriceYuan,
  },
};

/**
 * Estimates taxes and fees of 不动产转移登记 for a home, by {@link HOUSING_TRANSFER_RULES}.
 * @param input a {@link HousingTransferInput} of any origin; what does not fit is refused [E2]
 */
export const estimateHousingTransfer = (
  input: unknown,
  { day, local = {} }: Circumstances,
): Checked<HousingTransferEstimate> => {
  const set = HOUSING_TRANSFER_RULES;
  const wrong = circumstancesProblem(set, day, local);
  if (wrong) return { refused: wrong };
  const facts = readFacts(set, FIELDS, input);
  if (facts.refused) return facts;
  const all = evaluate(set, facts.value, day, local).map(
    ({ formerName: _, status: __, ...line }): EstimateLine<HousingPayer> => line,
  );
  const buyer = all.filter(({ payer }) => payer === "buyer");
  const seller = all.filter(({ payer }) => payer === "seller");
  const lines = [...buyer, ...seller];
  return {
    value: {
      rules: set.version,
      day,
      lines,
      buyerFen: totalFen(buyer),
      sellerFen: totalFen(seller),
      totalFen: totalFen(lines),
      missing: missingOf(lines),
    },
  };
};
