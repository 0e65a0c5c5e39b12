import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { enrol, site } from "./people";

const TEXT = `The weir at Arden

The old weir holds back less water every spring. Its stones were laid in 1911 and nobody has counted them since.

“We used to hear it from the school,” said Maud Ferris, who taught there. “Now you hear the road.”

The county says that it will decide in May. It said so last year, and the year before that.`;
const CLAIM = "The old weir holds back less water every spring";
const LATER = "nobody has counted them since";

/** A call of the API by whoever is signed in on the page, as a program on the page's own origin would make it. */
async function api(page: Page, method: string, path: string, data?: unknown, revision?: number) {
  const headers: Record<string, string> = { Origin: site(), "Content-Type": "application/json" };
  if (revision !== undefined) headers["If-Match"] = `"${revision}"`;
  const response = await page.request.fetch(`/api/v1/${path}`, {
    method,
    headers,
    data: data === undefined ? undefined : JSON.stringify(data),
  });
  expect(response.ok(), `${method} ${path}: ${response.status()}`).toBe(true);
  return response.status() === 204 ? null : response.json();
}

/** An article that everyone may read, brought in by whoever is signed in. */
async function publicArticle(page: Page, text = TEXT): Promise<string> {
  const article = await api(page, "POST", "articles", { text });
  await api(page, "PATCH", `articles/${article.id}`, { visibility: "public" }, article.revision);
  return article.id;
}
async function annotate(page: Page, articleId: string, more: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  await api(page, "PUT", `annotations/${id}`, {
    articleId,
    kind: "claim",
    quote: { exact: CLAIM },
    layer: "private",
    ...more,
  });
  return id;
}
const card = (page: Page, id: string) => page.locator(`[data-card="${id}"]`);
async function read(page: Page, articleId: string) {
  await page.goto(`/articles/${articleId}`);
  await page.locator("section.margin[data-live]").waitFor({ state: "attached" });
}
/** Opens a card's composer through its menu. */
async function edit(page: Page, id: string) {
  // One without words is a tick until it is pressed.
  await card(page, id).click({ position: { x: 12, y: 12 } });
  await card(page, id)
    .getByRole("button", { name: /^Actions for the/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  return card(page, id).getByRole("textbox", { name: "Note" });
}
const items = async (page: Page, articleId: string) =>
  (await api(page, "GET", `articles/${articleId}/annotations`)).items;
async function another(browser: Browser, name: string) {
  const page = await (await browser.newContext()).newPage();
  await enrol(page, name);
  return page;
}

test("one key marks, typing goes to the note, and the card stands level with its passage", async ({ page }) => {
  await enrol(page);
  const id = await publicArticle(page);
  await read(page, id);
  await page.locator("[data-text] p").first().click({ clickCount: 3 });
  await expect(page.getByRole("toolbar", { name: "Mark the selected passage" })).toBeVisible();
  await page.keyboard.press("c");
  await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
  await page.keyboard.type("So who repairs it?");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("[data-card]").getByText("So who repairs it?")).toBeVisible();
  await expect
    .poll(async () => (await items(page, id)).map((a: { body: string }) => a.body))
    .toEqual(["So who repairs it?"]);
  const line = await page
    .locator("[data-text] mark")
    .first()
    .evaluate((mark) => {
      const [first] = mark.getClientRects();
      return first ? first.top + first.height / 2 : 0;
    });
  await expect
    .poll(async () => Math.abs(((await page.locator("[data-card]").boundingBox())?.y ?? 0) + 22 - line))
    .toBeLessThan(3);
});

test("words that were not saved come back after a reload, and saving them leaves no draft", async ({ page }) => {
  await enrol(page);
  const article = await publicArticle(page);
  const id = await annotate(page, article);
  await read(page, article);
  await (await edit(page, id)).fill("Half a thought");
  await page.reload();
  await page.locator("section.margin[data-live]").waitFor({ state: "attached" });
  await card(page, id).getByRole("button", { name: "Continue" }).click();
  const field = card(page, id).getByRole("textbox", { name: "Note" });
  await expect(field).toHaveValue("Half a thought");
  await card(page, id).getByRole("button", { name: "Save" }).click();
  await expect(field).toHaveCount(0);
  await expect(card(page, id).getByText("Half a thought")).toBeVisible();
  await expect(card(page, id).getByText("An unfinished note")).toHaveCount(0);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":draft:")))).toEqual([]);
});

test("a note saved while offline is kept, sent when the browser is back, and is one row", async ({ page, context }) => {
  await enrol(page);
  const article = await publicArticle(page);
  const id = await annotate(page, article);
  await read(page, article);
  await (await edit(page, id)).fill("Written on a train");
  await context.setOffline(true);
  await card(page, id).getByRole("button", { name: "Save" }).click();
  await expect(card(page, id).getByRole("button", { name: "Try again" })).toBeVisible();
  await context.setOffline(false);
  await expect(card(page, id).getByRole("button", { name: "Try again" })).toHaveCount(0);
  await expect
    .poll(async () => (await items(page, article)).map((a: { id: string; body: string }) => [a.id, a.body]))
    .toEqual([[id, "Written on a train"]]);
});

test("a note changed elsewhere is shown in both wordings, and nothing is overwritten unasked", async ({ page }) => {
  await enrol(page);
  const article = await publicArticle(page);
  const id = await annotate(page, article, { body: "First." });
  await read(page, article);
  await (await edit(page, id)).fill("Mine.");
  await api(page, "PATCH", `annotations/${id}`, { body: "Theirs." }, 1);
  await card(page, id).getByRole("button", { name: "Save" }).click();
  const both = card(page, id).getByRole("alert");
  await expect(both.getByText("Theirs.")).toBeVisible();
  await expect(both.getByText("Mine.")).toBeVisible();
  expect((await items(page, article))[0].body).toBe("Theirs.");
  await both.getByRole("button", { name: "Keep mine" }).click();
  await expect(card(page, id).getByRole("textbox", { name: "Note" })).toHaveCount(0);
  await expect.poll(async () => (await items(page, article))[0].body).toBe("Mine.");
});

test("two people answer each other, and a deleted answer keeps its place", async ({ page, browser }) => {
  await enrol(page, "Amara Mensah");
  const article = await publicArticle(page);
  const id = await annotate(page, article, { layer: "public", body: "It leaks." });
  const jun = await another(browser, "Jun Okafor");
  await read(jun, article);
  await card(jun, id).locator("header").click();
  await jun.getByRole("textbox", { name: "Reply" }).fill("Since *when*?");
  await jun.keyboard.press("Control+Enter");
  await expect(jun.getByRole("textbox", { name: "Reply" })).toHaveValue("");
  await expect(card(jun, id).getByText("Since when?")).toBeVisible();
  await page.goto(`/t/${id}`);
  await page.getByRole("button", { name: "Actions for the reply of Jun Okafor" }).click();
  await page.getByRole("menuitem", { name: "Reply", exact: true }).click();
  const answer = page.getByRole("list", { name: "Replies" }).getByRole("textbox", { name: "Reply" });
  await expect(answer).toBeFocused();
  await answer.fill("Since 1911.");
  await page.keyboard.press("Control+Enter");
  await expect(answer).toHaveCount(0);
  await expect(page.getByText("Since 1911.")).toBeVisible();
  await jun.goto(`/t/${id}`);
  await expect(jun.getByText("Since 1911.")).toBeVisible();
  await jun.getByRole("button", { name: "Actions for the reply of Jun Okafor" }).click();
  await jun.getByRole("menuitem", { name: "Delete" }).click();
  await expect(jun.getByText("This reply was deleted.")).toBeVisible();
  await expect(jun.getByText("Since when?")).toHaveCount(0);
  await jun.context().close();
});

test("a permalink opens for whom it is, and tells nobody else anything", async ({ page, browser }) => {
  await enrol(page);
  const article = await publicArticle(page);
  const open = await annotate(page, article, { layer: "public", body: "It leaks." });
  const secret = await annotate(page, article, { quote: { exact: LATER }, body: "Only for me." });
  const stranger = await another(browser, "Jun Okafor");
  const none = randomUUID();
  const plain = async (from: Page, id: string) => {
    const response = await from.request.get(`/t/${id}`, { maxRedirects: 0 });
    return {
      status: response.status(),
      to: response.headers().location?.replace(id, "ID"),
      html: (await response.text()).replaceAll(id, "ID").replace(/nonce="[^"]*"|"nonce":"[^"]*"/g, ""),
    };
  };
  const hidden = await plain(stranger, secret);
  expect(hidden.status).toBe(404);
  expect(hidden.html).not.toContain("Only for me");
  expect(hidden.html).not.toContain(LATER);
  expect((await plain(stranger, none)).status).toBe(404);
  const nobody = await (await browser.newContext()).newPage();
  for (const id of [secret, none])
    expect(await plain(nobody, id)).toMatchObject({ status: 307, to: "/signin?next=%2Ft%2FID" });
  const shared = await plain(nobody, open);
  expect(shared.status).toBe(200);
  expect(shared.html).toContain("It leaks.");
  expect(shared.html).toMatch(/<meta property="og:title" content="[^"]*The weir at Arden/);
  expect(shared.html).toMatch(new RegExp(`<meta property="og:description" content="[^"]*${CLAIM}`));
  // Its author sees the private one, and still no preview speaks of it.
  const own = await plain(page, secret);
  expect(own.status).toBe(200);
  expect(own.html).not.toContain("og:title");
  await stranger.context().close();
  await nobody.context().close();
});

test("hostile words stay words", async ({ page }) => {
  await enrol(page);
  const article = await publicArticle(page);
  const body =
    "<img src=x onerror=alert(1)> [x](javascript:alert(2)) ![p](https://example.org/p.png)\n\n<script>alert(3)</script> **ok**";
  const id = await annotate(page, article, { body, layer: "public" });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", () => asked.push("a dialog"));
  for (const path of [`/articles/${article}`, `/t/${id}`, `/articles/${article}/notes`, "/notebook"]) {
    await page.goto(path);
    await expect(page.getByText("<script>alert(3)</script>")).toBeVisible();
    await expect(page.locator("main strong").getByText("ok")).toBeVisible();
    expect(await page.locator('main img, main a[href^="javascript"]').count()).toBe(0);
  }
  expect(asked.filter((url) => url.includes("example.org") || url === "a dialog")).toEqual([]);
});

test("a passage is moved by keys, and the history tells what was", async ({ page }) => {
  await enrol(page);
  const article = await publicArticle(page);
  const id = await annotate(page, article, { body: "Old words" });
  await api(page, "PATCH", `annotations/${id}`, { body: "New words" }, 1);
  await read(page, article);
  await card(page, id).focus();
  await page.keyboard.press("Enter");
  await card(page, id)
    .getByRole("button", { name: /^Actions for the/ })
    .press("Enter");
  await page.getByRole("menuitem", { name: "Adjust passage" }).press("Enter");
  await page.getByRole("button", { name: "Move the end one word back" }).press("Enter");
  await page.getByRole("button", { name: "Save the passage" }).press("Enter");
  await expect
    .poll(async () => (await items(page, article))[0].quote.exact)
    .toBe("The old weir holds back less water every");
  await card(page, id)
    .getByRole("button", { name: /^Actions for the/ })
    .press("Enter");
  await page.getByRole("menuitem", { name: "History" }).press("Enter");
  const past = page.getByRole("dialog", { name: "History" });
  await expect(past.locator("del").getByText("Old")).toBeVisible();
  await expect(past.getByText("another passage")).toBeVisible();
});

test("hundreds of cards: few are drawn, none overlap, the active one is level", async ({ page }) => {
  await enrol(page);
  const lines = Array.from(
    { length: 60 },
    (_, i) => `Line ${i} of the long reading says something of its own about the water and the weir.`,
  );
  const article = await publicArticle(page, `A long one\n\n${lines.join("\n\n")}`);
  for (let i = 0; i < 60; i++)
    await Promise.all(
      ["says something", "about the water", "and the weir", "long reading"].map((exact) =>
        annotate(page, article, {
          quote: { exact, prefix: "", suffix: "", ...at(lines, i, exact) },
          body: `On line ${i}: ${exact}.`,
        }),
      ),
    );
  await read(page, article);
  await expect(page.locator("section.margin li[data-id]").first()).toBeVisible();
  expect(await page.locator("section.margin li[data-id]").count()).toBeLessThan(80);
  const boxes = async () =>
    page.locator("section.margin li[data-id]").evaluateAll((all) =>
      all
        .map((each) => each.getBoundingClientRect())
        .map(({ top, bottom }) => ({ top, bottom }))
        .sort((a, b) => a.top - b.top),
    );
  const clear = async () => (await boxes()).every((box, i, all) => i === 0 || box.top >= all[i - 1]!.bottom - 1);
  await expect.poll(clear).toBe(true);
  await page.locator("[data-text] p").nth(4).locator("mark").last().click();
  await expect(page.locator("[data-card][data-open]")).toBeVisible();
  await expect.poll(clear).toBe(true);
});
/** Where a phrase of one line stands in the text of "hundreds of cards": the title is not part of it. */
function at(lines: readonly string[], line: number, exact: string) {
  const start = lines.slice(0, line).join("\n\n").length + (line > 0 ? 2 : 0) + lines[line]!.indexOf(exact);
  return { start, end: start + exact.length };
}

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });
  test("notes and their threads can be read", async ({ page, browser }) => {
    const author = await another(browser, "Amara Mensah");
    const article = await publicArticle(author);
    const id = await annotate(author, article, { layer: "public", body: "It **leaks**." });
    await api(author, "PUT", `annotations/${id}/replies/${randomUUID()}`, { body: "Since 1911." });
    await page.goto(`/articles/${article}`);
    await expect(page.locator("section.margin strong").getByText("leaks")).toBeVisible();
    await expect(page.getByText("Since 1911.")).toBeVisible();
    await page.goto(`/articles/${article}/notes`);
    await expect(page.getByText("Since 1911.")).toBeVisible();
    await author.context().close();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test("a tap opens the note as a sheet; back, Escape and the handle close it", async ({ page }) => {
    await enrol(page);
    const article = await publicArticle(page);
    await annotate(page, article, { body: "It leaks." });
    await read(page, article);
    const sheet = page.getByRole("dialog");
    for (const close of [
      () => page.goBack(),
      () => page.keyboard.press("Escape"),
      () => sheet.getByRole("button", { name: "Close" }).tap(),
    ]) {
      await page.locator("[data-text] mark").first().tap();
      await expect(sheet.getByText("It leaks.")).toBeVisible();
      // Nobody is as quick as this test: the sheet's own step of the history is there a moment after the sheet.
      await expect.poll(() => page.evaluate(() => history.state?.sheet)).toBe(true);
      await close();
      await expect(sheet).toHaveCount(0);
      expect(new URL(page.url()).pathname).toBe(`/articles/${article}`);
    }
  });
});
