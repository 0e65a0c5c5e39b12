import { after } from "next/server";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { openSession, origin, ownPage, secret, secure, sidOf, siteUrl, viewer } from "@/app/auth";
import { from, remember } from "@/app/device";
import { providers } from "@/app/providers";
import { log } from "@/db/log";
import * as sessions from "@/db/sessions";
import { authenticate, enter } from "@/db/signin";
import { sendVerification } from "@/db/users";
import { Problem } from "@/lib/problem";
import { credentials } from "@/lib/schemas/user";

/** What one request came to, where next-auth's own answers say too little. */
export type Outcome = { problem: Problem | null; entered: string | null };

/** next-auth, for one request. It is made anew for each, so that its callbacks can speak to the route around it. */
export function options(outcome: Outcome): AuthOptions {
  return {
    secret: secret(),
    useSecureCookies: secure(),
    session: { strategy: "jwt", maxAge: sessions.SESSION_SECONDS },
    pages: { signIn: "/signin", error: "/signin", signOut: "/signout" },
    logger: {
      // A revoked session is no error of ours. Of the rest the operator gets the kind; a provider's words, or a statement's, may hold an address.
      error(code, about) {
        const cause = about instanceof Error ? about : about.error;
        if (code !== "JWT_SESSION_ERROR") log.warn({ code, err: cause }, "signing in failed");
      },
      warn: () => {},
      debug: () => {},
    },
    providers: [password(outcome), ...providers()],
    callbacks: {
      /** Where to go after signing in: only ever to a page of ours. */
      redirect: ({ url }) => ownPage(url),
      async signIn({ account, profile, user }) {
        if (!account || account.type === "credentials") return true;
        const answer = await enter(
          {
            provider: account.provider,
            providerAccountId: account.providerAccountId,
            name: (user.name || user.email || "Reader").replace(/\s+/gu, " ").trim().slice(0, 80),
            email: user.email ?? null,
            emailVerified: vouched.safeParse(profile).success,
          },
          await viewer(),
          (await origin()).address,
        );
        if ("refused" in answer) return `/signin?refused=${answer.refused}`;
        outcome.entered = answer.userId;
        return true;
      },
      async jwt({ token, user }) {
        if (user) {
          const userId = outcome.entered ?? user.id;
          await remember(userId);
          return { sub: userId, sid: await openSession(userId) };
        }
        const sid = sidOf(token);
        // Thrown, next-auth answers as for nobody and takes the cookie away.
        if (sid === null || !(await sessions.live(sid))) throw new Error("revoked");
        return { sub: token.sub, sid };
      },
      async session({ session, token }) {
        const sid = sidOf(token);
        const live = sid === null ? null : await sessions.live(sid);
        if (!live) throw new Error("revoked");
        return { expires: session.expires, user: { name: live.account.name, email: live.account.email } };
      },
    },
    events: {
      async signOut({ token }) {
        const sid = sidOf(token);
        if (sid) await sessions.close(sid);
      },
    },
  };
}

const password = (outcome: Outcome) =>
  Credentials({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(sent) {
      const given = credentials.safeParse(sent);
      if (!given.success) return null;
      try {
        const { userId, unconfirmed } = await authenticate(given.data, await from());
        if (unconfirmed) after(() => sendVerification(unconfirmed, siteUrl()));
        return userId === null ? null : { id: userId };
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        outcome.problem = error;
        return null;
      }
    },
  });

const vouched = z.object({ email_verified: z.literal(true) });
