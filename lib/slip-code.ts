import { randomInt } from "node:crypto";
import anyAscii from "any-ascii";

/** Codes that are printed, read and typed: Crockford's signs, which leave out those that are taken for one another. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 16;

const signs = (length: number) => Array.from({ length }, () => SIGNS[randomInt(SIGNS.length)]).join("");

/** A code in four groups, of 80 bits: nobody guesses one, nor finds it by what is kept of it. */
export const newCode = (): string => (signs(LENGTH).match(/.{4}/g) ?? []).join("-");

/** A code as it was made, from how somebody typed it: in any case, with any spaces, O for 0 and I or L for 1. */
export const codeIn = (typed: string): string =>
  (
    typed
      .toUpperCase()
      .replace(/O/g, "0")
      .replace(/[IL]/g, "1")
      .replace(/[^0-9A-Z]/g, "")
      .match(/.{1,4}/g) ?? []
  ).join("-");

/**
 * A login name that says whose it is, in letters that every keyboard has, and that no other has by chance:
 * `gul.yilmaz-7k2mq`. Never with an @.
 */
export function newLogin(name: string): string {
  const words = anyAscii(name.normalize("NFC"))
    .toLowerCase()
    .replace(/[^a-z0-9\s-]/g, "")
    .trim()
    .replace(/[\s-]+/g, ".")
    .slice(0, 24)
    .replace(/^\.+|\.+$/g, "");
  return `${words || "reader"}-${signs(5).toLowerCase()}`;
}
