/** A stretch of words that both wordings hold, or only the earlier (`cut`) or the later one (`added`). */
export type Change = { is: "same" | "cut" | "added"; text: string };

/** Beyond this many words on a side the wordings are shown one after the other: the table below is their product. */
const MOST = 2000;

/** What changed between two wordings, by words: the longest common subsequence, after the common ends are taken off. */
export function changes(before: string, after: string): Change[] {
  const a = before.match(/\s+|[^\s]+/gu) ?? [];
  const b = after.match(/\s+|[^\s]+/gu) ?? [];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const out: Change[] = [];
  const say = (is: Change["is"], text: string) => {
    const last = out.at(-1);
    if (text === "") return;
    if (last?.is === is) last.text += text;
    else out.push({ is, text });
  };
  say("same", a.slice(0, head).join(""));
  middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), say);
  say("same", a.slice(a.length - tail).join(""));
  return out;
}

function middle(a: string[], b: string[], say: (is: Change["is"], text: string) => void) {
  if (a.length > MOST || b.length > MOST) {
    say("cut", a.join(""));
    say("added", b.join(""));
    return;
  }
  const wide = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * wide + j] =
        a[i] === b[j]
          ? longest[(i + 1) * wide + j + 1]! + 1
          : Math.max(longest[(i + 1) * wide + j]!, longest[i * wide + j + 1]!);
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      say("same", a[i]!);
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && longest[(i + 1) * wide + j]! >= longest[i * wide + j + 1]!))
      say("cut", a[i++]!);
    else say("added", b[j++]!);
  }
}

/** The same changes with words that were replaced one after another taken together: first all that went, then all that came. */
export function inRuns(all: readonly Change[]): Change[] {
  const out: Change[] = [];
  let run: Change[] = [];
  const text = (without: Change["is"]) => run.flatMap((change) => (change.is === without ? [] : change.text)).join("");
  const end = () => {
    const replaced = run.some(({ is }) => is === "cut") && run.some(({ is }) => is === "added");
    if (replaced) out.push({ is: "cut", text: text("added") }, { is: "added", text: text("cut") });
    else out.push(...run);
    run = [];
  };
  for (const [i, change] of all.entries()) {
    // The space between two changed words belongs to both.
    const between = change.is === "same" && change.text.trim() === "" && run.length > 0 && i < all.length - 1;
    if (change.is !== "same" || between) run.push(change);
    else {
      end();
      out.push(change);
    }
  }
  end();
  return out;
}

/** Words that a glimpse leaves around a change, on each side. */
const AROUND = 4;

/**
 * The changes with only a few words of what stayed around each: enough to see on one or two lines what became of a
 * passage. What is left out is an ellipsis inside a `same` stretch.
 */
export function glimpse(all: readonly Change[]): Change[] {
  return all.map((change, i) => {
    if (change.is !== "same") return change;
    const words = change.text.match(/\s*\S+\s*/gu) ?? [];
    const head = i === 0 ? 0 : AROUND;
    const tail = i === all.length - 1 ? 0 : AROUND;
    if (words.length <= head + tail) return change;
    const from = words.slice(0, head).join("").trimEnd();
    const to = tail === 0 ? "" : words.slice(-tail).join("").trimStart();
    return {
      is: "same",
      text: [from, to].filter(Boolean).length === 2 ? `${from} … ${to}` : from ? `${from} …` : `… ${to}`,
    };
  });
}
