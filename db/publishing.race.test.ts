import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { annotation } from "@/lib/schemas/annotation";
import type { Account } from "@/lib/schemas/user";
import { published } from "@/lib/schemas/version";
import * as annotations from "./annotations";
import { attach } from "./attaching";
import { leave } from "./leaving";
import { inTurn, seal } from "./passwords";
import { publish } from "./publishing";
import * as readings from "./readings";
import { seed } from "./testing.people";
import { CORRECTED, FIRST, failure, next, placesOf, waiting, whileHeld } from "./testing.versions";
import { article, circle, mark, people } from "./testing.world";

let ada: Account;
let ben: Account;

beforeAll(async () => {
  ({ ada, ben } = await people("ada", "ben"));
});

test("of two at once one is published, and the other is told what stands now", async () => {
  const page = await article(ada);
  const group = await circle(ben, [ada], []);
  await readings.bring(ada, group.id, page.id);
  const note = await mark(ada, page.id, { quote: FIRST });
  const both = await whileHeld(sql`select 1 from articles where id = ${page.id} for no key update`, async () => {
    const tries = [ada, ben].map((who, i) =>
      publish(who, page.id, next(page, { markdown: `${CORRECTED}\n\nLine ${i}.` })),
    );
    // One has come as far as the article itself, the other waits for its number.
    await waiting(2);
    return tries;
  }).then((tries) => Promise.allSettled(tries));
  const [won] = both.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const [lost] = both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(lost).toMatchObject({ status: 412, more: { extra: { current: { id: won?.version.id, number: 2 } } } });
  expect((await placesOf(note.id)).map(({ versionId }) => versionId).sort()).toEqual(
    [page.versionId, won?.version.id].sort(),
  );
});

describe("what is written while a version is published", () => {
  const writers = {
    "a mark": (page: { id: string }) => mark(ben, page.id, { quote: FIRST }),
    "a moved edge": (_: { id: string }, old: { id: string }) => annotations.revise(ben, old.id, 1, { quote: FIRST }),
    "a place shown by hand": (page: { id: string; versionId: string }, old: { id: string }) =>
      attach(ben, old.id, { quote: FIRST, versionId: page.versionId }),
  };

  test.each([
    ["a mark", "before"],
    ["a mark", "after"],
    ["a mark", "with"],
    ["a moved edge", "before"],
    ["a moved edge", "after"],
    ["a place shown by hand", "before"],
  ] as const)("%s that commits %s it has its place in both versions", async (what, order) => {
    const page = await article(ada);
    await circle(ada, [ben], [page.id]);
    const old = await mark(ben, page.id, { quote: { exact: "so high" } });
    const write = () => writers[what](page, old);
    const release = () => publish(ada, page.id, next(page, { markdown: CORRECTED }));
    const orders = {
      // The publisher has placed all marks and waits for their own row; the writer comes and goes.
      before: () => heldBy(ada, release, write),
      // The writer has found the words in the old text and waits for their own row; the version is published.
      after: async () => {
        const [publishing, writing] = await heldBy(ben, write, release);
        return [writing, publishing] as const;
      },
      // Both have done all but the last and wait for the article's row; either may get it first.
      with: () =>
        whileHeld(sql`select 1 from articles where id = ${page.id} for no key update`, async () => {
          const both = [write(), release()] as const;
          await waiting(2);
          return both;
        }),
    };
    const [writing, publishing] = await orders[order]();
    const [note, { version }] = [annotation.parse(await writing), published.parse(await publishing)];
    const places = await placesOf(note.id);
    expect(places.map((one) => one.versionId).sort()).toEqual([page.versionId, version.id].sort());
    for (const [text, versionId] of [
      [page.text, page.versionId],
      [version.text ?? "", version.id],
    ]) {
      const place = places.find((one) => one.versionId === versionId);
      expect(text?.slice(place?.start, place?.end)).toBe(FIRST.exact);
    }
    expect(note.versionId).toBe(page.versionId);
  });

  test("a place shown by hand in what is no longer current is refused with what is", async () => {
    const page = await article(ada);
    const old = await mark(ada, page.id, { quote: { exact: "so high" } });
    await publish(ada, page.id, next(page, { markdown: CORRECTED }));
    await expect(writers["a place shown by hand"](page, old)).rejects.toEqual(failure(404));
    const quote = FIRST;
    await expect(attach(ada, old.id, { quote, versionId: page.versionId })).rejects.toMatchObject({
      status: 412,
      more: { extra: { current: { number: 2 } } },
    });
  });

  /** `waits` comes as far as its writer's own row; then `goes` runs to its end. */
  const heldBy = <A, B>(who: Account, waits: () => Promise<A>, goes: () => Promise<B>) =>
    whileHeld(sql`select 1 from users where id = ${who.id} for no key update`, async () => {
      const stopped = waits();
      await waiting(1);
      const gone = goes();
      await gone;
      return [gone, stopped] as const;
    });
});

test("who leaves while a version is published and holds what it waits for: both come through", async () => {
  const passwordHash = await inTurn(() => seal("a good long one"));
  const gus = await seed({ name: "Gus", email: "gus@example.org", passwordHash });
  const page = await article(ada);
  const group = await circle(ada, [gus], [page.id]);
  const notes = [
    await mark(gus, page.id, { quote: FIRST }),
    await mark(gus, page.id, { quote: FIRST, layer: "group", groupId: group.id }),
  ];
  // The publisher refers to Gus's notes and waits; he holds the article to tell that they go, and waits for them.
  const both = await whileHeld(sql`select 1 from users where id = ${ada.id} for no key update`, async () => {
    const publishing = publish(ada, page.id, next(page, { markdown: CORRECTED }));
    await waiting(1);
    const leaving = leave(gus, "session", { password: "a good long one", shared: "remove" });
    await waiting(2);
    return [publishing, leaving] as const;
  });
  const [{ version }] = await Promise.all(both);
  expect(version).toMatchObject({ number: 2, current: true });
  for (const { id } of notes) expect(await placesOf(id)).toEqual([]);
});
