import { expect, test } from "@playwright/test";
import { clean } from "./clean";
import { another, bring, call, enrol, mark, share } from "./people";

test("a stranger reads a public group, asks to join, and is let in; closed it is gone for those outside", async ({
  page,
  browser,
}) => {
  await enrol(page, "Amara Mensah");
  await page.goto("/groups/new");
  await page.getByLabel("Name").fill("Harbour Readers");
  await page.getByRole("radio", { name: /^Public/ }).check();
  await page.getByRole("button", { name: "Create the group" }).click();
  await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/);
  const path = new URL(page.url()).pathname;
  const id = path.split("/")[2]!;
  const reading = await bring(page);
  await call(page, "PATCH", `groups/${id}`, { description: "One text a month." });
  const patch = { method: "PATCH", data: { visibility: "public" }, headers: { "If-Match": `"${reading.revision}"` } };
  expect((await page.request.fetch(`/api/v1/articles/${reading.id}`, patch)).status()).toBe(403);
  await page.request.fetch(`/api/v1/articles/${reading.id}`, {
    ...patch,
    headers: { ...patch.headers, Origin: new URL(page.url()).origin },
  });
  await share(page, id, reading);
  await mark(page, reading, "312 crossings", { layer: "group", groupId: id, body: "They counted." });

  // Without an account: the page, its readings, their notes; nobody's membership.
  const stranger = await another(browser);
  await stranger.goto(path);
  await expect(stranger.getByRole("heading", { level: 1, name: "Harbour Readers" })).toBeVisible();
  await expect(stranger.getByText("Amara Mensah").first()).toBeVisible();
  await clean(stranger);
  expect((await stranger.request.get(`/api/v1/groups/${id}/members`)).status()).toBe(401);
  await stranger.getByRole("heading", { name: "The last ferry of the year" }).getByRole("link").click();
  await expect(stranger.getByText("They counted.")).toBeVisible();
  await expect(stranger.locator("[data-card]").getByText("Harbour Readers")).toBeVisible();

  await enrol(stranger, "Jun Okafor");
  expect((await stranger.goto(`${path}/settings`))?.status()).toBe(404);
  await stranger.goto(path);
  await stranger.getByLabel("A word with it").fill("I live by the harbour.");
  await stranger.getByRole("button", { name: "Ask to join" }).click();
  await expect(stranger.getByText("You have asked to join.")).toBeVisible();
  await page.goto(path);
  await page.getByRole("link", { name: "1 person asks to join" }).click();
  await expect(page.getByText("I live by the harbour.")).toBeVisible();
  await page.getByRole("button", { name: "Let Jun Okafor in" }).click();
  await expect(page.getByRole("heading", { name: "Asking to join" })).toHaveCount(0);
  await mark(stranger, reading, "piano on board", { layer: "group", groupId: id, body: "Mine, for all." });

  // It cannot be opened again once something stands in it that was written while it was closed.
  const outside = await another(browser);
  await outside.goto(`/articles/${reading.id}`);
  await expect(outside.getByText("Mine, for all.")).toBeVisible();
  await page.goto(`${path}/settings`);
  await page.getByRole("radio", { name: /^By invitation/ }).check();
  await page.getByRole("button", { name: "Change the kind" }).click();
  await expect(page.locator("#kind").getByText("Saved.")).toBeVisible();
  await expect(outside.getByText("Mine, for all.")).toHaveCount(0);
  expect((await outside.request.get(`/api/v1/groups/${id}`)).status()).toBe(404);
  await page.getByRole("radio", { name: /^Public/ }).check();
  await page.getByRole("button", { name: "Change the kind" }).click();
  await expect(page.getByText("Notes stand in this group")).toBeVisible();
});

test("a group's standing link lets in whoever has it, until it is renewed", async ({ page, browser }) => {
  await enrol(page, "Amara Mensah");
  const { id } = Object(await call(page, "POST", "groups", { name: "Open Seminar", kind: "link" }));
  await page.goto(`/groups/${id}/settings`);
  const link = page.getByRole("textbox", { name: "The group’s link" });
  const first = new URL(await link.inputValue()).pathname;
  await clean(page);
  const guest = await another(browser);
  await enrol(guest, "Jun Okafor");
  await guest.goto(first);
  await expect(guest.getByText("Whoever has this link can read with this group.")).toBeVisible();
  await guest.getByRole("button", { name: "Join the group" }).click();
  await guest.waitForURL(`**/groups/${id}`);
  await page.getByRole("button", { name: "Renew the link" }).click();
  await expect(link).not.toHaveValue(new RegExp(first));
  await page.getByRole("button", { name: "Let them ask first" }).click();
  await expect(page.locator("#link").getByText("Whoever opens it asks to come in")).toBeVisible();
  const late = await another(browser);
  await late.goto(first);
  await expect(late.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
});
