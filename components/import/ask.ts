import type { Preview } from "@/lib/schemas/article";

export type Answer<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      status: number;
      message: string;
      errors?: Record<string, string[]>;
      /** Which of the known failures of an import it is. */
      reason?: string;
    };

const UNREACHABLE = "Gloss cannot be reached right now. Nothing you typed is lost; try again in a moment.";
const SIGNED_OUT = "You are signed out. Nothing you typed is lost: sign in, and come back to this page.";

/** One writing call of the API that can be cancelled. Null when it was. The answer is our own server's. */
export async function post<T>(path: string, body: unknown, signal: AbortSignal): Promise<Answer<T> | null> {
  try {
    const response = await fetch(`/api/v1/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    if (response.ok) return { ok: true, value: await response.json() };
    const problem = await response.json().catch(() => ({}));
    const message = response.status === 401 ? SIGNED_OUT : (problem.detail ?? UNREACHABLE);
    return { ok: false, status: response.status, message, errors: problem.errors, reason: problem.reason };
  } catch {
    return signal.aborted ? null : { ok: false, status: 0, message: UNREACHABLE };
  }
}

/** What an import is understood to be; nothing is saved. */
export const understand = (body: object, signal: AbortSignal) => post<Preview>("imports", body, signal);
/** Saves an understood import with its reader's corrections. */
export const save = (body: { importId: string } & Record<string, string>, signal: AbortSignal) =>
  post<{ id: string }>("articles", body, signal);
/** Brings a saved article to a group. */
export const bring = (groupId: string, articleId: string, signal: AbortSignal) =>
  post<unknown>(`groups/${groupId}/readings`, { articleId }, signal);
