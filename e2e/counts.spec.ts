import { expect, test } from "@playwright/test";
import { another, answer, bring, call, circle, enrol, mark, share } from "./people";
import { open } from "./reading";

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
});
