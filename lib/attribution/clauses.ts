import { type Named, named } from "./names";

/** Who a clause says is speaking: someone named, a pronoun to be resolved, or someone who has no name. */
export type Source = { kind: "named"; who: Named } | { kind: "pronoun"; pronoun: string } | { kind: "nameless" };

const VERB = new RegExp(
  `\\b(?:${[
    "said|says|say|saying|wrote|writes|write|told|tells|added|adds|argued|argues|argue|asked|asks|observed|observes|noted|notes",
    "explained|explains|warned|warns|insisted|insists|admitted|admits|acknowledged|acknowledge|acknowledges|claimed|claims",
    "recalled|recalls|replied|replies|conceded|concedes|continued|continues|concluded|concludes|declared|declares|announced",
    "stated|states|suggested|suggests|remarked|remarks|complained|complains|joked|jokes|quipped|testified|tweeted|posted|shouted",
    "shouts|whispered|agreed|agrees|countered|counters|responded|responds|predicted|predicts|stressed|emphasized|emphasised",
    "boasted|reflected|reflects|confessed|confirmed|confirms|put it|puts it|called|calls|describes|described|reckons|reckoned|sighed",
    "laughed|answered|answers|protested|pleaded|promised|maintained|maintains|contended|contends|cautioned|urged|vowed|reported",
  ].join("|")})\\b`,
  "gu",
);
const PRONOUN = /^(?:he|she|they|He|She|They)$/;
/** Words between a subject and its verb. */
const LOOSE =
  /(?:\s+(?:has|had|have|also|later|then|once|both|all|will|would|who|that|often|still|himself|herself|always|never|just|again|\p{Ll}+ly))+$/u;
const ADVERBIAL =
  /^(?:in|on|at|after|before|during|outside|inside|earlier|later|last|when|while|asked|speaking|until|since|for|with|by|from|upstream|yesterday|today|meanwhile|however|still|then|now|once|instead|but|and|yet|so|or|though|although|if|because|despite|under|to)\b/iu;

/** The source that a clause beside a quotation names, or `undefined` when the clause attributes nothing. */
export function source(clause: string): Source | undefined {
  const according = /\baccording to\s+([^“”«»]+)/iu.exec(clause);
  if (according) return phrase(according[1]!.split(/[,.;:]/)[0]!);
  for (const verb of clause.matchAll(VERB)) {
    const before = clause.slice(0, verb.index).trim();
    if (isNoun(before)) continue;
    // "said Jim Carafano, who …"; "adds that …" has its subject elsewhere.
    if (before === "" || /^[,—–-]$/.test(before)) return inverted(clause.slice(verb.index + verb[0].length));
    return subject(before);
  }
  return undefined;
}

/** After "Wang’s", "the" or "of" these words are nouns: comments, claims, notes. */
function isNoun(before: string): boolean {
  return /(?:[’']s|s[’']|\b(?:the|a|an|his|her|its|their|my|our|your|of|these|those|some|many|to|no))$/iu.test(before);
}

function inverted(after: string): Source | undefined {
  const head = after
    .trim()
    .split(/[,.;:—–?!]|\s(?:who|whose|which|in|at|on|as|when|after|before|to|from|during|of|with)\s/u)[0]!;
  return head.trim() === "" ? undefined : phrase(head);
}

/** The subject of a verb: "the review’s author, Ingrid Solheim," "As Carafano", "In a statement, the Agency", "X, who runs Y," */
function subject(before: string): Source | undefined {
  const text = before.replace(/[,\s]+$/u, "").replace(LOOSE, "");
  if (/\b(?:was|were|is|are|been|be)$/u.test(text)) return undefined;
  let parts = text.split(/\s*[,;:—–]\s*/u).filter(Boolean);
  // What stands before "and" or "but" in a compound sentence has a subject of its own.
  const joint = parts.findLastIndex((part, i) => i > 0 && /^(?:and|but|so|yet|while|though|although)\s/iu.test(part));
  if (joint > 0) parts = parts.slice(joint);
  const plain = parts.map((part) => part.replace(/^(?:as|and|but|so|yet|while|though|although|that|for|or)\s+/iu, ""));
  const heads = plain.filter((part) => !ADVERBIAL.test(part) && !/^(?:who|whose|which|where|that)\b/u.test(part));
  for (const [i, head] of heads.entries()) {
    const found = phrase(head.split(/\s(?:who|whose|which)\s/u)[0]!);
    if (found.kind === "nameless") continue;
    if (found.kind === "named" && found.who.person && !found.who.role) {
      const beside = heads.find((other, k) => k !== i && /^(?:an?|the|its|his|her)\s/u.test(other));
      if (beside) return { kind: "named", who: { ...found.who, role: beside.replace(/^(?:an?|the)\s/u, "") } };
    }
    return found;
  }
  const last = text.split(/\s/u).at(-1) ?? "";
  return PRONOUN.test(last) ? { kind: "pronoun", pronoun: last.toLowerCase() } : { kind: "nameless" };
}

function phrase(text: string): Source {
  const words = text.trim().replace(LOOSE, "");
  if (PRONOUN.test(words)) return { kind: "pronoun", pronoun: words.toLowerCase() };
  const who = named(words);
  return who ? { kind: "named", who } : { kind: "nameless" };
}

/** The person whom a sentence is about, when a name is its first word: "Amit Desai disagrees." */
export function opening(sentence: string): Named | null {
  const head = sentence.trim().split(/[,;:—–(]|\s\p{Ll}/u)[0]!;
  const who = named(head);
  return who?.person ? who : null;
}
