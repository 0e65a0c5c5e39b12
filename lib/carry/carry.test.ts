import { afterAll, expect, test } from "vitest";
import { remapAll } from "../anchoring";
import { carryAll, pack, unpack } from "./carry";
import { carriers } from "./pool";

const OLD = "The river rose twice that spring. The council built a bridge. It cost four million.";
const NEW = "It is known: the river rose twice that spring. The town built a wooden bridge. Nothing more.";
const spanOf = (text: string, words: string) => ({
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
});
const quotes = ["river rose twice", "The council built a bridge", "It cost four million"];
const group = { text: OLD, quotes, spans: quotes.map((words) => spanOf(OLD, words)) };

const patient = carriers({ threads: 1, waiting: 5, each: 5, seconds: 20, megabytes: 256 });
afterAll(() => patient.close());

test("what a thread answers is what carrying here would, with what it means for each mark", async () => {
  const { groups, places } = await patient.carry([group], NEW, [0, OLD.indexOf("rose"), OLD.length], "ann");
  expect(groups[0]?.map(({ anchor }) => anchor)).toEqual(remapAll(OLD, NEW, group.spans));
  expect(groups[0]?.map(({ standing }) => standing)).toEqual(["kept", "moved", "orphaned"]);
  expect(places).toEqual([0, NEW.indexOf("rose"), NEW.length]);
  const again = await patient.carry([group, { ...group, text: NEW, spans: [], quotes: [] }], NEW, [], "ann");
  expect(again.groups).toEqual([groups[0], []]);
});

test("a place in what was replaced goes to where that begins, one behind it moves along", () => {
  const places = [OLD.indexOf("council") + 3, OLD.indexOf("built"), OLD.indexOf("ridge")];
  const moved = unpack(carryAll(pack([group], NEW, places))).places;
  expect(moved[0]).toBeLessThanOrEqual(NEW.indexOf("town"));
  expect(moved.slice(1)).toEqual([NEW.indexOf("built"), NEW.indexOf("ridge")]);
});

test("a place beyond the old text, as a client may report it, is the end of the new one", () => {
  for (const to of [NEW, OLD.slice(0, 40), OLD])
    expect(unpack(carryAll(pack([group], to, [OLD.length + 1, 2 ** 31 - 1]))).places).toEqual([to.length, to.length]);
});

test("texts that take too long to compare are refused in words, and the next are compared", {
  timeout: 30_000,
}, async () => {
  const hasty = carriers({ threads: 1, waiting: 5, each: 5, seconds: 0.05, megabytes: 512 });
  const word = (seed: number) => (i: number) => `${((i * seed) % 99_991).toString(36)} `;
  const long = (seed: number) => Array.from({ length: 700_000 }, (_, i) => word(seed)(i)).join("");
  const slow = { text: long(7919), spans: [{ start: 10, end: 30 }], quotes: ["x"] };
  await expect(hasty.carry([slow], long(104_729), [], "ann")).rejects.toMatchObject({
    status: 422,
    detail: expect.stringContaining("Nothing was changed"),
  });
  await hasty.close();
});
