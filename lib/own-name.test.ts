import { expect, test } from "vitest";
import { ownNameIn } from "./own-name";

test("the first and the last name are found as whole words, however they are written", () => {
  expect(ownNameIn("As Ann I would say so", "Ann Berg")).toBe("Ann");
  expect(ownNameIn("that is berg’s own view", "Ann Berg")).toBe("Berg");
  expect(ownNameIn("jose wrote this", "José da Silva")).toBe("José");
  expect(ownNameIn("— Anna-Lena", "Anna-Lena Ott")).toBe("Anna-Lena");
  expect(ownNameIn("我是李小明。", "李小明")).toBe("李小明");
});

test("a part of another word, a middle name and two letters are not one’s name", () => {
  expect(ownNameIn("Planned in Bergen annually", "Ann Berg")).toBeNull();
  expect(ownNameIn("Maria said so", "Ann Maria Berg")).toBeNull();
  expect(ownNameIn("Bo waved", "Bo Li")).toBeNull();
  expect(ownNameIn("Nobody here", "")).toBeNull();
});

test("a name that is a word too counts with a capital alone", () => {
  expect(ownNameIn("they will rise", "Will Stone")).toBeNull();
  expect(ownNameIn("Will thinks so", "Will Stone")).toBe("Will");
});
