import { parseUrl } from "./url";

/**
 * The path, query and fragment that an address asked for leads to within `site`; `/` for an address elsewhere, in whatever
 * disguise. A browser that is sent to the path alone stays here: `/.//host` is a path of ours whose dots resolve to `//host`,
 * which on its own would name another host.
 * @param site our own origin
 */
export function ownPath(asked: string, site: string): string {
  const url = parseUrl(asked, site);
  if (url?.origin !== site) return "/";
  const path = url.pathname + url.search + url.hash;
  return parseUrl(path, site)?.href === url.href ? path : "/";
}
