import { expect, type Locator, type Page, test } from "@playwright/test";
import { another, answer, bring, call, circle, enrol, mark, reset, share, someone } from "./people";
import { open, ready } from "./reading";

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
      - combobox "Visible to":
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
      - form "Reply":
        - textbox "Reply"
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
  await expect(claim.getByRole("textbox", { name: "Reply" })).toBeVisible();
  await press(page, "j");
  await expect(evidence.getByRole("textbox", { name: "Reply" })).toBeVisible();
  await expect(claim.getByRole("textbox", { name: "Reply" })).toHaveCount(0);
  await press(page, "k", "Enter");
  await expect(claim).toBeFocused();
  await tabTo(page, claim.getByRole("textbox", { name: "Reply" }));
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
  `);
  await expect(reply).toHaveValue("");
  await press(page, "Escape");
  await expect(claim).toBeFocused();
  await press(page, "Escape");
  await expect(reply).toHaveCount(0);

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

/** Where the focus is: the note of the card that has it or holds it, "text", "nowhere", or what has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return "nowhere";
    if (at.hasAttribute("data-text")) return "text";
    return at.closest("[data-card]")?.getAttribute("data-card") ?? at.getAttribute("aria-label") ?? at.textContent;
  });
const announced = (page: Page) => page.locator("[data-announced]");

test("the focus stays with what was written, and what is typed on beside it makes no marks", async ({ page }) => {
  await enrol(page, "Ada Byron");
  const article = await bring(page);
  const text = await open(page, article.id);
  const marks = page.locator("[data-text] mark");
  const note = page.getByRole("textbox", { name: "Note" });
  const cards = page.locator("[data-card]");

  // A speaker that was suggested and confirmed can be corrected where it stands.
  await text.focus();
  await press(page, "s", "ArrowDown", "ArrowDown", "q");
  await expect(note).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Confirm" }));
  await press(page, "Enter");
  await expect(page.getByRole("textbox", { name: "Speaker" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Speaker" })).toHaveValue("Runa Holt");

  // Saved, and typed on: nothing of it runs as keys, until a second has gone without a letter.
  await tabTo(page, note, "Shift+Tab");
  await page.keyboard.type("Who says so?");
  await press(page, "Control+Enter");
  await page.keyboard.type("send every scone /?");
  await expect(note).toHaveCount(0);
  await expect(cards).toHaveCount(1);
  const quote = await cards.getAttribute("data-card");
  expect(await focused(page)).toBe(quote);
  await expect(page.getByRole("dialog").or(page.getByRole("search"))).toHaveCount(0);
  await expect(announced(page)).toHaveText("Saved.");
  expect(await page.evaluate(() => CSS.highlights.has("cursor"))).toBe(false);

  // By its button, with an answer, and by closing.
  await tabTo(page, cards.getByRole("textbox", { name: "Reply" }));
  await page.keyboard.type("She does.");
  await press(page, "Control+Enter");
  await expect(page.getByRole("list", { name: "Replies" })).toContainText("She does.");
  await expect(announced(page)).toHaveText("Reply sent.");
  expect(await focused(page)).toBe(quote);
  await tabTo(page, cards.getByRole("button", { name: "Actions for the reply of Ada Byron" }), "Shift+Tab");
  await press(page, "Enter");
  await tabTo(page, page.getByRole("menuitem", { name: "Delete" }), "ArrowDown");
  await press(page, "Enter");
  await expect(page.getByText("Reply removed.")).toBeVisible();
  await expect.poll(() => focused(page)).toBe(quote);
  await press(page, "/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await press(page, "Escape");
  await expect(page.getByRole("search")).toHaveCount(0);
  expect(await focused(page)).toBe(quote);

  // Of two marks one is deleted: its neighbour has the focus, and with Undo it has it again itself.
  await press(page, "Escape", "s", "e");
  await expect(note).toBeFocused();
  await page.keyboard.type("Four people.");
  await press(page, "Control+Enter");
  await expect(cards).toHaveCount(2);
  const evidence = await page.locator("[data-card][data-open]").getAttribute("data-card");
  await tabTo(page, page.getByRole("button", { name: "Actions for the evidence" }));
  await press(page, "Enter");
  await tabTo(page, page.getByRole("menuitem", { name: "Delete" }), "ArrowDown");
  await press(page, "Enter");
  await expect(cards).toHaveCount(1);
  await expect.poll(() => focused(page)).toBe(quote);
  await tabTo(page, page.getByRole("button", { name: "Undo" }));
  await press(page, "Enter");
  await expect(cards).toHaveCount(2);
  await expect.poll(() => focused(page)).toBe(evidence);
  await expect(marks).toHaveCount(2);

  // A passage that was saved slowly closes no other one that is being chosen by then.
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route("**/api/v1/annotations/*", async (route) => {
    if (route.request().method() === "PATCH") await released;
    await route.continue();
  });
  const adjust = async (name: RegExp) => {
    await tabTo(page, page.getByRole("button", { name }));
    await press(page, "Enter");
    await tabTo(page, page.getByRole("menuitem", { name: "Adjust passage" }), "ArrowDown");
    await press(page, "Enter");
    await tabTo(page, page.getByRole("button", { name: "Move the end one word back" }));
    await press(page, "Enter");
  };
  await adjust(/^Actions for the evidence/);
  await tabTo(page, page.getByRole("button", { name: "Save the passage" }));
  await press(page, "Enter");
  // The browser hands no key on from a button that cannot be pressed any more, until the focus has left it.
  await expect.poll(() => focused(page)).toBe(evidence);
  await press(page, "j", "Enter");
  await adjust(/^Actions for the quote/);
  const arrived = page.waitForResponse((response) => response.request().method() === "PATCH");
  release();
  await (await arrived).finished();
  await expect(page.getByText("Saving")).toHaveCount(0);
  await expect(page.getByRole("group", { name: "Adjust the passage" })).toHaveCount(1);
});

test("letters that are typed before a field is there arrive in it", async ({ page }) => {
  await enrol(page);
  const article = await bring(page);
  // Nothing that the reader loads later comes until it is released.
  const html = await (await page.request.get(`/articles/${article.id}`)).text();
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route("**/_next/static/chunks/*.js*", async (route) => {
    if (!html.includes(new URL(route.request().url()).pathname)) await released;
    await route.continue();
  });
  const text = await open(page, article.id);
  await text.focus();
  await press(page, "s", "c");
  await expect(page.locator("[data-text] mark")).toHaveCount(1);
  await press(page, "Escape");
  await expect(page.locator("[data-text] mark")).toHaveCount(0);
  await press(page, "s", "c");
  await page.keyboard.type("Nobodyy");
  await press(page, "Backspace");
  await page.keyboard.type(" came, see?");
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveCount(0);
  release();
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("Nobody came, see?");
  await press(page, "!");
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("Nobody came, see?!");
  await expect(page.locator("[data-card]")).toHaveCount(1);

  let again = () => {};
  const later = new Promise<void>((done) => {
    again = done;
  });
  await page.unrouteAll();
  await page.route("**/_next/static/chunks/*.js*", async (route) => {
    if (!html.includes(new URL(route.request().url()).pathname)) await later;
    await route.continue();
  });
  await page.reload();
  await ready(page);
  await press(page, "/");
  await page.keyboard.type("ferry");
  await expect(page.getByRole("searchbox")).toHaveCount(0);
  again();
  await expect(page.getByRole("searchbox")).toHaveValue("ferry");
  await expect(page.getByRole("search").getByRole("status")).toHaveText("1 of 2");
});

test("what was done last is undone by a key: a mark, its kind, its audience, its edges, its removal", async ({
  page,
}) => {
  await enrol(page, "Ada Byron");
  const article = await bring(page);
  const group = await circle("Harbour circle", page);
  await share(page, group, article);
  await page.clock.install();
  const text = await open(page, article.id);
  const marks = page.locator("[data-text] mark");
  const card = page.locator("[data-card]");
  const note = page.getByRole("textbox", { name: "Note" });
  const menu = async (item: Locator) => {
    await tabTo(page, page.getByRole("button", { name: /^Actions for the/ }));
    await press(page, "Enter");
    await tabTo(page, item, "ArrowDown");
    await press(page, "Enter");
  };

  // A new mark without a word goes by Escape, and by the same key as everything.
  await text.focus();
  await press(page, "s", "n");
  await expect(note).toBeFocused();
  await press(page, "Escape");
  await expect(marks).toHaveCount(0);
  await expect(page.getByText("Removed.")).toBeVisible();
  expect(await focused(page)).toBe("text");
  await press(page, "Control+z");
  await expect(marks).toHaveCount(1);
  await press(page, "Control+z");
  await expect(marks).toHaveCount(0);
  await expect(async () =>
    expect(Object(await call(page, "GET", `articles/${article.id}/annotations`)).items).toHaveLength(0),
  ).toPass();

  await text.focus();
  await press(page, "Escape", "s", "c");
  await page.keyboard.type("Four people.");
  await press(page, "Control+Enter");
  await expect(note).toHaveCount(0);
  await menu(page.getByRole("menuitemradio", { name: "Evidence" }));
  await expect(page.locator("[data-text] mark.evidence")).toHaveCount(1);
  await menu(page.getByRole("menuitemradio", { name: "Harbour circle" }));
  await tabTo(page, page.getByRole("dialog").getByRole("button", { name: "Share" }));
  await press(page, "Enter");
  await expect(card).toContainText("Harbour circle");
  const first = await marks.textContent();
  await menu(page.getByRole("menuitem", { name: "Adjust passage" }));
  await tabTo(page, page.getByRole("button", { name: "Move the end one word back" }));
  await press(page, "Enter");
  await tabTo(page, page.getByRole("button", { name: "Save the passage" }));
  await press(page, "Enter");
  await expect(page.getByRole("button", { name: "Save the passage" })).toHaveCount(0);
  await expect(marks).toHaveText("The ferry left at noon with four people and a piano on board");

  await press(page, "Control+z");
  await expect(marks).toHaveText(first ?? "");
  await press(page, "Control+z");
  await expect(card).not.toContainText("Harbour circle");
  await press(page, "Control+z");
  await expect(page.locator("[data-text] mark.claim")).toHaveCount(1);
  await press(page, "Control+z");
  await expect(card).not.toContainText("Four people.");
  await press(page, "Control+z");
  await expect(marks).toHaveCount(0);

  // The Delete key, and Undo that does not go while it has the focus.
  await text.focus();
  await press(page, "Escape", "s", "c");
  await page.keyboard.type("Noon.");
  await press(page, "Control+Enter");
  await expect(note).toHaveCount(0);
  await press(page, "Delete");
  await expect(marks).toHaveCount(0);
  const undo = page.getByRole("button", { name: "Undo" });
  await tabTo(page, undo);
  await page.clock.fastForward(60_000);
  await expect(undo).toBeFocused();
  await press(page, "Enter");
  await expect(marks).toHaveCount(1);
  await expect(card).toContainText("Noon.");
});

test("what changes out of sight is said: where a key went, what a filter shows, what others wrote", async ({
  page,
  browser,
}) => {
  const bo = await another(browser);
  await enrol(page, "Ada Byron");
  await enrol(bo, "Bo Lindqvist");
  const article = await bring(page);
  const group = await circle("Harbour circle", page, bo);
  await share(page, group, article);
  await mark(page, article, "a piano", { kind: "note" });
  await mark(bo, article, "312 crossings", { kind: "evidence", layer: "group", groupId: group });
  const heard = page.waitForRequest(/\/api\/v1\/events/);
  await open(page, article.id);
  await heard;
  await press(page, "j");
  await expect(announced(page)).toHaveText("Note by Ada Byron, 1 of 2: a piano");
  // Whatever has the focus, Enter opens the card that the key went to, at once.
  await press(page, "Enter");
  await expect(page.locator("[data-card]:focus")).toContainText("Ada Byron");
  await press(page, "j", "Enter");
  await expect(page.locator("[data-card]:focus")).toContainText("Bo Lindqvist");
  await expect(announced(page)).toHaveText("Evidence by Bo Lindqvist, new, 2 of 2: 312 crossings");
  await tabTo(page, page.getByRole("button", { name: /^Actions for the evidence/ }));
  await press(page, "k", "Enter");
  await expect(page.locator("[data-card]:focus")).toContainText("Ada Byron");
  await press(page, "Escape");

  await page.getByRole("checkbox", { name: /Evidence/ }).press("Space");
  await expect(announced(page)).toHaveText("1 of 2 annotations shown.");
  await page.getByRole("checkbox", { name: /Evidence/ }).press("Space");
  await expect(announced(page)).toHaveText("2 of 2 annotations shown.");
  const theirs = await mark(bo, article, "no reason", { kind: "claim", layer: "group", groupId: group });
  await expect(announced(page)).toHaveText("New claim by Bo Lindqvist.");
  await answer(bo, theirs, "None.");
  await expect(announced(page)).toHaveText("New reply to the claim of Bo Lindqvist.");
});

test("an instructor sets a part of a text, follows, resolves and grades with the keyboard alone", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const ann = await another(browser);
  await enrol(page, "Lea Holm");
  await enrol(ann, "Ann Reed");
  const group = await circle("Harbour seminar", page, ann);
  const article = await bring(page);
  await share(page, group, article);
  await page.goto(`/groups/${group}`);

  // An assignment with a part of the text.
  await tabTo(page, page.getByRole("link", { name: "New assignment" }));
  await press(page, "Enter");
  await tabTo(page, page.getByRole("button", { name: "The last ferry of the year Add" }));
  await press(page, "Enter");
  await tabTo(page, page.getByRole("button", { name: "Only a part: The last ferry of the year" }));
  await press(page, "Enter");
  const part = page.getByRole("dialog", { name: /The last ferry of the year/ });
  await tabTo(page, part.getByLabel("From"));
  await press(page, "ArrowDown");
  await expect(part.getByRole("status")).toContainText("words");
  await tabTo(page, part.getByRole("button", { name: "Take this part" }));
  await press(page, "Enter");
  await expect(part).toHaveCount(0);
  await tabTo(page, page.getByLabel("Title", { exact: true }));
  await page.keyboard.type("Who waves?");
  await tabTo(page, page.getByLabel("Claims", { exact: true }));
  await page.keyboard.type("1");
  await tabTo(page, page.getByRole("button", { name: "Set the assignment" }));
  await press(page, "Enter");
  await expect(page.getByRole("heading", { name: "Who waves?" })).toBeVisible();
  const id = new URL(page.url()).pathname.split("/")[2];
  const [reading] = Object(await call(page, "GET", `assignments/${id}`)).readings;
  expect(reading.part).not.toBeNull();

  // A student's question is followed, answered and resolved.
  await mark(ann, article, "312 crossings", { layer: "group", groupId: group, body: "Who counted?", question: true });
  await page.goto(`/articles/${article.id}`);
  await ready(page);
  await press(page, "j", "Enter");
  const card = page.locator("[data-card]:focus-within");
  await expect(card).toContainText("Who counted?");
  await tabTo(page, card.getByRole("button", { name: /^Actions for the/ }));
  await press(page, "Enter");
  await tabTo(page, page.getByRole("menuitemcheckbox", { name: "Follow this thread" }), "ArrowDown");
  await press(page, "Enter");
  await expect(page.getByText("You follow this thread.")).toBeVisible();
  await expect(card.getByRole("button", { name: /^Actions for the/ })).toBeFocused();
  await press(page, "Enter");
  await tabTo(page, page.getByRole("menuitem", { name: "Resolve" }), "ArrowDown");
  await press(page, "Enter");
  await expect(card.getByText("Question, resolved")).toBeVisible();
  await expect(card.getByRole("button", { name: /^Actions for the/ })).toBeFocused();

  // Other points than were counted, with the reason, and then all of them released.
  await reset(page, id ?? "", { points: { goals: { claim: 6 } } });
  await page.goto(`/assignments/${id}/points`);
  const points = page.getByRole("button", { name: /^Ann Reed, Claims: / });
  await tabTo(page, points);
  await press(page, "Enter");
  const dialog = page.getByRole("dialog");
  await tabTo(page, dialog.getByRole("spinbutton"));
  await press(page, "Control+a");
  await page.keyboard.type("4.5");
  await tabTo(page, dialog.getByLabel("Why"));
  await page.keyboard.type("A good question");
  await tabTo(page, dialog.getByRole("button", { name: "Give these points" }));
  await press(page, "Enter");
  await expect(page.getByRole("row", { name: /Ann Reed/ })).toContainText("4.5");
  await tabTo(page, page.getByRole("button", { name: "Release the points" }), "Shift+Tab");
  await press(page, "Enter");
  await expect(page.getByRole("button", { name: "Take the release back" })).toBeVisible();
});
