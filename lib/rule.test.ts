import { expect, test } from "vitest";
import { amount, inPoints, ruleInWords } from "./rule";
import { pointsRule } from "./schemas/assignment";

const said = (goals: object, rule: object) => ruleInWords(goals, pointsRule.parse({ goals: {}, ...rule }));

test("what is asked for and worth something is said with its points, and the sum of them", () => {
  const rule = { goals: { claim: 6, evidence: 0.5, reply: 2, quote: 4, spread: 1, prompts: 3 }, reference: 0.1 };
  expect(said({ claim: 3, evidence: 1, spread: 4, prompts: true }, rule)).toMatchObject({
    lines: [
      { what: "3 claims", max: 6 },
      { what: "1 piece of evidence", max: 0.5 },
      { what: "marks in 4 sections of the text", max: 1 },
      { what: "answers to all of your instructor’s questions", max: 3 },
      { what: "marks near to your instructor’s own", max: 0.1 },
    ],
    max: 10.6,
  });
  expect(said({ claim: 3 }, { goals: { claim: 0, quote: 2 } })).toBeNull();
  expect(ruleInWords({ claim: 3 }, null)).toBeNull();
});

test("how it is counted is said where it matters", () => {
  const how = (rule: object, goals: object = { claim: 3 }) =>
    said(goals, { goals: { claim: 6, spread: 1 }, ...rule })?.how.join(" ");
  expect(how({})).toBe("Each of them counts in proportion: half of what is asked gives half of the points.");
  expect(how({ by: "whole" })).toMatch(/^Each of them is all or nothing/);
  expect(how({ latePerDay: 12.5 })).toContain("loses 12.5% of what it earns");
  expect(how({ best: 1 })).toContain("the best one counts");
  expect(how({ best: 2 })).toContain("the best 2 count");
  expect(how({ best: 2 }, { spread: 2 })).not.toContain("best");
  expect(how({ reference: 1 })).toContain("half the kind");
  expect(how({ reference: 1, by: "whole" })).toContain("more of the passage in common");
});

test("of the best so many no more than that many are asked", () => {
  expect(said({ claim: 3 }, { goals: { claim: 6 }, best: 2 })?.lines[0]?.what).toBe("2 claims");
  expect(said({ claim: 3 }, { goals: { claim: 6 }, best: 5 })?.lines[0]?.what).toBe("3 claims");
});

test("points are written plainly", () => {
  expect([amount(3), amount(3.5), amount(3.333), amount(1000)]).toEqual(["3", "3.5", "3.33", "1000"]);
  expect([inPoints(1), inPoints(0), inPoints(1.5)]).toEqual(["1 point", "0 points", "1.5 points"]);
});
