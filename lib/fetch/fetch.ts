import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { PassThrough, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, request } from "undici";
import { ArticleError } from "../article/error";
import { fetchable, hostOf, isPublicAddress } from "./address";

/** How names become addresses. Only tests give one of their own. */
export type Network = {
  resolve: (host: string) => Promise<string[]>;
  /** `address:port` pairs that may be reached although they are not public. */
  permitted: ReadonlySet<string>;
};
const internet: Network = {
  resolve: async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address),
  permitted: new Set(),
};

export type Fetched = { bytes: Uint8Array; contentType: string; url: string };
export type Limits = {
  /** Bytes after decoding, and on the wire. */
  bytes: number;
  /** From the first look-up to the last byte, over all redirects. */
  seconds: number;
  /** The media types taken; empty for any. */
  types: readonly string[];
  accept: string;
};

const MAX_REDIRECTS = 5;
const AGENT = "Gloss/0.1 (article import, on behalf of a reader)";

/**
 * Fetches one public address, and nothing else: each hop's name is resolved once, all its addresses must be public, and
 * the connection goes to those addresses and to no other, whatever the name says a moment later.
 * @throws ArticleError `unreachable`, in the same words for every cause: they must not tell what a network holds
 */
export async function fetchPublic(
  address: string,
  limits: Limits,
  { signal, network = internet }: { signal?: AbortSignal; network?: Network } = {},
): Promise<Fetched> {
  const deadline = AbortSignal.timeout(limits.seconds * 1000);
  const until = signal ? AbortSignal.any([signal, deadline]) : deadline;
  try {
    let next = address;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const answer = await hop(next, limits, until, network);
      if (typeof answer !== "string") return answer;
      next = answer;
    }
  } catch {
    // Refused, unknown, timed out, cut off, too large, not a page: all alike.
  }
  throw new ArticleError("unreachable");
}

/** One request. Answers what was fetched, or the address it redirects to; throws on anything else. */
async function hop(address: string, limits: Limits, signal: AbortSignal, network: Network): Promise<Fetched | string> {
  const ports = new Set([...network.permitted].map((pair) => pair.slice(pair.lastIndexOf(":") + 1)));
  const url = fetchable(address, ports);
  if (!url) throw new Error("not fetchable");
  const addresses = await addressesOf(url, network, signal);
  const agent = new Agent({
    connections: 1,
    maxResponseSize: limits.bytes,
    connect: {
      lookup: (_host, { all }, answer) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = found;
        if (all || !first) answer(null, found);
        else answer(null, first.address, first.family);
      },
    },
  });
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      signal,
      headers: { "user-agent": AGENT, accept: limits.accept, "accept-encoding": "gzip, deflate, br" },
    });
    // Ending the connection early makes the body fail, with nobody reading it.
    body.on("error", () => undefined);
    const header = (name: string) => [headers[name]].flat()[0] ?? "";
    if ([301, 302, 303, 307, 308].includes(statusCode)) {
      return new URL(header("location"), url).href;
    }
    const contentType = header("content-type");
    const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    if (statusCode !== 200 || (limits.types.length > 0 && !limits.types.includes(type))) throw new Error("not wanted");
    if (Number(header("content-length")) > limits.bytes) throw new Error("too large");
    const bytes = await gather(body, header("content-encoding"), limits.bytes, signal);
    return { bytes, contentType, url: url.href };
  } finally {
    // Ends the connection whatever is still under way on it.
    await agent.destroy();
  }
}

async function addressesOf(url: URL, network: Network, signal: AbortSignal): Promise<string[]> {
  const host = hostOf(url);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const addresses = isIP(host) ? [host] : await unless(signal, network.resolve(host));
  const open = (address: string) => isPublicAddress(address) || network.permitted.has(`${address}:${port}`);
  if (addresses.length === 0 || !addresses.every(open)) throw new Error("not public");
  return addresses;
}

/** A look-up cannot be called off; it can be left. */
async function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  return Promise.race([work, stopped]).finally(() => signal.removeEventListener("abort", stop));
}

/** The body, decoded; stops at the first byte too many, so that a small file cannot unfold into a huge one. */
async function gather(body: Readable, encoding: string, most: number, signal: AbortSignal): Promise<Uint8Array> {
  const decoder = decoderFor(encoding.trim().toLowerCase());
  body.on("error", (error) => decoder.destroy(error));
  body.pipe(decoder);
  const parts: Buffer[] = [];
  let length = 0;
  const stop = () => decoder.destroy(new Error("stopped"));
  signal.addEventListener("abort", stop, { once: true });
  try {
    for await (const part of decoder) {
      if (!Buffer.isBuffer(part)) throw new TypeError("a stream of bytes was expected");
      length += part.length;
      if (length > most) throw new Error("too large");
      parts.push(part);
    }
  } finally {
    signal.removeEventListener("abort", stop);
    body.destroy();
  }
  signal.throwIfAborted();
  return Buffer.concat(parts);
}

function decoderFor(encoding: string) {
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "deflate") return createInflate();
  if (encoding === "br") return createBrotliDecompress();
  if (encoding === "" || encoding === "identity") return new PassThrough();
  throw new Error("unknown encoding");
}
