import type { Code, Construct, Effects, Extension, HtmlExtension, State, Token } from "micromark-util-types";
import { FormulaReader } from "../tex/reader";
import { TEX } from "./tree";

declare module "micromark-util-types" {
  interface TokenTypeMap {
    formula: "formula";
    comment: "comment";
    highlight: "highlight";
    highlightSign: "highlightSign";
    wikiLink: "wikiLink";
    inlineNote: "inlineNote";
    inlineNoteSign: "inlineNoteSign";
  }
}

const DOLLAR = 36;
const PERCENT = 37;
const PARENTHESIS = 40;
const ASTERISK = 42;
const EQUALS = 61;
const OPENING = 91;
const BACKSLASH = 92;
const CLOSING = 93;
const CARET = 94;
const EXCLAMATION = 33;
/** A note, a link or a comment within a line is not longer. */
const LONGEST = 4000;

const isLineEnd = (code: Code) => code !== null && code >= -5 && code <= -3;
const isSpace = (code: Code) => code === null || code < 0 || code === 32;
const isDigit = (code: Code) => code !== null && code >= 48 && code <= 57;
/** A code of micromark's, which counts line ends, tabs and the spaces of a tab below zero, as its character. */
const signOf = (code: Code): string | null =>
  code === null ? null : code >= 0 ? String.fromCharCode(code) : isLineEnd(code) ? "\n" : " ";

/** Consumes a character; a line end as a token of its own, which all tokens over several lines need. */
function take(effects: Effects, code: Code) {
  if (isLineEnd(code)) {
    effects.exit("data");
    effects.enter("lineEnding");
    effects.consume(code);
    effects.exit("lineEnding");
    effects.enter("data");
  } else effects.consume(code);
}

const formula: Construct = {
  name: "formula",
  tokenize(effects, ok, nok) {
    const reader = new FormulaReader(signOf(this.previous) ?? "");
    const next: State = (code) => {
      const told = reader.feed(signOf(code));
      if (told === "failed") return nok(code);
      if (told === "on") {
        take(effects, code);
        return next;
      }
      effects.exit("data");
      const token = effects.exit("formula");
      read.set(token, reader);
      return ok(code);
    };
    return (code) => {
      effects.enter("formula");
      effects.enter("data");
      return next(code);
    };
  },
};
/** What was read of each formula, for the compiler. */
const read = new WeakMap<Token, FormulaReader>();

/** An asterisk between digits multiplies. */
const times: Construct = {
  name: "times",
  tokenize(effects, ok, nok) {
    const { previous } = this;
    const after: State = (code) => {
      if (!isDigit(code)) return nok(code);
      effects.exit("data");
      return ok(code);
    };
    return (code) => {
      if (!isDigit(previous)) return nok(code);
      effects.enter("data");
      effects.consume(code);
      return after;
    };
  },
};

/** Obsidian's `%%comment%%`. */
const comment: Construct = {
  name: "comment",
  tokenize(effects, ok, nok) {
    let read = 0;
    let closing = 0;
    const inside: State = (code) => {
      if (code === null || ++read > LONGEST) return nok(code);
      if (code !== PERCENT) closing = 0;
      else if (read > 2) closing++;
      else if (closing > 0) return nok(code);
      if (read <= 2 && code !== PERCENT) return nok(code);
      take(effects, code);
      return closing === 2 ? end : inside;
    };
    const end: State = (code) => {
      effects.exit("data");
      effects.exit("comment");
      return ok(code);
    };
    return (code) => {
      effects.enter("comment");
      effects.enter("data");
      return inside(code);
    };
  },
};

/** Obsidian's `==highlight==`, with Markdown in it. */
const highlight: Construct = {
  name: "highlight",
  tokenize(effects, ok, nok) {
    const { previous } = this;
    let last: Code = null;
    const text = lined(effects);
    const sign = (then: State): State => {
      let read = 0;
      const next: State = (code) => {
        if (code !== EQUALS) return nok(code);
        effects.consume(code);
        if (++read < 2) return next;
        effects.exit("highlightSign");
        return then;
      };
      return (code) => {
        effects.enter("highlightSign");
        return next(code);
      };
    };
    const begun: State = (code) => {
      if (isSpace(code) || code === EQUALS) return nok(code);
      text.enter();
      return inside(code);
    };
    const inside: State = (code) => {
      if (code === null) return nok(code);
      if (code === EQUALS) {
        if (isSpace(last)) return nok(code);
        text.exit();
        return sign(end)(code);
      }
      last = code;
      text.take(code);
      return inside;
    };
    const end: State = (code) => {
      if (code === EQUALS) return nok(code);
      effects.exit("highlight");
      return ok(code);
    };
    return (code) => {
      if (previous === EQUALS) return nok(code);
      effects.enter("highlight");
      return sign(begun)(code);
    };
  },
};

/** Obsidian's `[[Note|alias]]` and `![[picture.png]]`. */
const wikiLink: Construct = {
  name: "wikiLink",
  tokenize(effects, ok, nok) {
    let read = 0;
    let brackets = 0;
    const opening: State = (code) => {
      if (code !== OPENING) return nok(code);
      effects.consume(code);
      return ++read < 2 ? opening : first;
    };
    const first: State = (code) => (isSpace(code) || code === CLOSING ? nok(code) : inside(code));
    const inside: State = (code) => {
      if (code === null || isLineEnd(code) || code === OPENING || ++read > LONGEST) return nok(code);
      brackets = code === CLOSING ? brackets + 1 : 0;
      effects.consume(code);
      return brackets === 2 ? end : inside;
    };
    const end: State = (code) => {
      effects.exit("wikiLink");
      return ok(code);
    };
    return (code) => {
      effects.enter("wikiLink");
      if (code !== EXCLAMATION) return opening(code);
      effects.consume(code);
      return opening;
    };
  },
};

/** Pandoc's `^[note]`, with Markdown in it. */
const inlineNote: Construct = {
  name: "inlineNote",
  tokenize(effects, ok, nok) {
    let read = 0;
    let depth = 0;
    let escaped = false;
    const text = lined(effects);
    const opening: State = (code) => {
      if (code !== OPENING) return nok(code);
      effects.consume(code);
      effects.exit("inlineNoteSign");
      return first;
    };
    const first: State = (code) => {
      if (code === null || code === CLOSING) return nok(code);
      text.enter();
      return inside(code);
    };
    const inside: State = (code) => {
      if (code === null || ++read > LONGEST) return nok(code);
      if (!escaped && code === OPENING) depth++;
      if (!escaped && code === CLOSING && --depth < 0) {
        text.exit();
        effects.enter("inlineNoteSign");
        effects.consume(code);
        effects.exit("inlineNoteSign");
        effects.exit("inlineNote");
        return end;
      }
      escaped = code === BACKSLASH && !escaped;
      text.take(code);
      return inside;
    };
    // A link after a caret is no note.
    const end: State = (code) => (code === PARENTHESIS ? nok(code) : ok(code));
    return (code) => {
      effects.enter("inlineNote");
      effects.enter("inlineNoteSign");
      effects.consume(code);
      return opening;
    };
  },
};

/** Text that is itself read as Markdown: one token for each line, linked as micromark wants them. */
function lined(effects: Effects) {
  let last: Token | undefined;
  const enter = () => {
    const token = effects.enter("chunkText", { contentType: "text", previous: last });
    if (last) last.next = token;
    last = token;
  };
  return {
    enter,
    exit: () => effects.exit("chunkText"),
    take: (code: Code) => {
      effects.consume(code);
      if (!isLineEnd(code)) return;
      effects.exit("chunkText");
      enter();
    },
  };
}

/** What people write in Markdown beyond CommonMark and GitHub's tables and notes. */
export const markup: Extension = {
  text: {
    [DOLLAR]: formula,
    [BACKSLASH]: formula,
    [ASTERISK]: times,
    [PERCENT]: comment,
    [EQUALS]: highlight,
    [OPENING]: wikiLink,
    [EXCLAMATION]: wikiLink,
    [CARET]: inlineNote,
  },
};

const PICTURE = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$/i;

/** Its HTML. A formula leaves as MathML that holds nothing but its TeX, for `convert` to set. */
export const markupHtml: HtmlExtension = {
  enter: {
    formula() {
      this.buffer();
    },
    comment() {
      this.buffer();
    },
    highlight() {
      this.tag("<strong>");
    },
    wikiLink() {
      this.buffer();
    },
    inlineNote() {
      this.buffer();
    },
  },
  exit: {
    formula(token) {
      this.resume();
      const reader = read.get(token);
      if (!reader) return;
      const source = this.encode(this.sliceSerialize(token).replace(/\s+/g, " "));
      this.tag(`<math${reader.display ? ' display="block"' : ""} alttext="${source}"><semantics>`);
      this.tag(`<annotation encoding="${TEX}">`);
      this.raw(this.encode(reader.tex));
      this.tag("</annotation></semantics></math>");
    },
    comment() {
      this.resume();
    },
    highlight() {
      this.tag("</strong>");
    },
    wikiLink(token) {
      this.resume();
      const source = this.sliceSerialize(token);
      const [target = "", ...rest] = source.replace(/^!?\[\[|\]\]$/g, "").split(/\\?\|/);
      const alias = rest.join("|").trim();
      if (source.startsWith("!") && PICTURE.test(target.trim())) {
        // A number there is the picture's width.
        const words = /^\d+(?:x\d+)?$/.test(alias) || alias === "" ? target.trim() : alias;
        this.tag(`<img alt="${this.encode(words)}">`);
      } else this.raw(this.encode(alias || target.trim().replace(/^#\^?/, "").replace(/#\^?/g, " > ")));
    },
    inlineNote() {
      const value = this.resume();
      const order = this.getData("gfmFootnoteCallOrder") ?? [];
      const counts = this.getData("gfmFootnoteCallCounts") ?? {};
      const definitions = this.getData("gfmFootnoteDefinitions") ?? {};
      let id = `~${order.length + 1}`;
      // An author's own label may be the same.
      while (order.includes(id) || Object.hasOwn(definitions, id)) id += "~";
      order.push(id);
      counts[id] = 1;
      definitions[id] = `<p>${value}</p>`;
      this.setData("gfmFootnoteCallOrder", order);
      this.setData("gfmFootnoteCallCounts", counts);
      this.setData("gfmFootnoteDefinitions", definitions);
      this.tag(`<sup><a href="#user-content-fn-${id}" id="user-content-fnref-${id}" data-footnote-ref="">`);
      this.raw(String(order.length));
      this.tag("</a></sup>");
    },
  },
};
