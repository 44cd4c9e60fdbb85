import { expect, test } from "vitest";
import { figureColumns, isDrawable } from "#display/figure.ts";
import { emWidth } from "#display/text-width.ts";
import { spaced } from "#display/words.ts";
import { PREFIXES } from "#shared/domain/queue/config.ts";

test("[Q6] the dot matrix has a glyph for every character of every number", () => {
  expect(isDrawable(PREFIXES + "0123456789")).toBe(true);
});

test("a window with another name is set in plain type, and room is kept for it", () => {
  expect(isDrawable("综1")).toBe(false);
  expect(figureColumns("综1")).toBeGreaterThan(figureColumns("12"));
  expect(figureColumns("A012")).toBe(38);
});

test("Chinese counts as one em, digits and letters as less, blanks as least", () => {
  expect(emWidth("县市场监督管理局")).toBe(8);
  expect(emWidth("12")).toBeLessThan(1.3);
  expect(emWidth("（新办）")).toBe(4);
  expect(emWidth("W")).toBeGreaterThan(emWidth("A"));
});

test("a name that begins with a digit stands off from the words before it", () => {
  expect(spaced("1 楼服务台")).toBe(" 1 楼服务台");
  expect(spaced("咨询台")).toBe("咨询台");
});
