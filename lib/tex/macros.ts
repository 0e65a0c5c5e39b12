/** Commands of an article's own beyond these are left as they are. */
const MOST = 200;
/** Characters of what one stands for. */
const LONGEST = 200;
/** How deep commands are replaced in each other's arguments. */
const DEEPEST = 20;

const DEFINITION =
  /\\(?:(?:re|provide)?newcommand|renewcommand|providecommand|DeclareMathOperator|def)\*?\s*(?:\{\s*\\([a-zA-Z]+)\s*\}|\\([a-zA-Z]+))\s*/g;

type Macro = { takes: number; body: string };

/**
 * The commands that an article's formulas define for those after them, in the simple form that has almost all: no default
 * arguments, and each argument stands in what it becomes once at most. So a formula grows in proportion to its length, and
 * nothing defined is left in what is set.
 */
export class Macros {
  private readonly known = new Map<string, Macro>();

  /** Learns what a formula defines. @returns the formula without it; as it was when it defines anything of another form */
  learn(tex: string): string {
    if (!tex.includes("command") && !tex.includes("\\def") && !tex.includes("\\DeclareMath")) return tex;
    const found: [string, Macro][] = [];
    const rest: string[] = [];
    let from = 0;
    for (const match of tex.matchAll(DEFINITION)) {
      if (match.index < from) continue;
      let at = match.index + match[0].length;
      const operator = match[0].startsWith("\\DeclareMathOperator");
      const counted = /^\[([1-9])\]\s*/.exec(tex.slice(at, at + 8)) ?? /^(?:#[1-9])+\s*/.exec(tex.slice(at, at + 24));
      at += counted?.[0].length ?? 0;
      const takes = counted?.[1] ? Number(counted[1]) : (counted?.[0].match(/#/g)?.length ?? 0);
      const body = groupAt(tex, at);
      if (body === null || body.length > LONGEST) return tex;
      const used = (body.match(/#\d/g) ?? []).toSorted();
      if (used.some((one, i) => one === used[i + 1] || Number(one[1]) > takes)) return tex;
      const name = match[1] ?? match[2] ?? "";
      const plain = this.expand(body);
      if (plain.length > LONGEST) return tex;
      found.push([name, { takes, body: operator ? `\\operatorname{${plain}}` : plain }]);
      rest.push(tex.slice(from, match.index));
      from = at + body.length + 2;
    }
    for (const [name, macro] of found) if (this.known.size < MOST) this.known.set(name, macro);
    return [...rest, tex.slice(from)].join(" ").trim();
  }

  /** A formula in which the commands that are known are replaced by what they stand for. */
  expand(tex: string, depth = 0): string {
    if (this.known.size === 0 || depth > DEEPEST) return tex;
    const out: string[] = [];
    const command = /\\([a-zA-Z]+|[\s\S])/g;
    let from = 0;
    for (let match = command.exec(tex); match; match = command.exec(tex)) {
      const macro = this.known.get(match[1] ?? "");
      if (!macro) continue;
      let at = command.lastIndex;
      const given: string[] = [];
      while (given.length < macro.takes) {
        const space = /^\s*/.exec(tex.slice(at, at + 8))?.[0].length ?? 0;
        const group = groupAt(tex, at + space);
        const single =
          group === null
            ? (/^(?:\\[a-zA-Z]+|\\?[^\\{}\s])/.exec(tex.slice(at + space, at + space + 40))?.[0] ?? null)
            : null;
        if (group === null && single === null) return tex;
        at += space + (group === null ? (single ?? "").length : group.length + 2);
        given.push(this.expand(group ?? single ?? "", depth + 1));
      }
      const body = macro.body.replace(/#(\d)/g, (_, i: string) => given[Number(i) - 1] ?? "");
      // In braces it is one thing, as a command is; a letter behind it must not become a part of its name.
      out.push(tex.slice(from, match.index), `{${body}}`);
      from = at;
      command.lastIndex = at;
    }
    return out.length === 0 ? tex : out.join("") + tex.slice(from);
  }
}

/** What stands in the braces at a place, or `null`. */
function groupAt(tex: string, at: number): string | null {
  if (tex[at] !== "{") return null;
  let depth = 0;
  for (let end = at; end < tex.length; end++) {
    const sign = tex[end];
    if (sign === "\\") end++;
    else if (sign === "{") depth++;
    else if (sign === "}" && --depth === 0) return tex.slice(at + 1, end);
  }
  return null;
}
