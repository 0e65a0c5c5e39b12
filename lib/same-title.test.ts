import { expect, test } from "vitest";
import { distinguish, type Titled } from "./same-title";

const reading = (id: string, more: Partial<Titled> = {}): Titled => ({
  ...{ id, title: "The ferry", byline: null, publishedAt: null, addedBy: { name: "Lea" } },
  createdAt: "2026-03-01T10:00:00.000Z",
  ...more,
});
const words = (...readings: Titled[]) => readings.map(({ id }) => distinguish(readings).get(id));

test("a title that stands alone needs no more", () => {
  expect(words(reading("a"), reading("b", { title: "Another" }))).toEqual(["", ""]);
});

test("readings of one title are told apart by what differs, and by no more than that", () => {
  const byAda = reading("a", { byline: "Ada Byron", publishedAt: "2024" });
  const byBo = reading("b", { byline: "Bo Marsh", publishedAt: "2025" });
  expect(words(byAda, byBo)).toEqual(["Ada Byron", "Bo Marsh"]);
  expect(words(byAda, { ...byBo, byline: "Ada Byron" })).toEqual(["2024", "2025"]);
  expect(words(reading("a"), reading("b", { addedBy: { name: "Ann" } }))).toEqual(["added by Lea", "added by Ann"]);
  expect(words(reading("a"), reading("b", { createdAt: "2026-03-02T10:00:00.000Z" }))).toEqual([
    "added 1 Mar 2026",
    "added 2 Mar 2026",
  ]);
  expect(words(reading("a"), reading("b", { createdAt: "2026-03-01T10:07:00.000Z" }))).toEqual([
    "added 1 Mar 2026, 10:00 UTC",
    "added 1 Mar 2026, 10:07 UTC",
  ]);
});

test("three of one title take two facets where one leaves two of them alike, whatever the case and the spaces", () => {
  const title = "the  FERRY ";
  expect(
    words(
      reading("a", { byline: "Ada Byron" }),
      reading("b", { byline: "Ada Byron", publishedAt: "2025", title }),
      reading("c", { title }),
    ),
  ).toEqual(["Ada Byron", "Ada Byron · 2025", ""]);
});
