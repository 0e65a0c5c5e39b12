import { expect, type Page, test } from "@playwright/test";
import { clean } from "./clean";
import { another, answer, bring, call, circle, enrol, mark, share } from "./people";
import { card, open } from "./reading";

test("a member reports, a lead hides with a reason, a third reader's page loses it at once, its author sees why, the lead restores", async ({
  page: lea,
  browser,
}) => {
  const [ada, bob] = [await another(browser), await another(browser)];
  await Promise.all([enrol(lea, "Lea Holm"), enrol(ada, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Guarded circle", lea, ada, bob);
  const reading = await bring(lea);
  await share(lea, group, reading);
  await mark(ada, reading, "312 crossings", { layer: "group", groupId: group, body: "Only fools count." });

  await open(bob, reading.id);
  const his = card(bob, "Only fools count.");
  await his.click();
  await his.getByRole("button", { name: /^Actions for the claim/ }).click();
  await bob.getByRole("menuitem", { name: "Report …" }).click();
  await bob.getByRole("radio", { name: "It attacks or belittles somebody" }).check();
  await bob.getByLabel("In your words, if you like").fill("It calls us fools.");
  await clean(bob, "reporting");
  await bob.getByRole("button", { name: "Report", exact: true }).click();
  await expect(bob.getByText("Reported.")).toBeVisible();
  await open(ada, reading.id);

  await lea.goto(`/groups/${group}`);
  await lea.getByRole("link", { name: "1 thing waits for those who lead" }).click();
  const waiting = lea.getByRole("list", { name: "Waiting" });
  await expect(waiting).toContainText("It calls us fools.");
  await expect(waiting).toContainText("Bob Marsh");
  await clean(lea);
  await waiting.getByText("Hide the note of Ada Byron").click();
  await waiting.locator("details[open]").getByLabel("Why").fill("Say it kindly.");
  await waiting.getByRole("button", { name: "Hide it" }).click();
  await expect(lea.getByRole("heading", { name: "Nothing waits" })).toBeVisible();

  await expect(his).toHaveCount(0);
  const why = "Your note was hidden by a lead of Guarded circle: Say it kindly.";
  await expect(ada.getByText(why)).toBeVisible();
  await expect(card(ada, "Only fools count.")).toHaveCount(0);
  await ada.goto("/notebook");
  await ada.getByRole("link", { name: "See why" }).click();
  await expect(ada.getByText(why)).toBeVisible();
  await expect(ada.getByRole("main")).not.toContainText("Lea Holm");
  await clean(ada);

  await lea.getByRole("button", { name: "Restore the note of Ada Byron" }).click();
  await bob.getByRole("button", { name: "Show 1 new" }).or(card(bob, "Only fools count.")).first().click();
  await expect(card(bob, "Only fools count.")).toBeVisible();
  await lea.goto(`/groups/${group}/log`);
  await expect(lea.getByRole("main")).toContainText("Lea Holm hid a note of Ada Byron");
  await clean(lea);
  expect((await bob.goto(`/groups/${group}/log`))?.status()).toBe(404);
});

test("what is hidden is in no Web Annotation and no export but its author's own; a reply of 32 KiB is in both", async ({
  page: lea,
  browser,
}) => {
  const [ada, bob] = [await another(browser), await another(browser)];
  await Promise.all([enrol(lea, "Lea Holm"), enrol(ada, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Exporting circle", lea, ada, bob);
  const reading = await bring(lea);
  await share(lea, group, reading);
  const given = { layer: "group", groupId: group, body: "Only **fools** count." } as const;
  const note = await mark(ada, reading, "312 crossings", given);
  const long = `${"x".repeat(32 * 1024 - 4)} end`;
  expect((await answer(bob, note, long)).body).toBe(long);
  const asked = (who: Page, path: string) =>
    who.request.get(`/api/v1/${path}`, { headers: { Accept: "application/ld+json" } });
  const exported = async (who: Page) => {
    const both = ["json", "markdown"].map(async (as) => (await asked(who, `me/export?format=${as}`)).text());
    return (await Promise.all(both)).join();
  };
  expect(JSON.stringify(await (await asked(bob, `annotations/${note.id}`)).json())).toContain("fools");
  expect(await exported(bob)).toContain("312 crossings");
  await call(lea, "POST", `annotations/${note.id}/acts`, { what: "hide", reason: "Say it kindly." });
  for (const who of [bob, lea]) {
    const refused = await asked(who, `annotations/${note.id}`);
    expect(refused.status()).toBe(404);
    const nowhere = await asked(who, `annotations/${reading.id}`);
    expect({ ...(await refused.json()), instance: "" }).toEqual({ ...(await nowhere.json()), instance: "" });
    expect(await exported(who)).not.toContain("fools");
  }
  expect(await exported(bob)).not.toContain("312 crossings");
  // His own words are his, below what he does not see any more.
  expect(await exported(bob)).toContain(long);
  expect(await exported(ada)).toContain("fools");
});

test("blocking hides each from the other in public, and is taken back in the settings", async ({ page, browser }) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const reading = await bring(page);
  await page.request.patch(`/api/v1/articles/${reading.id}`, {
    data: { visibility: "public" },
    headers: { Origin: process.env.GLOSS_URL ?? "", "If-Match": `"${reading.revision}"` },
  });
  await mark(page, reading, "312 crossings", { layer: "public", body: "Ada was here." });
  await mark(bob, reading, "ten years ago", { layer: "public", body: "Bob was here." });
  await open(bob, reading.id);
  await open(page, reading.id);
  const his = card(page, "Bob was here.");
  await his.click();
  await his.getByRole("button", { name: /^Actions for the claim/ }).click();
  await page.getByRole("menuitem", { name: "Block Bob Marsh …" }).click();
  await page.getByRole("button", { name: "Block Bob Marsh" }).click();
  await expect(his).toHaveCount(0);
  await expect(card(bob, "Ada was here.")).toHaveCount(0);
  await page.goto("/settings");
  await page.getByRole("button", { name: "Unblock Bob Marsh" }).click();
  await expect(page.getByText("You have blocked nobody.")).toBeVisible();
  await expect(card(bob, "Ada was here.")).toBeVisible();
});

test("what the server does not take yet goes by itself when it does", async ({ page }) => {
  await enrol(page);
  const reading = await bring(page);
  await open(page, reading.id);
  let refused = 0;
  await page.route("**/api/v1/annotations/*", (route) =>
    route.request().method() !== "PUT" || refused++
      ? route.fallback()
      : route.fulfill({ status: 429, headers: { "Retry-After": "1" }, contentType: "application/json", body: "{}" }),
  );
  await page.getByRole("region", { name: "Text", exact: true }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("c");
  await expect(page.locator("[data-card]")).toContainText("goes by itself in a moment");
  await expect(page.locator("[data-card]")).not.toContainText("goes by itself in a moment");
  // It says nothing of waiting while it is on its way again.
  await expect
    .poll(async () => Object(await call(page, "GET", `articles/${reading.id}/annotations`)).items)
    .toHaveLength(1);
});
