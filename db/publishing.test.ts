import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as articles from "./articles";
import { attach } from "./attaching";
import { db } from "./client";
import { preview, previewed, publish } from "./publishing";
import * as readings from "./readings";
import { anchors, articleVersions, events, imports, instance } from "./schema";
import { BRIDGE, CORRECTED, COST, FIRST, failure, next } from "./testing.versions";
import { article, circle, mark, people, TEXT } from "./testing.world";
import * as versions from "./versions";

let ada: Account;
let ben: Account;
let eve: Account;

beforeAll(async () => {
  ({ ada, ben, eve } = await people("ada", "ben", "eve"));
});

/** The words of each note in the version that it was read in. */
const wordsIn = (text: string | null, list: { id: string; span: { start: number; end: number } | null }[]) =>
  Object.fromEntries(list.map(({ id, span }) => [id, span && (text ?? "").slice(span.start, span.end)]));

describe("a new version", () => {
  test("becomes current with the marks at their new places; the old one stays as it was, and so do its marks", async () => {
    const page = await article(ada);
    const [kept, moved, lost] = [
      await mark(ada, page.id, { quote: FIRST }),
      await mark(ada, page.id, { quote: BRIDGE }),
      await mark(ada, page.id, { quote: COST }),
    ];
    const deleted = await mark(ada, page.id, { quote: { exact: "so high" } });
    await annotations.remove(ada, deleted.id, 1);
    const { version, anchors: counts } = await publish(ada, page.id, next(page, { markdown: CORRECTED }));
    expect(counts).toEqual({ kept: 1, moved: 1, orphaned: 1 });
    expect(version).toMatchObject({ number: 2, current: true, withdrawnAt: null, madeBy: { id: ada.id } });
    const now = await annotations.forArticle(ada, page.id);
    expect(wordsIn(version.text, now)).toEqual({
      [kept.id]: "The river rose twice",
      [moved.id]: expect.stringMatching(/built a wooden bridge at last, and then$/),
      [lost.id]: null,
    });
    expect(now.at(-1)).toMatchObject({ id: lost.id, quote: { exact: COST.exact }, anchor: null });
    const back = await annotations.restore(ada, deleted.id);
    expect(version.text?.slice(back.span?.start, back.span?.end)).toBe("so high");

    const later = await mark(ada, page.id, { quote: { exact: "Nobody remembers any more." } });
    const then = await annotations.forArticle(ada, page.id, 1);
    expect(then.map(({ id }) => id)).not.toContain(later.id);
    for (const { id, span } of [kept, moved, lost]) expect(then.find((one) => one.id === id)?.span).toEqual(span);
    expect(await articles.read(ada, page.id)).toMatchObject({
      title: "The quiet valley",
      revision: 2,
      version: { number: 2 },
    });
    expect((await articles.read(ada, page.id, 1))?.version).toMatchObject({ text: page.text, current: false });
    expect((await versions.list(ada, page.id)).map((one) => one.number)).toEqual([2, 1]);
    const told = await db
      .select()
      .from(events)
      .where(and(eq(events.articleId, page.id), eq(events.kind, "version")));
    expect(told).toMatchObject([{ subjectId: version.id, change: "created", layer: "public", authorId: ada.id }]);
  });

  test("is no surer of a place than the one before it, and keeps who showed it by hand", async () => {
    const page = await article(ada);
    const [unsure, shown] = [await mark(ada, page.id, { quote: FIRST }), await mark(ada, page.id, { quote: COST })];
    const second = await publish(ada, page.id, next(page, { markdown: CORRECTED }));
    const versionId = second.version.id;
    await db
      .update(anchors)
      .set({ confidence: 0.6 })
      .where(and(eq(anchors.annotationId, unsure.id), eq(anchors.versionId, versionId)));
    await attach(ada, shown.id, { quote: { exact: "Nobody remembers", prefix: "", suffix: "" }, versionId });
    const third = await publish(ada, page.id, next({ versionId }, { markdown: `First of all.\n\n${CORRECTED}` }));
    expect(third.anchors).toEqual({ kept: 0, moved: 2, orphaned: 0 });
    const [still, hers] = [await annotations.read(ada, unsure.id), await annotations.read(ada, shown.id)];
    expect(wordsIn(third.version.text, [still, hers])).toEqual({
      [unsure.id]: "The river rose twice",
      [shown.id]: "Nobody remembers",
    });
    expect(still.anchor).toMatchObject({ attachedBy: null });
    expect(still.anchor?.confidence).toBeCloseTo(0.6);
    expect(hers.anchor).toMatchObject({ confidence: 1, attachedBy: { id: ada.id } });
  });

  test("brings an orphan back when its words come back", async () => {
    const page = await article(ada);
    const note = await mark(ada, page.id, { quote: COST });
    const cut = await publish(ada, page.id, next(page, { markdown: TEXT.replace(COST.exact, "Gone."), confirm: true }));
    expect((await annotations.read(ada, note.id)).span).toBeNull();
    const { version } = await publish(
      ada,
      page.id,
      next({ versionId: cut.version.id }, { markdown: `${TEXT}\n\nEnd.` }),
    );
    const { span } = await annotations.read(ada, note.id);
    expect(version.text?.slice(span?.start, span?.end)).toBe(COST.exact);
  });

  test("brings a note that was attached by hand back to its own words when that place goes and they return", async () => {
    const page = await article(ada);
    const note = await mark(ada, page.id, { quote: COST });
    const { version } = await publish(ada, page.id, next(page, { markdown: CORRECTED, confirm: true }));
    const there = { exact: "Nobody remembers any more.", prefix: "", suffix: "" };
    await attach(ada, note.id, { quote: there, versionId: version.id });
    const first = await publish(ada, page.id, next({ versionId: version.id }, { markdown: TEXT }));
    expect(first.anchors).toEqual({ kept: 1, moved: 0, orphaned: 0 });
    expect(await annotations.read(ada, note.id)).toMatchObject({ span: note.span, anchor: { attachedBy: null } });
  });

  test("keeps the title unless another is given, and robs a text of no paragraph", async () => {
    const page = await article(ada);
    const { version } = await publish(
      ada,
      page.id,
      next(page, { text: "One short line.\n\nAnd another one.", confirm: true }),
    );
    expect(version.text).toBe("One short line.\n\nAnd another one.");
    const titled = { text: "Bridges\n\nOne short line.", title: "Bridges", byline: "A. Flint" };
    await publish(ada, page.id, next({ versionId: version.id }, titled));
    expect(await articles.read(ada, page.id)).toMatchObject({
      title: "Bridges",
      byline: "A. Flint",
      version: { text: "One short line.", number: 3 },
    });
  });

  test("takes readers' places along, and tells from which version they read", async () => {
    const page = await article(ada);
    const place = page.text.indexOf("It cost");
    await articles.reportProgress(ada, page.id, { place, share: 0.8 });
    const { version } = await publish(
      ada,
      page.id,
      next(page, { markdown: CORRECTED.replace("Nobody remembers", COST.exact) }),
    );
    const now = version.text?.indexOf(COST.exact);
    expect(await articles.progressOf(ada, page.id)).toEqual({ place: now, share: expect.closeTo(0.8), seen: 1 });
    await articles.reportProgress(ada, page.id, { place: 100_000, share: 0.9, seen: 1 });
    expect(await articles.progressOf(ada, page.id)).toMatchObject({ place: now, seen: 1 });
    await articles.reportProgress(ada, page.id, { place: (now ?? 0) + 1, share: 0.9, seen: 2 });
    expect(await articles.progressOf(ada, page.id)).toMatchObject({ place: (now ?? 0) + 1, seen: 2 });
  });
});

describe("a preview", () => {
  test("says what becomes of each mark, changes nothing, and is published as it was shown", async () => {
    const page = await article(ada);
    const group = await circle(ben, [ada], []);
    await readings.bring(ada, group.id, page.id);
    const [kept, moved, lost] = [
      await mark(ada, page.id, { quote: FIRST, body: "Twice?" }),
      await mark(ada, page.id, { quote: BRIDGE, layer: "group", groupId: group.id }),
      await mark(ada, page.id, { quote: COST }),
    ];
    const shown = await preview(ada, page.id, next(page, { markdown: CORRECTED, preview: true }));
    expect(shown).toMatchObject({
      baseVersionId: page.versionId,
      number: 2,
      title: "The quiet valley",
      anchors: { kept: 1, moved: 1, orphaned: 1 },
      marks: [
        {
          id: kept.id,
          standing: "kept",
          body: "Twice?",
          was: { text: FIRST.exact },
          now: { text: FIRST.exact },
          confidence: 1,
        },
        { id: moved.id, standing: "moved", was: { text: BRIDGE.exact }, author: { id: ada.id } },
        {
          id: lost.id,
          standing: "orphaned",
          quote: COST.exact,
          was: { text: COST.exact },
          now: null,
          confidence: null,
        },
      ],
    });
    expect((await articles.read(ada, page.id))?.version.number).toBe(1);
    // Another publisher sees, and hears the counts of, only what they may see.
    const theirs = await preview(ben, page.id, next(page, { markdown: CORRECTED }));
    expect(theirs).toMatchObject({ anchors: { kept: 0, moved: 1, orphaned: 0 }, marks: [{ id: moved.id }] });
    expect(await previewed(ada, page.id, shown.importId)).toEqual(shown);
    await expect(previewed(ben, page.id, shown.importId)).rejects.toEqual(failure(404));
    const { version } = await publish(ada, page.id, next(page, { importId: shown.importId }));
    expect(version).toMatchObject({ number: 2, text: shown.text, tree: shown.tree });
    expect(await db.$count(imports, eq(imports.id, shown.importId))).toBe(0);
  });
});

describe("what cannot be published", () => {
  test("an empty text, the same text, one too large, one on an old base: with nothing changed", async () => {
    const page = await article(ada);
    const refused = (more: object, status: number) =>
      expect(publish(ada, page.id, next(page, more))).rejects.toMatchObject({ status });
    await refused({ text: " \n " }, 400);
    await refused({ markdown: TEXT }, 422);
    await refused({ text: "word ".repeat(2_200_000) }, 413);
    await expect(publish(eve, page.id, next(page, { text: "Mine now." }))).rejects.toEqual(failure(404));
    expect(await db.$count(articleVersions, eq(articleVersions.articleId, page.id))).toBe(1);
    await publish(ada, page.id, next(page, { markdown: CORRECTED }));
    await expect(publish(ada, page.id, next(page, { text: "Late." }))).rejects.toMatchObject({
      status: 412,
      more: { extra: { current: { number: 2, madeBy: { id: ada.id } } } },
    });
  });

  test("more than a person may bring in, where a preview counts as what is published by it", async () => {
    const { gil } = await people("gil");
    const page = await article(gil);
    await db.insert(instance).values({ id: 1, importsPerDay: 1 });
    await expect(publish(gil, page.id, next(page, { text: "More." }))).rejects.toEqual(failure(429));
    await db.update(instance).set({ importsPerDay: 2 });
    const { importId } = await preview(gil, page.id, next(page, { text: "More." }));
    const { version } = await publish(gil, page.id, next(page, { importId }));
    await expect(publish(gil, page.id, next({ versionId: version.id }, { text: "Yet more." }))).rejects.toEqual(
      failure(429),
    );
    await db.update(instance).set({ importsPerDay: 9, storageBytes: 1000 });
    const large = next({ versionId: version.id }, { text: "word ".repeat(2000) });
    await expect(publish(gil, page.id, large)).rejects.toEqual(failure(413));
    expect(await versions.list(gil, page.id)).toHaveLength(2);
    await db.delete(instance);
  });

  test("a text that shares nothing asks first, and only for what its publisher sees", async () => {
    const page = await article(ada);
    const group = await circle(ben, [ada], []);
    await readings.bring(ada, group.id, page.id);
    await mark(ada, page.id, { quote: FIRST });
    const other = next(page, { text: "Cooking rice needs patience.\n\nSalt comes last of all." });
    await expect(publish(ada, page.id, other)).rejects.toMatchObject({
      status: 409,
      more: { extra: { confirm: true, anchors: { kept: 0, moved: 0, orphaned: 1 } } },
    });
    // Ben sees no note of Ada's: being asked would tell him of it.
    expect(await publish(ben, page.id, other)).toMatchObject({ anchors: { kept: 0, moved: 0, orphaned: 0 } });
  });

  test("how far it is tells its publisher nothing of marks that they may not see", async () => {
    const told = async (quotes: { exact: string }[]) => {
      const page = await article(ada);
      await circle(ben, [ada], []).then((group) => readings.bring(ada, group.id, page.id));
      for (const quote of quotes) await mark(ada, page.id, { quote });
      const lines: object[] = [];
      await publish(ben, page.id, next(page, { markdown: CORRECTED }), { tell: (line) => lines.push(line) });
      return lines;
    };
    const nothing = await told([]);
    expect(nothing).toContainEqual({ stage: "marks", share: 1 });
    expect(await told([FIRST, BRIDGE, COST])).toEqual(nothing);
  });
});
