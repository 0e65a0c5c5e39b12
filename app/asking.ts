import { AsyncLocalStorage } from "node:async_hooks";

/** The request that is answered without Next around it (see `direct.ts`), whose `cookies()` knows nothing of it. */
export const asking = new AsyncLocalStorage<Request>();

/** A cookie of the request that is answered directly; undefined where Next answers. */
export function directCookie(name: string): { value: string | undefined } | undefined {
  const request = asking.getStore();
  if (!request) return undefined;
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return { value: decoded(pair.slice(at + 1).trim()) };
  }
  return { value: undefined };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
