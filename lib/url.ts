/**
 * An address taken apart; null when it is none. For every such question, in the place of `URL.canParse`: up to Node 22 that
 * begins to refuse each address with a letter like ü once it has been asked some thousand times (its fast path reads Latin-1
 * as UTF-8), and `URL.parse` came with Node 22.
 * @param base resolves a relative address
 */
export function parseUrl(address: string, base?: string | null): URL | null {
  try {
    return new URL(address, base ?? undefined);
  } catch {
    return null;
  }
}
