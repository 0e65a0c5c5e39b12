import { expect, test } from "@playwright/test";
import { another, answer, bring, call, circle, enrol, FERRY, mark, share, someone } from "./people";

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

test("no form takes words that its page could neither keep nor send before its script runs", async ({ page }) => {
  await enrol(page, "Ada Byron");
  const article = await bring(page, { text: FERRY, publishedAt: "2024" });
  const group = await circle("Tuesday Circle", page);
  await share(page, group, article);
  const set = { title: "Read the ferry", readings: [{ articleId: article.id }], goals: { claim: 1 } };
  const { id } = Object(
    await call(page, "POST", `groups/${group}/assignments`, { ...set, points: { goals: { claim: 1 } } }),
  );
  const paths = ["/articles/new", "/notebook", "/groups/new", `/groups/${group}`, `/groups/${group}/settings`];
  paths.push(`/groups/${group}/roster`, `/groups/${group}/bring`, `/groups/${group}/assignments/new`);
  paths.push(`/assignments/${id}/edit`, `/assignments/${id}/points`, `/assignments/${id}/standing`);
  paths.push(`/articles/${article.id}`, `/articles/${article.id}/edit`, "/settings", "/settings/delete", "/signout");
  let waiting = 0;
  for (const path of paths) {
    await page.goto(path);
    const forms = await page.locator("form").evaluateAll((all) =>
      all.map((form) => {
        const action = form.getAttribute("action");
        // What React holds back until its script runs has no address; what was typed since would not be in it.
        const sent = action !== null && (form.getAttribute("method") !== null || action.startsWith("/"));
        const fields = form.querySelectorAll("input:not([type=hidden]), textarea, select, button");
        return { sent, open: [...fields].some((one) => !one.matches(":disabled")), html: form.outerHTML.slice(0, 200) };
      }),
    );
    expect(
      forms.filter(({ sent, open }) => !sent && open).map(({ html }) => html),
      path,
    ).toEqual([]);
    waiting += forms.filter(({ open }) => !open).length;
  }
  // Of two readings with one title, lists and choices say by what they differ.
  await share(page, group, await bring(page, { text: FERRY, publishedAt: "2025" }));
  for (const [path, within] of [
    [`/groups/${group}`, page.getByRole("main")],
    ["/articles", page.getByRole("main")],
    [`/groups/${group}/bring`, page.getByRole("main")],
    [`/groups/${group}/assignments/new`, page.getByRole("region", { name: "Read in this group" })],
  ] as const) {
    await page.goto(path);
    for (const year of ["2024", "2025"]) await expect(within.getByText(year), path).toHaveCount(1);
  }
  // Two of an import, one each of a roster, a group's tags, a new assignment and one that is changed.
  expect(waiting).toBe(6);
});
