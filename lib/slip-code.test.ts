import { expect, test } from "vitest";
import { codeIn, newCode, newLogin } from "./slip-code";

test("a code is four groups of signs that nobody takes for one another, and read as it is typed", () => {
  const code = newCode();
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  expect(codeIn(code)).toBe(code);
  expect(codeIn(code.toLowerCase().replaceAll("-", " "))).toBe(code);
  expect(codeIn("o1Il-abcd")).toBe("0111-ABCD");
  expect(codeIn("")).toBe("");
  expect(new Set(Array.from({ length: 500 }, newCode)).size).toBe(500);
});

test("a login name says whose it is, in letters that every keyboard has", () => {
  expect(newLogin("Zoë  Brontë-Smith")).toMatch(/^zoe\.bronte\.smith-[0-9a-z]{5}$/);
  expect(newLogin("Gül Yılmaz")).toMatch(/^gul\.yilmaz-[0-9a-z]{5}$/);
  expect(newLogin("Łukasz Żółć")).toMatch(/^lukasz\.zolc-[0-9a-z]{5}$/);
  expect(newLogin("Мария Иванова")).toMatch(/^mariya\.ivanova-[0-9a-z]{5}$/);
  expect(newLogin("王芳")).toMatch(/^wangfang-[0-9a-z]{5}$/);
  expect(newLogin("-- @ --")).toMatch(/^reader-[0-9a-z]{5}$/);
  expect(newLogin("x".repeat(80))).toHaveLength(30);
});
