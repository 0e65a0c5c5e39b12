import { expect, test } from "vitest";
import { languageOf } from "./language";

test("words in another language than the page's say so", () => {
  expect(languageOf({ language: "ar", dir: "rtl" })).toEqual({ lang: "ar", dir: "rtl" });
  expect(languageOf({ language: "de-CH", dir: "ltr" })).toEqual({ lang: "de-CH", dir: "ltr" });
});

test("words in the page's language, or in one that nobody knows, do not", () => {
  for (const language of ["en", "en-GB", "EN", null, undefined, ""])
    expect(languageOf({ language, dir: "ltr" })).toEqual({ dir: "ltr" });
});

test("where the direction is not known the words decide it", () => {
  expect(languageOf()).toEqual({ dir: "auto" });
  expect(languageOf({ language: "fa" })).toEqual({ lang: "fa", dir: "auto" });
});
