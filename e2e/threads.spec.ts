import { expect, test } from "@playwright/test";
import { clean } from "./clean";
import { another, answer, bring, circle, enrol, mark, share } from "./people";
import { card, open, ready, select } from "./reading";

test("a question is asked, shared by a second reader, answered, accepted and resolved; what is new is found by a key", async ({
  page,
  browser,
}) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Ferry circle", page, bob);
  const reading = await bring(page);
  await share(page, group, reading);
  const shared = { layer: "group" as const, groupId: group };
  const question = await mark(page, reading, "Nobody on the quay waved", { ...shared, body: "Who was left to wave?" });
  await mark(page, reading, "312 crossings", { ...shared, kind: "evidence", body: "The office keeps the count." });

  // Ada makes hers a question in the note itself.
  await open(page, reading.id);
  await card(page, "Who was left").click();
  await card(page, "Who was left")
    .getByRole("button", { name: /^Actions for the claim/ })
    .click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByLabel("Ask this as a question").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(card(page, "Who was left").getByText("Open question")).toBeVisible();

  // Bob goes from one new note to the next; what he opened is new no more.
  await open(bob, reading.id);
  await expect(bob.getByRole("button", { name: "2 new" })).toBeVisible();
  await bob.keyboard.press("n");
  const his = card(bob, "Who was left");
  await expect(his.getByRole("group", { name: /Reactions to the claim/ })).toBeVisible();
  await expect(bob.getByRole("button", { name: "1 new" })).toBeVisible();
  // An open card: its menu, what can be said with one press, and a field to answer in.
  await expect(his.getByRole("button")).toHaveCount(4);
  await expect(his.getByRole("textbox")).toHaveAccessibleName("Reply");
  await his.getByRole("button", { name: "I have this question too" }).click();
  await expect(his.getByRole("button", { name: "I have this question too 1" })).toHaveAttribute("aria-pressed", "true");
  await bob.keyboard.press("n");
  await expect(bob.getByRole("button", { name: /^\d new$/ })).toHaveCount(0);
  // Were her note still open, she would have read it as it came.
  await page.goto(`/groups/${group}`);
  await answer(bob, question, "The harbour office was closed, so nobody.");

  // Ada is told nothing of her own, and finds the answer as the one thing that is new.
  await open(page, reading.id);
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  await page.keyboard.press("n");
  const hers = card(page, "Who was left");
  await expect(hers.getByText("The harbour office was closed")).toBeVisible();
  // Nobody praises their own question: there are the two menus, and accepting.
  await expect(hers.getByRole("button")).toHaveCount(3);
  await hers.getByRole("button", { name: "Accept the answer of Bob Marsh" }).click();
  await expect(hers.getByText("Accepted answer")).toBeVisible();
  await expect(hers.getByText("Question, answered")).toBeVisible();
  await clean(page);
  // On paper, and as a page, the thread stands with it.
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".printed")).toContainText("Bob Marsh (accepted answer): The harbour office was closed");
  await page.emulateMedia({ media: "screen" });
  const plain = await page.context().newPage();
  await plain.goto(`/articles/${reading.id}/notes`);
  await expect(plain.getByText("Question, answered")).toBeVisible();
  await expect(plain.getByRole("listitem").filter({ hasText: "Accepted answer" })).toContainText(
    "The harbour office was closed",
  );
  await plain.close();

  // The filter acts on the margin and the text alike.
  await page.getByLabel("Threads").selectOption("resolved");
  await expect(page.locator("[data-text] mark[data-ids]")).toHaveCount(1);
  await hers.getByRole("button", { name: /^Actions for the claim/ }).click();
  await page.getByRole("menuitem", { name: "Reopen" }).click();
  await expect(hers.getByText("Open question")).toBeVisible();
  await expect(card(bob, "Who was left").getByText("Open question")).toBeVisible();

  // Who comes from the group writes for it, and a question that nobody would see is shared with one press.
  await bob.goto(`/groups/${group}`);
  await bob.getByRole("link", { name: "The last ferry of the year" }).first().click();
  await bob.waitForURL(`**/articles/${reading.id}**`);
  await ready(bob);
  const pill = await select(bob, "By evening the wind had turned");
  const audience = pill.getByLabel("Visible to");
  await expect(audience.locator("option:checked")).toHaveText("Ferry circle");
  await audience.selectOption("Only me");
  await pill.getByRole("button", { name: "Note" }).click();
  const form = bob.getByRole("form", { name: "Note" });
  await form.getByRole("textbox", { name: "Note" }).fill("From where to where?");
  await expect(form.getByRole("button", { name: "Save privately" })).toBeVisible();
  await expect(form.getByRole("button", { name: /^Share/ })).toHaveCount(0);
  await form.getByLabel("Ask this as a question").check();
  await form.getByRole("button", { name: "Share with Ferry circle" }).click();
  const save = form.getByRole("button", { name: "Save for Ferry circle" });
  await expect(save).toBeFocused();
  await expect(form.getByRole("button", { name: /^Share/ })).toHaveCount(0);
  await bob.keyboard.press("Enter");
  await expect(form).toHaveCount(0);
  await open(page, reading.id);
  await expect(card(page, "From where to where?")).toContainText("Ferry circle");
});

test("where leads let words stand, a member's wait, and are there for all when one did", async ({ page, browser }) => {
  const [bob, cai] = [await another(browser), await another(browser)];
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh"), enrol(cai, "Cai Ode")]);
  const group = await circle("Quiet circle", page, bob, cai);
  const reading = await bring(page);
  await share(page, group, reading);
  await page.goto(`/groups/${group}/settings`);
  await page.getByRole("button", { name: "Let what members write wait for a lead" }).click();
  await expect(page.getByRole("button", { name: "Let what members write stand at once" })).toBeVisible();
  await mark(bob, reading, "312 crossings", { layer: "group", groupId: group, body: "Bob's doubt." });
  await open(bob, reading.id);
  await expect(card(bob, "Bob's doubt.").getByText("Waits for a lead")).toBeVisible();
  await open(cai, reading.id);
  await expect(card(cai, "Bob's doubt.")).toHaveCount(0);
  await open(page, reading.id);
  await card(page, "Bob's doubt.").getByRole("button", { name: "Let it stand" }).click();
  await expect(page.getByText("Waits for a lead")).toHaveCount(0);
  await cai.reload();
  await expect(card(cai, "Bob's doubt.")).toBeVisible();
});
