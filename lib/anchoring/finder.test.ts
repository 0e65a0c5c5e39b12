import { expect, test } from "vitest";
import { probesFor } from "./finder";

test("what one needle may read does not grow with its length", () => {
  for (const length of [1, 48, 1000, 20_000]) expect(probesFor(length) * length).toBeLessThanOrEqual(5_000_000);
  expect(probesFor(48)).toBe(4096);
});
