import { expect, test } from "vitest";
import { authorityLines, figuresApart, phrases, tileOf } from "#kiosk/pad/card.ts";
import { recall, remember } from "#kiosk/pad/remembered.ts";

test("[P16] the tile shows the first character of a name, also of a compound or a dotted one", () => {
  expect(tileOf("陈静怡")).toBe("陈");
  expect(tileOf("欧阳慧敏")).toBe("欧");
  expect(tileOf("阿依古丽·买买提")).toBe("阿");
  expect(tileOf("𠮷田")).toBe("𠮷");
  expect(tileOf("")).toBe("");
});

test("[P16] texts break behind their punctuation and lose nothing", () => {
  expect(phrases("首席代表、行政审批股股长")).toEqual(["首席代表、", "行政审批股股长"]);
  expect(phrases("阿依古丽·买买提")).toEqual(["阿依古丽·", "买买提"]);
  expect(phrases("县自然资源局（不动产登记中心）")).toEqual(["县自然资源局", "（不动产登记中心）"]);
  for (const text of ["", "、、", "（", "甲（乙", "甲）乙。", "甲（乙、丙），丁"])
    expect(phrases(text).join("")).toBe(text);
});

test("[P16] an authority shows what it covers, then what may be done on the spot", () => {
  expect(authorityLines("食品经营许可等 23 项，现场受理、现场审批")).toEqual([
    "食品经营许可等 23 项",
    "现场受理、现场审批",
  ]);
  expect(authorityLines("全部事项")).toEqual(["全部事项"]);
  expect(figuresApart("食品经营许可等 23 项")).toEqual([
    { text: "食品经营许可等 ", figure: false },
    { text: "23 项", figure: true },
  ]);
});

test("[P3] what was asked is read back, and rubbish in the storage is nothing", () => {
  const stored = new Map<string, string>();
  const shelf = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => {
      stored.set(key, value);
    },
  };
  const nothing = { dayId: null, done: [] };
  expect(recall(shelf, "12")).toEqual(nothing);
  remember(shelf, "12", { dayId: "d1", done: ["t1"] });
  expect(recall(shelf, "12")).toEqual({ dayId: "d1", done: ["t1"] });
  expect(recall(shelf, "9")).toEqual(nothing);
  remember(shelf, "12", { dayId: "d2", done: [] });
  expect(stored.size).toBe(1);
  for (const rubbish of ["{", "1", "{}", '{"dayId":1,"done":[]}', '{"dayId":"d","done":"x"}']) {
    for (const key of stored.keys()) stored.set(key, rubbish);
    expect(recall(shelf, "12")).toEqual(nothing);
  }
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error("quota");
    },
  };
  expect(() => remember(full, "12", { dayId: "d1", done: [] })).not.toThrow();
});
