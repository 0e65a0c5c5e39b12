import { cookies } from "next/headers";
import type { From } from "@/db/signin";
import { newToken, same, sign } from "@/lib/token";
import { cookieOptions, origin, secret, secure } from "./auth";

/**
 * The device cookie: a browser in which a person signed in before is known again, and answers for its own failures
 * alone (`db/failures.ts`). It lets nobody in. `userId.id.signature`, one for each person who uses this browser.
 */
const YEAR = 365 * 24 * 60 * 60;
const PEOPLE = 5;
const cookieName = () => `${secure() ? "__Secure-" : ""}gloss.device`;

const sealed = (userId: string, id: string) => `${userId}.${id}.${sign(secret(), "device", `${userId}.${id}`)}`;

async function carried(): Promise<{ userId: string; id: string }[]> {
  const value = (await cookies()).get(cookieName())?.value ?? "";
  return value
    .split("~")
    .slice(0, PEOPLE)
    .flatMap((part) => {
      const [userId = "", id = ""] = part.split(".");
      return same(part, sealed(userId, id)) ? [{ userId, id }] : [];
    });
}

/** Where an attempt to sign in comes from. */
export async function from(): Promise<From> {
  const known = await carried();
  return {
    address: (await origin()).address,
    deviceOf: (userId) => known.find((one) => one.userId === userId)?.id ?? null,
  };
}

/** Knows this browser again when this person, who has just signed in, does so next time. */
export async function remember(userId: string): Promise<void> {
  const others = (await carried()).filter((one) => one.userId !== userId);
  const all = [{ userId, id: newToken() }, ...others].slice(0, PEOPLE);
  const value = all.map((one) => sealed(one.userId, one.id)).join("~");
  (await cookies()).set(cookieName(), value, { ...cookieOptions(), maxAge: YEAR });
}
