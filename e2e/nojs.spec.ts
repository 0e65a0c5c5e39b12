import { expect, test } from "@playwright/test";
import { another, answer, bring, call, circle, enrol, mark, share, someone } from "./people";

test.use({ javaScriptEnabled: false });

test("without a script a member signs in and reads the text, its marks and their threads", async ({
  page,
  browser,
}) => {
  const ada = await another(browser);
  await enrol(ada, "Ada Byron");
  const bo = someone("Bo Lindqvist");
  await call(page, "POST", "users", bo);

  // A browser that sends plain forms.
  await page.goto("/articles");
  await page.getByLabel("E-mail address").fill(bo.email);
  await page.getByLabel("Password", { exact: true }).fill("not his password");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").first()).toContainText("do not belong together");
  await page.getByLabel("E-mail address").fill(bo.email);
  await page.getByLabel("Password", { exact: true }).fill(bo.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Library" })).toBeVisible();

  const article = await bring(ada);
  const group = await circle("Tuesday Circle", ada, page);
  await share(ada, group, article);
  const given = { layer: "group", groupId: group } as const;
  await mark(ada, article, "“It has to get across before the ice,”", { ...given, kind: "quote", speaker: "Runa Holt" });
  const counted = await mark(ada, article, "312 crossings", { ...given, body: "Counted *how*?", kind: "evidence" });
  await answer(ada, counted, "With a pencil.");
  await mark(ada, article, "nobody had come", { body: "Mine alone." });

  await page.goto("/articles");
  await page.getByRole("link", { name: "The last ferry of the year" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The last ferry of the year" })).toBeVisible();
  await expect(page.locator("[data-text] p")).toHaveCount(3);
  await expect(page.locator("[data-text] mark")).toHaveText([
    "“It has to get across before the ice,”",
    "312 crossings",
  ]);
  await expect(page.locator("[data-text] mark.evidence")).toBeVisible();
  const cards = page.getByRole("article", { name: /Ada Byron/ });
  await expect(cards).toHaveCount(2);
  await expect(cards.nth(0)).toContainText("Runa Holt");
  await expect(cards.nth(1).locator("em")).toHaveText("how");
  await expect(cards.nth(1).getByRole("list", { name: "Replies" })).toContainText("With a pencil.");
  await expect(page.getByText("Mine alone.")).toHaveCount(0);

  await page.goto(`/articles/${article.id}/notes`);
  for (const words of ["312 crossings", "Counted how?", "With a pencil.", "Runa Holt"])
    await expect(page.getByRole("main")).toContainText(words);
  await page.goto(`/t/${counted.id}`);
  for (const words of ["The harbour office counted 312 crossings last winter", "Counted how?", "With a pencil."])
    await expect(page.getByRole("main")).toContainText(words);
  await expect(page.getByRole("main").locator("mark")).toHaveText("312 crossings");
});
