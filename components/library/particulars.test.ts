import { expect, test } from "vitest";
import { minutes } from "./particulars";

test.each([
  [0, "1 minute"],
  [230 * 45, "45 minutes"],
  [230 * 59, "59 minutes"],
  [230 * 60, "1 h"],
  [230 * 64, "1 h"],
  [230 * 116, "2 h"],
  [230 * 454, "7 h 30 min"],
  [230 * 60_000, "1,000 h"],
])("%i words are read in %s", (words, said) => expect(minutes(words)).toBe(said));
