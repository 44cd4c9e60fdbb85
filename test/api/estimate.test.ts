import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  estimateHousingTransfer,
  HOUSING_LIMITS,
  type HousingTransferEstimate,
} from "#shared/domain/catalogue/estimate/housing.ts";
import { TestHall } from "./harness.ts";

const PATH = "/fees/estimate/housing-transfer";
const HOME = {
  newHome: false,
  areaSqm: 89,
  priceYuan: 1_000_000,
  buyerHomesBefore: 0,
  sellerHeldMonths: 18,
  sellerOnlyHome: false,
  originalPriceYuan: 800_000,
};

let hall: TestHall;
beforeAll(async () => {
  hall = await TestHall.open();
});
afterAll(() => hall.close());

/** Asks without a key, as anybody may; the answer is held against the document. */
const ask = async (body: unknown): Promise<HousingTransferEstimate> => {
  const answer = await hall.call("POST", PATH, { as: null, body });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as HousingTransferEstimate;
};

describe("POST /fees/estimate/housing-transfer", () => {
  it("[E8] answers the estimator's own lines for the hall's day, and changes nothing", async () => {
    const before = hall.seqs;
    const answer = await ask(HOME);
    expect(answer).toEqual(estimateHousingTransfer(HOME, { day: "2026-03-12" }).value);
    expect(hall.seqs).toEqual(before);
    // Worked out by hand in test/catalogue/estimate.test.ts.
    expect(answer).toMatchObject({ buyerFen: 978_874, sellerFen: 6_446_602, totalFen: 7_425_476 });
    expect(answer.lines[0]).toMatchObject({
      fee: "契税",
      payer: "buyer",
      amountFen: 970_874,
      verified: false,
      collector: "税务机关",
    });
  });

  it("[E9] takes a case without the seller's facts, left out or null", async () => {
    const { newHome, areaSqm, priceYuan, buyerHomesBefore } = HOME;
    const bare = { newHome, areaSqm, priceYuan, buyerHomesBefore };
    const open = { sellerHeldMonths: null, sellerOnlyHome: null, originalPriceYuan: null };
    const answer = await ask(bare);
    expect(answer).toEqual(await ask({ ...bare, ...open }));
    expect(answer.missing).toContain("增值税");
    expect(answer.lines.find(({ id }) => id === "vat")).toMatchObject({
      amountFen: null,
      caution: "以窗口核定为准",
    });
  });

  it("[E18] a new home has the buyer's lines alone", async () => {
    const { lines, sellerFen } = await ask({ ...HOME, newHome: true });
    expect(lines.map(({ payer }) => payer)).toEqual(lines.map(() => "buyer"));
    expect(sellerFen).toBe(0);
    expect(lines.map(({ id }) => id)).toContain("maintenance-fund");
  });

  it("[E2] takes fen and hundredths of a square metre, and what lies on its bounds", async () => {
    for (const change of [
      { priceYuan: 888_888.88, areaSqm: 140.01 },
      { priceYuan: 19.99, areaSqm: 0.07 },
      { priceYuan: HOUSING_LIMITS.priceYuan.max, areaSqm: HOUSING_LIMITS.areaSqm.max },
      { priceYuan: HOUSING_LIMITS.priceYuan.min, areaSqm: HOUSING_LIMITS.areaSqm.min },
      { buyerHomesBefore: HOUSING_LIMITS.buyerHomesBefore.max, originalPriceYuan: 0 },
      { sellerHeldMonths: HOUSING_LIMITS.sellerHeldMonths.max },
    ])
      await ask({ ...HOME, ...change });
  });

  it.each([
    [{ priceYuan: -1 }],
    [{ priceYuan: 0 }],
    [{ priceYuan: HOUSING_LIMITS.priceYuan.max + 1 }],
    [{ priceYuan: 100.005 }],
    [{ priceYuan: "1000000" }],
    [{ priceYuan: null }],
    [{ priceYuan: undefined }],
    [{ areaSqm: 140.001 }],
    [{ areaSqm: 0 }],
    [{ newHome: "no" }],
    [{ newHome: undefined }],
    [{ buyerHomesBefore: 0.5 }],
    [{ buyerHomesBefore: -1 }],
    [{ sellerHeldMonths: 23.9 }],
    [{ sellerHeldMonths: -1 }],
    [{ sellerOnlyHome: 1 }],
    [{ originalPriceYuan: -0.01 }],
    [{ colour: "red" }],
  ])("[E2] %o is a bad request, exactly where the estimator refuses it", async (change) => {
    const body = { ...HOME, ...change };
    expect(await hall.refused(PATH, { as: null, body })).toBe("400 bad-request");
    expect(estimateHousingTransfer(body, { day: "2026-03-12" }).refused).toBeDefined();
  });

  it("[E2] what is no JSON, no object, infinite or too long is refused", async () => {
    expect(await hall.refused(PATH, { as: null, raw: "{" })).toBe("400 bad-json");
    expect(await hall.refused(PATH, { as: null })).toBe("400 bad-request");
    expect(await hall.refused(PATH, { as: null, body: [HOME] })).toBe("400 bad-request");
    const infinite = JSON.stringify(HOME).replace("1000000", "1e999");
    expect(await hall.refused(PATH, { as: null, raw: infinite })).toBe("400 bad-request");
    const long = JSON.stringify({ ...HOME, x: "x".repeat(20_000) });
    expect(await hall.refused(PATH, { as: null, raw: long })).toBe("413 too-large");
    expect(await hall.refused(PATH, { as: null }, "GET")).toBe("405 method-not-allowed");
  });

  it("names what is wrong in both languages", async () => {
    const body = { ...HOME, priceYuan: -1 };
    const { text } = await hall.call("POST", PATH, { as: null, body });
    expect(text).toContain("priceYuan 至少 0.01 / priceYuan at least 0.01");
  });

  it("needs no key, heeds none, and asks for no Idempotency-Key", async () => {
    const headers = { Authorization: "Bearer wrong" };
    const answer = await hall.call("POST", PATH, { as: null, headers, body: HOME });
    expect(answer.status).toBe(200);
    const call = hall.document.paths[PATH]?.post;
    expect(call).toMatchObject({ security: [], parameters: [], tags: ["fees"] });
  });

  it("the document's example is what the call answers", async () => {
    const call = hall.document.paths[PATH]?.post;
    const sent = call?.requestBody?.content["application/json"]?.example;
    expect(await ask(sent)).toEqual(call?.responses["200"]?.content["application/json"]?.example);
  });
});
