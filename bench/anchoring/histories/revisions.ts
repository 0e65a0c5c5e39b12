import { execFileSync } from "node:child_process";

/** Later revisions that are looked at for the text that a revision had before: what was taken back is left out. */
const TAKEN_BACK = 12;

/** A blob of up to this size is read. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The texts that a file had, oldest first, along one line of a repository's history: from its newest commit back, at a merge
 * to the side that the text came from, across renames. Each differs from the one before. What was changed and then taken
 * back whole (vandalism, a merge undone) is left out, for it says nothing about where words went.
 * @param git a git directory
 * @throws Error when it is none, or has no such file
 */
export function revisions(git: string, file: string): string[] {
  const run = (...args: string[]) => {
    const out = execFileSync("git", [`--git-dir=${git}`, ...args], { maxBuffer: LARGEST, encoding: "utf8" });
    return out.split("\n").filter(Boolean);
  };
  const blobs: string[] = [];
  let [tip, name]: [string | undefined, string] = ["HEAD", file];
  const seen = new Set<string>();
  while (tip) {
    // Parents are rewritten to the nearest commits that changed the file, merges to the side they took it from.
    const lines: string[][] = run("rev-list", "--parents", tip, "--", name).map((line) => line.split(" "));
    const parents = new Map(lines.map(([commit, ...rest]) => [commit!, rest]));
    let last: string | undefined;
    for (let at = lines[0]?.[0]; at; at = parents.get(at)?.[0]) {
      blobs.push(`${at}:${name}`);
      last = at;
    }
    if (!last || seen.has(`${last}:${name}`)) break;
    seen.add(`${last}:${name}`);
    tip = undefined;
    const [, before] = run("rev-list", "--parents", "-1", last)[0]?.split(" ") ?? [];
    if (!before) break;
    for (const line of run("diff-tree", "-r", "-M", "--diff-filter=R", "--name-status", before, last)) {
      const [, was, is] = line.split("\t");
      if (is === name && was) [tip, name] = [before, was];
    }
  }
  if (blobs.length === 0) throw new Error(`${git} has no history of ${file}`);
  return settled(contents(git, blobs.reverse()));
}

/** What `git cat-file --batch` says of each name, without those that are not there. */
function contents(git: string, names: readonly string[]): string[] {
  const input = `${names.join("\n")}\n`;
  const out = execFileSync("git", [`--git-dir=${git}`, "cat-file", "--batch"], { input, maxBuffer: 16 * LARGEST });
  const texts: string[] = [];
  for (let at = 0; at < out.length; ) {
    const line = out.indexOf(10, at);
    const head = out.toString("utf8", at, line);
    at = line + 1;
    const size = / blob (\d+)$/.exec(head)?.[1];
    if (size === undefined) continue;
    texts.push(
      out
        .toString("utf8", at, at + Number(size))
        .replace(/^\ufeff/, "")
        .replace(/\r\n?/g, "\n"),
    );
    at += Number(size) + 1;
  }
  return texts;
}

function settled(texts: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    const again = texts.slice(i + 1, i + 1 + TAKEN_BACK).lastIndexOf(text);
    if (text.trim() !== "" && text !== found.at(-1)) found.push(text);
    if (again >= 0) i += again;
  }
  return found;
}
