import { type Browser, expect, type Page, test } from "@playwright/test";
import { clean } from "./clean";
import { bring, circle, enrol, mark, share } from "./people";

async function createGroup(page: Page, name: string) {
  await page.goto("/groups");
  await page.getByRole("link", { name: "Create a group" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("What it is for").fill("One text a week.");
  await page.getByRole("button", { name: "Create the group" }).click();
  await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

async function invite(page: Page, group: string, { often = "", as = "Member" } = {}) {
  await page.goto(`${group}/settings`);
  await page.getByLabel("Joins as").selectOption(as);
  await page.getByLabel("How often").fill(often);
  await page.getByRole("button", { name: "Make a link" }).click();
  return new URL(await page.getByRole("textbox", { name: "The invite link" }).inputValue()).pathname;
}

const another = async (browser: Browser) => (await browser.newContext()).newPage();

async function bringIn(page: Page, title: string) {
  await page.goto("/articles/new");
  await page.getByLabel("Or its text").fill(`${title}\n\nIt left at noon, with four people and a piano on board.`);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: /^Save/ }).click();
  await page.waitForURL(/\/articles\/[0-9a-f-]{36}$/);
}

test("two people meet in a group: a link, a reading, a farewell", async ({ page, browser }) => {
  await enrol(page, "Amara Mensah");
  await bringIn(page, "The last ferry");
  const group = await createGroup(page, "River Seminar");
  await page.getByRole("link", { name: "Bring a reading" }).first().click();
  await page
    .getByRole("listitem")
    .filter({ hasText: "The last ferry" })
    .getByRole("button", { name: /^Bring/ })
    .click();
  await expect(page.getByText("Read here")).toBeVisible();
  const link = await invite(page, group);

  // The second person has no account yet: the link survives the way through signing up.
  const guest = await another(browser);
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1, name: "River Seminar" })).toBeVisible();
  await expect(guest.getByText("Amara Mensah invites you")).toBeVisible();
  await guest.getByRole("main").getByRole("link", { name: "Sign up" }).click();
  await guest.getByLabel("Name").fill("Jun Okafor");
  await guest.getByLabel("E-mail address").fill(`${crypto.randomUUID()}@example.org`);
  await guest.getByLabel("Password", { exact: true }).fill("three quiet lamps");
  await guest.getByRole("main").getByRole("button", { name: "Sign up" }).click();
  await guest.waitForURL(`**${link}`);
  await guest.getByRole("button", { name: "Join the group" }).click();
  await guest.waitForURL(`**${group}`);
  await guest.getByRole("link", { name: "The last ferry" }).click();
  await expect(guest.getByText("a piano on board")).toBeVisible();
  await guest.goto("/");
  await expect(guest.getByRole("link", { name: "The last ferry" })).toBeVisible();

  // Members see who is there; only owners change it.
  await guest.goto(`${group}/settings`);
  await expect(guest.getByText("Amara Mensah")).toBeVisible();
  await expect(guest.getByRole("button", { name: "Make a link" })).toHaveCount(0);

  await page.goto(`${group}/settings`);
  const jun = page.getByRole("listitem").filter({ hasText: "Jun Okafor" });
  await jun.getByText("Remove").first().click();
  await jun.getByRole("button", { name: "Remove Jun Okafor" }).click();
  await expect(jun).toHaveCount(0);
  expect((await guest.goto(group))?.status()).toBe(404);
  await guest.goto("/articles");
  await expect(guest.getByRole("link", { name: "The last ferry" })).toHaveCount(0);
});

test("a link that was revoked or used up says so, and opening one uses nothing up", async ({ page, browser }) => {
  await enrol(page);
  const group = await createGroup(page, "Tuesday Circle");
  const once = await invite(page, group, { often: "1" });
  const guest = await another(browser);
  await enrol(guest, "Jun Okafor");
  for (const _ of [1, 2]) {
    await guest.goto(once);
    await expect(guest.getByRole("button", { name: "Join the group" })).toBeVisible();
  }
  await guest.getByRole("button", { name: "Join the group" }).click();
  await guest.waitForURL(`**${group}`);
  const late = await another(browser);
  await late.goto(once);
  await expect(late.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();

  const open = await invite(page, group);
  await page.reload();
  await page.getByRole("button", { name: "Revoke this link" }).first().click();
  await expect(page.getByText("No link is open")).toBeVisible();
  await late.goto(open);
  await expect(late.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  await late.goto("/invites/never-was-one");
  await expect(late.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
});

test("a group always keeps an owner", async ({ page, browser }) => {
  await enrol(page, "Amara Mensah");
  const group = await createGroup(page, "River Seminar");
  const link = await invite(page, group);
  const guest = await another(browser);
  await enrol(guest, "Jun Okafor");
  await guest.goto(link);
  await guest.getByRole("button", { name: "Join the group" }).click();
  await guest.waitForURL(`**${group}`);

  await page.goto(`${group}/settings`);
  await page.getByText("Leave the group …").click();
  await expect(page.getByText("You are its only owner")).toBeVisible();
  await page.getByText("Change Jun Okafor").click();
  await page.getByLabel("What Jun Okafor is").selectOption("owner");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByRole("listitem").filter({ hasText: "Jun Okafor" }).first()).toContainText(/Owner\s*·/);
  await page.goto(`${group}/settings`);
  await page.getByText("Leave the group …").click();
  await page.getByRole("button", { name: "Leave River Seminar" }).click();
  await page.waitForURL("**/groups");
  expect((await page.goto(group))?.status()).toBe(404);
  await guest.goto(`${group}/settings`);
  await expect(guest.getByRole("listitem").filter({ hasText: "(you)" })).toContainText("Owner");
});

test("a group is renamed, and another's group is not there", async ({ page, browser }) => {
  await enrol(page);
  const group = await createGroup(page, "River Seminar");
  await page.goto(`${group}/settings`);
  await page.getByLabel("Name").fill("  ");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("A name cannot be empty.")).toBeVisible();
  await page.getByLabel("Name").fill("Harbour Seminar");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Harbour Seminar" })).toBeVisible();

  // Without a connection what was typed stays, and goes at the next press.
  const purpose = page.getByLabel("What it is for");
  await purpose.fill("Two texts a week.");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText("Nothing you typed is lost")).toBeVisible();
  await expect(purpose).toHaveValue("Two texts a week.");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText("Nothing you typed is lost")).toBeHidden();
  await page.reload();
  await expect(purpose).toHaveValue("Two texts a week.");

  const stranger = await another(browser);
  await enrol(stranger, "Nobody Else");
  for (const path of [group, `${group}/settings`, `${group}/bring`])
    expect((await stranger.goto(path))?.status(), path).toBe(404);
});

test("one asks to join, is let in as a guest, reads and cannot write; then the group is put away, and deleted later", async ({
  page,
  browser,
}) => {
  await enrol(page, "Amara Mensah");
  const group = await createGroup(page, "Closed Seminar");
  const reading = await bring(page);
  await share(page, group.split("/")[2]!, reading);
  await mark(page, reading, "312 crossings", { layer: "group", groupId: group.split("/")[2], body: "They counted." });
  await page.goto(`${group}/settings`);
  await page.getByLabel("Joins as").selectOption("guest");
  await page.getByLabel("Whoever opens it asks to join").check();
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByRole("textbox", { name: "The invite link" }).inputValue();

  const guest = await another(browser);
  await enrol(guest, "Jun Okafor");
  await guest.goto(link);
  await guest.getByLabel("A word with it").fill("I was at the first meeting.");
  await clean(guest);
  await guest.getByRole("button", { name: "Ask to join" }).click();
  await expect(guest.getByText("You have asked to join.")).toBeVisible();
  expect((await guest.goto(group))?.status()).toBe(404);

  await page.goto(group);
  await page.getByRole("link", { name: "1 person asks to join" }).click();
  await expect(page.getByText("I was at the first meeting.")).toBeVisible();
  await clean(page);
  await page.getByRole("button", { name: "Let Jun Okafor in" }).click();
  await expect(page.getByRole("heading", { name: "Asking to join" })).toHaveCount(0);
  await expect(page.getByRole("listitem").filter({ hasText: "Jun Okafor" }).first()).toContainText("Guest");

  // A guest sees the note, and is offered no way to write for the group.
  await guest.goto(`/articles/${reading.id}`);
  await expect(guest.getByText("They counted.")).toBeVisible();
  await guest.locator("[data-card]").filter({ hasText: "They counted." }).click();
  await expect(guest.getByRole("button", { name: "Copy link" })).toHaveCount(0);
  await expect(guest.getByRole("textbox", { name: "Reply" })).toHaveCount(0);
  await expect(guest.getByRole("button", { name: "Agree" })).toHaveCount(0);

  // Put away it says so, and takes no readings; it is deleted in seven days unless that is taken back.
  await page.getByRole("button", { name: "Put it away, to read alone" }).click();
  await expect(page.getByRole("button", { name: "Take it up again" })).toBeVisible();
  await page.getByText("Delete the group …").click();
  await page.getByRole("button", { name: "Delete Closed Seminar in seven days" }).click();
  await expect(page.getByRole("button", { name: /^Keep it/ })).toBeVisible();
  await page.goto(group);
  await expect(page.getByText("This group is deleted")).toBeVisible();
  await expect(page.getByRole("link", { name: "Bring a reading" })).toHaveCount(0);
  await page.goto(`${group}/settings`);
  await page.getByRole("button", { name: /^Keep it/ }).click();
  await page.getByRole("button", { name: "Take it up again" }).click();
  await expect(page.getByRole("button", { name: "Put it away, to read alone" })).toBeVisible();
});

test("a class is spread over sections, and each discusses a reading on its own", async ({ page, browser }) => {
  await enrol(page, "Amara Mensah");
  const group = await createGroup(page, "Large Class");
  const id = group.split("/")[2]!;
  const reading = await bring(page);
  await share(page, id, reading);
  const link = await invite(page, group);
  const [ann, bob] = [await another(browser), await another(browser)];
  for (const [who, name] of [
    [ann, "Ann Lark"],
    [bob, "Bob Marsh"],
  ] as const) {
    await enrol(who, name);
    await who.goto(link);
    await who.getByRole("button", { name: "Join the group" }).click();
    await who.waitForURL(`**${group}`);
  }
  await page.goto(`${group}/settings`);
  for (const name of ["Mill", "Quay"]) {
    await page.getByLabel("Another section").fill(name);
    await page.getByRole("button", { name: "Add a section" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: `${name} · 0 members` })).toBeVisible();
  }
  await page.getByRole("button", { name: /^Spread/ }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Mill · 1 member" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Quay · 1 member" })).toBeVisible();
  await page.getByText("Rename Quay").click();
  await page.getByLabel("New name of Quay").fill("Pier");
  await page.getByLabel("New name of Quay").press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "Pier · 1 member" })).toBeVisible();
  await page.getByText("Change Ann Lark").click();
  await expect(page.getByLabel("Section of Ann Lark")).not.toHaveValue("none");
  await page.goto(group);
  await page.getByRole("button", { name: /^Discuss per section/ }).click();
  await expect(page.getByText("discussed per section")).toBeVisible();
  const hers = await mark(ann, reading, "312 crossings", { layer: "group", groupId: id, body: "Ann counts." });
  expect(hers.sectionId).not.toBeNull();
  await bob.goto(`/articles/${reading.id}`);
  await expect(bob.getByText("Ann counts.")).toHaveCount(0);
  await page.goto(`/articles/${reading.id}`);
  await expect(page.getByText("Ann counts.")).toBeVisible();
});

test("a lead sets tags, puts them in order by the keyboard, and they come first when a note is tagged", async ({
  page,
  browser,
}) => {
  await enrol(page, "Amara Mensah");
  const reader = await another(browser);
  await enrol(reader, "Jun Okafor");
  const id = await circle("Tagged Seminar", page, reader);
  const reading = await bring(page);
  await share(page, id, reading);
  await page.goto(`/groups/${id}/settings`);
  for (const [at, name, help] of [
    [1, "Open point", "Nobody has settled it."],
    [2, "Method", "How the text comes to know."],
  ] as const) {
    await page.getByRole("button", { name: "Add a tag" }).click();
    await expect(page.getByRole("textbox", { name: `Name of tag ${at}` })).toBeFocused();
    await page.keyboard.type(name);
    await page.getByRole("textbox", { name: `When to use ${name}` }).fill(help);
  }
  await page.getByRole("textbox", { name: "Name of tag 2" }).press("Alt+ArrowUp");
  await page.getByRole("button", { name: "Save the tags" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await clean(page);
  await page.goto(`/groups/${id}`);
  await expect(page.getByRole("term")).toHaveText(["Method", "Open point"]);

  const note = await mark(reader, reading, "312 crossings", {
    layer: "group",
    groupId: id,
    body: "They counted.",
    tags: ["ferry"],
  });
  await mark(reader, await bring(reader), "ring the bell", { tags: ["harbour bells"] });
  await reader.goto(`/articles/${reading.id}`);
  const card = reader.locator(`[data-card="${note.id}"]`);
  await card.getByText("They counted.").click();
  await card.getByRole("button", { name: /^Actions for/ }).click();
  await reader.getByRole("menuitem", { name: "Edit" }).click();
  const tags = card.getByRole("combobox", { name: "Add a tag" });
  const offered = card.getByRole("listbox", { name: /^Tags/ }).getByRole("option");
  await tags.focus();
  await expect(offered).toHaveText(["MethodHow the text comes to know.", "Open pointNobody has settled it."]);
  // What one tagged elsewhere is completed too.
  await tags.fill("harb");
  await expect(offered).toHaveText(["harbour bells"]);
  await tags.fill("poi");
  await expect(offered).toHaveText([/^Open point/]);
  await tags.press("ArrowDown");
  await tags.press("Enter");
  await card.getByRole("button", { name: "Save" }).click();
  const shown = card.getByRole("list", { name: "Tags" });
  await expect(shown.getByRole("listitem")).toHaveText(["ferry", "Open point"]);
  await expect(shown.getByTitle("Nobody has settled it.")).toBeVisible();
});
