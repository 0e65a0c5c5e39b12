/** So many characters of each part: a system's own limit for the whole is 255 bytes. */
const MOST = 40;

/** A part of a file's name: letters and digits of any script, parted by single hyphens. */
const part = (text: string): string =>
  [...text.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")]
    .slice(0, MOST)
    .join("")
    .replace(/^-+|-+$/g, "");

/**
 * The `Content-Disposition` of a file to be saved (RFC 6266): its name in whatever script, and in ASCII for what reads no
 * other.
 * @param parts of the name, in order; what leaves nothing is passed over
 */
export function attachment(parts: readonly string[], end: string): string {
  const name = `${parts.map(part).filter(Boolean).join("-")}.${end}`;
  const ascii = `${parts
    .map((one) => part(one.normalize("NFKD").replace(/[^\x20-\x7e]/g, "")))
    .filter(Boolean)
    .join("-")}.${end}`;
  // A part holds letters, marks and digits alone, so that nothing of RFC 8187 is left unescaped.
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
