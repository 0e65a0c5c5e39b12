import { article } from "./article";
import { REPORT, SIZES, TRAINING } from "./cases";
import { type Draft, original } from "./draft";
import { edited, SCENARIOS } from "./models";
import { quotes } from "./quotes";
import { truth } from "./truth";

// Checks the generator against the texts it made, unit by unit: what a map says survives must stand in both.

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

const solid = (text: string) => text !== "" && text === text.trim();

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/[“”]/g, '"')
    .replace(/’/g, "'")
    .replace(/\s*(?:--|[—–\u2011])\s*/g, "-")
    .replace(/…/g, "...")
    .replace(/\u00ad/g, "")
    .replace(/\s/g, " ");

/** @throws Error that says where a map is wrong */
function checkMap(old: string, { text, from, to, alive }: Draft): void {
  must(from.length === text.length && alive.length === text.length, "the map is as long as the text");
  const claimed = new Int32Array(old.length).fill(-1);
  for (let i = 0; i < text.length; ) {
    let end = i + 1;
    while (end < text.length && from[end] === from[i] && to[end] === to[i] && alive[end] === alive[i]) end++;
    const run = i;
    i = end;
    if (from[run] === -1) continue;
    must(from[run]! >= 0 && from[run]! < to[run]! && to[run]! <= old.length, `unit ${run} stands for something`);
    if (!alive[run]) continue;
    const [was, is] = [old.slice(from[run], to[run]), text.slice(run, end)];
    must(was === is || plain(was) === plain(is), `unit ${run}: “${was}” is not “${is}”`);
    for (let o = from[run]!; o < to[run]!; o++) {
      must(claimed[o] === -1, `unit ${o} of the old text survives only once`);
      claimed[o] = run;
    }
  }
}

for (const seed of [...TRAINING, ...REPORT]) {
  for (const [size, count] of Object.entries(SIZES)) {
    const source = article(seed, Number(size) * 1_000);
    const { text, families } = source;
    must(Math.abs(text.length / (Number(size) * 1_000) - 1) < 0.2, `${text.length} units are about ${size},000`);
    for (const copies of families)
      must(new Set(copies.map((s) => text.slice(s.start, s.end))).size === 1, "the copies of a family are the same");
    const spans = quotes(source, seed, count);
    const twice = spans.filter(
      (s) => text.indexOf(text.slice(s.start, s.end)) !== text.lastIndexOf(text.slice(s.start, s.end)),
    );
    must(twice.length === count / 2, `${twice.length} of ${count} quotes stand on repeated text`);
    const same = truth(text, original(text), spans);
    must(
      same.every((t, i) => t?.start === spans[i]!.start && t.end === spans[i]!.end),
      "an unedited text keeps all",
    );
    for (const scenario of SCENARIOS) {
      const draft = edited(source, scenario, seed);
      checkMap(text, draft);
      const places = truth(text, draft, spans);
      for (const place of places)
        must(
          !place || (place.start < place.end && solid(draft.text.slice(place.start, place.end))),
          "a place has words",
        );
      // Where a whole passage survived unbroken its words stand, at most with letters that grew on its edges.
      for (let i = 0; i < spans.length; i += 40) {
        const { start, end } = spans[i]!;
        const at = draft.from.findIndex((from, u) => from === start && draft.alive[u] === 1);
        const length = end - start;
        if (at < 0 || draft.text.slice(at, at + length) !== text.slice(start, end)) continue;
        if (draft.from[at + length - 1] !== end - 1) continue;
        const place = places[i];
        must(place !== null && place !== undefined, `passage ${i} survives whole`);
        must(place.start <= at && place.end >= at + length, `passage ${i} stands at ${at}`);
        must(place.start >= at - 4 && place.end <= at + length + 4, `passage ${i} is no longer than it was`);
      }
      if (seed === TRAINING[0])
        console.log(
          `${size.padStart(3)} KB ${scenario.padEnd(20)} ${String(draft.text.length).padStart(7)} units, ${places.filter((p) => !p).length} of ${count} orphaned`,
        );
    }
  }
}
console.log("The generator's maps agree with its texts.");
