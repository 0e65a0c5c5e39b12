import type { Outcome } from "./model";

type Ask = {
  body?: unknown /** The revision this was read at, sent as `If-Match`. */;
  revision?: number /** The page may be left before the answer. */;
  keepalive?: boolean;
  /** Whose words these are: the server takes them from nobody else who has signed in in this browser meanwhile. */
  as?: string;
};

/** Nothing answered: offline, or the server is down. Shown as it stands. */
export const UNREACHABLE = "Gloss cannot be reached right now. What you wrote is kept in this browser and sent again.";
export const EXPIRED = "Your session has ended. What you wrote is kept in this browser; sign in to save it.";

/**
 * One call of the API, as an `Outcome`; it never throws. Status 0 means that no answer came, so the same request with the
 * same id may be sent again. The answer is our own server's, so its shape is believed.
 */
export async function call<T>(
  method: string,
  path: string,
  { body, revision, keepalive, as }: Ask = {},
): Promise<Outcome<T>> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (as !== undefined) headers["Gloss-Reader"] = as;
  if (revision !== undefined) headers["If-Match"] = `"${revision}"`;
  try {
    const response = await fetch(`/api/v1/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      keepalive,
      credentials: "same-origin",
      cache: "no-store",
    });
    if (response.ok) return { ok: true, value: response.status === 204 ? undefined : await response.json() };
    const problem = await response.json().catch(() => ({}));
    const message = response.status === 401 ? EXPIRED : (problem.detail ?? "Something went wrong. Try again.");
    const after = Number(response.headers.get("Retry-After")) || undefined;
    const { errors, current, confirm } = problem;
    return { ok: false, status: response.status, message, errors, current, after, confirm: confirm === true };
  } catch {
    return { ok: false, status: 0, message: UNREACHABLE };
  }
}

/** All pages of a list, one after another. `path` may hold a query. */
export async function all<T>(path: string): Promise<Outcome<T[]>> {
  const start = `${path}${path.includes("?") ? "&" : "?"}limit=200`;
  const items: T[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Outcome<{ items: T[]; next: string | null }> = await call(
      "GET",
      `${start}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    if (!page.ok) return { ...page, current: undefined };
    items.push(...page.value.items);
    cursor = page.value.next;
  }
  return { ok: true, value: items };
}

/** The server takes so many of one person's writings in a while; it said when to come again. */
export const TOO_FAST = 429;

const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

/** Sends again what came too fast, when the server said, as long as that is within `longest` seconds each time. */
export async function patiently<T>(longest: number, send: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  let outcome = await send();
  for (
    let tries = 0;
    !outcome.ok && outcome.status === TOO_FAST && (outcome.after ?? 1) <= longest && tries < 5;
    tries++
  ) {
    await pause(outcome.after ?? 1);
    outcome = await send();
  }
  return outcome;
}

/** True when sending the same again later may succeed: no answer, an ended session, a busy or broken server. */
export const passing = (status: number) => status === 0 || status === 401 || status === TOO_FAST || status >= 500;
