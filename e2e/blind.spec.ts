import { expect, type Page, test } from "@playwright/test";
import type { Article } from "../lib/schemas/article";
import { another, bring, call, circle, enrol, FERRY, mark, reset } from "./people";
import { card, open, select } from "./reading";

const WORDS = "The harbour office ought to know";

/** Ines leads, Ann and Bo read; each in a browser of their own. */
async function course(
  ines: Page,
  given: object,
): Promise<{ ann: Page; bo: Page; article: Article; group: string; id: string }> {
  const browser = ines.context().browser();
  if (!browser) throw new Error("These stories need a browser of their own.");
  const [ann, bo] = [await another(browser), await another(browser)];
  await Promise.all([enrol(ines, "Ines Calder"), enrol(ann, "Ann Berg"), enrol(bo, "Bo Lind")]);
  const article = await bring(ines);
  const group = await circle("Ferry Seminar", ines, ann, bo);
  const asked = { title: "The last ferry", readings: [{ articleId: article.id }], ...given };
  const { id } = Object(await call(ines, "POST", `groups/${group}/assignments`, asked));
  return { ann, bo, article, group, id: String(id) };
}
const strip = (page: Page) => page.getByRole("region", { name: "Assignment" });
const above = (page: Page) => page.locator("[data-above]");
/** Marks some words with the pill, writes a note, and saves it. */
async function note(page: Page, words: string, said: string) {
  await (await select(page, words)).getByRole("button", { name: "Claim" }).click();
  const box = page.getByRole("textbox", { name: "Note" });
  await box.fill(said);
  await box.press("Control+Enter");
  await expect(card(page, said)).toBeVisible();
}

test("a student marks blind, is told what is still to come, and sees the others' notes by their own passages", async ({
  page: ines,
}) => {
  const goals = { claim: 2, prompts: true };
  const { ann, bo, article, group, id } = await course(ines, { goals, reveal: { when: "own", count: 2 } });
  const shared = { layer: "group" as const, groupId: group };
  const question = await mark(ines, article, "Nobody on the quay waved", {
    ...shared,
    kind: "note",
    body: "Why did nobody wave?",
  });
  const bos = await mark(bo, article, "a piano on board", { ...shared, body: "Bo thinks that the piano matters" });
  await call(bo, "PUT", `annotations/${question.id}/replies/${crypto.randomUUID()}`, {
    body: "Bo has an answer of his own",
  });

  // An instructor makes a note a question, from its card.
  await open(ines, article.id);
  await card(ines, "Why did nobody wave?").click();
  await card(ines, "Why did nobody wave?").getByRole("button", { name: "Actions for the note of Ines Calder" }).click();
  await ines.getByRole("menuitem", { name: "Ask in “The last ferry”" }).click();
  await expect(card(ines, "Why did nobody wave?")).toContainText("Question 1 of 1");
  await expect(strip(ines)).toContainText("Students read it blind.");

  await open(ann, article.id);
  await expect(strip(ann)).toContainText("0 of 2 claims, 0 of 1 question");
  await expect(above(ann)).toContainText(
    "2 passages of your own for the group, each with a note of at least five words: 2 to go",
  );
  await expect(above(ann)).toContainText("Public notes are not part of this.");
  await expect(card(ann, "Why did nobody wave?")).toContainText("Question 1 of 1 · answer below");
  await expect(ann.locator("body")).not.toContainText("Bo");
  for (const path of [
    `annotations/${bos.id}`,
    `annotations/${question.id}/replies`,
    `articles/${article.id}/annotations`,
  ])
    expect(await (await ann.request.get(`/api/v1/${path}`)).text()).not.toContain("Bo ");

  // Nothing of what is written now comes either.
  await mark(bo, article, "counted 312 crossings", { ...shared, body: "Bo doubts that they counted all" });
  await note(ann, "four people", WORDS);
  await expect(strip(ann)).toContainText("1 of 2 claims");
  await expect(above(ann)).toContainText("1 to go");
  await expect(card(ann, WORDS)).toContainText("Ferry Seminar");
  await expect(ann.locator("body")).not.toContainText("Bo");

  // A question is answered in place, and found from the strip.
  await strip(ann).getByText("One question, 0 answered").click();
  await strip(ann).getByRole("link", { name: "Why did nobody wave?" }).click();
  const asked = card(ann, "Why did nobody wave?");
  await asked.getByRole("textbox", { name: "Reply" }).fill("They had all gone home by then");
  await asked.getByRole("textbox", { name: "Reply" }).press("Control+Enter");
  await expect(asked).toContainText("Question 1 of 1 · answered");
  await expect(strip(ann)).toContainText("1 of 1 question");
  await expect(ann.locator("body")).not.toContainText("Bo");

  await note(ann, "a third fewer than ten years ago", "A third is more than they say");
  await expect(strip(ann)).toContainText("All done: 2 of 2 claims, 1 of 1 question");
  await expect(above(ann)).toHaveText(
    "What others in Ferry Seminar noted is open to you now, and stands in the margin.",
  );
  await expect(card(ann, "Bo thinks that the piano matters")).toBeVisible();
  await expect(card(ann, "Bo doubts")).toBeAttached();
  // Bo has marked two passages as well, and sees hers; the instructor saw all of them all the time.
  await open(bo, article.id);
  await expect(card(bo, WORDS)).toBeVisible();
  expect(Object(await call(ines, "GET", `assignments/${id}/progress`)).items).toHaveLength(2);
});

test("an instructor opens what was read blind, and a date does: it comes to whoever has the text open", async ({
  page: ines,
}) => {
  const { ann, bo, article, group, id } = await course(ines, { reveal: { when: "manual" } });
  await mark(bo, article, "a piano on board", {
    layer: "group",
    groupId: group,
    body: "Bo thinks that the piano matters",
  });
  await open(ann, article.id);
  await expect(above(ann)).toContainText("once your instructor opens it");
  await expect(ann.locator("body")).not.toContainText("Bo");
  await call(ines, "POST", `assignments/${id}/reveal`);
  await expect(card(ann, "Bo thinks that the piano matters")).toBeVisible({ timeout: 15_000 });
  await expect(above(ann)).toContainText("is open to you now");

  await call(ines, "DELETE", `assignments/${id}`);
  const date = (at: string) => ({ reveal: { when: "date", at } });
  const dated = { title: "Again", readings: [{ articleId: article.id }], ...date("2036-01-01T12:00:00Z") };
  const again = Object(await call(ines, "POST", `groups/${group}/assignments`, dated));
  await mark(bo, article, "312 crossings", {
    layer: "group",
    groupId: group,
    body: "Bo thinks that the crossings matter too",
  });
  await open(ann, article.id);
  await expect(above(ann)).toContainText("appears here from");
  // What was shown before stays.
  await expect(card(ann, "Bo thinks that the piano matters")).toBeVisible();
  await expect(card(ann, "Bo thinks that the crossings matter too")).toHaveCount(0);
  await reset(ines, again.id, date(new Date(Date.now() + 500).toISOString()));
  await expect(card(ann, "Bo thinks that the crossings matter too")).toBeVisible({ timeout: 15_000 });
});

test("the part that is to be read stands out, and can be gone to, without a script too", async ({
  page: ines,
  browser,
}) => {
  const exact = FERRY.split("\n\n")[2] ?? "";
  await enrol(ines, "Ines Calder");
  const article = await bring(ines);
  const group = await circle("Ferry Seminar", ines);
  const start = article.version.text.indexOf(exact);
  const part = { exact, start, end: start + exact.length };
  const asked = { title: "The ice", dueAt: "2036-01-01T12:00:00Z", readings: [{ articleId: article.id, part }] };
  await call(ines, "POST", `groups/${group}/assignments`, asked);
  const state = await ines.context().storageState();
  const still = await another(browser, { javaScriptEnabled: false, storageState: state });
  await still.goto(`/articles/${article.id}`);
  await expect(strip(still)).toContainText("Due Tue 1 January 2036, 12:00 UTC");
  await expect(strip(still).getByRole("link", { name: /It has to get across/ })).toBeVisible();
  await strip(still)
    .getByRole("link", { name: /It has to get across/ })
    .click();
  await expect(still).toHaveURL(/#at-\d+$/);
  await expect(still.locator(":target")).toContainText("It has to get across");
  await expect(still.locator("[data-text] [data-outside]")).toHaveCount(2);
  await expect(still.locator("[data-text] p", { hasText: "It has to get across" })).not.toHaveAttribute("data-outside");
});
