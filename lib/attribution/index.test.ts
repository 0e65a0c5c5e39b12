import { describe, expect, test } from "vitest";
import { processorTime } from "../testing";
import { HELD_OUT, ONCE_HELD_OUT } from "./heldout";
import { holdsQuotation, suggestSpeaker } from "./index";
import { annotated, score } from "./testing";

const speaker = (marked: string) => {
  const { text, said } = annotated(marked);
  return said.map(({ start, end }) => suggestSpeaker(text, { start, end })?.speaker ?? null);
};

describe("each way of naming a speaker", () => {
  test.each([
    ["“We open the sluice at dawn,”{Nadia Brook} Nadia Brook said."],
    ["“We open the sluice at dawn,”{Nadia Brook} said Nadia Brook, who keeps it."],
    ["“We open the sluice at dawn,”{Nadia Brook} Nadia Brook told the Evening Courier."],
    ["Nadia Brook said: “We open the sluice at dawn.”{Nadia Brook}"],
    ["Nadia Brook, a lock-keeper, wrote that “the sluice is opened at dawn.”{Nadia Brook}"],
    ["According to Nadia Brook, “the sluice is opened at dawn.”{Nadia Brook}"],
    ["“The sluice is opened at dawn,”{Nadia Brook} according to Nadia Brook."],
    ["“We open it at dawn,”{Nadia Brook} the Canal Society’s Nadia Brook said."],
    ["“We open it at dawn,”{Nadia Brook} Dutch Water Minister Nadia Brook said Friday."],
    ["“We open it at dawn,”{Nadia Brook} Foundation for the Defence of Locks engineer Nadia Brook wrote in reply."],
    [
      "“We open it at dawn,”{Nadia Brook} the Canal Society’s Nadia Brook, an expert on locks in the Low Countries, wrote recently.",
    ],
    ["“We open it at dawn,”{Nadia Brook} the keeper, Nadia Brook, said."],
    ["“We open it at dawn,”{the Dutch Water Ministry} the Dutch Water Ministry said last month."],
    ["“We open it at dawn,”{Ursula van der Brook} said Ursula van der Brook."],
    ["“We have opened it every day at dawn.”{Nadia Brook} — Nadia Brook, lock-keeper"],
    ["Engineers have reported “a relatively high degree of wear and tear” {}on the gates."],
  ])("%s", (marked) => {
    const { said } = annotated(marked);
    expect(said).toHaveLength(1);
    expect(speaker(marked)).toEqual(said.map(({ who }) => who));
  });
});

test("one speaker goes on within a paragraph and over an open one", () => {
  const marked = `“It is an old gate,”{Nadia Brook} Nadia Brook said. “It leaks a little on Sundays.”{Nadia Brook}

“We patch it with clay and moss,”{Nadia Brook} said Brook. “And then we wait.

“After an hour it holds by itself.”{Nadia Brook}

“Who taught you to do it so?”{}`;
  expect(speaker(marked)).toEqual(annotated(marked).said.map(({ who }) => who));
});

test("surnames and pronouns mean whom the text named before", () => {
  const marked = `Nadia Brook met Tom Ashby at the lock. It leaks, “as all good gates do,”{Tom Ashby} as Ashby observed.

Brook shrugged. “The water finds its way,”{Nadia Brook} she said.`;
  expect(speaker(marked)).toEqual(annotated(marked).said.map(({ who }) => who));
});

test("a role comes with the name", () => {
  const text = "“We open it at dawn,” Dutch Water Minister Nadia Brook said.";
  expect(suggestSpeaker(text, { start: 0, end: 21 })).toEqual({
    speaker: "Nadia Brook",
    role: "Dutch Water Minister",
    confidence: 0.95,
  });
});

test("a selection may take in less or more than the quotation", () => {
  const text = "It rained. “We open it at dawn, rain or not,” Nadia Brook said. The bell rang.";
  const at = text.indexOf("dawn");
  for (const span of [
    { start: at, end: at + 4 },
    { start: 0, end: text.length },
    { start: text.indexOf("“"), end: text.indexOf(" The bell") },
  ]) {
    expect(suggestSpeaker(text, span)?.speaker).toBe("Nadia Brook");
  }
  expect(suggestSpeaker(text, { start: 0, end: 8 })).toBeNull();
});

test("where nobody is named it says nothing", () => {
  for (const marked of [
    "The so-called “open gate policy”{} was Nadia Brook’s idea, she said.",
    "“We open it at dawn, rain or not.”{} The bell rang.",
    "The notice was plain: “We open it at dawn, rain or not.”{} Tom Ashby told the others.",
    "“We open it at dawn, rain or not,”{} a passer-by said.",
    "Nadia Brook’s comments, “the gate is always open at dawn”{}, were noted.",
    "The plaque reads “this gate was opened in the year 1804”{} in gold.",
    "",
  ]) {
    for (const got of speaker(marked)) expect(got).toBeNull();
  }
});

test("quotation marks of several languages hold speech; apostrophes, inches and short phrases do not", () => {
  for (const speech of [
    "“We open it at dawn”",
    "‘We open it at dawn, the lock-keepers’ way,’",
    '"We open it at dawn"',
    "'We open it at dawn,'",
    "„Wir öffnen das Tor früh“",
    "« Nous ouvrons la porte tôt »",
    "»Wir öffnen das Tor früh«",
    "「我们每天早上打开水闸」",
    "they open the gate at dawn,” Brook said",
  ]) {
    expect(holdsQuotation(`x ${speech} y`), speech).toBe(true);
  }
  for (const none of [
    "the keepers’ old gate isn’t theirs, it’s the town’s",
    "'twas the night before the keepers' feast in the hall",
    "a so-called “open gate policy” of theirs",
    'a plank of 5\'10" by 2" is what they need here',
    "",
  ]) {
    expect(holdsQuotation(none), none).toBe(false);
  }
});

test("an article held out from the rules: 17 of 17 as first measured", () => {
  const { right, of, wrong } = score(HELD_OUT);
  expect(of).toBe(17);
  expect(right, wrong.join("\n")).toBeGreaterThanOrEqual(17);
});

test("another, held out until its first measurement of 12 of 14; both mistakes put right since", () => {
  const { right, of, wrong } = score(ONCE_HELD_OUT);
  expect(of).toBe(14);
  expect(right, wrong.join("\n")).toBeGreaterThanOrEqual(14);
});

test("a megabyte without a break, or of nothing but marks, is no trouble", () => {
  const read = () => {
    for (const unit of ["“", '"', "‘a ", "Nadia Brook said, ", "A b. ", "“We go there now,” he said. "]) {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      suggestSpeaker(text, { start: 500_000, end: 500_040 });
      holdsQuotation(text.slice(0, 20_000));
    }
  };
  expect(processorTime(read)).toBeLessThan(5000);
});
