import { expect, test } from "@playwright/test";
import { clean } from "./clean";
import { another, answer, bring, call, circle, enrol, FERRY, mark, share, signIn } from "./people";
import { card, drag, open, ready, select } from "./reading";

/** A correction: a sentence more at the beginning, other words in one passage, another passage gone. */
const CORRECTED = FERRY.replace("The ferry left", "It was the last Friday of October. The ferry left")
  .replace("counted 312 crossings last winter, a third fewer", "counted 298 crossings last winter, a third fewer")
  .replace(
    ", and the harbour master wrote in his log that he saw no reason to ring the bell.",
    ". A gull slept on deck.",
  );

test("marks follow a correction; one that lost its passage is placed again, and old versions stay as they were", async ({
  page,
  browser,
}) => {
  await enrol(page, "Ada Byron");
  const bo = await another(browser);
  await enrol(bo, "Bo Lindqvist");
  const article = await bring(page);
  const group = await circle("Tuesday Circle", page, bo);
  await share(page, group, article);
  const shared = { layer: "group", groupId: group } as const;
  const kept = await mark(page, article, "nobody had come to see it go", { ...shared, body: "A quiet end." });
  await mark(bo, article, "The harbour office counted 312 crossings last winter", { ...shared, kind: "evidence" });
  const bell = "he saw no reason to ring the bell";
  const lost = await mark(page, article, bell, { ...shared, kind: "note", body: "Out of spite?" });
  await answer(bo, lost, "Out of thrift.");
  await call(bo, "PUT", `articles/${article.id}/progress`, { place: 0, share: 0, seen: 1 });

  // A page that is open stays on its version, and is marked there, until its reader asks for the new one.
  const text = await open(page, article.id);
  await call(page, "POST", `articles/${article.id}/versions`, { text: CORRECTED, baseVersionId: article.version.id });
  await select(page, "a piano");
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Note" }).fill("Whose?");
  await page.keyboard.press("Control+Enter");
  await expect(card(page, "Whose?")).toBeVisible();
  await page.evaluate((id) => new BroadcastChannel("gloss").postMessage(id), article.id);
  const news = page.getByRole("button", { name: "Read it" });
  await expect(news).toBeVisible();
  await expect(text.locator("mark")).toHaveText([
    "a piano",
    "nobody had come to see it go",
    "The harbour office counted 312 crossings last winter",
    bell,
  ]);
  await expect(text).not.toContainText("A gull");
  await news.click();
  await expect(text).toContainText("A gull");
  await ready(page);
  const now = ["a piano", "nobody had come to see it go", "The harbour office counted 298 crossings last winter"];
  await expect(text.locator("mark")).toHaveText(now);
  await expect(card(page, "A quiet end.")).not.toContainText("edited");
  const edited = card(page, "The passage was edited");
  await expect(edited.locator("del")).toHaveText("312");
  await expect(edited.locator("ins")).toHaveText("298");

  // What has no place any more stands in the tray, with its words and its thread, and its author places it again.
  const tray = page.getByRole("region", { name: "No longer in the text · 1" });
  const mine = tray.locator("[data-card]");
  await expect(mine).toContainText(bell);
  await page.getByRole("link", { name: "1 no longer in the text" }).click();
  await mine.click();
  await expect(mine.getByRole("list", { name: "Replies" })).toContainText("Out of thrift.");
  await clean(page, "the tray");
  await mine.getByRole("button", { name: "Find its place…" }).click();
  const finding = page.getByRole("region", { name: "Find its place" });
  await expect(finding).toContainText("Nothing is selected yet.");
  await page.keyboard.press("Escape");
  await expect(finding).toHaveCount(0);
  await mine.getByRole("button", { name: "Find its place…" }).press("Enter");
  await expect(text).toBeFocused();
  await drag(page, "A gull slept");
  await expect(finding).toContainText("A gull slept");
  await expect(page.getByRole("toolbar")).toHaveCount(0);
  await clean(page, "finding a place");
  await page.context().setOffline(true);
  await finding.getByRole("button", { name: "Attach it here" }).click();
  await expect(finding.getByRole("alert")).toContainText("cannot be reached");
  await page.context().setOffline(false);
  await finding.getByRole("button", { name: "Attach it here" }).click();
  await expect(text.locator("mark.note").last()).toHaveText("A gull slept");
  await expect(tray).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(mine).toContainText(bell);
  // The same with keys alone: the sentence cursor, and Enter.
  await mine.focus();
  await mine.press("Enter");
  await mine.getByRole("button", { name: "Find its place…" }).press("Enter");
  await expect(text).toBeFocused();
  await expect(async () => {
    await page.keyboard.press("ArrowRight");
    await expect(finding).toContainText("A gull slept on deck.", { timeout: 100 });
  }).toPass({ intervals: [0] });
  await page.keyboard.press("Enter");
  await expect(text.locator("mark.note").last()).toContainText("A gull slept on deck.");
  await expect(card(page, "Out of spite?")).toContainText(`Marked on ${bell}`);

  await page.getByRole("button", { name: "Actions for the note of Ada Byron" }).click();
  await page.getByRole("menuitem", { name: "History" }).click();
  const past = page.getByRole("dialog", { name: "History" });
  await expect(past).toContainText(/Re-attached by Ada Byron.*in version 2\s*to: .*A gull slept on deck/);
  await clean(page, "the history of a place");

  // The other reader finds it so, and is told what changed; the old version shows everything as it was, for reading.
  const theirs = await open(bo, article.id);
  await expect(theirs.locator("mark.note")).toContainText("A gull slept on deck.");
  await expect(card(bo, "Out of spite?")).toContainText("Placed here by Ada Byron");
  const changed = bo.getByRole("complementary", { name: "This version" });
  await expect(changed).toContainText("This text has changed since you last read it (version 1 → to 2)");
  await changed.getByRole("button", { name: "Got it" }).click();
  await expect(changed).toHaveCount(0);
  await bo.goto(`/articles/${article.id}?version=1`);
  await ready(bo);
  await expect(changed).toContainText("You are reading version 1 of");
  await expect(changed.getByRole("link", { name: "See what changed since" })).toHaveAttribute(
    "href",
    `/articles/${article.id}/changes?from=1&to=2`,
  );
  await changed.getByRole("link", { name: "See what changed since" }).click();
  await expect(bo.locator(".difference del").filter({ hasText: "312" })).toBeVisible();
  await expect(bo.locator(".difference ins").filter({ hasText: "298" })).toBeVisible();
  await bo.goBack();
  await ready(bo);
  await expect(theirs.locator("mark")).toHaveText([
    "nobody had come to see it go",
    "The harbour office counted 312 crossings last winter",
    bell,
  ]);
  await drag(bo, "four people");
  // A selection counts from the frame on that follows it.
  await bo.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await bo.keyboard.press("c");
  await expect(bo.getByRole("toolbar")).toHaveCount(0);
  await expect(theirs.locator("mark")).toHaveCount(3);
  await card(bo, "A quiet end.").click();
  await bo.getByRole("textbox", { name: "Reply" }).fill("It was raining.");
  await bo.keyboard.press("Control+Enter");
  await expect(card(bo, "It was raining.")).toBeVisible();
  await clean(bo, "an old version");
  expect((await bo.goto(`/articles/${article.id}?version=3`))?.status()).toBe(404);

  await call(page, "PATCH", `articles/${article.id}/versions/1`, { withdrawn: true });
  await bo.goto(`/articles/${article.id}?version=1#${kept.id}`);
  await expect(changed).toContainText("Version 1 was withdrawn by Ada Byron on");
  await expect(theirs).toHaveCount(0);
  const left = bo.getByRole("region", { name: "Notes on this version · 3" }).locator("[data-card]");
  await expect(left).toContainText([kept.quote.exact, "312 crossings", bell]);
  await expect(left.first()).toContainText("It was raining.");
  await clean(bo, "a version that was withdrawn");
});

const NOTED = [
  "nobody had come to see it go",
  "counted 312 crossings last winter",
  "he saw no reason to ring the bell",
];
/** The places of the difference that a link of the preview led to. */
const pointed = "#passage";

test("a text edited in place shows what becomes of its notes before it is published; what is typed stays until then", async ({
  page,
}) => {
  await enrol(page, "Ada Byron");
  const article = await bring(page);
  for (const words of NOTED) await mark(page, article, words, { body: `On ${words}` });
  await page.goto(`/articles/${article.id}/edit`);
  const field = page.getByRole("textbox", { name: "Text" });
  await expect(field).toHaveValue(/^The ferry left at noon with four people/);
  await field.fill(
    (await field.inputValue())
      .replace("312 crossings", "298 crossings")
      .replace(/, and the harbour master[\s\S]*/, ". A gull slept on deck.\n"),
  );
  await expect(page.getByText("Your text is kept in this browser")).toBeVisible();
  await clean(page, "the editor");
  await page.reload();
  await expect(field).toHaveValue(/298 crossings[\s\S]*A gull slept on deck/);

  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What will change" })).toBeVisible();
  await expect(page.getByRole("region", { name: /^Kept/ }).getByRole("listitem")).toHaveText(/nobody had come/);
  await expect(page.getByRole("region", { name: /^Moved/ }).getByRole("listitem")).toHaveText(/312.*298/);
  const gone = page.getByRole("region", { name: /^Orphaned/ }).getByRole("link");
  await expect(gone).toContainText("ring the bell");
  await expect(page.locator(".difference ins")).toContainText(["298", "A gull slept on deck"]);
  await gone.click();
  await expect(page.locator(`del ${pointed}`)).toHaveText(NOTED[2] ?? "");
  await expect(gone).toHaveAttribute("aria-current", "true");
  await page.getByRole("link", { name: /nobody had come/ }).click();
  await expect(page.locator(pointed)).toHaveText(NOTED[0] ?? "");
  await clean(page, "what will change");
  await page.goBack();
  await expect(page.locator(`del ${pointed}`)).toBeVisible();
  await page.getByRole("button", { name: "Publish version 2" }).click();
  await expect(page.getByText("Version 2 is published. Notes: 1 kept, 1 to check, 1 without a passage.")).toBeVisible();
  await expect(page).toHaveURL(`/articles/${article.id}`);
  const text = await ready(page);
  await expect(text).toContainText("298 crossings");
  await expect(text.locator("mark")).toHaveCount(2);

  // Published, nothing of it waits; a text that shares nothing with this one asks first.
  await page.goto(`/articles/${article.id}/edit?way=paste`);
  await page
    .getByRole("textbox", { name: "The corrected text" })
    .fill("Quite another story.\n\nOf quite another town.");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: "Publish version 3" }).click();
  const dialog = page.getByRole("dialog", { name: "All 3 notes would lose their passages" });
  await dialog.getByRole("button", { name: "Do not publish" }).click();
  await expect(dialog).toHaveCount(0);

  await page.goto(`/articles/${article.id}/changes?from=2&to=1`);
  await expect(page.locator(".difference del").first()).toHaveText("312");
  await page.goto(`/articles/${article.id}/versions`);
  await page.getByRole("button", { name: "Withdraw version 1" }).click();
  await expect(page.getByText("its text is no longer shown. Notes made on it stay.")).toBeVisible();
  await clean(page, "the versions");
  await page.goto(`/articles/${article.id}/changes`);
  await expect(page.getByText("Version 1 was withdrawn by Ada Byron, and its text no longer shows.")).toBeVisible();
});

test("of two people who publish at once the second is told, sees the difference, and loses nothing; and no script is needed", async ({
  page,
  browser,
}) => {
  await enrol(page, "Ada Byron");
  const bo = await another(browser);
  const host = await enrol(bo, "Bo Lindqvist");
  const article = await bring(page);
  await share(page, await circle("Tuesday Circle", bo, page), article);
  const edit = async (who: typeof page, from: string, to: string, added = to) => {
    await who.goto(`/articles/${article.id}/edit`);
    const field = who.getByRole("textbox", { name: "Text" });
    await field.fill((await field.inputValue()).replace(from, to));
    await who.getByRole("button", { name: "Preview" }).click();
    await expect(who.locator(".difference ins")).toContainText([added]);
  };
  await edit(page, "four people", "five people", "five");
  await edit(bo, "By evening", "At dusk");
  await page.getByRole("button", { name: "Publish version 2" }).click();
  await expect(page.getByText("Version 2 is published.")).toBeVisible();
  await bo.getByRole("button", { name: "Publish version 2" }).click();
  const told = bo.getByRole("alert").filter({ hasText: "Ada Byron published version 2 while you were at work" });
  await expect(told.getByRole("link", { name: "See what Ada Byron changed" })).toHaveAttribute(
    "href",
    `/articles/${article.id}/changes?from=1&to=2`,
  );
  await clean(bo, "being told of another's version");
  await told.getByRole("button", { name: "Compare mine with version 2" }).click();
  await expect(bo.getByRole("button", { name: "Publish version 3" })).toBeVisible();
  await expect(bo.locator(".difference del").first()).toHaveText("five");
  await bo.getByRole("link", { name: "Back to the editor" }).click();
  const field = bo.getByRole("textbox", { name: "Text" });
  await expect(field).toHaveValue(/four people[\s\S]*At dusk/);
  await expect(bo.getByText("Version 2 was published after you began from version 1.")).toBeVisible();

  const plain = await another(browser, { javaScriptEnabled: false });
  await signIn(plain, host);
  await plain.goto(`/articles/${article.id}/edit`);
  const bare = plain.getByRole("textbox", { name: "Text" });
  await bare.fill((await bare.inputValue()).replace("By evening", "At dusk"));
  await plain.getByRole("button", { name: "Preview" }).click();
  await expect(plain.locator(".difference del").first()).toHaveText("By evening");
  await plain.getByRole("button", { name: "Publish version 3" }).click();
  await expect(plain.getByRole("region", { name: "Text" })).toContainText("five people");
  await expect(plain.getByRole("region", { name: "Text" })).toContainText("At dusk");
});
