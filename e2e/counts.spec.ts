import { expect, test } from "@playwright/test";
import { another, answer, bring, call, circle, enrol, mark, share } from "./people";
import { card, open } from "./reading";

test("the bell counts live what its reader is told", async ({ page, browser }) => {
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

  // The same is new everywhere, and reading it in one tab clears it in the others.
  const [home, circlePage, second] = [
    await bob.context().newPage(),
    await bob.context().newPage(),
    await bob.context().newPage(),
  ];
  await Promise.all([home.goto("/"), circlePage.goto(`/groups/${group}`), open(second, reading.id)]);
  await expect(home.getByRole("heading", { name: "1 new annotation", exact: true })).toBeVisible();
  await expect(circlePage.getByRole("heading", { name: "1 new", exact: true })).toBeVisible();
  await expect(second.getByRole("button", { name: "1 new", exact: true })).toBeVisible();
  await card(bob, "Who counted?").click();
  await expect(card(bob, "The harbour office.")).toBeVisible();
  await expect(home.getByRole("heading", { name: "1 new annotation" })).toHaveCount(0);
  await expect(circlePage.getByRole("heading", { name: "1 new", exact: true })).toHaveCount(0);
  await expect(second.getByRole("button", { name: "1 new", exact: true })).toHaveCount(0);
  for (const page of [bob, home, circlePage, second])
    await expect(page.getByRole("link", { name: "Notices", exact: true })).toBeVisible();

  // What is told comes to the pages that are open, and is marked as read from one of them.
  await bob.keyboard.press("Escape");
  await expect(card(bob, "Who counted?")).not.toHaveAttribute("data-open");
  await answer(page, note, "And every summer.");
  await expect(circlePage.getByRole("heading", { name: "1 new", exact: true })).toBeVisible();
  await expect(second.getByRole("button", { name: "1 new", exact: true })).toBeVisible();
  await circlePage.getByRole("button", { name: "Mark all as read" }).click();
  await expect(circlePage.getByRole("heading", { name: "1 new", exact: true })).toHaveCount(0);
  await expect(home.getByRole("heading", { name: "1 new annotation" })).toHaveCount(0);
  for (const page of [second, bob])
    await expect(page.getByRole("button", { name: "1 new", exact: true })).toHaveCount(0);
  await expect(home.getByRole("link", { name: "Notices", exact: true })).toBeVisible();
});
