import { type Browser, expect, type Page, test } from "@playwright/test";
import { annotation } from "../lib/schemas/annotation";
import { another, bring, call, circle, enrol, FERRY, mark, share, signIn, signUp } from "./people";
import { card, open, placeOf, ready, select } from "./reading";

const TWICE = "The ferry left at noon";
const QUOTED = "“It has to get across before the ice,”";
const COUNTED = "counted 312 crossings last winter";
const note = (page: Page) => page.getByRole("textbox", { name: "Note" });
const save = (page: Page) => page.getByRole("button", { name: /^Save / }).click();
const marked = (page: Page) => page.locator("[data-text] mark[data-ids]");

/** Chooses a layer in the menu of a card; where more people see it, that is asked before, and its link offered after. */
async function move(page: Page, words: string, layer: string) {
  await card(page, words)
    .getByRole("button", { name: /^Actions for the / })
    .first()
    .click();
  await page.getByRole("menuitemradio", { name: layer }).click();
  if (layer !== "Only me") {
    const asked = page.getByRole("dialog", { name: `with ${layer}?` });
    await expect(card(page, words)).not.toContainText(layer);
    await asked.getByRole("button", { name: "Share" }).click();
    await expect(page.getByText(`Shared with ${layer}.`)).toBeVisible();
    await page.getByRole("button", { name: "Copy link" }).click();
  }
  await expect(card(page, words)).toContainText(layer);
}

test("two people meet over a passage, and the one who wrote it takes it back", async ({ page, browser }) => {
  test.setTimeout(90_000);
  // Ada signs up and brings in what she pasted.
  await signUp(page, "Ada Byron");
  await page.goto("/articles/new");
  await page.getByLabel("Or its text").fill(FERRY);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Save and read" }).click();
  await page.waitForURL(/\/articles\/[0-9a-f-]{36}$/);
  const reading = new URL(page.url()).pathname;
  await ready(page);

  // A claim on the second of two equal phrases; the pill says who will see it before anything is made.
  const pill = await select(page, TWICE, 2);
  await expect(pill.getByLabel("Visible to").locator("option:checked")).toHaveText("Only me");
  await pill.getByRole("button", { name: "Claim" }).click();
  await note(page).fill("Twice at noon: the timetable is the **claim**.");
  await save(page);
  await expect(card(page, "Twice at noon").locator("strong")).toHaveText("claim");

  // A quotation is offered as a quote first, and who said it is a suggestion until she confirms it.
  const offered = await select(page, QUOTED);
  await expect(offered.getByRole("button").first()).toHaveText(/Quote/);
  await offered.getByRole("button", { name: "Quote" }).click();
  await expect(page.getByText("Suggested: Runa Holt")).toBeVisible();
  await expect(page.getByLabel("Speaker")).toHaveValue("");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByLabel("Speaker")).toHaveValue("Runa Holt");
  await note(page).fill("She means the piano.");
  await save(page);
  await expect(card(page, "She means the piano.").getByRole("definition")).toHaveText("Runa Holt");

  await (await select(page, COUNTED)).getByRole("button", { name: "Evidence" }).click();
  await note(page).fill("A secret doubt about the count.");
  await page.getByRole("combobox", { name: "Add a tag" }).fill("figures");
  await page.getByRole("combobox", { name: "Add a tag" }).press("Enter");
  await save(page);
  await expect(card(page, "A secret doubt").getByRole("list", { name: "Tags" })).toHaveText("figures");

  // All of it is still where she put it after a reload.
  await page.reload();
  await ready(page);
  await expect(marked(page)).toHaveText([QUOTED, COUNTED, TWICE]);
  const text = await page.locator("[data-text]").evaluate((element) => element.textContent ?? "");
  expect(await placeOf(page, 2)).toBe(text.lastIndexOf(TWICE));
  expect(text.indexOf(TWICE)).not.toBe(text.lastIndexOf(TWICE));

  // A group, the reading in it, and one mark for it.
  await page.goto("/groups/new");
  await page.getByLabel("Name").fill("Tuesday Circle");
  await page.getByRole("button", { name: "Create the group" }).click();
  await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/);
  const group = new URL(page.url()).pathname;
  await page.goto(`${group}/bring`);
  const row = page.getByRole("listitem").filter({ hasText: "The last ferry of the year" });
  await row.getByRole("button", { name: /^Bring/ }).click();
  await expect(row.getByText("Read here")).toBeVisible();
  await page.goto(`${group}/settings`);
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByRole("textbox", { name: "The invite link" }).inputValue();
  await page.goto(reading);
  await ready(page);
  await card(page, "Twice at noon").click();
  await move(page, "Twice at noon", "Tuesday Circle");

  // Bo comes by the link, in a browser of his own, and sees what was shared and nothing else.
  const bo = await another(browser);
  await bo.goto(link);
  await bo.getByRole("main").getByRole("link", { name: "Sign up" }).click();
  await bo.waitForURL("**/signup*");
  await signUp(bo, "Bo Lindqvist", bo.url());
  await bo.getByRole("button", { name: "Join the group" }).click();
  await bo.waitForURL(`**${group}`);
  await bo.getByRole("link", { name: "The last ferry of the year", exact: true }).click();
  await bo.waitForURL((url) => url.pathname === reading);
  await ready(bo);
  await expect(marked(bo)).toHaveText([TWICE]);
  await expect(bo.locator("[data-card]")).toHaveCount(1);
  const source = await (await bo.request.get(reading)).text();
  for (const hidden of ["A secret doubt", "She means the piano", "figures"]) expect(source).not.toContain(hidden);

  // They talk.
  await marked(bo).click();
  await bo.getByRole("textbox", { name: "Reply" }).fill("Or the harbour master repeats himself.");
  await bo.getByRole("form", { name: "Reply" }).getByRole("button", { name: "Reply" }).click();
  await expect(card(bo, "Twice at noon").getByRole("list", { name: "Replies" })).toContainText("repeats himself");

  await page.goto("/");
  await page
    .getByRole("link", { name: /Bo Lindqvist|The last ferry/ })
    .first()
    .click();
  await page.goto(reading);
  await ready(page);
  await card(page, "Twice at noon").click();
  await page.getByRole("button", { name: "Actions for the reply of Bo Lindqvist" }).click();
  await page.getByRole("menuitem", { name: "Reply", exact: true }).click();
  await page
    .getByRole("list", { name: "Replies" })
    .getByRole("textbox", { name: "Reply" })
    .fill("He does, every winter.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("list", { name: "Replies" }).getByRole("listitem")).toHaveCount(2);

  // Coming back to the page is enough to see the answer.
  await expect(async () => {
    await bo.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expect(bo.getByRole("list", { name: "Replies" })).toContainText("every winter", { timeout: 700 });
  }).toPass();

  // Ada keeps the mark to herself again. Bo finds it nowhere: neither in the page, nor by the API, nor by its link.
  const id = (await marked(bo).getAttribute("data-ids")) ?? "";
  expect((await bo.goto(`/t/${id}`))?.status()).toBe(200);
  await expect(bo.getByText("Twice at noon")).toBeVisible();
  await move(page, "Twice at noon", "Only me");
  await expect.poll(async () => (await bo.request.get(`/api/v1/annotations/${id}`)).status()).toBe(404);
  // But for the request's own id.
  const [gone, never] = await Promise.all(
    [id, crypto.randomUUID()].map(async (each) => {
      const text = await (await bo.request.get(`/api/v1/annotations/${each}`)).text();
      return text.replace(/"instance":"urn:uuid:[\w-]+"/, "");
    }),
  );
  expect(gone).toBe(never);
  expect(await call(bo, "GET", `${reading.slice(1)}/annotations`)).toMatchObject({ items: [] });
  expect((await bo.goto(`/t/${id}`))?.status()).toBe(404);
  await bo.goto(reading);
  await expect(bo.getByText("Select a passage in the text")).toBeVisible();
  await expect(marked(bo)).toHaveCount(0);
  expect(await (await bo.request.get(reading)).text()).not.toContain("Twice at noon");
  // Each keeps their own words.
  await page.reload();
  await ready(page);
  await card(page, "Twice at noon").click();
  await expect(page.getByRole("list", { name: "Replies" })).toContainText("every winter");
});

test("two windows change one note: nothing is overwritten, and nothing that was typed is lost", async ({ page }) => {
  await enrol(page, "Ada Byron");
  const article = await bring(page);
  const { id } = await mark(page, article, COUNTED, { body: "First wording." });
  const other = await page.context().newPage();
  for (const window of [page, other]) {
    await open(window, article.id);
    await card(window, "First wording.").click();
    await card(window, "First wording.")
      .getByRole("button", { name: /^Actions for the / })
      .click();
    await window.getByRole("menuitem", { name: "Edit" }).click();
    await expect(note(window)).toHaveValue("First wording.");
  }
  await note(page).fill("Mine, typed slowly.");
  await expect.poll(() => page.evaluate(() => Object.values(localStorage).join())).toContain("Mine, typed slowly.");
  await note(other).fill("Theirs, and quicker.");
  await save(other);
  await expect(card(other, "Theirs, and quicker.")).toBeVisible();

  const [refused] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "PATCH"),
    save(page),
  ]);
  expect(refused.status()).toBe(412);
  const said = page.getByRole("alert").filter({ hasText: "changed meanwhile" });
  await expect(said).toContainText("Theirs, and quicker.");
  await expect(said).toContainText("Mine, typed slowly.");
  await expect(note(page)).toHaveValue("Mine, typed slowly.");
  expect(await call(page, "GET", `annotations/${id}`)).toMatchObject({ body: "Theirs, and quicker." });

  // Even a crash of this window now keeps both: the one on the server, the other as a draft.
  await page.reload();
  await ready(page);
  await card(page, "Theirs, and quicker.").getByRole("button", { name: "Continue" }).click();
  await expect(note(page)).toHaveValue("Mine, typed slowly.");
  await save(page);
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(note(page)).toHaveCount(0);
  await expect
    .poll(async () => annotation.parse(await call(page, "GET", `annotations/${id}`)))
    .toMatchObject({ body: "Mine, typed slowly.", revision: 3 });
});

test("a mark that was answered is not moved to others, but a copy of it may be", async ({ page, browser }) => {
  const { group, other, article, bo } = await twoGroups(page, browser);
  const { id } = await mark(page, article, COUNTED, { body: "Who counted?", layer: "group", groupId: group });
  await call(bo, "PUT", `annotations/${id}/replies/${crypto.randomUUID()}`, { body: "The kiosk did." });
  await open(page, article.id);
  await card(page, "Who counted?").click();
  await card(page, "Who counted?")
    .getByRole("button", { name: /^Actions for the claim/ })
    .click();
  await page.getByRole("menuitemradio", { name: "Second Circle" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Make a copy" }).click();
  await expect(page.locator("[data-card]")).toHaveCount(2);
  // The card is drawn before the server has answered.
  const groups = async () =>
    Object(await call(page, "GET", `articles/${article.id}/annotations`)).items.map(
      (each: { groupId: string }) => each.groupId,
    );
  await expect.poll(async () => (await groups()).sort()).toEqual([group, other].sort());
});

async function twoGroups(page: Page, browser: Browser) {
  await enrol(page, "Ada Byron");
  const bo = await another(browser);
  await enrol(bo, "Bo Lindqvist");
  const article = await bring(page);
  const group = await circle("First Circle", page, bo);
  const other = await circle("Second Circle", page);
  await share(page, group, article);
  await share(page, other, article);
  return { group, other, article, bo };
}

test("a public mark opens for everybody, with its passage in the server's own answer", async ({ page, browser }) => {
  const ada = await enrol(page, "Ada Byron");
  const article = await bring(page);
  const stranger = await another(browser);
  const path = `/articles/${article.id}`;
  const hidden = await mark(page, article, QUOTED, { body: "Between me and the page." });
  // What is not public and what was never there lead to the same place.
  for (const address of [path, `/t/${hidden.id}`, `/t/${crypto.randomUUID()}`]) {
    await stranger.goto(address);
    await expect(stranger).toHaveURL(/\/signin\?/);
  }
  await open(page, article.id);
  await page.getByRole("button", { name: "This article" }).click();
  await page.getByRole("menuitem", { name: "Make public" }).click();
  // One press alone publishes nothing.
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect((await stranger.request.get(path, { maxRedirects: 0 })).status()).toBe(307);
  await page.getByRole("button", { name: "This article" }).click();
  await page.getByRole("menuitem", { name: "Make public" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make public" }).click();
  await expect(page.getByText("Anyone with the link can read this article.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  const shown = await mark(page, article, COUNTED, { body: "For everyone.", layer: "public" });

  const answer = await stranger.request.get(`/t/${shown.id}`);
  expect(answer.status()).toBe(200);
  const html = await answer.text();
  expect(html).toContain("For everyone.");
  expect(html).toContain(COUNTED);
  expect(html).toMatch(/<meta property="og:title"/);
  expect(html).not.toContain("Between me and the page.");
  expect(html).not.toContain(ada.email);
  await stranger.goto(path);
  await expect(marked(stranger)).toHaveText([COUNTED]);

  // Bo has an account, and no more right than anyone else to what is Ada's alone.
  const bo = await another(browser);
  await signIn(bo, await enrol(bo, "Bo Lindqvist"));
  expect((await bo.goto(`/t/${hidden.id}`))?.status()).toBe(404);
});
