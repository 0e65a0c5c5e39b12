import ipaddr from "ipaddr.js";
import { parseUrl } from "../url";

const ranges = (text: string) => text.split(" ").map((range) => ipaddr.parseCIDR(range));

/**
 * What is not the public internet, by IANA's special-purpose address registries (RFC 6890 and its successors). The two
 * families are kept apart: in one list, an IPv4-mapped range such as ::ffff:0:0/96 would take in all of IPv4.
 */
const NOT_PUBLIC_4 = ranges(
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 " +
    "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 " +
    // Azure answers for its machines' settings on an address that is otherwise public.
    "203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32",
);
/** Public IPv6 is 2000::/3 alone; mapped, NAT64, local and multicast addresses all lie outside it. */
const PUBLIC_6 = ranges("2000::/3");
/** Teredo, ORCHID and benchmarking (2001::/23), documentation, 6to4, AS112. */
const NOT_PUBLIC_6 = ranges("2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20");

const within = (address: ipaddr.IPv4 | ipaddr.IPv6, list: [ipaddr.IPv4 | ipaddr.IPv6, number][]) =>
  list.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));

/** Whether an address, as a resolver or a URL spells it, is on the public internet. Anything unreadable is not. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || text.includes("%")) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === "ipv4") return !within(address, NOT_PUBLIC_4);
  return within(address, PUBLIC_6) && !within(address, NOT_PUBLIC_6);
}

export const PORTS: ReadonlySet<string> = new Set(["80", "443", "8080", "8443"]);
/** Names that no public resolver should know: RFC 6761, 6762, 8375, 9476, ICANN's .internal, and what offices use. */
const PRIVATE_NAMES =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|test|invalid|example|onion|alt|arpa|svc|cluster|consul|docker|intra|workgroup|mshome)$/;

/**
 * The address as it may be fetched, or `null`: http or https, an allowed port, no user info, a public address or a
 * name of more than one part. What the name resolves to is still to be checked, at each fetch.
 * @param extraPorts for tests alone
 */
export function fetchable(raw: string, extraPorts: ReadonlySet<string> = new Set()): URL | null {
  const text = raw.trim();
  if (text.length > 2048 || !/^https?:\/\/[^/]/i.test(text)) return null;
  // Parsers differ on these, so that one may check a host and another connect to a different one.
  if (/[\\\s]|[^/]*@/.test(authority(text)) || hasControl(text)) return null;
  const url = parseUrl(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  if (!PORTS.has(port) && !extraPorts.has(port)) return null;
  const host = hostOf(url);
  if (ipaddr.isValid(host)) return isPublicAddress(host) || extraPorts.has(port) ? url : null;
  const named = /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(host) && host.length <= 253 && !PRIVATE_NAMES.test(host);
  return named && host.split(".").every((label) => label.length <= 63) ? url : null;
}

/** The host without the brackets of IPv6 and the dot of a full name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

const authority = (text: string) => text.slice(text.indexOf("//") + 2).split(/[/?#]/, 1)[0] ?? "";
const hasControl = (text: string) => [...text].some((character) => (character.codePointAt(0) ?? 0) < 33);
