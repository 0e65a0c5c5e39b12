import { expect, test } from "vitest";
import { credentials, email, password, readingSettings, readingSettingsPatch } from "./user";

const said = (value: string) => password.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

test.each([
  ["", ["At least 8 characters."]],
  ["abcdefg", ["At least 8 characters."]],
  ["x".repeat(129), ["At most 128 characters."]],
  ["Password123!", ["That password is on every list of common ones. Choose another."]],
  ["aaaaaaaa", ["That password is on every list of common ones. Choose another."]],
  ["12345678", ["That password is on every list of common ones. Choose another."]],
  ["tall grey heron", []],
  [`${"length is fine up to here ".repeat(4)}and exactly 128 chars.`, []],
])("%s as a password: %j", (value, messages) => {
  expect(said(value)).toEqual(messages);
});

test("an address is compared without case and without spaces around it", () => {
  expect(email.parse("  Ada@Example.ORG ")).toBe("ada@example.org");
  expect(credentials.parse({ email: " Ada@Example.ORG", password: " kept as typed " })).toEqual({
    email: "ada@example.org",
    password: " kept as typed ",
  });
});

test.each(["", "ada", "ada@", "a b@example.org", `${"a".repeat(250)}@example.org`])("%s is no address", (value) => {
  expect(email.safeParse(value).success).toBe(false);
});

test("what the database cannot hold is refused before it gets there", () => {
  expect(credentials.safeParse({ email: "a\0@example.org", password: "x" }).success).toBe(false);
});

test("a change of some settings leaves the others alone, where the whole fills them in", () => {
  expect(readingSettingsPatch.parse({ theme: "dark" })).toEqual({ theme: "dark" });
  expect(readingSettings.parse({ theme: "dark" })).toMatchObject({ theme: "dark", size: 20, face: "serif" });
});
