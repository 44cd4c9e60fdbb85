import type { Further, Verification } from "./item.ts";

/** A charge of the hall: 收费. Money is in fen, whole numbers; dates are YYYY-MM-DD. */
export interface Fee extends Further {
  /** Unique within the hall. */
  readonly id: string;
  readonly name: string;
  /** What it was called before; empty when it never changed. */
  readonly formerName: string;
  /** Items it is charged for; empty when it stands alone. */
  readonly itemCodes: readonly string[];
  /** 执收单位, by the id of a unit. */
  readonly unitId: string;
  /** Who really collects, when another than the unit, e.g. 税务. */
  readonly collector: string;
  /** Who pays, in plain words. */
  readonly payer: string;
  /** The standard as it is announced, e.g. 住宅每件 80 元. */
  readonly standard: string;
  /** The amount when it is one figure; null when it is a rate, local, or not known. */
  readonly amountFen: number | null;
  /** Per what, e.g. 件, 本, 平方米. */
  readonly per: string;
  readonly basis: string;
  readonly reductions: string;
  /** First day it is charged; empty when not entered. */
  readonly validFrom: string;
  /** Last day it was charged; empty while it has no end. */
  readonly validTo: string;
  /** The fee it became part of; empty when it did not. */
  readonly mergedInto: string;
  /** The document that ended or merged it. */
  readonly endedBy: string;
  readonly source: string;
  /** When somebody last checked it against its source; empty when never. */
  readonly verifiedOn: string;
  readonly verification: Verification;
}

/** What a fee is today: it changes by itself on its dates. */
export type FeeStatus = "尚未开始" | "现行" | "已取消" | "已并入";

/** The status of a fee on a day (YYYY-MM-DD). */
export const feeStatus = (
  fee: Pick<Fee, "validFrom" | "validTo" | "mergedInto">,
  day: string,
): FeeStatus => {
  if (fee.validFrom && day < fee.validFrom) return "尚未开始";
  if (!fee.validTo || day <= fee.validTo) return "现行";
  return fee.mergedInto ? "已并入" : "已取消";
};
