import { expect, test } from "@playwright/test";
import { clean } from "./clean";
import { another, bring, circle, enrol, mark, share } from "./people";
import { card, open, ready } from "./reading";

const PLACES = ["Nobody on the quay waved", "because nobody had come", "to see it go"];

test("a busy passage is one stack that opens by a press and by keys; filters, the list of threads and the address act alike", async ({
  page,
  browser,
}) => {
  const others = [await another(browser), await another(browser), await another(browser)];
  const names = ["Bob Marsh", "Cai Ode", "Dina Holt"];
  await Promise.all([enrol(page, "Ada Byron"), ...others.map((other, i) => enrol(other, names[i]))]);
  const group = await circle("Busy circle", page, ...others);
  const reading = await bring(page);
  await share(page, group, reading);
  const shared = { layer: "group" as const, groupId: group };
  await Promise.all(
    others.map(async (other, i) => {
      for (const [n, words] of PLACES.entries())
        await mark(other, reading, words, {
          ...shared,
          kind: i === 0 ? "claim" : "note",
          body: `Thought ${n} of ${names[i]}.`,
          question: i === 2 && n === 2,
          tags: i === 1 ? ["ferry"] : [],
        });
    }),
  );
  await mark(others[0]!, reading, "no reason to ring the bell", {
    ...shared,
    kind: "evidence",
    body: "The office counts.",
  });
  await open(page, reading.id);

  // Nine notes stand at one place: they are one, with the question that is new on top; the far one stands alone.
  const stack = page.getByRole("region", { name: "9 notes here" });
  await expect(stack).toContainText("1 open question · 9 new");
  await expect(stack.getByRole("listitem").filter({ hasText: "Dina Holt" }).first()).toContainText("Open question");
  await expect(page.locator("[data-card]")).toHaveCount(1);
  await expect(page.locator("[data-text] mark[data-ids]").first()).toBeVisible();
  await clean(page);

  // Opened by its button, folded again by Escape, and the focus follows.
  await stack.getByRole("button", { name: "Show all 9" }).press("Enter");
  await expect(page.locator("[data-card]")).toHaveCount(10);
  await expect(page.getByRole("button", { name: "Fold them" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-card]")).toHaveCount(1);
  await expect(stack.getByRole("button", { name: "Show all 9" })).toBeFocused();

  // J goes through the notes of it, and closes it when it goes on.
  for (let n = 0; n < 9; n++) await page.keyboard.press("j");
  await expect(page.locator("[data-card][data-open]")).toContainText("Thought 2 of");
  await page.keyboard.press("j");
  await expect(card(page, "The office counts.")).toHaveAttribute("data-open", "true");
  await expect(stack).toBeVisible();
  await page.keyboard.press("n");
  await expect(page.getByText("Nothing here is new to you.")).toBeVisible();
  await page.keyboard.press("Escape");

  // The list of all threads obeys the same filters as the text, and both are in the address.
  await page.getByLabel("Tag").selectOption("ferry");
  await expect(page.locator("[data-card]")).toHaveCount(3);
  await page.getByRole("button", { name: "Everything as a list" }).click();
  const list = page.getByRole("list", { name: "Threads" });
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await expect(page).toHaveURL(/view=threads&tag=ferry|tag=ferry&view=threads/);
  await clean(page);
  await page.reload();
  await ready(page);
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await page.getByLabel("Tag").selectOption("");
  await page.getByLabel("Order").selectOption("unanswered");
  await expect(list.getByRole("listitem").first()).toContainText("Thought 2 of Dina Holt.");
  await list.getByRole("button", { name: /The office counts/ }).click();
  await expect(list.getByRole("article")).toContainText("The office counts.");
  await expect(page.locator("[data-text] mark.on")).toHaveText("no reason to ring the bell");
  await page.goBack();
  await page.goBack();
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await page.goBack();
  await expect(list).toHaveCount(0);
  await expect(page.locator("[data-card]")).toHaveCount(3);
});
