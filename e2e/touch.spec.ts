import { expect, type Page, test } from "@playwright/test";
import { another, bring, call, circle, enrol, mark, share } from "./people";
import { open } from "./reading";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** A finger held on a word selects it; how the ends are then pulled is the system's own and ends in a selection. */
async function hold(page: Page, words: string) {
  await page.getByRole("region", { name: "Text" }).evaluate((text, sought) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.textContent?.indexOf(sought) ?? -1;
      if (at < 0) continue;
      const target = walker.currentNode.parentElement;
      target?.scrollIntoView({ block: "center", behavior: "instant" });
      const touch = { bubbles: true, pointerType: "touch", isPrimary: true };
      target?.dispatchEvent(new PointerEvent("pointerdown", touch));
      // The system takes the finger over for its own gesture, and says so.
      target?.dispatchEvent(new PointerEvent("pointercancel", touch));
      getSelection()?.setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + sought.length);
      return;
    }
    throw new Error(`“${sought}” does not stand in the text.`);
  }, words);
}
/** Longer than what stands beside a text has room for. */
const NAMED = "A circle that reads what ferries carry";
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test("on a phone a passage is marked, its card opens as a sheet, and is answered", async ({ page, browser }) => {
  await enrol(page, "Ada Byron");
  const bo = await another(browser);
  await enrol(bo, "Bo Lindqvist");
  const article = await bring(page);
  const group = await circle("Tuesday Circle", page, bo);
  await share(page, group, article);
  const theirs = { kind: "claim", layer: "group", groupId: group, body: "Was it ever more?" } as const;
  const { id } = await mark(bo, article, "a third fewer than ten years ago", theirs);
  const text = await open(page, article.id);
  expect(await sideways(page)).toBeLessThanOrEqual(0);

  await hold(page, "Nobody on the quay waved");
  const pill = page.getByRole("toolbar", { name: "Mark the selected passage" });
  await expect(pill).toBeVisible();
  await expect(pill).toBeInViewport({ ratio: 1 });
  await pill.getByRole("button", { name: "Evidence" }).tap();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toHaveAccessibleName("The evidence of Ada Byron");
  const note = sheet.getByRole("textbox", { name: "Note" });
  await expect(note).toBeFocused();
  await note.fill("An empty quay.");
  await sheet.getByRole("button", { name: "Save privately" }).tap();
  await expect(note).toHaveCount(0);
  await expect(sheet).toContainText("An empty quay.");
  await expect(sheet).toBeInViewport({ ratio: 0.95 });
  await sheet.getByRole("button", { name: "Close", exact: true }).tap();
  await expect(sheet).toHaveCount(0);
  await expect(text.locator("mark.evidence")).toHaveText("Nobody on the quay waved");

  await text.locator("mark.claim").tap();
  await expect(sheet).toHaveAccessibleName("The claim of Bo Lindqvist");
  await sheet.getByRole("textbox", { name: "Reply" }).fill("In my grandfather’s days.");
  await sheet.getByRole("form", { name: "Reply" }).getByRole("button", { name: "Reply" }).tap();
  await expect(sheet.getByRole("list", { name: "Replies" })).toContainText("grandfather’s days");
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  await expect
    .poll(() => call(bo, "GET", `annotations/${id}/replies`))
    .toMatchObject({
      items: [{ body: "In my grandfather’s days." }],
    });

  // The phone's own way back closes the sheet and stays on the text.
  await page.goBack();
  await expect(sheet).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(`/articles/${article.id}`));
  await expect(text).toBeVisible();
  await page.reload();
  await expect(text.locator("mark.evidence")).toHaveText("Nobody on the quay waved");
});

test("on a phone the notes of a busy passage are a list before one of them is a card, and a card's menu is short", async ({
  page,
  browser,
}) => {
  await enrol(page, "Ada Byron");
  const bo = await another(browser);
  await enrol(bo, "Bo Lindqvist");
  const article = await bring(page);
  const group = await circle(NAMED, page, bo);
  await share(page, group, article);
  const shared = { layer: "group" as const, groupId: group };
  for (const n of [1, 2, 3]) await mark(bo, article, "a third fewer", { ...shared, body: `Thought ${n}.` });
  const asked = await mark(bo, article, "a third fewer than ten", {
    ...shared,
    body: "**Than** when?",
    question: true,
  });
  await mark(page, article, "fewer than ten years ago", { ...shared, body: "My own." });
  const text = await open(page, article.id);
  await text.locator(`mark[data-ids~="${asked.id}"]`).first().tap();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toHaveAccessibleName("5 notes on this passage");
  const lines = sheet.getByRole("list", { name: "5 notes on this passage" }).getByRole("button");
  await expect(lines).toHaveCount(5);
  // The question that is new comes first, by its words alone.
  await expect(lines.first()).toContainText("Than when?");
  await lines.filter({ hasText: "My own." }).tap();
  await expect(sheet).toHaveAccessibleName("The claim of Ada Byron");
  await expect(sheet.locator("[data-card]")).toHaveCount(1);
  await sheet.getByRole("button", { name: "Actions for the claim" }).tap();
  await page.getByRole("menuitem", { name: "Kind: Claim" }).tap();
  await page.getByRole("menuitemradio", { name: "Evidence" }).tap();
  await expect(sheet).toHaveAccessibleName("The evidence of Ada Byron");
  await sheet.getByRole("button", { name: "All 5 notes on this passage" }).tap();
  await expect(sheet).toHaveAccessibleName("5 notes on this passage");

  // The filters open over the foot of the window, wherever the text is scrolled to; a long name hides no count.
  await page.goBack();
  await expect(sheet).toHaveCount(0);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const button = page.getByRole("button", { name: "What is shown" });
  await button.tap();
  const filters = page.getByRole("navigation", { name: "What is shown" });
  await expect(filters).toBeInViewport({ ratio: 1 });
  await expect(filters).toBeFocused();
  const row = filters.getByRole("button", { name: NAMED });
  await expect(row).toContainText("5");
  for (const width of [390, 820, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    const [outer, count] = [await row.boundingBox(), await row.getByText("5", { exact: true }).boundingBox()];
    expect(count!.width, String(width)).toBeGreaterThan(4);
    expect(count!.x + count!.width, String(width)).toBeLessThanOrEqual(outer!.x + outer!.width + 0.5);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await filters.getByText("Claims").tap();
  await expect(page.getByText(/marks? (is|are) hidden\./)).toBeAttached();
  await page.keyboard.press("Escape");
  await expect(filters).toBeHidden();
  await expect(button).toBeFocused();
});

test("on a phone with a slow network a note is saved at once, a link shows that it was pressed, and offline it says so", async ({
  page,
  context,
}) => {
  await enrol(page, "Ada Byron");
  const article = await bring(page);
  await open(page, article.id);
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route("**/api/v1/annotations/*", async (route) => {
    if (route.request().method() === "PATCH") await released;
    await route.continue();
  });
  await hold(page, "Nobody on the quay waved");
  await page.getByRole("toolbar").getByRole("button", { name: "Evidence" }).tap();
  const sheet = page.getByRole("dialog");
  const note = sheet.getByRole("textbox", { name: "Note" });
  await note.fill("An empty quay.");
  await sheet.getByRole("button", { name: /^Save / }).tap();
  await expect(note).toHaveCount(0);
  await expect(sheet).toContainText("An empty quay.");
  await expect(sheet.getByText("An unfinished note")).toHaveCount(0);
  await sheet.getByRole("button", { name: "Close", exact: true }).tap();
  await expect(sheet).toHaveCount(0);
  release();
  await expect(page.locator("[data-announced]")).toHaveText("Saved.");
  await expect
    .poll(async () => Object(await call(page, "GET", `articles/${article.id}/annotations`)).items)
    .toMatchObject([{ body: "An empty quay." }]);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":draft:")))).toEqual([]);

  // Offline the page that is there stays, with a reason.
  const back = page.getByRole("link", { name: "Back to Library" });
  await context.setOffline(true);
  await back.tap();
  await expect(page.getByText("You're offline, so this page can't open.")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/articles/${article.id}`));
  await context.setOffline(false);

  let arrive = () => {};
  const slow = new Promise<void>((done) => {
    arrive = done;
  });
  await page.route("**/articles?*", async (route) => {
    await slow;
    await route.continue();
  });
  await back.tap();
  await expect(page.getByText("Opening the page")).toBeAttached();
  arrive();
  await page.waitForURL("**/articles");
  await expect(page.getByText("Opening the page")).toHaveCount(0);
});

test("what could not be saved on a phone says so, and its words are there again", async ({ page }) => {
  await enrol(page, "Ada Byron");
  const article = await bring(page);
  const made = await mark(page, article, "312 crossings", { body: "They counted." });
  const text = await open(page, article.id);
  await page.route("**/api/v1/annotations/*", async (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    await route.fulfill({ status: 422, json: { detail: "These words can't be saved.", errors: undefined } });
  });
  await text.locator("mark").tap();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Actions for the claim" }).tap();
  await page.getByRole("menuitem", { name: "Edit" }).tap();
  const note = sheet.getByRole("textbox", { name: "Note" });
  await note.fill("They counted twice.");
  await sheet.getByRole("button", { name: /^Save / }).tap();
  await expect(page.getByText("These words can't be saved.")).toBeVisible();
  await expect(note).toHaveCount(0);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  await expect(note).toHaveValue("They counted twice.");
  await sheet.getByRole("button", { name: /^Save / }).tap();
  await expect
    .poll(async () => Object(await call(page, "GET", `articles/${article.id}/annotations`)).items)
    .toMatchObject([{ id: made.id, body: "They counted twice." }]);
});

/** Wider than a phone, whatever the size of the letters; the class is one that a style sheet of utilities knows. */
const SUM = `<mrow>${"<mi>x</mi><mo>+</mo><mi>alpha</mi><mo>+</mo>".repeat(24)}<mi>y</mi></mrow>`;
const WIDE = `<h1>Tides by harbour</h1><p>All that the harbours counted stands in one table here, as they sent it.</p>
<table class="table">${`<tr>${"<td>fourhundredandtwelve</td>".repeat(12)}</tr>`}</table>
<p>In a line, <math>${SUM}</math> is long.</p><p><math display="block">${SUM}</math></p>
<pre>${"const minutes = 11; ".repeat(20)}</pre><p>${"a".repeat(300)}</p><p>And so the winter ended.</p>`;

test("on a phone wide tables, formulas and code scroll in themselves, and the page doesn't", async ({ page }) => {
  await enrol(page, "Ada Byron");
  const article = await bring(page, { html: WIDE });
  const text = await open(page, article.id);
  await expect(text.locator("math")).toHaveCount(2);
  await expect(text.locator("td").first()).toBeVisible();
  expect(await sideways(page)).toBeLessThanOrEqual(0);
  for (const wide of await text.locator("table, math, pre").all()) {
    // The nearest that scrolls and is wider than it shows: the end must come into view when it is scrolled there.
    const reached = await wide.evaluate((element) => {
      const scrolls = (one: Element) =>
        one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX);
      let box: Element | null = element;
      while (box && !scrolls(box)) box = box.parentElement;
      if (!box?.closest("[data-text], .text")) return `${element.localName}: nothing in the text scrolls`;
      box.scrollLeft = 1_000_000;
      const { right } = element.getBoundingClientRect();
      return box.scrollLeft > 0 && Math.round(right) <= innerWidth ? "end" : `${element.localName}: ${right}`;
    });
    expect(reached).toBe("end");
  }
  expect(await sideways(page)).toBeLessThanOrEqual(0);
});
