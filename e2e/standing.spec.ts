import { type Browser, expect, type Page, test } from "@playwright/test";
import { clean } from "./clean";
import { another, answer, bring, call, circle, enrol, mark, share, signIn } from "./people";

const LONG = `# The last ferry of the year

## The quay

The ferry left at noon with four people and a piano on board. Nobody on the quay waved, because nobody had come to see it go.

## The ice

“It has to get across before the ice,” said Runa Holt, who keeps the kiosk. The harbour office counted 312 crossings last winter.

## The wind

By evening the wind had turned. The harbour master wrote in his log that he saw no reason to ring the bell.`;

/** Lea leads a course of Ann, who is done, Bo, who is not, and Cy, who wrote nothing. */
async function course(lea: Page, browser: Browser) {
  const led = await enrol(lea, "Lea Lindqvist");
  const [ann, bo, cy] = [await another(browser), await another(browser), await another(browser)];
  await enrol(ann, "Ann Byron");
  await enrol(bo, "Bo Marsh");
  await enrol(cy, "Cy Ode");
  const article = await bring(lea, { markdown: LONG });
  const groupId = await circle("Rivers", lea, ann, bo, cy);
  await share(lea, groupId, article);
  const north = Object(await call(lea, "POST", `groups/${groupId}/sections`, { name: "North" }));
  const { id: boId } = Object(await call(bo, "GET", "me"));
  await call(lea, "PATCH", `groups/${groupId}/members/${boId}`, { sectionId: north.id });
  const { id } = Object(
    await call(lea, "POST", `groups/${groupId}/assignments`, {
      ...{ title: "Read the ferry", readings: [{ articleId: article.id }], goals: { claim: 2, reply: 1 } },
      dueAt: "2036-01-01T00:00:00Z",
    }),
  );
  const shared = { layer: "group", groupId } as const;
  const counted = "The harbour office counted 312 crossings last winter.";
  await mark(ann, article, "The ferry left at noon", { ...shared, body: "How far is it to the other side?" });
  await mark(ann, article, counted, { ...shared, body: "This is what the rest stands on." });
  const asked = await mark(bo, article, counted, {
    ...{ ...shared, kind: "evidence", question: true, body: "Who counted them, and from where?" },
  });
  await answer(ann, asked, "The office, says the text.");
  return { led, ann, bo, boId, northId: north.id, article, path: `/assignments/${id}`, groupId, asked };
}
const names = (page: Page) => page.locator("tbody th");

test("an instructor sees who is done and who lacks what, sorts, narrows, and opens the notes behind a number", async ({
  page,
  browser,
}) => {
  const { led, ann, bo, boId, northId, groupId, path } = await course(page, browser);
  await page.goto(`${path}/standing`);
  await expect(names(page)).toHaveText(["Ann Byron", "Bo Marsh", "Cy Ode"]);
  const row = (name: string) => page.getByRole("row", { name });
  await expect(row("Ann Byron")).toContainText("Done");
  await expect(row("Bo Marsh")).toContainText("2 claims, 1 reply to come");
  await expect(row("Cy Ode")).toContainText("Nothing yet");
  await expect(page.getByText("Nobody’s reading time or scrolling is measured")).toBeVisible();
  await clean(page);
  await page.getByRole("columnheader").getByRole("link", { name: "Claims" }).click();
  await expect(page).toHaveURL(/sort=-claim/);
  await expect(page.getByRole("columnheader", { name: "Claims" })).toHaveAttribute("aria-sort", "descending");
  await page.getByRole("columnheader").getByRole("link", { name: "Claims" }).click();
  await expect(names(page)).toHaveText(["Bo Marsh", "Cy Ode", "Ann Byron"]);
  await page.getByRole("link", { name: "1 nothing yet" }).click();
  await expect(names(page)).toHaveText(["Cy Ode"]);
  await page.getByRole("link", { name: "Show everyone" }).click();
  await expect(names(page)).toHaveCount(3);
  await row("Ann Byron").getByRole("link", { name: "2", exact: true }).click();
  await expect(page).toHaveURL(/\/students\/[^?]+\?goal=claim$/);

  // Who leaves is no student any more; what they wrote is kept for those who lead.
  await call(page, "DELETE", `groups/${groupId}/members/${boId}`, { reason: "Took another course" });
  await page.goto(`${path}/standing`);
  await expect(names(page)).toHaveText(["Ann Byron", "Cy Ode"]);
  const left = page.getByRole("group").filter({ hasText: "Left the group" });
  await expect(left.getByRole("link")).toBeHidden();
  await left.getByText("Left the group").click();
  await expect(left.getByRole("listitem")).toContainText("1 mark or reply · taken out just now");
  await clean(page);
  await left.getByRole("link", { name: "Bo Marsh" }).click();
  await expect(page.getByText("Bo Marsh is in Rivers no more, taken out just now.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Who counted them, and from where?");
  expect((await ann.request.get(new URL(page.url()).pathname)).status()).toBe(404);
  const back = Object(await call(page, "POST", `groups/${groupId}/invites`, {}));
  await call(bo, "POST", `invites/${back.token}`);
  await call(page, "PATCH", `groups/${groupId}/members/${boId}`, { sectionId: northId });

  // Who does not lead the group finds nothing there.
  for (const under of ["/standing", "/text", "/talk", "/talk/show"])
    expect((await ann.request.get(path + under)).status(), under).toBe(404);

  const plain = await another(browser, { javaScriptEnabled: false });
  await signIn(plain, led);
  await plain.goto(`${path}/standing`);
  await plain.getByLabel("Name of a student").fill("marsh");
  await plain.getByLabel("Section", { exact: true }).selectOption({ label: "North" });
  await plain.getByRole("button", { name: "Show" }).click();
  await expect(names(plain)).toHaveText(["Bo Marsh"]);
  await plain.getByRole("columnheader").getByRole("link", { name: "All" }).click();
  await expect(plain).toHaveURL(/sort=-all&section=.+&q=marsh/);
  // It scrolls with the page, and its head stays in sight.
  await page.setViewportSize({ width: 1440, height: 240 });
  await page.goto(`${path}/standing`);
  await page
    .locator("tbody")
    .evaluate((rows) => scrollBy({ top: rows.getBoundingClientRect().top, behavior: "instant" }));
  await expect
    .poll(() => page.locator("thead").evaluate((head) => head.querySelector("th")?.getBoundingClientRect().top))
    .toBe(52);
  await expect(page.getByRole("region", { name: "Table of students" })).toHaveCSS("overflow-y", "visible");
  // On a phone it is a list of people.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${path}/standing`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("the text shows where much is marked, where nothing is and where readers differ", async ({ page, browser }) => {
  const { path, article } = await course(page, browser);
  await page.goto(`${path}/text`);
  await expect(page.getByText(/3 marks by 2 of 3 students, 1 open question, 1 passage on whose kind/)).toBeVisible();
  const strip = page.getByRole("navigation", { name: "Section by section" });
  await expect(strip.getByRole("link", { name: /^The ice/ })).toContainText(
    "2 marks by 2 · 1 question · readers differ on one",
  );
  await expect(strip.getByRole("link", { name: /^The wind/ })).toContainText("nobody marked this");
  const differ = page.getByRole("region", { name: "Where readers differ" }).getByRole("link");
  await expect(differ).toContainText("marked as claim by 1, as evidence by 1");
  await clean(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    const steps = await page
      .locator(".legend i")
      .evaluateAll((all) => all.map((i) => getComputedStyle(i).backgroundColor));
    expect(new Set(steps).size).toBe(6);
    const shaded = page.locator(".heat .text [data-shade]").first();
    await expect(shaded).toHaveCSS("text-decoration-line", "underline");
    await expect(shaded).toHaveCSS("color", colorScheme === "dark" ? "rgb(255, 255, 255)" : "rgb(0, 0, 0)");
  }
  await page.emulateMedia({ forcedColors: "none", colorScheme: "light" });
  await differ.click();
  const paragraph = page.locator(":target");
  await expect(paragraph).toContainText("312 crossings");
  await expect(paragraph).toBeInViewport();
  await paragraph.getByRole("link", { name: "2 marks by 2" }).click();
  await expect(page).toHaveURL(new RegExp(`/articles/${article.id}`));
});

test("the passages to talk about are shown one at a time, without names until they are asked for", async ({
  page,
  browser,
}) => {
  const { path } = await course(page, browser);
  await page.goto(`${path}/talk`);
  const first = page.getByRole("listitem").filter({ hasText: "312 crossings" }).first();
  await expect(first).toContainText(
    "1 open question · 1 reply · marked as claim by 1, as evidence by 1 · 2 readers marked it",
  );
  await expect(page.getByText("Bo Marsh")).toHaveCount(0);
  await clean(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("link", { name: "Show full screen" })).toBeHidden();
  await expect(first).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("link", { name: "Show full screen" }).click();
  const slide = page.getByRole("region", { name: /^Passage 1/ });
  await expect(slide.getByText("Who counted them, and from where?")).toBeVisible();
  await expect(page.getByRole("button", { name: "The next passage" })).toBeDisabled();
  await expect(page.getByText("Bo Marsh")).toBeHidden();
  await clean(page);
  await page.keyboard.press("n");
  await expect(page.getByText("Bo Marsh")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/talk$/);
  await page.getByRole("link", { name: /^Leave out/ }).click();
  await expect(page.getByText("1 left out")).toBeVisible();
});
