import { expect, type Page, test } from "@playwright/test";
import { v7 as newId } from "uuid";
import { clean } from "./clean";
import { another, answer, bring, call, circle, enrol, mark, share } from "./people";
import { card, open, select } from "./reading";

/** Makes somebody of a group a lead of it. */
const appoint = async (owner: Page, groupId: string, name: string) => {
  const { items } = Object(await call(owner, "GET", `groups/${groupId}/members`));
  const { id } = items.find((one: { name: string }) => one.name === name);
  await call(owner, "PATCH", `groups/${groupId}/members/${id}`, { role: "lead" });
};

test("a reader names another by keyboard: offered are those who can see the note, and the one named is told", async ({
  page,
  browser,
}) => {
  const [zoe, out] = [await another(browser), await another(browser)];
  await Promise.all([enrol(page, "Ada Byron"), enrol(zoe, "Zoë Marsh"), enrol(out, "Zora Out")]);
  const group = await circle("Naming circle", page, zoe);
  await circle("Another circle", page, out);
  const reading = await bring(page);
  await share(page, group, reading);
  const note = await mark(zoe, reading, "312 crossings", { layer: "group", groupId: group, body: "Who counted?" });

  await open(page, reading.id);
  await card(page, "Who counted?").click();
  const field = page.getByRole("textbox", { name: "Reply" });
  await field.pressSequentially("Ask @zo");
  const people = page.getByRole("listbox", { name: "People" });
  await expect(people.getByRole("option", { name: "Zoë Marsh" })).toHaveAttribute("aria-selected", "true");
  await expect(people.getByRole("option")).toHaveCount(1);
  await expect(field).toHaveAttribute("aria-activedescendant", /-0$/);
  await clean(page);
  await field.press("Enter");
  await expect(field).toHaveValue("Ask @Zoë Marsh ");
  await expect(people).toHaveCount(0);
  await field.pressSequentially("for it");
  await field.press("Control+Enter");
  const said = card(page, "Who counted?").getByText("@Zoë Marsh", { exact: true });
  await expect(said).toBeVisible();
  const { items } = Object(await call(zoe, "GET", "notices"));
  expect(items).toContainEqual(expect.objectContaining({ kind: "mention", annotationId: note.id }));

  // Escape puts the list away, and only then the reply.
  await field.pressSequentially("@");
  await expect(people).toBeVisible();
  await field.press("Escape");
  await expect(people).toBeHidden();
  await expect(field).toBeFocused();
});

test("a lead and a member talk alone under a passage; neither another member nor another lead sees it", async ({
  page,
  browser,
}) => {
  const [bob, cai, dan] = [await another(browser), await another(browser), await another(browser)];
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh"), enrol(cai, "Cai Ode"), enrol(dan, "Dan Lead")]);
  const group = await circle("Quiet circle", page, bob, cai, dan);
  await appoint(page, group, "Dan Lead");
  const reading = await bring(page);
  await share(page, group, reading);
  await mark(bob, reading, "312 crossings", { layer: "group", groupId: group, body: "I do not follow." });

  // From the member's card: who leads talks to who wrote it.
  await open(page, reading.id);
  await card(page, "I do not follow.").click();
  await page.getByRole("button", { name: /Actions for the claim of Bob/ }).click();
  await page.getByRole("menuitem", { name: "Talk to Bob Marsh alone" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("Come and see me.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(card(page, "Come and see me.").locator("p", { hasText: "Only you and Bob Marsh" })).toBeVisible();
  await clean(page);

  await open(bob, reading.id);
  const his = card(bob, "Come and see me.");
  await expect(his.locator("p", { hasText: "Only you and Ada Byron" })).toBeVisible();
  await his.click();
  await bob.getByRole("textbox", { name: "Reply" }).fill("I will.");
  await bob.getByRole("textbox", { name: "Reply" }).press("Control+Enter");
  await expect(card(page, "Come and see me.").getByText("I will.")).toBeVisible();
  for (const other of [cai, dan]) {
    await open(other, reading.id);
    await expect(card(other, "I do not follow.")).toBeVisible();
    await expect(card(other, "Come and see me.")).toHaveCount(0);
  }

  // From a passage: a member chooses one of the leads before marking, and it is still so after a reload.
  await bob.keyboard.press("Escape");
  const pill = await select(bob, "four people and a piano");
  await pill.getByLabel("Visible to").selectOption({ label: "Only you and Dan Lead" });
  await pill.getByRole("button", { name: "Note" }).click();
  await bob.getByRole("textbox", { name: "Note" }).fill("Is that a joke?");
  await bob.getByRole("button", { name: "Save" }).click();
  await bob.reload();
  await expect(card(bob, "Is that a joke?").locator("p", { hasText: "Only you and Dan Lead" })).toBeVisible();
  await expect(card(dan, "Is that a joke?").locator("p", { hasText: "Only you and Bob Marsh" })).toBeVisible();
  await expect(card(page, "Is that a joke?")).toHaveCount(0);

  // Who leads finds anybody by name.
  await select(page, "the wind had turned");
  await page.getByLabel("Visible to").selectOption({ label: "Somebody of Quiet circle…" });
  const dialog = page.getByRole("dialog", { name: "One person alone" });
  await dialog.getByLabel("Name").fill("ode");
  await dialog.getByRole("button", { name: "Cai Ode" }).click();
  await page.getByRole("toolbar", { name: "Mark the selected passage" }).getByRole("button", { name: "Note" }).click();
  await expect(page.locator("[data-card] p", { hasText: "Only you and Cai Ode" })).toBeVisible();
  await expect(cai.locator("[data-card] p", { hasText: "Only you and Ada Byron" })).toBeVisible();
});

test("a reader quotes what is selected, follows a link to a reply, and reads on where a thread grows deep", async ({
  page,
  browser,
}) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Deep circle", page, bob);
  const reading = await bring(page);
  await share(page, group, reading);
  const shared = { layer: "group" as const, groupId: group };
  const note = await mark(page, reading, "312 crossings", { ...shared, body: "Three hundred is many. Is it not?" });
  await open(bob, reading.id);
  await card(bob, "Three hundred").click();

  // Of the note only what is selected is quoted, with its author's name.
  await bob.locator(`[data-words="${note.id}"] p`).evaluate((p) => {
    const text = p.firstChild;
    if (text) getSelection()?.setBaseAndExtent(text, 0, text, "Three hundred is many.".length);
  });
  await card(bob, "Three hundred")
    .getByRole("button", { name: /^Actions for the claim/ })
    .click();
  await bob.getByRole("menuitem", { name: "Quote in reply" }).click();
  const field = bob.getByRole("textbox", { name: "Reply" });
  await expect(field).toHaveValue("> Three hundred is many.\n>\n> — Ada Byron\n\n");
  await field.press("End");
  await field.pressSequentially("A third fewer.");
  await field.press("Control+Enter");
  const quoted = card(bob, "A third fewer.").locator("[data-words] blockquote");
  await expect(quoted).toContainText("Three hundred is many.");
  await expect(quoted.locator("footer")).toHaveText("— Ada Byron");

  // Ten in a row: eight are shown, and the rest is a thread of its own.
  let parentId: string | null = null;
  let last = "";
  for (let level = 0; level < 10; level++) {
    last = newId();
    await call(page, "PUT", `annotations/${note.id}/replies/${last}`, { body: `Level ${level}.`, parentId });
    parentId = last;
  }
  await page.goto(`/t/${note.id}?reply=${last}#r-${last}`);
  const lit = page.locator("[data-lit]");
  await expect(lit.getByText("Level 9.")).toBeInViewport();
  await expect(page.getByText("Level 5.")).toHaveCount(0);
  await page.getByRole("link", { name: "Read it in the text" }).click();
  await expect(page.locator("[data-margin] [data-lit]").getByText("Level 9.")).toBeInViewport();
  await page.getByRole("link", { name: "Back to the whole thread" }).click();
  await expect(page.getByText("Level 7.")).toBeVisible();
  await expect(page.getByText("Level 8.")).toHaveCount(0);
  await page.getByRole("link", { name: "Continue this thread (2)" }).click();
  await expect(page.getByText("Level 9.")).toBeVisible();
  await clean(page);

  // Without a script the same addresses show the same; one that is not there is not told from one of nobody's.
  const plain = await another(browser, { javaScriptEnabled: false, storageState: await page.context().storageState() });
  await plain.goto(`/t/${note.id}?reply=${last}`);
  await expect(plain.locator("[data-lit]").getByText("Level 9.")).toBeVisible();
  await plain.goto(`/t/${note.id}`);
  await plain.getByRole("link", { name: "Continue this thread (2)" }).click();
  await expect(plain.getByText("Level 9.")).toBeVisible();
  await expect(plain.getByText("Level 5.")).toHaveCount(0);
  expect((await plain.goto(`/t/${note.id}?reply=${newId()}`))?.status()).toBe(404);
});

test("a reader jumps to what is new in a long thread, and sees what a reply said before it was edited", async ({
  page,
  browser,
}) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Long circle", page, bob);
  const reading = await bring(page);
  await share(page, group, reading);
  const note = await mark(page, reading, "312 crossings", { layer: "group", groupId: group, body: "So many?" });
  for (let n = 0; n < 10; n++) await answer(n % 2 ? page : bob, note, `Old ${n}.`);
  await open(bob, reading.id);
  const thread = card(bob, "So many?");
  const read = bob.waitForResponse((one) => one.url().includes("/read") && one.ok());
  await thread.click();
  await read;
  await bob.goto("about:blank");
  const said = await answer(page, note, "A new one.");
  for (let n = 0; n < 4; n++) await answer(page, note, `Newer ${n}.`);

  await open(bob, reading.id);
  await thread.click();
  await expect(thread.getByText("A new one.")).toHaveCount(0);
  await thread.getByRole("button", { name: "5 new replies: go to the first" }).click();
  const first = bob.locator(`[id="r-${said.id}"]`);
  await expect(first).toBeFocused();
  await expect(first).toBeInViewport();
  await expect(first.getByText("New to you")).toBeAttached();
  await clean(bob);

  // Whoever wrote it sees its history; others do not.
  await open(page, reading.id);
  await card(page, "So many?").click();
  await page.getByRole("button", { name: /more replies/ }).click();
  const mine = page.locator(`[id="r-${said.id}"]`);
  const actions = { name: /Actions for the reply/ };
  await mine.getByRole("button", actions).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await mine.getByRole("textbox", { name: "Change the reply" }).fill("A newer one.");
  await mine.getByRole("textbox", { name: "Change the reply" }).press("Control+Enter");
  await expect(mine.getByText("A newer one.")).toBeVisible();
  await mine.getByRole("button", actions).click();
  await page.getByRole("menuitem", { name: "History" }).click();
  await expect(page.getByRole("dialog", { name: "History" }).locator("del")).toContainText("new");
  await expect(first.getByText("A newer one.")).toBeVisible();
  await first.getByRole("button", actions).click();
  await expect(bob.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
  await expect(bob.getByRole("menuitem", { name: "History" })).toHaveCount(0);
});
