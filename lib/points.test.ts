import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Asked, beside, type Reference, score, settle, type Work, worth } from "./points";
import { type Counted, type Goals, type PointsRule, pointsRule } from "./schemas/assignment";

/** A claim in time of five words, the n-th second of its day, unless said otherwise. */
const work = (given: Partial<Work> & { id?: string; words?: number } = {}): Work => {
  const { id = "n1", words = 5, ...more } = given;
  return {
    ...{ goal: "claim", annotationId: id, replyId: null, articleId: "text", start: 0, end: 10, daysLate: 0 },
    ...{ version: "v1", places: {} },
    ...{ discounted: null, section: null, prompt: null, madeAt: `2026-11-01T00:00:${id.slice(1).padStart(2, "0")}Z` },
    ...{ body: Array(words).fill("word").join(" "), ...more },
  };
};
const works = (n: number, more: Partial<Work> = {}) =>
  Array.from({ length: n }, (_, i) => work({ id: `n${i}`, ...more }));
const mark = (id: string, start: number, end: number, kind: Counted = "claim"): Reference => ({
  ...{ annotationId: id, articleId: "text", version: "v1", start, end, places: {}, kind },
});
const asked = (goals: Goals, rule: Partial<PointsRule>, more: Partial<Asked> = {}): Asked => ({
  ...{ goals, rule: pointsRule.parse({ goals: {}, ...rule }), prompts: 0, reference: [] },
  ...more,
});
const points = (of: Asked, items: readonly Work[]) => score(of, items).goals.map((one) => [one.goal, one.points]);

describe("a goal", () => {
  const three = asked({ claim: 3 }, { goals: { claim: 10 } });

  test("in proportion gives each note its share, no more than are asked for, and the shares make up the sum", () => {
    expect(points(three, [])).toEqual([["claim", 0]]);
    expect(points(three, works(1))).toEqual([["claim", 3.33]]);
    expect(points(three, works(2))).toEqual([["claim", 6.67]]);
    const [goal] = score(three, works(5)).goals;
    expect(goal).toMatchObject({ points: 10, max: 10, have: 5, need: 3, late: 0 });
    expect(goal?.shares.map((one) => one.points)).toEqual([3.33, 3.34, 3.33]);
  });

  test("all or nothing gives nothing for less", () => {
    const whole = asked({ claim: 3 }, { goals: { claim: 10 }, by: "whole" });
    const [less] = score(whole, works(2)).goals;
    expect(less).toMatchObject({ points: 0, have: 2, late: 0 });
    expect(less?.shares.map((one) => [one.points, one.of])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(points(whole, works(3))).toEqual([["claim", 10]]);
  });

  test("counts its own kind alone, and only what is asked for and worth something", () => {
    const two = asked({ claim: 1, quote: 1 }, { goals: { claim: 2, evidence: 5, quote: 0 } });
    expect(points(two, [work(), work({ id: "n2", goal: "evidence" }), work({ id: "n3", goal: "quote" })])).toEqual([
      ["claim", 2],
    ]);
    expect(score(two, [])).toMatchObject({ max: 2, points: 0 });
  });

  test("of sections counts each once, whatever kind of note stands there", () => {
    const spread = asked({ spread: 2 }, { goals: { spread: 4 } });
    const items = [
      work({ id: "n1", section: 0 }),
      work({ id: "n2", section: 0, goal: "note" }),
      work({ id: "n3", goal: "reply", replyId: "r1" }),
    ];
    expect(points(spread, items)).toEqual([["spread", 2]]);
    expect(points(spread, [...items, work({ id: "n4", section: 4, articleId: "other" })])).toEqual([["spread", 4]]);
  });

  test("of questions counts each answered one once, of all there are", () => {
    const answer = (id: string, prompt: string) => work({ id, goal: "prompts", replyId: `r${id}`, prompt });
    const of = asked({ prompts: true }, { goals: { prompts: 3 } }, { prompts: 3 });
    expect(points(of, [answer("n1", "p1"), answer("n2", "p1"), answer("n3", "p2")])).toEqual([["prompts", 2]]);
    expect(worth({ ...of, prompts: 0 })).toEqual([]);
  });
});

describe("late work", () => {
  const rule = asked({ claim: 2 }, { goals: { claim: 10 }, latePerDay: 20 });

  test("loses so much of its own points for each day begun, and never more than it has", () => {
    const [goal] = score(rule, [work({ daysLate: 1 }), work({ id: "n2" })]).goals;
    expect(goal).toMatchObject({ points: 9, late: 1 });
    expect(goal?.shares.map((one) => [one.points, one.of])).toEqual([
      [4, 5],
      [5, 5],
    ]);
    expect(points(rule, works(2, { daysLate: 5 }))).toEqual([["claim", 0]]);
    expect(points(rule, works(2, { daysLate: 400 }))).toEqual([["claim", 0]]);
  });

  test("that came after the last moment for it earns nothing, and takes no better one's place", () => {
    expect(points(rule, [work({ discounted: "late", words: 90 }), work({ id: "n2" })])).toEqual([["claim", 5]]);
  });

  test("gives way to what came in time, also where that says less", () => {
    const items = [work({ id: "n1", daysLate: 2, words: 90 }), work({ id: "n2" }), work({ id: "n3" })];
    expect(score(rule, items).goals[0]?.shares.map(({ item }) => item.annotationId)).toEqual(["n2", "n3"]);
  });

  test("is as good as any where it costs nothing: then what says more counts", () => {
    const free = asked({ claim: 1 }, { goals: { claim: 10 } });
    const items = [work({ id: "n1", words: 3 }), work({ id: "n2", daysLate: 2, words: 90 })];
    expect(score(free, items).goals[0]?.shares.map(({ item }) => item.annotationId)).toEqual(["n2"]);
  });
});

test("the best so many are enough, of each kind, and of nothing else", () => {
  const best = asked({ claim: 5, spread: 3 }, { goals: { claim: 10, spread: 3 }, best: 2 });
  expect(worth(best)).toEqual([
    { goal: "claim", max: 10, need: 2 },
    { goal: "spread", max: 3, need: 3 },
  ]);
  const items = [work({ id: "n1", words: 1 }), work({ id: "n2", words: 9 }), work({ id: "n3", words: 5 })];
  const [claims] = score(best, items).goals;
  expect(claims).toMatchObject({ points: 10, have: 3 });
  expect(claims?.shares.map(({ item }) => item.annotationId)).toEqual(["n2", "n3"]);
  expect(worth(asked({ claim: 2 }, { goals: { claim: 1 }, best: 9 }))[0]?.need).toBe(2);
});

describe("against the reference", () => {
  const reference = [mark("a", 0, 10), mark("b", 20, 30, "evidence")];
  const of = (rule: Partial<PointsRule> = {}) => asked({}, { reference: 8, ...rule }, { reference });
  const at = (id: string, start: number, end: number, goal: Counted = "claim") => work({ id, start, end, goal });

  test("half is for the passage, by how much of it is the same, and half for the kind", () => {
    expect(points(of(), [at("n1", 0, 10)])).toEqual([["reference", 4]]);
    expect(points(of(), [at("n1", 0, 10, "quote")])).toEqual([["reference", 2]]);
    expect(points(of(), [at("n1", 0, 5)])).toEqual([["reference", 3]]);
    expect(points(of(), [at("n1", 5, 15, "quote")])).toEqual([["reference", 0.67]]);
    expect(points(of(), [at("n1", 0, 10), at("n2", 20, 30, "evidence")])).toEqual([["reference", 8]]);
    expect(points(of(), [at("n1", 11, 19), { ...at("n2", 0, 10), articleId: "other" }])).toEqual([["reference", 0]]);
  });

  test("each mark is laid beside the note nearest to it, each note beside one mark", () => {
    const all = at("n9", 0, 30);
    expect(beside(reference, [all])).toHaveLength(1);
    const pairs = beside(reference, [all, at("n1", 0, 10, "note"), at("n2", 0, 10)]);
    expect(pairs.map(({ item, near }) => [near.to.annotationId, item.annotationId, near.sameKind])).toEqual([
      ["a", "n2", true],
      ["b", "n9", false],
    ]);
    expect(beside(reference, [{ ...at("n1", 0, 10), replyId: "r" }])).toEqual([]);
  });

  test("all or nothing asks for each one, of the same kind and for the better part the same passage", () => {
    const whole = of({ by: "whole" });
    expect(points(whole, [at("n1", 0, 10), at("n2", 20, 30)])).toEqual([["reference", 0]]);
    expect(points(whole, [at("n1", 0, 10), at("n2", 20, 24, "evidence")])).toEqual([["reference", 0]]);
    expect(points(whole, [at("n1", 0, 9), at("n2", 20, 26, "evidence")])).toEqual([["reference", 8]]);
  });

  test("what came late is near to none of them, and nothing is asked without marks", () => {
    const late = { ...at("n1", 0, 10), daysLate: 1 };
    expect(points(of(), [late])).toEqual([["reference", 0]]);
    expect(score(of(), [late, at("n2", 0, 5)]).goals[0]?.shares).toMatchObject([
      { item: { annotationId: "n2" }, points: 3, of: 4, near: { position: 0.5, sameKind: true } },
    ]);
    expect(worth({ ...of(), reference: [] })).toEqual([]);
  });
});

describe("what a lead says", () => {
  const counted = score(asked({ claim: 2, note: 1 }, { goals: { claim: 4, note: 1 }, latePerDay: 50 }), [
    work({ daysLate: 1 }),
  ]);
  const said = (points: number | null, goal = "claim") => ({
    goal,
    points,
    reason: "Read it again",
    by: "Lea",
    at: "",
  });

  test("stands in place of what was counted, which stays to be seen", () => {
    expect(counted).toMatchObject({ points: 1, max: 5, late: 1 });
    const settled = settle(counted, [said(3.5)]);
    expect(settled).toMatchObject({ points: 3.5, late: 0 });
    expect(settled.goals[0]).toMatchObject({ points: 3.5, counted: 1, max: 4, override: { reason: "Read it again" } });
    expect(settled.goals[1]).toMatchObject({ points: 0, override: null });
  });

  test("stays as it was given when the goal is worth less by now, and ends when it is to be as counted again", () => {
    expect(settle(counted, [said(9)])).toMatchObject({ points: 9, goals: [{ points: 9, max: 4 }, {}] });
    expect(settle(counted, [said(null)])).toMatchObject({ points: 1, goals: [{ override: null }, {}] });
    expect(settle(counted, [said(3, "quote")]).points).toBe(1);
  });
});

describe("whatever the rule and the work", () => {
  const kind = fc.constantFrom<Counted>("claim", "quote", "evidence", "note", "reply");
  const items = fc.array(
    fc.record({
      goal: kind,
      daysLate: fc.nat(4),
      words: fc.nat(9),
      start: fc.nat(40),
      section: fc.option(fc.nat(3)),
      prompt: fc.option(fc.constantFrom("p1", "p2")),
    }),
    { maxLength: 14 },
  );
  const amount = fc.integer({ min: 1, max: 3000 }).map((n) => n / 100);
  const rules = fc.record({
    goals: fc.record(
      { claim: amount, quote: amount, reply: amount, spread: amount, prompts: amount },
      { requiredKeys: [] },
    ),
    by: fc.constantFrom<PointsRule["by"]>("share", "whole"),
    latePerDay: fc.constantFrom(0, 2.5, 10, 33, 100),
    best: fc.option(fc.integer({ min: 1, max: 6 })),
    reference: fc.option(fc.integer({ min: 1, max: 900 }).map((n) => n / 100)),
  });
  const goals = fc.record({
    claim: fc.integer({ min: 1, max: 7 }),
    quote: fc.integer({ min: 1, max: 3 }),
    reply: fc.integer({ min: 1, max: 3 }),
    spread: fc.integer({ min: 2, max: 4 }),
    prompts: fc.constant<true>(true),
  });
  const cents = (n: number) => Math.round(n * 100);
  const total = (list: readonly number[]) => list.reduce((all, one) => all + cents(one), 0);

  test("parts make up their sum to the hundredth, none is negative or beyond what it is of, and the order tells nothing", () => {
    fc.assert(
      fc.property(goals, rules, items, fc.nat(), (goals, rule, given, turn) => {
        const list = given.map(({ start, ...one }, i) =>
          work({ id: `n${i}`, ...one, start, end: start + 7, replyId: one.goal === "reply" ? `r${i}` : null }),
        );
        const of = asked(goals, rule, { prompts: 2, reference: [mark("a", 0, 10), mark("b", 12, 20, "quote")] });
        const got = score(of, list);
        expect(cents(got.points)).toBe(total(got.goals.map((one) => one.points)));
        for (const one of got.goals) {
          expect(total(one.shares.map((share) => share.points))).toBe(cents(one.points));
          expect(one.points).toBeGreaterThanOrEqual(0);
          expect(one.points + one.late).toBeLessThanOrEqual(one.max + 1e-9);
          for (const share of one.shares) {
            expect(share.points).toBeGreaterThanOrEqual(0);
            expect(cents(share.points)).toBeLessThanOrEqual(cents(share.of) + 1);
          }
        }
        const turned = [...list.slice(turn % (list.length + 1)), ...list.slice(0, turn % (list.length + 1))].reverse();
        expect(score(of, turned)).toEqual(got);
      }),
    );
  });

  test("one note more never takes points away, but against the reference", () => {
    fc.assert(
      fc.property(goals, rules, items, (goals, rule, given) => {
        const list = given.map((one, i) => work({ id: `n${i}`, ...one, end: one.start + 7 }));
        const of = asked(goals, { ...rule, reference: null }, { prompts: 2 });
        expect(score(of, list).points).toBeGreaterThanOrEqual(score(of, list.slice(1)).points);
      }),
    );
  });
});
