"use server";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { signOut as closeSession, signIn as openSession, origin, ownPath, session, siteUrl } from "@/app/auth";
import { action } from "@/app/boundary";
import { from, remember } from "@/app/device";
import { invitationPath } from "@/app/groups/link";
import * as credentials from "@/db/credentials";
import * as invitations from "@/db/invitations";
import { sendsMail } from "@/db/mail";
import { authenticate } from "@/db/signin";
import * as users from "@/db/users";
import { Problem } from "@/lib/problem";
import { email, newUser, credentials as pair, password } from "@/lib/schemas/user";

/** Forms of those who are not signed in yet, and of who signs out. */

const next = z.string().max(2000).default("/");
const token = z.string().max(100);

/** Where whoever has just confirmed an address goes on: at the invitation that was sent to it. */
async function waitingFor(userId: string): Promise<string> {
  const [one, other] = await invitations.mine({ id: userId });
  if (!one) return "/";
  return other ? "/groups" : invitationPath(one.id);
}

async function enter(userId: string, path: string): Promise<never> {
  await openSession(userId);
  await remember(userId);
  redirect(ownPath(path));
}

export const signUp = action(
  newUser.extend({ next }),
  async (_, given) => {
    const made = await users.signUp(given, siteUrl(), (await origin()).address);
    if (made.status === "made") return enter(made.user.id, given.next);
    after(made.rest);
    redirect("/verify");
  },
  { account: "optional" },
);

export const signIn = action(
  pair.extend({ next }),
  async (_, given) => {
    const { userId, unconfirmed } = await authenticate(given, await from());
    if (unconfirmed) after(() => users.sendVerification(unconfirmed, siteUrl()));
    if (userId) return enter(userId, given.next);
    const unless = sendsMail() ? " If you have not confirmed your address yet, look into your mail." : "";
    throw new Problem(
      401,
      "Not signed in",
      `This address, or login name, and this password do not belong together.${unless}`,
      {
        errors: { password: ["Check the address and the password."] },
      },
    );
  },
  { account: "optional" },
);

export const signOut = action(
  z.object({}),
  async () => {
    if (await session()) await closeSession();
    redirect("/signin?said=signed-out");
  },
  { account: "optional" },
);

export const askReset = action(
  z.object({ email }),
  async (_, given) => {
    after(() => credentials.sendReset(given.email, siteUrl()));
  },
  { account: "optional" },
);

export const resetPassword = action(
  z.object({ token, password }),
  async (_, given) => {
    const userId = await credentials.resetPassword(given.token, given.password);
    if (userId) return enter(userId, "/");
    redirect("/signin?said=reset");
  },
  { account: "optional" },
);

export const confirmAddress = action(
  z.object({ token, password: z.string().max(1024) }),
  async (_, given) => {
    const userId = await credentials.confirmAddress(given.token, given.password, await from());
    // Whoever signed up because a letter invited them goes on from there.
    return enter(userId, await waitingFor(userId));
  },
  { account: "optional" },
);

export const confirmNewAddress = action(
  z.object({ token }),
  async (_, given) => {
    await credentials.confirmNewAddress(given.token);
    redirect("/signin?said=address");
  },
  { account: "optional" },
);

export const cancelNewAddress = action(
  z.object({ token }),
  async (_, given) => {
    await credentials.cancelNewAddress(given.token);
    redirect("/verify?said=cancelled");
  },
  { account: "optional" },
);
