import { expect, type Locator, type Page, test } from "@playwright/test";
import { bring, call, enrol, someone } from "./people";
import { ready } from "./reading";

/** Goes on with the Tab key until the place is reached; a place that it does not reach fails the test. */
async function tabTo(page: Page, place: Locator, key = "Tab") {
  await expect(place).toBeVisible();
  for (let i = 0; i < 80; i++) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  expect(null, `Tab does not reach ${place}`).toBe(place);
}
async function press(page: Page, ...keys: string[]) {
  for (const key of keys) await page.keyboard.press(key);
}

test("a person signs in, reads, marks, answers and leaves with the keyboard alone", async ({ page }) => {
  const reader = someone("Ada Byron");
  await call(page, "POST", "users", reader);
  await page.goto("/signin");
  await tabTo(page, page.getByLabel("E-mail address"));
  await page.keyboard.type(reader.email);
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await page.keyboard.type(reader.password);
  await press(page, "Enter");
  await page.waitForURL((url) => url.pathname === "/");
  await bring(page);

  await tabTo(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Library" }));
  await press(page, "Enter");
  await page.waitForURL("**/articles");
  await tabTo(page, page.getByRole("link", { name: "The last ferry of the year" }));
  await press(page, "Enter");
  await page.waitForURL(/\/articles\/[0-9a-f-]{36}$/);
  const text = await ready(page);

  // The sentence cursor: to the second sentence, then two of them, then a mark by its letter.
  await tabTo(page, text);
  await press(page, "ArrowDown", "ArrowDown");
  const pill = page.getByRole("toolbar", { name: "Mark the selected passage" });
  await expect(pill).toMatchAriaSnapshot(`
    - toolbar "Mark the selected passage":
      - button "Claim"
      - button "Quote"
      - button "Evidence"
      - button "Note"
      - combobox "Who sees it":
        - option "Only me" [selected]
  `);
  await press(page, "c");
  const note = page.getByRole("textbox", { name: "Note" });
  await expect(note).toBeFocused();
  await page.keyboard.type("Nobody came.");
  await press(page, "Control+Enter");
  await expect(note).toHaveCount(0);
  await expect(page.locator("[data-text] mark")).toHaveText(
    "Nobody on the quay waved, because nobody had come to see it go.",
  );
  await expect(page.getByRole("article", { name: /^Ada Byron ?, Claim/ })).toMatchAriaSnapshot(`
    - article /Ada Byron/:
      - heading /^Ada Byron ?, Claim/ [level=3]
      - button "Actions for the claim of Ada Byron"
      - paragraph: Nobody came.
      - button "Reply"
  `);

  // A second one, over two sentences.
  await press(page, "Escape", "s", "ArrowDown", "ArrowDown", "Shift+ArrowDown");
  await press(page, "e");
  await expect(note).toBeFocused();
  await page.keyboard.type("A third fewer.");
  await press(page, "Control+Enter");
  await expect(note).toHaveCount(0);
  await expect(page.locator("[data-text] mark.evidence")).toHaveText(/^“It has to .* ten years ago\.$/);

  // From mark to mark, and into a thread.
  const [claim, evidence] = [
    page.getByRole("article", { name: /, Claim,/ }),
    page.getByRole("article", { name: /, Evidence,/ }),
  ];
  await press(page, "Escape", "j");
  await expect(claim.getByRole("button", { name: "Reply", exact: true })).toBeVisible();
  await press(page, "j");
  await expect(evidence.getByRole("button", { name: "Reply", exact: true })).toBeVisible();
  await expect(claim.getByRole("button", { name: "Reply", exact: true })).toHaveCount(0);
  await press(page, "k", "Enter");
  await expect(claim).toBeFocused();
  await tabTo(page, claim.getByRole("button", { name: "Reply", exact: true }));
  await press(page, "Enter");
  const reply = page.getByRole("textbox", { name: "Reply" });
  await expect(reply).toBeFocused();
  await page.keyboard.type("And nobody will.");
  await press(page, "Control+Enter");
  await expect(claim.getByRole("list", { name: "Replies" })).toMatchAriaSnapshot(`
    - list "Replies":
      - listitem:
        - text: Ada Byron
        - button "Actions for the reply of Ada Byron"
        - paragraph: And nobody will.
        - button "Reply to Ada Byron"
  `);
  await press(page, "Escape");
  await expect(claim.getByRole("button", { name: "Reply", exact: true })).toHaveCount(0);

  // Finding words, and all keys at a glance.
  await press(page, "/");
  const find = page.getByRole("searchbox", { name: "Find in this text" });
  await expect(find).toBeFocused();
  await page.keyboard.type("the ferry left");
  await expect(page.getByRole("search").getByRole("status")).toHaveText("1 of 2");
  await press(page, "Enter");
  await expect(page.getByRole("search").getByRole("status")).toHaveText("2 of 2");
  await press(page, "Escape");
  await expect(find).toHaveCount(0);

  await press(page, "?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toMatchAriaSnapshot(`
    - dialog "Keys":
      - heading "Keys" [level=2]
      - term: C Q E N
      - definition: /Mark what is selected/
      - checkbox "Letters and signs work as keys" [checked]
  `);
  // Letters can be switched off, and then none of them does anything (WCAG 2.1.4); the arrows stay.
  await tabTo(page, keys.getByRole("checkbox"));
  await press(page, "Space", "Escape");
  await expect(keys).toHaveCount(0);
  await press(page, "?", "/", "j");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(find).toHaveCount(0);
  await expect(page.locator("[data-card][data-open]")).toHaveCount(0);
  await tabTo(page, text);
  await press(page, "ArrowDown", "c");
  await expect(pill).toBeVisible();
  await expect(note).toHaveCount(0);
  await tabTo(page, pill.getByRole("button", { name: "Note" }));
  await press(page, "Enter");
  await expect(note).toBeFocused();
});

test("the keys belong to whoever types, and to the browser", async ({ page }) => {
  await enrol(page);
  const article = await bring(page);
  await page.goto(`/articles/${article.id}`);
  const text = await ready(page);
  await text.focus();
  await press(page, "s", "n");
  const note = page.getByRole("textbox", { name: "Note" });
  await expect(note).toBeFocused();
  await page.keyboard.type("cqenjks/?");
  await expect(note).toHaveValue("cqenjks/?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator("[data-card]")).toHaveCount(1);
  // Esc leaves, and the words come back.
  await press(page, "Escape");
  await expect(note).toHaveCount(0);
  await page.getByRole("button", { name: "Continue" }).focus();
  await press(page, "Enter");
  await expect(note).toHaveValue("cqenjks/?");
});
