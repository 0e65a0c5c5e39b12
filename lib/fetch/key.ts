import { parseUrl } from "../url";

/** Parameters that say how a reader came, not what the page is. */
const TRAIL =
  /^(utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igshid|igsh|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|mkt_tok|vero_id|oly_(anon|enc)_id|wt_mc|cmpid|ref_src|ref_url|s_cid|smid|__twitter_impression|amp)$/i;

/**
 * One spelling for all addresses of a page, to tell whether it was brought in before: without scheme, fragment, what
 * tracks the reader, a default port, `www.` and a trailing slash; parameters in order. `null` when it is no web address.
 */
export function urlKey(address: string): string | null {
  const url = parseUrl(address);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const kept = [...url.searchParams]
    .filter(([name]) => !TRAIL.test(name))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const query = new URLSearchParams(kept).toString();
  const host = url.hostname.replace(/\.$/, "").replace(/^www\.(?=.*\.)/, "");
  // The default port of one scheme is as good as that of the other.
  const port = url.port && !["80", "443"].includes(url.port) ? `:${url.port}` : "";
  const path = url.pathname.replace(/\/+$/, "");
  return `${host}${port}${path}${query && `?${query}`}`;
}
