import { type Browser, expect, type Page, test } from "@playwright/test";
import { enrol } from "./people";

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
  await page.getByRole("button", { name: "Make Jun Okafor an owner" }).click();
  await expect(page.getByRole("button", { name: "Make Jun Okafor a member" })).toBeVisible();
  const leave = page.getByRole("button", { name: "Leave River Seminar" });
  if (!(await leave.isVisible())) await page.getByText("Leave the group …").click();
  await leave.click();
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

  const stranger = await another(browser);
  await enrol(stranger, "Nobody Else");
  for (const path of [group, `${group}/settings`, `${group}/bring`])
    expect((await stranger.goto(path))?.status(), path).toBe(404);
});
