import { expect, test } from "vitest";
import { missedPerPage } from "#display/board/missed.ts";

test("[D6] as many missed numbers stand in a line as their real width allows", () => {
  expect(missedPerPage([])).toBe(6);
  expect(missedPerPage(["A012", "B031"])).toBe(6);
  expect(missedPerPage(["A012", "W992"])).toBe(5);
  expect(missedPerPage(["A1000"])).toBe(5);
  expect(missedPerPage(["W1003", "A012"])).toBe(4);
});
