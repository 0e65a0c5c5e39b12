import { expect, test } from "vitest";
import { byFamilyName, guessParts, joinName, languagesIn, nameInAddress, splitAtComma } from "./names";

test.each([
  ["Ada Byron", "Ada", "Byron"],
  ["Byron, Ada", "Ada", "Byron"],
  ["Ludwig van Beethoven", "Ludwig", "van Beethoven"],
  ["Ana de la Cruz", "Ana", "de la Cruz"],
  ["Martin Luther King Jr.", "Martin Luther", "King Jr."],
  ["Plato", "", "Plato"],
  ["山田 太郎", "太郎", "山田"],
  ["沈美", "", "沈美"],
  ["Мария Иванова", "Мария", "Иванова"],
])("%s: %s, of the family %s", (name, given, family) => expect(guessParts(name)).toEqual({ given, family }));

test("a comma that belongs to a title parts nothing", () => {
  expect(splitAtComma("Martin King, Jr.")).toBeNull();
  expect(splitAtComma("a, b, c")).toBeNull();
});

test("parts are said together as their script has it", () => {
  expect(joinName({ given: "Ada", family: "Byron" })).toBe("Ada Byron");
  expect(joinName({ given: "太郎", family: "山田" })).toBe("山田太郎");
  expect(joinName({ given: null, family: "Byron" })).toBe("Byron");
});

test("an order by family name goes by the reader's language, and by what a roster says of a name", () => {
  const names = ["Zoe Ahl", "Ada Zorn", "Eva Ödman", "Bo Öberg", "Ann Olsson"];
  const sorted = (languages: string[]) =>
    names
      .map((name) => ({ name }))
      .toSorted(byFamilyName(languages))
      .map(({ name }) => name);
  expect(sorted(["sv"])).toEqual(["Zoe Ahl", "Ann Olsson", "Ada Zorn", "Bo Öberg", "Eva Ödman"]);
  expect(sorted(["de"])).toEqual(["Zoe Ahl", "Bo Öberg", "Eva Ödman", "Ann Olsson", "Ada Zorn"]);
  expect(sorted(["no such language", "xx-nonsense-"])).toEqual(sorted(["en"]));
  const said = [{ name: "Juan García Lorca", given: "Juan", family: "García Lorca" }, { name: "Eva Kim" }];
  expect(said.toSorted(byFamilyName(["es"])).map(({ name }) => name)).toEqual(["Juan García Lorca", "Eva Kim"]);
});

test("a browser's languages are those it likes best first, and nonsense is none", () => {
  expect(languagesIn("de-CH, fr;q=0.9, en;q=0.8, *;q=0.5")).toEqual(["de-CH", "fr", "en"]);
  expect(languagesIn("en;q=0.1,sv")).toEqual(["sv", "en"]);
  expect(languagesIn(null)).toEqual([]);
  expect(languagesIn("x".repeat(10_000))).toEqual([]);
});

test("an address alone tells a name", () => {
  expect(nameInAddress("ada.byron2@example.org")).toBe("Ada Byron");
  expect(nameInAddress("17@example.org")).toBe("17@example.org");
});
