import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** A secret to hand out once: 32 random bytes, base64url (43 characters). */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What is kept of a secret: its SHA-256 in hex. Enough for 32 random bytes; never for a password. */
export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** HMAC-SHA-256 of `text` in base64url. `purpose` keeps one secret's uses apart. */
export const sign = (secret: string, purpose: string, text: string): string =>
  createHmac("sha256", secret).update(`${purpose}\n${text}`).digest("base64url");

/** Compares in a time that does not depend on where the two differ. */
export function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(hashOf(a)), Buffer.from(hashOf(b))];
  return timingSafeEqual(x, y);
}
