import { cookies, headers } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { cache } from "react";
import { z } from "zod";
import { isUnavailable } from "@/db/client";
import * as sessions from "@/db/sessions";
import { setting, siteUrl } from "@/db/settings.mjs";
import { ownPath as pathWithin } from "@/lib/own-path";
import { UNAVAILABLE } from "@/lib/problem";
import type { Viewer } from "@/lib/schemas/user";
import { directCookie } from "./asking";

/**
 * Who asks, and signing in and out: next-auth behind our own face. Its token carries a random session id and nothing
 * else; whether that session still stands is asked of the database on every request.
 */

export { siteUrl };

/** The path of this site that an address asked for leads to, or its front page. Without the host: a redirect of ours may happen under either of this machine's names. */
export const ownPath = (asked: string): string => pathWithin(asked, siteUrl());
/** The same with the host in front. */
export const ownPage = (asked: string): string => siteUrl() + ownPath(asked);

export const secure = (): boolean => siteUrl().startsWith("https:");
export const sessionCookie = (): string => `${secure() ? "__Secure-" : ""}next-auth.session-token`;
export const cookieOptions = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: secure() });

/** @throws Error when there is none: a server that cannot sign anything must not start serving */
export function secret(): string {
  const value = setting("GLOSS_SECRET");
  if (!value) throw new Error("GLOSS_SECRET is not set, and nothing made one.");
  return value;
}

const token = z.object({ sid: z.string() });

/** The session id in a token of ours, or null. */
export const sidOf = (decoded: unknown): string | null => token.safeParse(decoded).data?.sid ?? null;

async function sid(): Promise<string | null> {
  const carried = (directCookie(sessionCookie()) ?? (await cookies()).get(sessionCookie()))?.value;
  return carried ? opened(carried) : null;
}

/** Tokens that were opened already, with the id in each: opening one costs more than looking its session up. */
const TOKENS = new Map<string, string>();
const MOST_TOKENS = 2_000;

async function opened(carried: string): Promise<string | null> {
  const known = TOKENS.get(carried);
  if (known) return known;
  // A token that was tampered with, or sealed with another secret, is no token.
  const inside = sidOf(await decode({ token: carried, secret: secret() }).catch(() => null));
  if (inside === null) return null;
  // The oldest goes; that a session still stands is asked of the database in any case.
  if (TOKENS.size >= MOST_TOKENS) TOKENS.delete(TOKENS.keys().next().value ?? "");
  TOKENS.set(carried, inside);
  return inside;
}

/** The session of this request, once per request. */
export const session = cache(async () => {
  const carried = await sid();
  return carried === null ? null : sessions.live(carried);
});

/** Whoever asks; null when nobody is signed in. Once per request. */
export async function viewer(): Promise<Viewer> {
  try {
    return (await session())?.account ?? null;
  } catch (error) {
    // Next hides from the browser what went wrong on the server, but for this word; the page of the error reads it.
    throw isUnavailable(error)
      ? Object.assign(new Error("The database does not answer.", { cause: error }), { digest: UNAVAILABLE })
      : error;
  }
}

/** Where this request comes from. The header is set by our own server, which overwrites what a client sends. */
export async function origin(): Promise<sessions.Origin> {
  const sent = await headers();
  return { address: sent.get("x-gloss-address") ?? "unknown", userAgent: sent.get("user-agent") ?? "" };
}

/** Opens a session for this browser in place of the one it had. @returns the id for its token */
export async function openSession(userId: string): Promise<string> {
  const former = await sid();
  if (former) await sessions.close(former);
  return sessions.open(userId, await origin());
}

/** Signs this browser in as a person whose right to it was already proved. */
export async function signIn(userId: string): Promise<void> {
  const maxAge = sessions.SESSION_SECONDS;
  const token = { sub: userId, sid: await openSession(userId) };
  (await cookies()).set(sessionCookie(), await encode({ token, secret: secret(), maxAge }), {
    ...cookieOptions(),
    maxAge,
  });
}

/** Signs this browser out; its token is worth nothing afterwards, wherever it was copied to. */
export async function signOut(): Promise<void> {
  const carried = await sid();
  if (carried) await sessions.close(carried);
  (await cookies()).set(sessionCookie(), "", { ...cookieOptions(), maxAge: 0 });
}
