import * as z from "zod/mini";
import {
  estimateHousingTransfer,
  type HousingTransferEstimate,
} from "#shared/domain/catalogue/estimate/housing.ts";
import type { Checked } from "#shared/domain/catalogue/estimate/input.ts";
import { problemText } from "#shared/domain/catalogue/estimate/problems.ts";
import { housingTransferBody } from "#shared/protocol/estimate.ts";
import { ProblemError } from "../problem.ts";
import { parsePart } from "./body.ts";
import type { Operation } from "./operation.ts";
import { components } from "./schemas.ts";
import { both } from "./words.ts";

/** A field with its description, a new schema each time. */
const told = <S extends z.ZodMiniType>(schema: S, zh: string, en: string): S =>
  schema.check(z.describe<z.output<S>>(both(zh, en)));

const f = housingTransferBody.shape;

/** The wire's own fields, with words for the document. */
const request = z.strictObject({
  newHome: told(f.newHome, "是否向开发企业买的新房。", "New from a developer; else second-hand."),
  areaSqm: told(f.areaSqm, "建筑面积，平方米。", "Floor area in square metres."),
  priceYuan: told(f.priceYuan, "合同价，含税，元。", "The contract's price, tax included, yuan."),
  buyerHomesBefore: told(
    f.buyerHomesBefore,
    "买方家庭已有住房套数，不含这一套；0 为唯一住房。",
    "Homes of the buyer's family before this one; 0 makes it the only one.",
  ),
  sellerHeldMonths: told(
    f.sellerHeldMonths,
    "卖方持有的整月数；不知道可不填，新房不看。",
    "Full months the seller has held it. Absent or null where not known; no matter for a new home.",
  ),
  sellerOnlyHome: told(
    f.sellerOnlyHome,
    "是否卖方家庭唯一住房；不知道可不填。",
    "Whether it is the only home of the seller's family. Absent or null where not known.",
  ),
  originalPriceYuan: told(
    f.originalPriceYuan,
    "卖方买入价（有凭证的），元；不知道可不填。",
    "What the seller paid, by the documents, yuan. Absent or null where not known.",
  ),
});

const fen = z.int().check(z.minimum(0));

const choice = z.object({
  when: told(z.string(), "什么情况下按这个数。", "When it is this amount instead."),
  amountFen: z.nullable(fen),
  arithmetic: z.string(),
});

const line = z.object({
  id: told(z.string(), "固定不变的代码，如 deed-tax。", "A stable name, e.g. deed-tax."),
  fee: told(z.string(), "税费名称。", "The tax or fee."),
  payer: told(z.enum(["buyer", "seller"]), "由谁缴。", "Who pays."),
  amountFen: told(
    z.nullable(fen),
    "金额，分；无法知道为 null。",
    "The amount in fen; null where it cannot be known from here.",
  ),
  basis: told(z.string(), "依据的法条和文号。", "Articles of law and documents."),
  verified: told(
    z.boolean(),
    "所有依据已核对原文，且没有假定；否则以窗口核定为准。",
    "Every rule was read in its source and nothing was taken for granted; else the window decides.",
  ),
  collector: told(z.string(), "由谁收。", "Who collects."),
  arithmetic: told(
    z.string(),
    "怎样算出来的，或为什么没有金额。",
    "How the amount comes about, or why there is none.",
  ),
  note: told(z.string(), "假定和说明，可为空。", "Assumptions and remarks; may be empty."),
  caution: told(
    z.string(),
    "未经核对时为「以窗口核定为准」，否则为空。",
    "Says that the window decides where the line is not verified; else empty.",
  ),
  choices: told(
    z.array(choice),
    "税务机关可能采用的另一种算法，不计入合计。",
    "Other amounts the collector may arrive at; no part of the sums.",
  ),
});

const answer = z.object({
  rules: told(z.string(), "规则版本。", "Version of the rules."),
  day: told(z.string(), "按哪一天的规则算。", "The day whose rules were applied."),
  lines: z.array(line),
  buyerFen: told(fen, "买方合计，分，只含有金额的行。", "The buyer's sum of lines with an amount."),
  sellerFen: told(fen, "卖方合计，同上。", "The seller's, likewise."),
  totalFen: told(fen, "总计，同上。", "Both, likewise."),
  missing: told(
    z.array(z.string()),
    "没有金额、因此不在合计里的税费。",
    "Fees without amount, which the sums do not contain.",
  ),
});

components.add(request, { id: "HousingTransfer" });
components.add(answer, { id: "HousingTransferEstimate" });

/** What fits the schema fits the estimator: the same bounds. Should they part, it is a bad request. */
const estimated = ({ value, refused }: Checked<HousingTransferEstimate>) => {
  if (value) return value;
  const { zh, en } = problemText(refused);
  throw new ProblemError("bad-request", { detail: `${zh} / ${en}` });
};

/** China has one time zone, without summer time. */
const CHINA_MS = 8 * 60 * 60 * 1000;
const dayOf = (now: number): string => new Date(now + CHINA_MS).toISOString().slice(0, 10);

const EXAMPLE = {
  newHome: false,
  areaSqm: 89,
  priceYuan: 1_000_000,
  buyerHomesBefore: 0,
  sellerHeldMonths: 18,
  sellerOnlyHome: false,
  originalPriceYuan: 800_000,
};

const housingTransfer: Operation = {
  id: "estimateHousingTransfer",
  method: "post",
  path: "/fees/estimate/housing-transfer",
  tag: "fees",
  summary: "不动产转移登记税费估算 · Taxes and fees of a home's transfer",
  description: both(
    "个人买卖商品住房，按当天的规则估算，逐行列出依据、由谁缴、由谁收和算法。不记录任何内容；结果以窗口核定为准。",
    "For a home that a person buys, by the rules of the day, each line with its basis, payer, collector and arithmetic. Nothing is recorded; the window decides.",
  ),
  roles: null,
  body: { schema: request, example: EXAMPLE },
  answers: [
    {
      status: 200,
      description: both("估算结果", "The estimate"),
      schema: answer,
      example: estimated(estimateHousingTransfer(EXAMPLE, { day: "2026-03-12" })),
    },
  ],
  refusals: ["bad-request", "bad-json", "too-large"],
  serve: ({ context, response, body }) => {
    const input = parsePart(request, body);
    response.json(estimated(estimateHousingTransfer(input, { day: dayOf(context.hall.now()) })));
  },
};

/** What a matter is likely to cost. */
export const estimateRoutes: readonly Operation[] = [housingTransfer];
