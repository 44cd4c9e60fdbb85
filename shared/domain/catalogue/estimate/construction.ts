import {
  CONSTRUCTION_RULES,
  type ConstructionFact,
  type ConstructionPayer,
} from "./construction-rules.ts";
import { evaluate } from "./engine.ts";
import { type Checked, circumstancesProblem, type Fields, readFacts } from "./input.ts";
import { type Circumstances, type FeeLine, missingOf, totalFen } from "./line.ts";

const AREA = { min: 0, max: 100_000_000 } as const;

/** Bounds of what may be entered, in the units of {@link ConstructionInput}. */
export const CONSTRUCTION_LIMITS = {
  floorAreaSqm: { ...AREA, min: 0.01 },
  shelterMissingSqm: AREA,
  landAreaSqm: AREA,
} as const;

/** What is asked of a building project. Areas in square metres, two decimals at most. */
export interface ConstructionInput {
  /** 建筑面积 */
  readonly floorAreaSqm: number;
  /** 应建未建的防空地下室面积: 0 where all that is due is built; null or absent where not known. */
  readonly shelterMissingSqm?: number | null | undefined;
  /** 征占用土地面积; null or absent where not known. */
  readonly landAreaSqm?: number | null | undefined;
  /** Whether it lies where soil is easily lost (水土保持法第三十二条); null or absent where not known. */
  readonly erosionArea?: boolean | null | undefined;
}

/** What 房屋建筑工程综合报建 is likely to cost, and what may no longer be charged with it. */
export interface ConstructionEstimate {
  /** Version of the rules, and the day they were applied for. */
  readonly rules: string;
  readonly day: string;
  /** Fees in force, then ended ones. */
  readonly lines: readonly FeeLine<ConstructionPayer>[];
  /** Sum of the lines with an amount, fen. */
  readonly totalFen: number;
  /** Fees without amount, which the sum does not contain. */
  readonly missing: readonly string[];
}

const FIELDS: Fields<ConstructionFact> = {
  floorAreaSqm: { fact: "floorDm2", required: true, range: CONSTRUCTION_LIMITS.floorAreaSqm },
  shelterMissingSqm: {
    fact: "shelterMissingDm2",
    required: false,
    range: CONSTRUCTION_LIMITS.shelterMissingSqm,
  },
  landAreaSqm: { fact: "landDm2", required: false, range: CONSTRUCTION_LIMITS.landAreaSqm },
  erosionArea: { fact: "erosionArea", required: false, range: null },
};

/**
 * Estimates the fees of 房屋建筑工程综合报建, by {@link CONSTRUCTION_RULES}.
 * @param input a {@link ConstructionInput} of any origin; what does not fit is refused [E2]
 */
export const estimateConstruction = (
  input: unknown,
  { day, local = {} }: Circumstances,
): Checked<ConstructionEstimate> => {
  const set = CONSTRUCTION_RULES;
  const wrong = circumstancesProblem(set, day, local);
  if (wrong) return { refused: wrong };
  const facts = readFacts(set, FIELDS, input);
  if (facts.refused) return facts;
  const lines = evaluate(set, facts.value, day, local);
  return {
    value: {
      rules: set.version,
      day,
      lines,
      totalFen: totalFen(lines),
      missing: missingOf(lines),
    },
  };
};
