import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { readCsv } from "../lib/csv";
import { me } from "../lib/schemas/user";
import { another, bring, call, circle, enrol, share } from "./people";
import { card, open, select } from "./reading";

/** Marks some words with the pill, writes a note, and saves it. */
async function note(page: Page, words: string, said: string) {
  await (await select(page, words)).getByRole("button", { name: "Claim" }).click();
  const box = page.getByRole("textbox", { name: "Note" });
  await box.fill(said);
  await box.press("Control+Enter");
  await expect(card(page, said)).toBeVisible();
}

test("one assignment from its setting to its marks: read blind, shown, answered, scored, contested, changed and taken along", async ({
  page: lea,
  browser,
}) => {
  const [ann, bob] = [await another(browser), await another(browser)];
  await Promise.all([enrol(lea, "Lea Holm"), enrol(ann, "Ann Reed"), enrol(bob, "Bob Lind")]);
  const group = await circle("Harbour seminar", lea, ann, bob);
  const article = await bring(lea);
  await share(lea, group, article);
  const annId = me.parse(await call(ann, "GET", "me")).id;

  // Assign: one claim, one reply, four points; peers' notes after one passage of one's own.
  await lea.goto(`/groups/${group}/assignments/new`);
  await lea.getByRole("button", { name: "The last ferry of the year Add" }).click();
  await lea.getByLabel("Claims", { exact: true }).fill("1");
  await lea.getByLabel("Replies to others").fill("1");
  await lea.getByLabel("After so many passages of their own").check();
  await lea.getByLabel("Passages of their own", { exact: true }).fill("1");
  const points = lea.getByRole("region", { name: "Points" });
  await points.getByLabel("Claims").fill("3");
  await points.getByLabel("Replies to others").fill("1");
  await lea.getByRole("button", { name: "Set the assignment" }).click();
  await expect(lea.getByRole("heading", { name: "The last ferry of the year" })).toBeVisible();
  const path = new URL(lea.url()).pathname;

  // Mark blind, then see: Bob first, whose words come to Ann with her own fifth.
  await open(bob, article.id);
  await note(bob, "four people", "Four people are not very many");
  await open(ann, article.id);
  await expect(card(ann, "Four people are")).toHaveCount(0);
  await note(ann, "a piano on board", "Too short");
  await expect(card(ann, "Four people are")).toHaveCount(0);
  await note(ann, "312 crossings", "The office counted its own crossings");
  await expect(card(ann, "Four people are")).toBeVisible({ timeout: 15_000 });

  // Reply.
  await card(ann, "Four people are").click();
  const box = ann.getByRole("textbox", { name: "Reply" });
  await box.fill("Nor is one piano on board");
  await box.press("Control+Enter");
  await expect(card(ann, "Four people are")).toContainText("Nor is one piano on board");
  await open(bob, article.id);
  await expect(card(bob, "The office counted")).toBeAttached();

  // Where everyone stands, and the points.
  await lea.goto(`${path}/standing`);
  await expect(lea.getByRole("row", { name: /Ann Reed/ })).toContainText("Done");
  await expect(lea.getByRole("row", { name: /Bob Lind/ })).toContainText("1 reply to come");
  await lea.goto(`${path}/points`);
  await expect(lea.getByRole("row", { name: /Bob Lind/ })).toContainText("3");
  await lea.getByRole("button", { name: "Release the points" }).click();
  await expect(lea.getByRole("button", { name: "Take the release back" })).toBeVisible();

  // Each sees their own alone; Bob contests.
  await ann.goto(`${path}/students/${annId}`);
  await expect(ann.getByText("4 of 4 points")).toBeVisible();
  expect((await bob.request.get(`${path}/students/${annId}`)).status()).toBe(404);
  const bobId = me.parse(await call(bob, "GET", "me")).id;
  await bob.goto(`${path}/students/${bobId}`);
  await expect(bob.getByText("3 of 4 points")).toBeVisible();
  const replies = bob.getByRole("region", { name: "Replies to others" }).filter({ hasText: "0 of 1" });
  await replies.getByText("Ask for a review").click();
  await replies.getByLabel("What should be looked at again").fill("I said it aloud in class");
  await replies.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(replies.getByText("Not answered yet.")).toBeVisible();

  // Override, with a reason, and the table for the register.
  await lea.reload();
  const waiting = lea.getByRole("region", { name: "Reviews that wait for you" });
  await waiting.getByText("Answer", { exact: false }).first().click();
  await waiting.getByLabel("What you found").fill("You did");
  await waiting.getByLabel("Points, of 1").fill("0.5");
  await waiting.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(waiting).toHaveCount(0);
  await bob.reload();
  await expect(bob.getByText("3.5 of 4 points")).toBeVisible();
  const saved = lea.waitForEvent("download");
  await lea.getByRole("link", { name: "Points as a table" }).click();
  const rows = readCsv(await readFile(await (await saved).path(), "utf8")).map(({ cells }) => cells);
  expect(rows.find((cells) => cells.includes("Bob Lind"))).toEqual(expect.arrayContaining(["3", "0.5", "3.5"]));
  expect(rows.find((cells) => cells.includes("Ann Reed"))).toEqual(expect.arrayContaining(["3", "1", "4"]));
});
