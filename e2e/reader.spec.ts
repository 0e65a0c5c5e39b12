import { expect, type Page, test } from "@playwright/test";
import { clean } from "./clean";
import { another, bring, call, enrol, mark } from "./people";

const TEXT = `The tide table

For as long as anyone has kept a diary here, the ferry left at noon. It now leaves at ten, and nobody asked the fishermen.

“We were told on the day,” said Maud Ferris, who mends nets. The harbour office keeps a list of every delay since 1974.

The list is a public record. A public record can be read by anyone, and a list can be wrong. The list is a public record.`;

/** Brings an article in by the API, as this page's reader, and opens it. */
async function open(page: Page, given: { [what: string]: string } = { text: TEXT }): Promise<string> {
  const { id } = await bring(page, given);
  await page.goto(`/articles/${id}`);
  // Keys are heard once the page's script has taken over.
  await expect(page.locator("[data-live]")).toBeAttached();
  return id;
}

/** Selects the n-th place where the words stand in the text, across elements, as a drag of the mouse would. */
async function select(page: Page, words: string, nth = 0) {
  await page.evaluate(
    ([sought, n]) => {
      const root = document.querySelector("[data-text]");
      if (!root) throw new Error("There is no text.");
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const nodes: Text[] = [];
      while (walker.nextNode()) if (walker.currentNode instanceof Text) nodes.push(walker.currentNode);
      const whole = nodes.map((node) => node.data).join("");
      let at = -1;
      for (let i = 0; i <= n; i++) at = whole.indexOf(sought, at + 1);
      if (at < 0) throw new Error(`“${sought}” is not there.`);
      const point = (offset: number): [Text, number] => {
        let rest = offset;
        for (const node of nodes) {
          if (rest <= node.length) return [node, rest];
          rest -= node.length;
        }
        throw new Error("beyond the text");
      };
      getSelection()?.setBaseAndExtent(...point(at), ...point(at + sought.length));
      document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
    },
    [words, nth] as const,
  );
  // A selection counts from the frame on that follows it.
  await expect(pill(page)).toBeVisible();
}

const pill = (page: Page) => page.getByRole("toolbar", { name: "Mark the selected passage" });
const marks = (page: Page) => page.locator("[data-text] mark");

test("a passage is selected, marked by a key, and still there after a reload", async ({ page }) => {
  await enrol(page);
  await open(page);
  await select(page, "the ferry left at noon");
  await expect(pill(page)).toBeVisible();
  const layer = pill(page).getByRole("combobox", { name: "Visible to" });
  await expect(layer.locator("option:checked")).toHaveText("Only me");
  const box = await pill(page).boundingBox();
  const words = await page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().toJSON());
  expect(box && (box.y + box.height <= words.top || box.y >= words.bottom)).toBe(true);
  const saved = page.waitForResponse((r) => r.request().method() === "PUT" && r.status() === 201);
  await page.keyboard.press("e");
  await expect(marks(page)).toHaveText("the ferry left at noon");
  await saved;
  await page.reload();
  await expect(marks(page)).toHaveText("the ferry left at noon");
  await expect(marks(page)).toHaveClass(/evidence/);
});

test("a repeated phrase stays where it was marked", async ({ page }) => {
  await enrol(page);
  await open(page);
  await select(page, "The list is a public record.", 1);
  const saved = page.waitForResponse((r) => r.request().method() === "PUT" && r.status() === 201);
  await pill(page).getByRole("button", { name: "Claim" }).click();
  await saved;
  await page.reload();
  await expect(marks(page)).toHaveCount(1);
  const before = await marks(page).evaluate((mark) => mark.previousSibling?.textContent ?? "");
  expect(before).toContain("a list can be wrong. ");
});

test("a selection with quotation marks is offered as a quote first", async ({ page }) => {
  await enrol(page);
  await open(page);
  await select(page, "“We were told on the day,” said Maud Ferris");
  await expect(pill(page).getByRole("button").first()).toHaveText(/Quote/);
});

test("words that a translation put on the page are never taken for others", async ({ page }) => {
  await enrol(page);
  await open(page);
  // As browsers translate: each piece of text is replaced by elements of their own.
  await page.locator("[data-at]", { hasText: "the ferry left" }).evaluate((leaf) => {
    const font = document.createElement("font");
    font.textContent = "Seit hier ein Tagebuch geführt wird, legte die Fähre mittags ab.";
    leaf.replaceChildren(font);
    getSelection()?.setBaseAndExtent(font.firstChild ?? font, 37, font.firstChild ?? font, 51);
    document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
  });
  await expect(page.getByRole("alert").filter({ hasText: "differ from the text" })).toBeVisible();
  await page.keyboard.press("c");
  await expect(marks(page)).toHaveCount(0);
  // Elsewhere the page still shows the text.
  await select(page, "who mends nets");
  await page.keyboard.press("c");
  await expect(marks(page)).toHaveText("who mends nets");
});

test("a mark moves no line", async ({ page }) => {
  await enrol(page);
  const words = TEXT.replaceAll("\n\n", " ").split(" ");
  await open(page, { text: Array.from({ length: 40 }, (_, i) => words.slice(0, 25 + i).join(" ")).join("\n\n") });
  const leaves = page.locator("[data-at]");
  /** Where the lines of each paragraph break, in characters. */
  const breaks = () =>
    leaves.evaluateAll((all) =>
      all.map((leaf) => {
        const range = document.createRange();
        const walker = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT);
        const found: number[] = [];
        let [at, before] = [0, 0];
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          for (let i = 0; i < (node.textContent?.length ?? 0); i++, at++) {
            range.setStart(node, i);
            range.setEnd(node, i + 1);
            const { left } = range.getBoundingClientRect();
            if (left < before - 100) found.push(at);
            before = left;
          }
        return found;
      }),
    );
  const wrap = (how: string) =>
    page.locator("[data-text]").evaluate((text, value) => {
      for (const p of text.querySelectorAll("p")) p.style.setProperty("text-wrap", value);
    }, how);
  const before = await breaks();
  await wrap("wrap");
  const plain = await breaks();
  await wrap("");
  // A paragraph that would end in a lone word, had the browser not set it with care.
  const careful = before.findIndex((lines, i) => lines.join() !== plain[i]?.join());
  expect(careful).toBeGreaterThanOrEqual(0);
  await leaves.nth(careful).evaluate((leaf) => {
    const [node] = leaf.childNodes;
    if (node) getSelection()?.setBaseAndExtent(node, 4, node, 90);
    document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
  });
  await expect(pill(page)).toBeVisible();
  await page.keyboard.press("c");
  await expect(marks(page)).toHaveCount(1);
  expect(await breaks()).toEqual(before);
});

test("what runs over the title counts from where the text begins", async ({ page }) => {
  await enrol(page);
  await open(page);
  await page.evaluate(() => {
    const title = document.querySelector("h1")?.firstChild;
    const first = document.querySelector("[data-at]")?.firstChild;
    if (title && first) getSelection()?.setBaseAndExtent(title, 2, first, 11);
    document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
  });
  await expect(pill(page)).toBeVisible();
  await page.keyboard.press("n");
  await expect(marks(page)).toHaveText("For as long");
});

test("a formula is marked whole and counts as its TeX, and one in a note is set", async ({ page }) => {
  await enrol(page);
  const markdown = "# T\n\nLet $x_1^2$ be small, at $5 or $6.\n\n$$\ny\n= \\frac{1}{2}\n$$\n\nSo it is.";
  const article = await bring(page, { markdown });
  expect(article.version.text).toBe("Let x_1^2 be small, at $5 or $6.\n\ny = \\frac{1}{2}\n\nSo it is.");
  await mark(page, article, "So it is", { body: "As $z_1$ says, for $5." });
  await page.goto(`/articles/${article.id}`);
  await expect(page.locator("[data-live]")).toBeAttached();
  await page.evaluate(() => {
    const formula = document.querySelector("[data-text] math");
    const inner = formula?.querySelector("mi")?.firstChild;
    const after = formula?.nextSibling;
    if (inner && after) getSelection()?.setBaseAndExtent(inner, 0, after, 3);
    document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
  });
  await expect(pill(page)).toBeVisible();
  const saved = page.waitForResponse((r) => r.request().method() === "PUT" && r.status() === 201);
  await page.keyboard.press("n");
  expect((await saved).request().postDataJSON().quote.exact).toBe("x_1^2 be");
  await expect(marks(page).first().locator("math")).toBeVisible();
  await expect(page.locator("[data-card] math")).toHaveText("z1");
  await expect(page.locator("[data-card]").filter({ hasText: "for $5." })).toBeVisible();
});

test("the sentence cursor marks without a mouse, and says its sentence", async ({ page }) => {
  await enrol(page);
  await open(page);
  await page.keyboard.press("s");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("[aria-live=polite][data-cue]")).toHaveText(
    "It now leaves at ten, and nobody asked the fishermen.",
  );
  await page.keyboard.press("Shift+ArrowRight");
  await expect(pill(page)).toBeVisible();
  await page.keyboard.press("c");
  await expect(marks(page)).toHaveCount(2);
  await expect(marks(page).first()).toHaveText("It now leaves at ten, and nobody asked the fishermen.");
});

test("a screen reader hears where a mark begins and ends, and the words are untouched", async ({ page }) => {
  await enrol(page);
  await open(page);
  await select(page, "the ferry left at noon");
  await page.keyboard.press("c");
  await expect(marks(page)).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Text" })).toMatchAriaSnapshot(
    `- mark: /claim by Amara Mensah begins the ferry left at noon claim ends/`,
  );
  // Each leads to the other: the mark to what was written, the card by its name to the passage.
  await page.keyboard.type("So it said.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveCount(0);
  const written = await marks(page).getAttribute("aria-details");
  await expect(page.locator(`[id="${written}"]`)).toHaveAttribute("role", "comment");
  const note = page.getByRole("article", { name: "on “the ferry left at noon”" });
  await expect(note).toHaveAccessibleName(/^Amara Mensah ?, Claim, just now on “the ferry left at noon”$/);
  await note.getByRole("button", { name: "Actions for the claim of Amara Mensah" }).click();
  await page.getByRole("menuitem", { name: "Go to passage" }).click();
  await expect(marks(page)).toBeFocused();
  // Whoever finds that too much hears the text alone.
  await page.getByRole("button", { name: "How it looks" }).click();
  await page.getByLabel("Announce annotations in the text").uncheck();
  await expect(page.getByRole("region", { name: "Text" })).toMatchAriaSnapshot(`- mark: the ferry left at noon`);
  await expect(page.getByRole("article", { name: /^Amara Mensah/ })).not.toHaveAccessibleName(/on “/);
  expect(await marks(page).evaluate((mark) => mark.textContent)).toBe("the ferry left at noon");
});

test("letters do nothing while they are switched off, or while somebody types", async ({ page }) => {
  await enrol(page);
  await open(page);
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByLabel("Letters and signs work as keys").uncheck();
  await page.keyboard.press("Escape");
  await select(page, "the ferry left at noon");
  await expect(pill(page)).toBeVisible();
  await page.keyboard.press("c");
  await expect(marks(page)).toHaveCount(0);
});

test("finds words whatever their quotation marks, and counts them", async ({ page }) => {
  await enrol(page);
  await open(page);
  await page.keyboard.press("/");
  await page.getByRole("searchbox", { name: "Find in this text" }).fill("public record");
  await expect(page.getByRole("search").getByRole("status")).toHaveText("1 of 3");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("search").getByRole("status")).toHaveText("2 of 3");
  await page.getByRole("searchbox").fill('"We were told');
  await expect(page.getByRole("search").getByRole("status")).toHaveText("1 of 1");
});

test("marks made offline are kept through a reload and sent once", async ({ page, context }) => {
  await enrol(page);
  const id = await open(page);
  await context.route("**/api/v1/annotations/**", (route) => route.abort());
  await select(page, "the ferry left at noon");
  await expect(pill(page)).toBeVisible();
  await page.keyboard.press("c");
  await expect(marks(page)).toHaveCount(1);
  await context.unroute("**/api/v1/annotations/**");
  const saved = page.waitForResponse((r) => r.request().method() === "PUT" && r.status() === 201);
  await page.reload();
  await saved;
  await expect(marks(page)).toHaveCount(1);
  const rows = await page.evaluate(
    async (a) => (await (await fetch(`/api/v1/articles/${a}/annotations`)).json()).items,
    id,
  );
  expect(rows).toHaveLength(1);
});

test("filters act on the text, and say what they hide", async ({ page }) => {
  await enrol(page);
  await open(page);
  await select(page, "the ferry left at noon");
  await expect(pill(page)).toBeVisible();
  await page.keyboard.press("c");
  await expect(marks(page)).toHaveCount(1);
  await page.getByRole("navigation", { name: "What is shown" }).getByText("Claims").click();
  await expect(marks(page)).toHaveCount(0);
  await page.getByRole("button", { name: /Show all/ }).click();
  await expect(marks(page)).toHaveCount(1);
});

test("a private article and one that does not exist answer a stranger alike", async ({ page, browser }) => {
  await enrol(page);
  const id = await open(page);
  const stranger = await browser.newContext();
  for (const named of [id, "01890000-0000-7000-8000-000000000000", "nothing"]) {
    const answer = await stranger.request.get(`/articles/${named}`, { maxRedirects: 0 });
    expect(answer.status()).toBe(307);
    expect(answer.headers().location).toContain(`/signin?next=${encodeURIComponent(`/articles/${named}`)}`);
  }
  const other = await stranger.newPage();
  await enrol(other, "Jun Okafor");
  expect((await other.goto(`/articles/${id}`))?.status()).toBe(404);
  await stranger.close();
});

test("without a script the text and its marks are there to read", async ({ page, browser }) => {
  await enrol(page);
  const id = await open(page);
  await select(page, "the ferry left at noon");
  await expect(pill(page)).toBeVisible();
  const saved = page.waitForResponse((r) => r.request().method() === "PUT" && r.status() === 201);
  await page.keyboard.press("c");
  await saved;
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const still = await plain.newPage();
  await still.goto(`/articles/${id}`);
  await expect(still.locator("[data-text] mark")).toHaveText("the ferry left at noon");
  await expect(still.locator("[data-text]")).toBeVisible();
  await plain.close();
});

test("the reader is clean and no wider than the window at 1440, 820 and 390 px, light and dark", async ({ page }) => {
  await enrol(page);
  await open(page);
  await select(page, "the ferry left at noon");
  await expect(pill(page)).toBeVisible();
  await page.keyboard.press("c");
  await expect(marks(page)).toHaveCount(1);
  for (const width of [1440, 820, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await clean(page, `the reader at ${width} px`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test("the article's menu corrects the title, and makes it public so that the pill offers it", async ({
  page,
  browser,
}) => {
  await enrol(page);
  const id = await open(page);
  await page.getByRole("button", { name: "This article" }).click();
  await page.getByRole("menuitem", { name: "Details and groups" }).click();
  await page.getByRole("dialog").getByLabel("Title").fill("The tide table, corrected");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The tide table, corrected");
  await page.getByRole("button", { name: "This article" }).click();
  await page.getByRole("menuitem", { name: "Make public" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make public" }).click();
  await expect(page.getByText("Anyone with the link can read this article.")).toBeVisible();
  await select(page, "the ferry left at noon");
  await expect(pill(page).getByRole("option", { name: "Public" })).toBeAttached();
  const stranger = await browser.newContext();
  const reader = await stranger.newPage();
  expect((await reader.goto(`/articles/${id}`))?.status()).toBe(200);
  await expect(reader.locator("[data-text]")).toContainText("the ferry left at noon");
  await stranger.close();
});

test("a long text has a list of its headings, a map of where one is, and quiet marks that say nothing", async ({
  page,
}) => {
  await enrol(page);
  const paragraph = "The gauge was read at seven, and the keeper wrote the number down before he had his tea. ".repeat(
    12,
  );
  const parts = ["The gauge", "The keeper", "The flood", "The ledger", "What remains"];
  const sections = parts.map((part, n) => `${n % 2 ? "###" : "##"} ${part}\n\n${paragraph}\n\n${paragraph}`);
  const markdown = ["# The mill", ...sections].join("\n\n");
  const article = await bring(page, { markdown });
  const words = "read at seven, and the keeper wrote";
  await mark(page, article, words, { kind: "claim", body: "Said." });
  await mark(page, article, words, { kind: "quote", body: "Said too." });
  const quiet = await mark(page, article, words, { kind: "note" });
  await page.goto(`/articles/${article.id}`);
  await expect(page.locator("[data-live]")).toBeAttached();

  // By the keyboard: the focus goes to where one is, and the text to what is chosen.
  await page.keyboard.press("o");
  const contents = page.getByRole("navigation", { name: "Contents" });
  await expect(contents.getByRole("button", { name: "The gauge" })).toBeFocused();
  await expect(contents.getByRole("listitem")).toHaveCount(parts.length);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const current = contents.locator("[aria-current=location]");
  await expect(current).toHaveText("The flood");
  await expect(page.getByRole("heading", { name: "The flood" })).toBeInViewport();
  const here = () => page.locator("[data-here]").evaluate((bar) => Number(bar.getAttribute("y")));
  await expect.poll(here).toBeGreaterThan(60);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(current).toHaveText("What remains");
  await clean(page, "a text with its contents beside it");
  await page.keyboard.press("Escape");
  await expect(contents).toHaveCount(0);

  // On a phone it comes from below, and goes once something is chosen.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "This article" }).click();
  await page.getByRole("menuitem", { name: "Contents" }).click();
  await contents.getByRole("button", { name: "The gauge" }).click();
  await expect(contents).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "The gauge" })).toBeInViewport();
  await page.setViewportSize({ width: 1440, height: 900 });

  // Three kinds over one another have two lines, and a mark without words is one at its passage.
  const lanes = await marks(page)
    .first()
    .evaluate((element) =>
      ["claim", "quote", "evidence", "note"].map((kind) =>
        getComputedStyle(element).getPropertyValue(`--${kind}-lane`),
      ),
    );
  expect(lanes.filter((lane) => lane !== "0px")).toHaveLength(2);
  const folded = page.locator(`[data-card="${quiet.id}"]`);
  await expect.poll(async () => (await folded.boundingBox())?.height).toBe(24);
  await folded.click();
  await expect(folded).toHaveAttribute("data-open");
  await expect.poll(async () => (await folded.boundingBox())?.height).toBeGreaterThan(60);
});

test("the sample says what it is and what to try, and has nothing that waits", async ({ page, browser }) => {
  // What the front page shows is how the sample begins.
  await page.goto("/");
  const shown = await page.getByRole("figure", { name: "What the Dark Gave Back" }).locator("p").allInnerTexts();
  await page.getByRole("link", { name: "Read the whole sample" }).click();
  await expect(page.getByText("This is a sample.")).toBeVisible();
  expect(shown.some((text) => text.startsWith("At eleven minutes past midnight"))).toBe(true);
  await expect(page.locator("[data-text]")).toContainText("At eleven minutes past midnight");

  const own = await another(browser);
  await enrol(own);
  const { items } = Object(await call(own, "GET", "articles"));
  await own.goto(`/articles/${items.find((one: { sample: boolean }) => one.sample).id}`);
  await expect(own.locator("[data-live]")).toBeAttached();
  await expect(own.getByRole("button", { name: /\d+ new/ })).toHaveCount(0);
  const hints = own.getByRole("list", { name: "Try it" }).getByRole("listitem");
  await expect(hints).toHaveCount(3);
  await hints.getByRole("button", { name: "Show one" }).click();
  await expect(hints).toHaveCount(2);
  await own.keyboard.press("Escape");
  await select(own, "the Milky Way");
  await own.keyboard.press("c");
  await expect(hints).toHaveCount(1);
  await own.getByRole("textbox", { name: "Note" }).fill("Seen.");
  await own.getByRole("button", { name: /^Save/ }).click();
  await expect(own.getByText("You have tried it all.")).toBeVisible();
  await own.reload();
  await expect(own.getByText("This is a sample.")).toBeVisible();
  await expect(hints).toHaveCount(0);
});
