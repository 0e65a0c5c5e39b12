/**
 * The path, query and fragment that an address asked for leads to within `site`; `/` for an address elsewhere, in whatever
 * disguise. A browser that is sent to the path alone stays here: `/.//host` is a path of ours whose dots resolve to `//host`,
 * which on its own would name another host.
 * @param site our own origin
 */
export function ownPath(asked: string, site: string): string {
  const url = URL.canParse(asked, site) ? new URL(asked, site) : null;
  if (url?.origin !== site) return "/";
  const path = url.pathname + url.search + url.hash;
  return URL.canParse(path, site) && new URL(path, site).href === url.href ? path : "/";
}
