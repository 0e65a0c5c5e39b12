import { expect, test } from "@playwright/test";
import { clean } from "./clean";
import { another, answer, bring, call, circle, enrol, mark, share } from "./people";
import { open } from "./reading";

test("the bell counts live, who leads sees live how much waits, and what one follows is listed and ended", async ({
  page,
  browser,
}) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Counting circle", page, bob);
  const reading = await bring(page);
  await share(page, group, reading);
  const shared = { layer: "group" as const, groupId: group };
  const note = await mark(bob, reading, "312 crossings", { ...shared, body: "**Who** counted?" });
  await call(bob, "PUT", "notices/read");
  await Promise.all([open(page, reading.id), open(bob, reading.id)]);
  await expect(bob.getByRole("link", { name: "Notices", exact: true })).toBeVisible();
  await answer(page, note, "The harbour office.");
  await expect(bob.getByRole("link", { name: "Notices, 1 unread" })).toBeVisible();

  const hers = await mark(page, reading, "four people", { ...shared, body: "Only four." });
  await call(bob, "PUT", `annotations/${hers.id}/flags`, { reason: "other" });
  await page.getByRole("link", { name: "1 thing waits for you to decide" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Moderation of Counting circle" })).toBeVisible();

  // In the group's list his words stand without the signs of Markdown.
  await page.goto(`/groups/${group}`);
  await expect(page.getByRole("main").getByText("Who counted?").first()).toBeVisible();

  await call(bob, "PUT", `follows/article/${reading.id}`, { on: true });
  await bob.goto("/notices");
  await bob.getByRole("link", { name: "What I follow" }).click();
  const followed = bob.getByRole("list", { name: "What you follow" }).getByRole("listitem");
  await expect(followed).toHaveCount(1);
  await clean(bob, "what one follows");
  await bob.getByRole("button", { name: "Unfollow The last ferry of the year" }).click();
  await expect(bob.getByRole("heading", { name: "You follow nothing" })).toBeVisible();
  expect(await call(bob, "GET", `follows/article/${reading.id}`)).toEqual({ on: false });
});
