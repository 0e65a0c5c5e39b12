import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import * as articles from "./articles";
import { attach, detach } from "./attaching";
import { db } from "./client";
import { sizeOf } from "./imports";
import { everything, readingsOf } from "./mine";
import { preview, publish } from "./publishing";
import * as readings from "./readings";
import { articleImages, articleVersions, importImages, imports } from "./schema";
import { BRIDGE, CORRECTED, COST, FIRST, failure, next } from "./testing.versions";
import { article, circle, mark, people, TEXT } from "./testing.world";
import * as versions from "./versions";

let ada: Account;
let ben: Account;
let eve: Account;

beforeAll(async () => {
  ({ ada, ben, eve } = await people("ada", "ben", "eve"));
});

describe("a page that was opened before", () => {
  test("still marks: in its own version, carried to the current one, or with no place there", async () => {
    const page = await article(ada);
    const { version } = await publish(ada, page.id, next(page, { markdown: CORRECTED }));
    const made = await mark(ada, page.id, { quote: BRIDGE, versionId: page.versionId });
    expect(made).toMatchObject({ versionId: page.versionId, quote: { exact: BRIDGE.exact } });
    expect(version.text?.slice(made.span?.start, made.span?.end)).toMatch(
      /^The town built a wooden bridge at last, and then$/,
    );
    const lost = await mark(ada, page.id, { quote: COST, versionId: page.versionId });
    expect(lost).toMatchObject({ versionId: page.versionId, span: null });
    const moved = { quote: COST, versionId: page.versionId };
    const edged = await annotations.revise(ada, made.id, 1, moved);
    expect(edged).toMatchObject({ quote: { exact: COST.exact }, span: null });
    await expect(mark(ada, page.id, { quote: COST })).rejects.toEqual(failure(422));
    const other = await article(ada);
    await expect(mark(ada, page.id, { quote: FIRST, versionId: other.versionId })).rejects.toEqual(failure(422));
  });

  test("that moves an edge leaves no place of the former words for a later version to take up", async () => {
    const page = await article(ada);
    const note = await mark(ada, page.id, { quote: FIRST });
    const without = TEXT.replace(COST.exact, "Nobody remembers.");
    const [second, third] = [`${TEXT}\n\nMore.`, `${without}\n\nMore.`];
    const { version: two } = await publish(ada, page.id, next(page, { markdown: second }));
    const { version: three } = await publish(ada, page.id, next({ versionId: two.id }, { markdown: third }));
    const edged = await annotations.revise(ada, note.id, 1, { quote: COST, versionId: page.versionId });
    expect(edged.span).toBeNull();
    const { version: four } = await publish(
      ada,
      page.id,
      next({ versionId: three.id }, { markdown: `${TEXT}\n\nEnd.` }),
    );
    const { span } = await annotations.read(ada, note.id);
    expect(four.text?.slice(span?.start, span?.end)).toBe(COST.exact);
  });

  test("an edge that moves in the current version leaves the places in others as they were", async () => {
    const page = await article(ada);
    const note = await mark(ada, page.id, { quote: FIRST });
    await publish(ada, page.id, next(page, { markdown: CORRECTED }));
    await annotations.revise(ada, note.id, 1, { quote: { exact: "The river rose", prefix: "", suffix: "" } });
    const then = await annotations.forArticle(ada, page.id, 1);
    expect(then).toMatchObject([{ id: note.id, span: note.span }]);
  });
});

test("what I take along names the version I marked, and the place in the text that comes with it", async () => {
  const { fay } = await people("fay");
  const page = await article(fay);
  await mark(fay, page.id, { quote: FIRST });
  await mark(fay, page.id, { quote: COST });
  const { version } = await publish(fay, page.id, next(page, { markdown: CORRECTED }));
  const [found, lost] = (await everything(fay)).annotations;
  expect(lost).toMatchObject({ version: 1, span: null, quote: { exact: COST.exact } });
  const taken: { version: number; text: string }[] = [];
  for await (const one of readingsOf(fay)) taken.push(one);
  expect(taken).toMatchObject([{ version: 2, text: version.text }]);
  expect(taken[0]?.text.slice(found?.span?.start, found?.span?.end)).toBe(FIRST.exact);
});

test("a new version brings its pictures, and those of the old one stay until it is withdrawn", async () => {
  const page = await article(ada);
  const [old, fresh] = ["a", "b"].map((letter) => letter.repeat(64));
  const picture = (hash = "") => ({ hash, mediaType: "image/png", bytes: Buffer.from("png") });
  await db.insert(articleImages).values({ articleId: page.id, ...picture(old) });
  const { importId, tree: plain } = await preview(ada, page.id, next(page, { markdown: CORRECTED }));
  const shown = { type: "element" as const, tagName: "img", properties: { src: `image:${fresh}` }, children: [] };
  const tree = { ...plain, children: [...plain.children, shown] };
  await db.update(imports).set({ tree }).where(eq(imports.id, importId));
  await db.insert(importImages).values([old, fresh].map((hash) => ({ importId, ...picture(hash) })));
  const { version } = await publish(ada, page.id, next(page, { importId }));
  for (const hash of [old, fresh])
    expect(await articles.image(ada, page.id, hash ?? "")).toMatchObject({ mediaType: "image/png" });
  await versions.withdraw(ada, page.id, 1, true);
  await expect(articles.image(ada, page.id, old ?? "")).rejects.toEqual(failure(404));
  expect(await articles.image(ada, page.id, fresh ?? "")).toMatchObject({ mediaType: "image/png" });
  const [row] = await db.select().from(articleVersions).where(eq(articleVersions.id, version.id));
  // Only what was added is counted against their storage.
  expect(row?.bytes).toBe(
    sizeOf({ text: row?.text ?? "", tree: version.tree ?? { type: "root", children: [] }, pictures: [] }) + 3,
  );
});

describe("a withdrawn version", () => {
  test("shows its text to nobody, keeps the marks made on it, and comes back", async () => {
    const page = await article(ada);
    const note = await mark(ada, page.id, { quote: COST });
    const { version } = await publish(
      ada,
      page.id,
      next(page, { markdown: TEXT.replace(COST.exact, "No more of it."), confirm: true }),
    );
    await expect(versions.withdraw(ada, page.id, 2, true)).rejects.toEqual(failure(409));
    expect(await versions.withdraw(ada, page.id, 1, true)).toMatchObject({
      text: null,
      tree: null,
      withdrawnAt: expect.any(String),
    });
    expect((await articles.read(ada, page.id, 1))?.version).toMatchObject({ text: "", tree: { children: [] } });
    expect(await annotations.forArticle(ada, page.id, 1)).toMatchObject([
      { id: note.id, quote: { exact: COST.exact } },
    ]);
    // Asking for a quote in it would tell what stood beside the words.
    await expect(mark(ada, page.id, { quote: COST, versionId: page.versionId })).rejects.toEqual(failure(422));
    const here = await mark(ada, page.id, { quote: FIRST, versionId: page.versionId });
    expect(here).toMatchObject({ versionId: version.id });
    const shown = await preview(ada, page.id, next({ versionId: version.id }, { markdown: TEXT }));
    expect(shown.marks.find(({ id }) => id === note.id)).toMatchObject({ was: null, now: { text: COST.exact } });
    expect(await versions.withdraw(ada, page.id, 1, false)).toMatchObject({ text: page.text, withdrawnAt: null });
  });
});

describe("an orphan", () => {
  test("is attached by its author or the group's owner; the selector stays, the history tells, and it can be undone", async () => {
    const page = await article(ada);
    const group = await circle(eve, [ada, ben], []);
    await readings.bring(ada, group.id, page.id);
    const note = await mark(ben, page.id, { quote: COST, layer: "group", groupId: group.id, body: "So much?" });
    const { version } = await publish(ada, page.id, next(page, { markdown: CORRECTED, confirm: true }));
    expect(await annotations.read(eve, note.id)).toMatchObject({ span: null, canAttach: true });
    expect(await annotations.read(ada, note.id)).toMatchObject({ span: null, canAttach: false });
    const sent = { quote: { exact: "Nobody remembers any more.", prefix: "", suffix: "" }, versionId: version.id };
    await expect(attach(ada, note.id, sent)).rejects.toEqual(failure(404));
    const attached = await attach(eve, note.id, sent);
    expect(attached).toMatchObject({
      quote: { exact: COST.exact },
      revision: 1,
      anchor: {
        how: "exact",
        confidence: 1,
        attachedBy: { id: eve.id, name: "eve" },
        attachedAt: expect.stringMatching(/Z$/),
      },
    });
    expect(version.text?.slice(attached.span?.start, attached.span?.end)).toBe(sent.quote.exact);
    const words = { words: sent.quote.exact, version: 2 };
    expect(await annotations.history(ben, note.id)).toMatchObject([
      { madeBy: { id: eve.id }, attached: words, was: { quote: { exact: COST.exact } } },
    ]);
    // The next version is placed from there, still by her hand.
    const third = await publish(ada, page.id, next({ versionId: version.id }, { markdown: `New.\n\n${CORRECTED}` }));
    const then = await annotations.read(ben, note.id);
    expect(third.version.text?.slice(then.span?.start, then.span?.end)).toBe(sent.quote.exact);
    expect(then.anchor?.attachedBy).toMatchObject({ id: eve.id });
    const again = await attach(ben, note.id, { ...sent, versionId: third.version.id });
    expect(again.anchor?.attachedBy).toMatchObject({ id: ben.id });
    const undone = await detach(eve, note.id);
    expect(undone).toMatchObject({ span: then.span, anchor: { attachedBy: { id: eve.id } }, revision: 1 });
    // Taken back once more it is what no hand had touched: an orphan.
    expect(await detach(ben, note.id)).toMatchObject({ span: null, anchor: null });
    const told = (await annotations.history(ben, note.id)).map((one) => one.attached?.words);
    expect(told).toEqual([sent.quote.exact, sent.quote.exact, null, null]);
  });

  test("attached where its words were changed comes back to those in a later version too, not to the former ones", async () => {
    const page = await article(ada);
    const note = await mark(ada, page.id, { quote: FIRST });
    const { version: two } = await publish(ada, page.id, next(page, { markdown: `${TEXT}\n\nMore.` }));
    await annotations.revise(ada, note.id, 1, { quote: COST });
    await attach(ada, note.id, { quote: BRIDGE, versionId: two.id });
    const { version: three } = await publish(
      ada,
      page.id,
      next({ versionId: two.id }, { markdown: `${TEXT}\n\nEnd.` }),
    );
    const { span } = await detach(ada, note.id);
    expect(three.text?.slice(span?.start, span?.end)).toBe(COST.exact);
  });

  test("attached where it was made comes back to its own words", async () => {
    const page = await article(ada);
    const note = await mark(ada, page.id, { quote: COST });
    const there = { quote: FIRST, versionId: page.versionId };
    expect((await attach(ada, note.id, there)).span).not.toEqual(note.span);
    expect(await detach(ada, note.id)).toMatchObject({ span: note.span, anchor: { attachedBy: null } });
  });
});
