import { expect, test } from "vitest";
import { parse } from "./markdown";
import { quotation } from "./quoting";

test("every line is quoted, and whose words they are stands last", () => {
  expect(quotation("One.\n\nTwo.\n", "Ada Byron")).toBe("> One.\n>\n> Two.\n>\n> — Ada Byron\n\n");
  expect(quotation("One.", null)).toBe("> One.\n\n");
  const [quote] = parse(quotation("One.\n\nTwo.", "Ada Byron"));
  expect(quote).toEqual({
    is: "quote",
    of: [
      { is: "p", of: ["One."] },
      { is: "p", of: ["Two."] },
      { is: "p", of: ["— Ada Byron"] },
    ],
  });
});

test("what was quoted there already is left out, unless it is all there is", () => {
  expect(quotation("> Before.\n>\n> — Bob\n\nNo.", "Ada")).toBe("> No.\n>\n> — Ada\n\n");
  expect(quotation("> Before.", "Ada")).toBe("> > Before.\n>\n> — Ada\n\n");
});

test("a long text is cut between words", () => {
  const [first] = quotation("word ".repeat(1000), "Ada").split("\n");
  expect(first?.length).toBeLessThan(1210);
  expect(first).toMatch(/word …$/);
});
