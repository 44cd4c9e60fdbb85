import * as z from "zod/mini";
import { HOUSING_LIMITS, type HousingTransferInput } from "../domain/catalogue/estimate/housing.ts";

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Yuan or square metres: two decimals at most. */
const decimal = ({ min, max }: Bounds) =>
  z.number().check(z.minimum(min), z.maximum(max), z.multipleOf(0.01));
const whole = ({ min, max }: Bounds) => z.int().check(z.minimum(min), z.maximum(max));
/** What the visitor may leave open. */
const open = <S extends z.ZodMiniType>(schema: S) => z.optional(z.nullable(schema));

/** What an estimate for 不动产转移登记 is asked with over the wire, bounded as the estimator bounds it. */
export const housingTransferBody = z.strictObject({
  newHome: z.boolean(),
  areaSqm: decimal(HOUSING_LIMITS.areaSqm),
  priceYuan: decimal(HOUSING_LIMITS.priceYuan),
  buyerHomesBefore: whole(HOUSING_LIMITS.buyerHomesBefore),
  sellerHeldMonths: open(whole(HOUSING_LIMITS.sellerHeldMonths)),
  sellerOnlyHome: open(z.boolean()),
  originalPriceYuan: open(decimal(HOUSING_LIMITS.originalPriceYuan)),
});

// The two say the same; whichever changes alone no longer compiles.
true satisfies z.output<typeof housingTransferBody> extends HousingTransferInput ? true : false;
true satisfies HousingTransferInput extends z.output<typeof housingTransferBody> ? true : false;
