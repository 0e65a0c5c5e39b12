import { expect, test } from "vitest";
import { COLOURS } from "@/lib/colours";
import { newVocabulary, vocabularyForm } from "@/lib/schemas/group";
import * as annotations from "./annotations";
import * as groups from "./groups";
import * as seeds from "./testing.world";
import * as vocabulary from "./vocabulary";

test("a group's tags stand in the order they were set in, beside the article, and notes keep theirs", async () => {
  const { ada, ben } = await seeds.people("ada", "ben");
  const page = await seeds.article(ada);
  const group = await seeds.circle(ada, [ben], [page.id]);
  const tags = COLOURS.map((colour, i) => ({ tag: `t${9 - i}`, colour, help: `When ${colour}.` }));
  await vocabulary.set(ada, group.id, tags);
  expect(await vocabulary.of(ben, group.id)).toEqual(tags);
  expect((await groups.readingIt(ben, page.id))[0]?.vocabulary).toEqual(tags);
  const note = await seeds.mark(ben, page.id, { layer: "group", groupId: group.id, tags: ["t9"] });
  await Promise.all([
    vocabulary.set(ada, group.id, tags.slice(1, 3)),
    vocabulary.set(ada, group.id, tags.slice(1, 3).reverse()),
  ]);
  expect(await vocabulary.of(ben, group.id)).toHaveLength(2);
  expect((await annotations.read(ben, note.id)).tags).toEqual(["t9"]);
});

test("fifty tags at most, each once, of a colour that there is", () => {
  const many = (n: number) => ({ items: Array.from({ length: n }, (_, i) => ({ tag: `t${i}`, colour: "red" })) });
  expect(newVocabulary.safeParse(many(50)).success).toBe(true);
  expect(newVocabulary.safeParse(many(51)).success).toBe(false);
  for (const items of [
    [
      { tag: "A", colour: "red" },
      { tag: "a", colour: "red" },
    ],
    [{ tag: "a", colour: "gold" }],
    [{ tag: " ", colour: "red" }],
  ])
    expect(newVocabulary.safeParse({ items }).success).toBe(false);
  const form = { groupId: "0197f3c0-0000-7000-8000-000000000000", tags: "[" };
  expect(vocabularyForm.safeParse(form).success).toBe(false);
});
