import { expect, test } from "@playwright/test";
import { another, answer, bring, call, circle, enrol, mark, share } from "./people";
import { card, open } from "./reading";

test("what one reader writes, changes, answers and takes back is there for the other without a reload", async ({
  page,
  browser,
}) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Live circle", page, bob);
  const reading = await bring(page);
  await share(page, group, reading);
  const shared = { layer: "group" as const, groupId: group };
  await open(bob, reading.id);

  const note = await mark(page, reading, "312 crossings", { ...shared, body: "The office counts." });
  await expect(card(bob, "The office counts.")).toBeVisible();
  await answer(page, note, "Every winter.");
  await expect(card(bob, "The office counts.").getByText("1 reply")).toBeVisible();

  // While Bob has a note open, what arrives waits for him.
  await card(bob, "The office counts.").click();
  await expect(card(bob, "Every winter.")).toBeVisible();
  await answer(page, note, "And every summer.");
  await expect(card(bob, "And every summer.")).toBeVisible();
  await mark(page, reading, "four people and a piano", { ...shared, body: "A heavy load." });
  await bob.getByRole("button", { name: "Show 1 new" }).click();
  await expect(card(bob, "A heavy load.")).toBeVisible();

  // What leaves the group leaves his margin.
  await page.request.fetch(`/api/v1/annotations/${note.id}`, {
    method: "PATCH",
    data: { layer: "private" },
    headers: {
      Origin: new URL(page.url() === "about:blank" ? (process.env.GLOSS_URL ?? "") : page.url()).origin,
      "If-Match": '"1"',
    },
  });
  await expect(card(bob, "The office counts.")).toHaveCount(0);
});

test("a second tab hears through the first, and goes on when that one is closed", async ({ page, browser }) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Two tabs", page, bob);
  const reading = await bring(page);
  await share(page, group, reading);
  const shared = { layer: "group" as const, groupId: group };
  const streams: string[] = [];
  bob.context().on("request", (request) => {
    if (request.url().includes("/api/v1/events")) streams.push(request.url());
  });
  await open(bob, reading.id);
  await expect.poll(() => streams.length).toBe(1);
  const second = await bob.context().newPage();
  await open(second, reading.id);
  await mark(page, reading, "312 crossings", { ...shared, body: "The office counts." });
  await expect(card(second, "The office counts.")).toBeVisible();
  await expect(card(bob, "The office counts.")).toBeVisible();
  expect(streams).toHaveLength(1);
  await bob.close();
  await expect.poll(() => streams.length).toBe(2);
  await mark(page, reading, "Nobody on the quay waved", { ...shared, body: "Not one." });
  await expect(card(second, "Not one.")).toBeVisible();
});

test("a reader who is taken out of the group hears no more, and is not let back in", async ({ page, browser }) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Closed circle", page, bob);
  const reading = await bring(page);
  await share(page, group, reading);
  const { id } = Object(await call(bob, "GET", "me"));
  expect((await bob.request.get(`/api/v1/events?article=${crypto.randomUUID()}`)).status()).toBe(404);
  await open(bob, reading.id);
  const refused = bob.waitForResponse((answer) => answer.url().includes("/api/v1/events") && answer.status() === 404);
  await call(page, "DELETE", `groups/${group}/members/${id}`);
  await refused;
});
