// @ts-check
// How a rule of access.ts is taken away by name, for access.mutants.test.ts; vitest.config.ts applies it.

/** Each predicate as it begins, up to where its body starts: after `=>`. */
const PREDICATE = /^(?:export )?const (\w+) = \((?:[^()]|\([^()]*\))*\)(?:: SQL)? =>/gm;

/** These make values that predicates use; they say of nobody that he may do anything. */
const VALUES = new Set(["me", "isIn"]);

/**
 * The names of all predicates.
 * @param {string} source of access.ts
 * @returns {string[]}
 */
export const predicates = (source) =>
  [...source.matchAll(PREDICATE)].flatMap(([, name]) => (name && !VALUES.has(name) ? [name] : []));

/**
 * What each predicate says, by its name: everything up to what is declared next.
 * @param {string} source of access.ts
 * @returns {Map<string, string>}
 */
export function wordings(source) {
  const names = new Set(predicates(source));
  const declared = source.split(/^(?=(?:export )?(?:const|type|function|async|declare|\/\*\*|\/\/) ?)/m);
  return new Map(
    declared.flatMap((text) => {
      const [found] = text.matchAll(PREDICATE);
      return found?.[1] && names.has(found[1]) ? [[found[1], text.replace(/\s+/g, " ").trim()]] : [];
    }),
  );
}

/**
 * The same source, where a predicate says yes to everybody when `globalThis.glossRuledOut` answers true to its name.
 * @param {string} source of access.ts
 * @returns {string}
 */
export const mutable = (source) =>
  source.replace(PREDICATE, (head, name) =>
    VALUES.has(name) ? head : `${head} globalThis.glossRuledOut?.("${name}") ? sql\`true\` : `,
  );
