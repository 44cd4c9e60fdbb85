/** A factor of a product, as a fraction of whole numbers: 1.5 % is [150, 10000]. */
export type Fraction = readonly [over: number, under: number];

/** A rounded amount in fen, and whether nothing had to be rounded away. */
export interface Rounded {
  readonly fen: number;
  readonly exact: boolean;
}

/** What a rate in basis points (1 % = 100) is a fraction of. */
export const WHOLE_BP = 10_000;

/** Square decimetres in a square metre; areas are whole square decimetres. */
export const DM2_PER_SQM = 100;

/**
 * Multiplies a whole number that is not negative with fractions, exactly, and rounds once, at the
 * end, to whole fen, half up [E3].
 */
export const product = (whole: number, factors: readonly Fraction[]): Rounded => {
  let over = BigInt(whole);
  let under = 1n;
  for (const [a, b] of factors) {
    over *= BigInt(a);
    under *= BigInt(b);
  }
  const rest = over % under;
  const fen = over / under + (rest * 2n >= under ? 1n : 0n);
  return { fen: Number(fen), exact: rest === 0n };
};

/** Fen as people write yuan: 970,873.79, and 420,000 where there are no fen. */
export const yuan = (fen: number): string => {
  const whole = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = fen % 100;
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(2, "0")}`;
};

/** A rate in basis points as a percentage: 150 → 1.5%. */
export const percent = (bp: number): string => `${bp / 100}%`;

/** Square decimetres as square metres: 8950 → 89.5. */
export const sqm = (dm2: number): string => String(dm2 / DM2_PER_SQM);
