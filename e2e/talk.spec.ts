import { expect, type Page, test } from "@playwright/test";
import { clean } from "./clean";
import { another, bring, call, circle, enrol, mark, share } from "./people";
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
  await page.getByRole("button", { name: "Reply", exact: true }).click();
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
  await page.getByRole("button", { name: "Reply to the note" }).click();
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
  await his.getByRole("button", { name: "Reply", exact: true }).click();
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
  await pill.getByLabel("Who sees it").selectOption({ label: "Only you and Dan Lead" });
  await pill.getByRole("button", { name: "Note" }).click();
  await bob.getByRole("textbox", { name: "Note" }).fill("Is that a joke?");
  await bob.getByRole("button", { name: "Save" }).click();
  await bob.reload();
  await expect(card(bob, "Is that a joke?").locator("p", { hasText: "Only you and Dan Lead" })).toBeVisible();
  await expect(card(dan, "Is that a joke?").locator("p", { hasText: "Only you and Bob Marsh" })).toBeVisible();
  await expect(card(page, "Is that a joke?")).toHaveCount(0);

  // Who leads finds anybody by name.
  await select(page, "the wind had turned");
  await page.getByLabel("Who sees it").selectOption({ label: "Somebody of Quiet circle…" });
  const dialog = page.getByRole("dialog", { name: "One person alone" });
  await dialog.getByLabel("Name").fill("ode");
  await dialog.getByRole("button", { name: "Cai Ode" }).click();
  await page.getByRole("toolbar", { name: "Mark the selected passage" }).getByRole("button", { name: "Note" }).click();
  await expect(page.locator("[data-card] p", { hasText: "Only you and Cai Ode" })).toBeVisible();
  await expect(cai.locator("[data-card] p", { hasText: "Only you and Ada Byron" })).toBeVisible();
});
