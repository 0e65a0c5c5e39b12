import { expect, test } from "vitest";
import { encode } from "@/lib/testing";
import { ACCEPTED, readAs, readFile, toAddress } from "./source";

test.each([
  ["example.org/page", "https://example.org/page"],
  [" http://example.org:8080/ ", "http://example.org:8080/"],
  ["example.org:8080/a", "https://example.org:8080/a"],
  ["hello", null],
  ["two words.org", null],
  ["javascript:alert(1)", null],
  ["ftp://example.org/", null],
  ["ann@example.org", null],
  ["https://", null],
])("%s as an address", (typed, address) => expect(toAddress(typed)).toBe(address));

test.each(["a.mkd", "a.MDX", "a.mdown", "a.mkdn", "a.markdown"])("%s is Markdown", async (name) => {
  expect(await readFile(new File(["# T"], name))).toMatchObject({ way: "taken", as: "markdown", text: "# T" });
  expect(ACCEPTED.split(",")).toContain(/\.\w+$/.exec(name)?.[0].toLowerCase());
});

test.each(["a.txt", "a.md", "a.html"])(
  "%s in an encoding it does not name is read, and in another when asked",
  async (name) => {
    const words = "Осенью река поднимается выше старого моста, и паромщик ждёт, пока вода спадёт.";
    const taken = await readFile(new File([encode(words, "koi8-u")], name), ["en"]);
    expect(taken).toMatchObject({ text: words, encoded: { encoding: "koi8-u", guessed: true } });
    const other = await readAs(taken, "windows-1251");
    expect(other.text).toMatch(/^пУЕОША /);
    expect(other).toMatchObject({ name, encoded: { encoding: "windows-1251", guessed: false } });
    expect((await readAs(other, "koi8-u")).text).toBe(words);
  },
);

test("of a file that is all ASCII there is nothing to choose", async () => {
  expect((await readFile(new File(["plain"], "a.txt"))).encoded).toBeUndefined();
  expect((await readFile(new File(["naïve"], "a.txt"))).encoded).toMatchObject({ encoding: "utf-8", guessed: false });
});
