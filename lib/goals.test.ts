import { expect, test } from "vitest";
import { goalsInWords, opensInWords } from "./goals";

test("the goals are one plain sentence", () => {
  expect(goalsInWords({})).toBeNull();
  expect(goalsInWords({ claim: 3 })).toBe("Mark at least 3 claims.");
  expect(goalsInWords({ claim: 3, evidence: 1, quote: 2 })).toBe(
    "Mark at least 3 claims, 2 quotes and 1 piece of evidence.",
  );
  expect(goalsInWords({ note: 2, spread: 3, reply: 1, prompts: true })).toBe(
    "Mark at least 2 notes, spread over at least 3 sections of the text; answer others at least once; and answer all of the instructor’s questions in the text.",
  );
  expect(goalsInWords({ spread: 2 })).toBe("Mark passages in at least 2 sections of the text.");
  expect(goalsInWords({ reply: 2 })).toBe("Answer others at least 2 times.");
});

test("each rule of the reveal is said, with the day on which it ends at the latest", () => {
  const said = (rule: object, dueAt: string | null = null) =>
    opensInWords({ when: "always", ...rule }, dueAt, (at) => at.slice(0, 10));
  expect(said({})).toContain("from the beginning");
  expect(said({ when: "own", count: 3 })).toContain("marked 3 passages of your own");
  expect(said({ when: "own", count: 1, at: "2026-12-01T00:00:00Z" })).toMatch(
    /1 passage .*, with a note .* on 2026-12-01$/,
  );
  const passages = { when: "own", count: 3, at: "2026-12-01T00:00:00Z" };
  expect(opensInWords(passages, null, (at) => at.slice(0, 10), 2)).toMatch(/five words: 2 to go, at the latest on/);
  expect(said({ when: "date", at: "2026-12-01T00:00:00Z" })).toContain("from 2026-12-01");
  expect(said({ when: "all" }, "2026-12-02T00:00:00Z")).toContain("at the latest when it was due for everyone");
  expect(said({ when: "all", at: "2026-12-01T00:00:00Z" }, "2026-12-02T00:00:00Z")).toContain("on 2026-12-01");
  expect(said({ when: "all" })).toMatch(/all that is asked$/);
  expect(said({ when: "manual" })).toContain("your instructor opens it");
});
