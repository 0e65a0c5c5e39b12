import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/**
 * Where somebody is in what happened, as the id of a live event: per article the number of the last event they were told of,
 * and with which rights. Opaque to its holder and of one length whatever the numbers, so that how much is hidden from them
 * cannot be told from it.
 */
export type Place = { seq: number; rights: string };

const UUID = 16;
const SEQ = 6;
const RIGHTS = 8;
const EACH = UUID + SEQ + RIGHTS;
const IV = 12;
const TAG = 16;

export const keyOf = (secret: string): Buffer => createHash("sha256").update(`gloss live ${secret}`).digest();

/** The rights are 16 digits in hex. */
export function seal(key: Buffer, places: ReadonlyMap<string, Place>): string {
  const said = Buffer.alloc(places.size * EACH);
  let at = 0;
  for (const [article, { seq, rights }] of places) {
    said.write(article.replaceAll("-", ""), at, UUID, "hex");
    said.writeUIntBE(seq, at + UUID, SEQ);
    said.write(rights, at + UUID + SEQ, RIGHTS, "hex");
    at += EACH;
  }
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  return Buffer.concat([iv, cipher.update(said), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

/** Null for what we did not seal. */
export function unseal(key: Buffer, token: string): Map<string, Place> | null {
  try {
    const bytes = Buffer.from(token, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV));
    decipher.setAuthTag(bytes.subarray(-TAG));
    const said = Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
    const places = new Map<string, Place>();
    for (let at = 0; at < said.length; at += EACH) {
      const hex = said.toString("hex", at, at + UUID);
      const article = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
      const rights = said.toString("hex", at + UUID + SEQ, at + EACH);
      places.set(article, { seq: said.readUIntBE(at + UUID, SEQ), rights });
    }
    return places;
  } catch {
    return null;
  }
}
