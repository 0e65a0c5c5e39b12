import { expect, test } from "vitest";
import { annotationQuery } from "@/lib/schemas/annotation";
import { libraryQuery } from "@/lib/schemas/article";
import * as annotations from "./annotations";
import * as articles from "./articles";
import { cursorOf } from "./paging";
import * as seeds from "./testing.world";

const ID = "00000000-0000-7000-8000-000000000000";
const refused = { status: 400, more: { errors: { cursor: [expect.any(String)] } } };

test.each([
  ["no JSON", "%%%"],
  ["another shape", cursorOf("a", "b", "c")],
  ["a number too large for the database", cursorOf(99_999_999_999, 0, ID)],
])("a cursor that is %s is refused, not tried on the database", async (_, cursor) => {
  const { reader } = await seeds.people("reader");
  const { id } = await seeds.article(reader);
  await expect(annotations.list(reader, id, annotationQuery.parse({ cursor }))).rejects.toMatchObject(refused);
});

test.each(["0000-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "yesterday"])(
  "a cursor with the time %s is refused",
  async (time) => {
    const { reader } = await seeds.people("reader");
    const query = libraryQuery.parse({ cursor: cursorOf(time, ID) });
    await expect(articles.list(reader, query)).rejects.toMatchObject(refused);
  },
);
