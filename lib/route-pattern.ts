/** The patterns of an `app` folder's routes, as `/articles/[id]`: what may be said of a request without saying of whom. */

type Node = { fixed: Map<string, Node>; one: [name: string, node: Node] | null; rest: string | null; end: boolean };
const node = (): Node => ({ fixed: new Map(), one: null, rest: null, end: false });

/** What is none of ours, as one pattern: otherwise whoever guesses addresses would make a name for each. */
const OTHER = "(other)";

/**
 * @param files paths below `app`
 * @returns the pattern of the route that a path belongs to; a fixed name goes before a parameter, as in Next
 */
export function compileRoutes(files: readonly string[]): (path: string) => string {
  const root = node();
  for (const file of files) {
    const parts = file.split(/[\\/]/);
    if (!/^(?:page\.tsx|route\.ts|icon\.svg)$/.test(parts.at(-1) ?? "")) continue;
    // An icon answers under its own name.
    if (parts.at(-1) !== "icon.svg") parts.pop();
    let at: Node | null = root;
    for (const part of parts) {
      if (/^\(.*\)$/.test(part)) continue;
      if (part.startsWith("[...")) {
        at.rest = part;
        at = null;
        break;
      }
      const next: Node = part.startsWith("[") ? (at.one?.[1] ?? node()) : (at.fixed.get(part) ?? node());
      if (part.startsWith("[")) at.one = [part, next];
      else at.fixed.set(part, next);
      at = next;
    }
    if (at) at.end = true;
  }
  return (path) => {
    if (path.startsWith("/_next/static/")) return "/_next/static";
    const parts = path.split("/").filter(Boolean);
    return found(root, parts, 0) ?? OTHER;
  };
}

function found(at: Node, parts: readonly string[], depth: number): string | null {
  const part = parts[depth];
  if (part === undefined) return at.end ? (depth === 0 ? "/" : "") : null;
  const fixed = at.fixed.get(part);
  const through = fixed && found(fixed, parts, depth + 1);
  if (through !== undefined && through !== null) return `/${part}${through}`;
  const one = at.one && found(at.one[1], parts, depth + 1);
  if (at.one && one !== null) return `/${at.one[0]}${one}`;
  return at.rest === null ? null : `/${at.rest}`;
}
