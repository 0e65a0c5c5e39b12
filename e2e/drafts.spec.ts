import { expect, type Page, test } from "@playwright/test";
import { bring, call, enrol, mark, signIn, site } from "./people";
import { card, open, ready, select } from "./reading";

const WORDS = "312 crossings";
const note = (page: Page) => page.getByRole("textbox", { name: "Note" });
const save = (page: Page) => page.getByRole("button", { name: "Save privately" }).click();

/** What this browser keeps of anybody's writing. */
const kept = (page: Page) =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => /^gloss:[^:]+:(draft|annotation):/.test(key))
      .map((key) => localStorage[key]),
  );
/** The rows that the server has of an article. */
async function rows(page: Page, articleId: string): Promise<{ body: string; tags: string[] }[]> {
  const { items } = Object(await call(page, "GET", `articles/${articleId}/annotations`));
  return items.map(({ body, tags }: { body: string; tags: string[] }) => ({ body, tags }));
}
/** Marks a passage and begins a note, until the browser keeps it. */
async function type(page: Page, words: string) {
  await (await select(page, WORDS)).getByRole("button", { name: "Evidence" }).click();
  await note(page).fill(words);
  await expect.poll(async () => (await kept(page)).join()).toContain(words);
}

test("what is typed survives a reload and a crash, and is gone once it is saved", async ({ page, context }) => {
  await enrol(page);
  const { id } = await bring(page);
  await open(page, id);
  await type(page, "Half a thou");
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(note(page)).toHaveValue("Half a thou");
  await note(page).fill("Half a thought, and then");
  await expect.poll(async () => (await kept(page)).join()).toContain("and then");

  const crashed = page.waitForEvent("crash");
  const devices = await context.newCDPSession(page);
  // The page dies before it can answer.
  devices.send("Page.crash").catch(() => {});
  await crashed;
  const next = await context.newPage();
  // Meanwhile it was tagged on another device: that stays, and is no conflict with words of an earlier visit.
  const [{ id: marked, revision }] = Object(await call(next, "GET", `articles/${id}/annotations`)).items;
  const headers = { Origin: site(), "If-Match": `"${revision}"` };
  const tagged = await next.request.patch(`/api/v1/annotations/${marked}`, { headers, data: { tags: ["quay"] } });
  expect(tagged.status(), await tagged.text()).toBe(200);
  await open(next, id);
  await next.getByRole("button", { name: "Continue" }).click();
  await expect(note(next)).toHaveValue("Half a thought, and then");
  await save(next);
  await expect(note(next)).toHaveCount(0);
  await expect.poll(() => rows(next, id)).toEqual([{ body: "Half a thought, and then", tags: ["quay"] }]);
  await expect.poll(() => kept(next)).toEqual([]);

  // The answer to a saved note is lost with its page: the next visit shows the note, and nothing unfinished.
  await card(next, "and then").click();
  await card(next, "and then")
    .getByRole("button", { name: /^Actions for the / })
    .click();
  await next.getByRole("menuitem", { name: "Edit" }).click();
  await note(next).fill("A whole thought.  ");
  await expect.poll(async () => (await kept(next)).join()).toContain("A whole thought.");
  let arrived = () => {};
  const saved = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  await next.route("**/api/v1/annotations/*", async (route) => {
    if (route.request().method() !== "PATCH") return route.fallback();
    await route.fetch();
    arrived();
  });
  await save(next);
  await saved;
  const gone = next.waitForEvent("crash");
  const again = await context.newCDPSession(next);
  again.send("Page.crash").catch(() => {});
  await gone;
  const last = await context.newPage();
  await open(last, id);
  await expect(card(last, "A whole thought.")).toBeVisible();
  await expect.poll(() => kept(last)).toEqual([]);
  await expect(last.getByText("An unfinished note")).toHaveCount(0);
  await expect(last.getByRole("button", { name: "Keep mine" })).toHaveCount(0);
  expect(await rows(last, id)).toEqual([{ body: "A whole thought.", tags: ["quay"] }]);
});

test("a session that ended keeps the note, and signing in again sends it once", async ({ page, context }) => {
  const reader = await enrol(page);
  const { id } = await bring(page);
  await open(page, id);
  await type(page, "Written too late.");
  await context.clearCookies();
  await save(page);
  await expect(page.getByRole("alert").filter({ hasText: "Your session has ended" })).toBeVisible();
  await expect(page.locator("[data-card]")).toContainText("Written too late.");

  await page.getByRole("link", { name: "Sign in to save it" }).click();
  await page.getByLabel("E-mail address").fill(reader.email);
  await page.getByLabel("Password", { exact: true }).fill(reader.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`**/articles/${id}`);
  await ready(page);
  await expect.poll(() => kept(page)).toEqual([]);
  await expect.poll(() => rows(page, id)).toEqual([{ body: "Written too late.", tags: [] }]);
});

test("another person on the same computer neither sees nor sends what was left", async ({ page, context }) => {
  await enrol(page);
  const { id } = await bring(page);
  await call(page, "PATCH", "me/settings", {});
  await open(page, id);
  await type(page, "For nobody else.");
  await context.clearCookies();
  await enrol(page, "Bo Lindqvist");
  const own = await bring(page);
  await open(page, own.id);
  await expect(page.getByText("Select a passage in the text")).toBeVisible();
  await page.goto("/signout");
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await expect(page.getByText("For nobody else.")).toHaveCount(0);
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect((await kept(page)).join()).toContain("For nobody else.");
});

test("what is written offline is sent when the browser is back, and stands there once", async ({ page, context }) => {
  await enrol(page);
  const { id } = await bring(page);
  await open(page, id);
  // What marking needs comes by itself, and not only when somebody marks.
  await expect.poll(() => page.evaluate(() => performance.getEntriesByName("gloss:ahead").length)).toBe(1);
  await context.setOffline(true);
  await type(page, "On the train.");
  await save(page);
  await expect(note(page)).toHaveCount(0);
  const mine = page.locator("[data-card]");
  await expect(mine).toContainText("Gloss cannot be reached right now");
  await expect(mine).toContainText("On the train.");
  await context.setOffline(false);
  await expect(mine).not.toContainText("cannot be reached");
  await expect.poll(() => kept(page)).toEqual([]);
  await expect.poll(() => rows(page, id)).toEqual([{ body: "On the train.", tags: [] }]);
  await page.reload();
  await ready(page);
  await expect(page.locator("[data-text] mark")).toHaveText([WORDS]);
});

test("an answer that is lost on its way makes no second row", async ({ page }) => {
  await enrol(page);
  const article = await bring(page);
  await open(page, article.id);
  /** The server hears the first request of a kind, and its answer never arrives. */
  const lose = (method: string, path: string) => {
    let lost = 0;
    return page.route(path, async (route) => {
      if (route.request().method() !== method || lost++) return route.fallback();
      const { status } = await route.fetch().then((answer) => ({ status: answer.status() }));
      expect([200, 201]).toContain(status);
      await route.abort();
    });
  };
  await lose("PUT", "**/api/v1/annotations/*");
  await lose("PATCH", "**/api/v1/annotations/*");
  await (await select(page, WORDS)).getByRole("button", { name: "Evidence" }).click();
  const mine = page.locator("[data-card]");
  await expect(mine).toContainText("Gloss cannot be reached right now");
  await mine.getByRole("button", { name: "Try again" }).click();
  await expect(mine.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await note(page).fill("Said once.");
  await save(page);
  await mine.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => kept(page)).toEqual([]);
  await expect.poll(() => rows(page, article.id)).toEqual([{ body: "Said once.", tags: [] }]);

  await lose("PUT", "**/api/v1/annotations/*/replies/*");
  await page.getByRole("textbox", { name: "Reply" }).fill("Answered once.");
  await page.getByRole("form", { name: "Reply" }).getByRole("button", { name: "Reply" }).click();
  // The page hears that it is there, though no answer came.
  await expect(page.getByRole("list", { name: "Replies" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByRole("textbox", { name: "Reply" })).toHaveValue("");
  const [only] = Object(await call(page, "GET", `articles/${article.id}/annotations`)).items;
  await expect
    .poll(() => call(page, "GET", `annotations/${only.id}/replies`))
    .toMatchObject({
      items: [{ body: "Answered once." }],
    });
});

test("a note whose saving is answered late closes no form that was opened meanwhile", async ({ page }) => {
  await enrol(page);
  const { id } = await bring(page);
  await open(page, id);
  await type(page, "The first note");
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/v1/annotations/*", async (route) => {
    if (route.request().method() === "PATCH") await mayAnswer;
    await route.continue();
  });
  const saving = page.waitForResponse((response) => response.request().method() === "PATCH");
  await save(page);
  await (await select(page, "four people")).getByRole("button", { name: "Claim" }).click();
  await note(page).fill("The second note");
  answer();
  await saving;
  await expect(card(page, "The first note").getByRole("textbox", { name: "Note" })).toHaveCount(0);
  await expect(note(page)).toHaveValue("The second note");
  await expect(note(page)).toBeFocused();
});

test("an answer that came too fast says so, and goes by itself when it may", async ({ page }) => {
  await enrol(page);
  const article = await bring(page);
  const { id } = await mark(page, article, WORDS, { body: "Counted how?" });
  let asked = 0;
  await page.route("**/api/v1/annotations/*/replies/*", (route) =>
    asked++
      ? route.fallback()
      : route.fulfill({
          ...{ status: 429, headers: { "Retry-After": "4" }, contentType: "application/problem+json" },
          body: JSON.stringify({ title: "Too fast", status: 429, detail: "Wait a little." }),
        }),
  );
  await open(page, article.id);
  await card(page, "Counted how?").click();
  const form = page.getByRole("form", { name: "Reply" });
  await form.getByRole("textbox").fill("With a pencil.");
  await form.getByRole("button", { name: "Reply" }).click();
  await expect(form.getByRole("status")).toContainText("goes by itself in a moment");
  await expect(form.getByRole("textbox")).toHaveValue("");
  const items = [{ body: "With a pencil." }];
  expect(await call(page, "GET", `annotations/${id}/replies`)).toMatchObject({ items });
});

test("a database that does not answer is said in words, and the note waits for it", async ({ page }) => {
  await enrol(page);
  const article = await bring(page);
  const { id } = await mark(page, article, WORDS, { body: "As it was." });
  await open(page, article.id);
  await card(page, "As it was.").click();
  await card(page, "As it was.")
    .getByRole("button", { name: /^Actions for the / })
    .click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  const down = { status: 503, title: "Gloss cannot save right now", detail: "The database does not answer." };
  await page.route("**/api/v1/**", (route) =>
    route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify(down) }),
  );
  await note(page).fill("As it shall be.");
  await save(page);
  const mine = page.locator("[data-card]");
  await expect(mine).toContainText("The database does not answer.");
  await expect(mine).toContainText("As it shall be.");
  expect(await call(page, "GET", `annotations/${id}`)).toMatchObject({ body: "As it was." });
  await page.reload();
  await ready(page);
  await expect(mine).toContainText("As it shall be.");
  await page.unroute("**/api/v1/**");
  await mine.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => kept(page)).toEqual([]);
  await expect
    .poll(() => call(page, "GET", `annotations/${id}`))
    .toMatchObject({ body: "As it shall be.", revision: 2 });
});

test("signing out offers to save what is not saved, or to discard it, and wipes it either way", async ({ page }) => {
  const reader = await enrol(page);
  const { id } = await bring(page);
  await open(page, id);
  await page.route("**/api/v1/annotations/**", (route) => route.abort());
  await type(page, "Not sent yet.");
  await save(page);
  await expect(page.locator("[data-card]")).toContainText("Gloss cannot be reached right now");
  await page.goto("/signout");
  await expect(page.getByRole("heading", { name: "One note is not saved yet" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Not sent yet.");
  await page.unroute("**/api/v1/annotations/**");
  await page.getByRole("button", { name: "Save them" }).click();
  await expect(page.getByText("All of it is saved.")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  const left = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("gloss:")));
  expect(await left()).toEqual([]);

  await signIn(page, reader);
  await expect.poll(() => rows(page, id)).toEqual([{ body: "Not sent yet.", tags: [] }]);
  await open(page, id);
  await card(page, "Not sent yet.").click();
  await page.getByRole("textbox", { name: "Reply" }).fill("To be thrown away.");
  await expect.poll(async () => (await kept(page)).join()).toContain("thrown away");
  await page.goto("/signout");
  await expect(page.getByRole("main")).toContainText("To be thrown away.");
  await page.getByRole("button", { name: "Discard and sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect(await left()).toEqual([]);
});
