/** Environments that are a formula by themselves, without any sign around them. */
const ENVIRONMENTS = "equation align gather multline alignat flalign eqnarray displaymath math".split(" ");
const NAMES: ReadonlySet<string> = new Set(ENVIRONMENTS.flatMap((name) => [name, `${name}*`]));
const LONGEST_NAME = 12;

/** What only TeX has: a command, a script, a group, a relation. Escaped brackets around words have none of it. */
const TEXLIKE = /\\[a-zA-Z]|[\^={}<>+]/;
/** An amount of money that a sentence goes on after. */
const MONEY = /^\d[\d.,]*\s+\p{L}{2,}/u;
const WORDS = /^\p{L}{2,}(?:[\s\p{P}]+\p{L}{2,})*$/u;

/** What a reader answers to the next character: it belongs to the formula, the formula ended before it, it is none. */
export type Told = "on" | "closed" | "failed";

/**
 * Tells a formula in running text, one character after another: `$…$` by Pandoc's rule, `$$…$$`, `\(…\)`, `\[…\]` and the
 * environments that stand for themselves. No formula holds the sign that another of its kind begins with, so that each is
 * read to the next such sign at most, and a text takes time in proportion to its length.
 */
export class FormulaReader {
  private open = "";
  private inner: string[] = [];
  private state: "opening" | "inside" | "half" | "closing" = "opening";
  private escaped = false;
  /** How many brackets of the formula's own are open; below none, the sign before it was an escaped bracket of a text. */
  private brackets = 0;

  /** @param before the character before the formula; "" at the beginning */
  constructor(private readonly before: string) {}

  /** The TeX between the signs, as it was written; an environment with its `\begin` and `\end`. */
  get tex(): string {
    const inner = this.inner.join("");
    if (this.open.startsWith("\\begin")) return this.open + inner;
    // GitHub's way to keep a formula from Markdown.
    return this.open === "$" && /^`[^`]+`$/.test(inner) ? inner.slice(1, -1) : inner;
  }

  get display(): boolean {
    return this.open !== "$" && this.open !== "\\(" && !this.open.startsWith("\\begin{math");
  }

  /** @param sign the next character, `null` at the end; the first is `$` or a backslash */
  feed(sign: string | null): Told {
    switch (this.state) {
      case "opening":
        return this.begin(sign);
      case "inside":
        return this.inside(sign);
      case "half":
        if (sign === "$") {
          this.state = "closing";
          return "on";
        }
        this.inner.push("$");
        this.state = "inside";
        return this.inside(sign);
      case "closing":
        return this.end(sign);
    }
  }

  private begin(sign: string | null): Told {
    const { open } = this;
    if (sign === null) return "failed";
    if (open === "") {
      this.open = sign;
      return sign === "$" || sign === "\\" ? "on" : "failed";
    }
    if (open === "$" && sign !== "$") {
      if (/\s/.test(sign) || (/[\p{Script=Latin}\d]/u.test(this.before) && !/[\\^_{]/.test(sign))) return "failed";
      this.state = "inside";
      return this.inside(sign);
    }
    if (open === "$$") {
      if (sign === "$" || this.before === "$") return "failed";
      this.state = "inside";
      return this.inside(sign);
    }
    this.open += sign;
    if (/^(?:\$\$|\\[([])$/.test(this.open)) {
      if (this.open !== "$$") this.state = "inside";
      return "on";
    }
    const name = /^\\begin\{([a-z]+\*?)\}$/.exec(this.open)?.[1];
    if (name !== undefined) {
      this.state = "inside";
      return NAMES.has(name) ? "on" : "failed";
    }
    const begun = this.open.length <= 7 ? "\\begin{".startsWith(this.open) : /^\\begin\{[a-z]+\*?$/.test(this.open);
    return begun && this.open.length < 8 + LONGEST_NAME ? "on" : "failed";
  }

  private inside(sign: string | null): Told {
    if (sign === null) return "failed";
    const { open, inner } = this;
    if (this.escaped) {
      this.escaped = false;
      if (open[1] === sign && open.length === 2 && open[0] === "\\") return "failed";
      if ((open === "\\(" && sign === ")") || (open === "\\[" && sign === "]")) {
        inner.pop();
        this.state = "closing";
      } else inner.push(sign);
      return "on";
    }
    if (open.length === 2 && open !== "$$") {
      if (inner.length === 0 && /\s/.test(sign)) this.brackets = Number.POSITIVE_INFINITY;
      else if (sign === "(" || sign === "[") this.brackets++;
      else if ((sign === ")" || sign === "]") && --this.brackets < 0) return "failed";
    }
    if (sign === "\\") this.escaped = true;
    else if (sign === "$" && open === "$") {
      if (/^\s?$/.test(inner.at(-1) ?? "")) return "failed";
      this.state = "closing";
      return "on";
    } else if (sign === "$" && open === "$$") {
      this.state = "half";
      return "on";
    }
    inner.push(sign);
    if (sign === "}" && open.length > 2) {
      const command = inner.slice(-LONGEST_NAME - 8).join("");
      const [, way, name = ""] = /\\(begin|end)\{([a-z]+\*?)\}$/.exec(command) ?? [];
      if (way === "begin" && NAMES.has(name)) return "failed";
      if (way === "end" && open === `\\begin{${name}}`) this.state = "closing";
    }
    return "on";
  }

  private end(next: string | null): Told {
    const { open } = this;
    if (open[0] === "$" && next === "$") return "failed";
    if (open === "$" && next !== null && /\d/.test(next)) return "failed";
    const raw = this.inner.join("");
    const tex = raw.trim();
    if (tex === "") return "failed";
    if (open === "$") return MONEY.test(tex) ? "failed" : "closed";
    if (open === "$$") return WORDS.test(tex) ? "failed" : "closed";
    if (open !== "\\[") return "closed";
    // The mark of a note, escaped.
    if (/^\^[\w-]+$/.test(tex)) return "failed";
    return TEXLIKE.test(tex) || /^\s.*\s$/s.test(raw) ? "closed" : "failed";
  }
}

/** A formula in a text, and where it ends. */
export type Formula = { tex: string; display: boolean; end: number };

/** The formula that begins at a place, where `$` or a backslash stands. @param spend is told how many characters were read */
export function formulaAt(text: string, at: number, spend: (characters: number) => void = () => {}): Formula | null {
  const reader = new FormulaReader(text[at - 1] ?? "");
  for (let end = at; ; end++) {
    spend(1);
    const told = reader.feed(text[end] ?? null);
    if (told === "closed") return { tex: reader.tex, display: reader.display, end };
    if (told === "failed") return null;
  }
}
