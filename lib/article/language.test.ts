import { expect, test } from "vitest";
import { countWords, direction, guessLanguage } from "./language";
import { toDate, toLanguage } from "./page";

test.each([
  [
    "en",
    "The harbour was quiet and the ships that were waiting for the tide had not moved from their places this week.",
  ],
  [
    "de",
    "Der Hafen war still, und die Schiffe, die auf die Flut warteten, sind nicht von der Stelle gekommen, wie man auch sagt.",
  ],
  [
    "fr",
    "Le port est calme et les navires qui attendent la marée ne sont pas dans les bassins, avec une brume sur des quais.",
  ],
  ["ja", "港は静かで、潮を待つ船はまだ動いていませんでした。朝になると風が出ました。"],
  ["zh", "港口很安静，等待涨潮的船只还没有移动。早晨起风了，人们开始工作，天气很好。"],
  ["ru", "Гавань была тиха, и корабли, ждавшие прилива, ещё не двинулись с места, хотя ветер был."],
  ["el", "Το λιμάνι ήταν ήσυχο και τα πλοία περίμεναν την παλίρροια όλη τη μέρα."],
  [null, "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed eiusmod tempor incididunt labore magna aliqua."],
  [null, "кот кот кот кот кот кот кот кот кот кот кот"],
  [null, "Short."],
])("%s", (language, text) => expect(guessLanguage(text)).toBe(language));

test("direction follows most of the letters", () => {
  expect([direction("שלום עולם, hello"), direction("hello, שלום"), direction("123")]).toEqual(["rtl", "ltr", "ltr"]);
});

test.each([
  ["One two — three's", 3],
  ["well-known: 3.14 €", 2],
  ["港は", 2],
  ["", 0],
])("%s", (text, words) => expect(countWords(text)).toBe(words));

test.each([
  ["2026-03-14T23:30:00-08:00", "2026-03-14"],
  ["2026-03", "2026-03"],
  ["1999", "1999"],
  ["March 14, 2026", "2026-03-14"],
  ["2026-02-31", null],
  ["yesterday", null],
  ["", null],
  [null, null],
])("the date %s", (given, date) => expect(toDate(given)).toBe(date));

test.each([
  ["EN-gb", "en-gb"],
  ["pt_BR", "pt-BR"],
  ["x", null],
  ["<script>", null],
])("the language %s", (given, language) => expect(toLanguage(given)).toBe(language));
