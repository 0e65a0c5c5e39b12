import { expect, test } from "vitest";
import { words } from "./when";

const now = Date.parse("2026-11-20T12:00:00Z");
const ago = (seconds: number) => words(new Date(now - seconds * 1000), now);

test("a time counts no seconds, and goes from minutes to hours to days to a date", () => {
  for (let seconds = -59; seconds < 60; seconds++) expect(ago(seconds)).toBe("just now");
  for (const [seconds, said] of [
    [60, /^1 min ago$/],
    [3540, /^59 min ago$/],
    [3600, /^1 hr ago$/],
    [30 * 3600, /^yesterday$/],
    [20 * 86_400, /^31 Oct 2026$/],
  ] as const)
    expect(ago(seconds)).toMatch(said);
});
