import { type Browser, expect, type Page, test } from "@playwright/test";
import { clean } from "./clean";
import { another, bring, call, circle, enrol, mark, reset, share } from "./people";

/** An instructor's page and a student's, in a group that reads a text. */
async function course(page: Page, browser: Browser) {
  const student = await another(browser);
  await enrol(page, "Lea Brandt");
  await enrol(student, "Ann Okafor");
  const groupId = await circle("Tuesday seminar", page, student);
  const article = await bring(page);
  await share(page, groupId, article);
  return { student, groupId, article };
}

const set = async (page: Page, groupId: string, articleId: string, more: object = {}): Promise<string> =>
  Object(
    await call(page, "POST", `groups/${groupId}/assignments`, {
      ...{ readings: [{ articleId }], title: "Week 1", timeZone: "Europe/Vienna" },
      ...more,
    }),
  ).id;

test("an instructor sets an assignment with all there is to say, and a student reads what is asked of them", async ({
  page,
  browser,
}) => {
  const { student, groupId } = await course(page, browser);
  const other = await bring(page, { text: "The ice that did not come\n\nThe harbour stayed open all winter." });
  await page.goto(`/groups/${groupId}`);
  await page.getByRole("link", { name: "New assignment" }).click();

  // From the group's readings, and by words of a title from one's own library.
  await page.getByRole("button", { name: "The last ferry of the year Add" }).click();
  await page.getByLabel("Add another text").fill("did not come");
  await page.getByRole("button", { name: `${other.title} Add` }).click();
  await page.getByRole("button", { name: "Only a part: The last ferry of the year" }).click();
  const part = page.getByRole("dialog", { name: /The last ferry of the year/ });
  await part.getByLabel("From").selectOption({ index: 1 });
  await part.getByRole("button", { name: "Take this part" }).click();
  await page.getByLabel("Title", { exact: true }).fill("Week 3: Who waves?");
  await page.getByLabel("Instructions").fill("Look at **numbers**.\n\n- Who counted?");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("status").locator("strong")).toHaveText("numbers");
  await page.getByRole("button", { name: "Write", exact: true }).click();
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Vienna");
  await page.getByLabel("Opens", { exact: true }).fill("2036-02-01T09:00");
  await page.getByLabel("Due", { exact: true }).fill("2036-01-30T17:00");
  await page.getByLabel("Late until").fill("2036-01-29T17:00");
  await page.getByLabel("Claims", { exact: true }).fill("2");
  await page.getByLabel("Replies to others").fill("1");
  await page.getByLabel("Sections of the text").fill("1");
  await page.getByLabel("Answer my questions in the text").check();
  await page.getByLabel("After so many passages of their own").check();
  await page.getByLabel("Passages of their own", { exact: true }).fill("2");
  await page.getByLabel("Made-up names").check();

  // What is wrong stands beside its field, and nothing of the rest is lost; also not by leaving.
  const save = page.getByRole("button", { name: "Set the assignment" });
  await save.click();
  await expect(page.getByText("It is due before it opens.")).toBeVisible();
  await expect(page.getByLabel("Due", { exact: true })).toHaveAccessibleDescription(/It is due before it opens/);
  await expect(page.getByLabel("Late until")).toHaveAccessibleDescription(/ends after the date it is due/);
  await expect(page.getByLabel("Sections of the text")).toHaveAccessibleDescription(/At least 2/);
  await page.reload();
  await expect(page.getByText("Here is what you left unsaved.")).toBeVisible();
  await expect(page.getByLabel("Instructions")).toHaveValue(/Who counted/);
  await page.getByLabel("Opens", { exact: true }).fill("2026-01-01T09:00");
  await page.getByLabel("Late until").fill("2036-02-02T17:00");
  await page.getByLabel("Sections of the text").fill("2");
  await clean(page, "a new assignment, with what is wrong in it");
  // It is set, and the answer lost: sent again, with a word more, it is that one.
  const setting = `**/groups/${groupId}/assignments`;
  await page.route(setting, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await save.click();
  await expect(page.getByRole("form").getByRole("alert")).toBeVisible();
  await page.unroute(setting);
  await page.getByLabel("Title", { exact: true }).fill("Week 3: Who waves? And why?");
  await save.click();
  await expect(page.getByRole("heading", { name: "Week 3: Who waves? And why?" })).toBeVisible();
  expect(Object(await call(page, "GET", `groups/${groupId}/assignments`)).items).toHaveLength(1);
  await expect(page.getByRole("navigation", { name: "Main" }).locator("[aria-current]")).toHaveText(/^Assignments/);
  await clean(page, "an assignment, for its instructor");

  await student.goto(`/groups/${groupId}`);
  await student.getByRole("link", { name: "Week 3: Who waves? And why?" }).click();
  const asked = student.getByRole("main");
  await expect(asked).toContainText("Due Wed 30 January 2036, 17:00 Vienna time");
  await expect(asked).toContainText("Late work is taken until Sat 2 February 2036, 17:00 Vienna time");
  await expect(asked).toContainText(
    "Mark at least 2 claims, spread over at least 2 sections of the text; answer others at least once; and answer all of the instructor’s questions in the text.",
  );
  await expect(asked).toContainText("once you have marked 2 passages of your own");
  await expect(asked).toContainText("Everyone with access to the text can always see public notes");
  await expect(asked).toContainText("made-up names");
  await expect(asked.locator("q")).toContainText("The ferry left at noon");
  await expect(asked.getByRole("link", { name: "Edit" })).toHaveCount(0);
  expect((await student.request.get(`${new URL(student.url()).pathname}/edit`)).status()).toBe(404);
  await asked.getByRole("link", { name: other.title }).click();
  await expect(student).toHaveURL(new RegExp(`/articles/${other.id}`));
});

test("of two instructors who change an assignment at once, the second sees both wordings and loses nothing", async ({
  page,
  browser,
}) => {
  const { groupId, article } = await course(page, browser);
  const colleague = await another(browser);
  await enrol(colleague, "Max Adler");
  const { token } = Object(await call(page, "POST", `groups/${groupId}/invites`, { role: "lead" }));
  await call(colleague, "POST", `invites/${token}`);
  const id = await set(page, groupId, article.id);
  for (const one of [page, colleague]) {
    await one.goto(`/assignments/${id}/edit`);
    await expect(one.getByLabel("Title", { exact: true })).toHaveValue("Week 1");
  }
  const title = page.getByLabel("Title", { exact: true });
  await title.fill("Week 1, by Lea");
  await colleague.getByLabel("Title", { exact: true }).fill("Week 1, by Max");
  await colleague.getByLabel("Claims", { exact: true }).fill("3");
  await colleague.getByRole("button", { name: "Save" }).click();
  await expect(colleague).toHaveURL(new RegExp(`/assignments/${id}$`));

  await page.getByRole("button", { name: "Save" }).click();
  const both = page.getByRole("alert").filter({ hasText: "changed meanwhile" });
  await expect(both).toContainText("was changed meanwhile, by Max Adler.");
  await expect(both).toContainText("As it is now Week 1, by Max");
  await expect(both).toContainText("As you have it Week 1, by Lea");
  await expect(both).toContainText("goals");
  await both.getByRole("button", { name: "Take theirs" }).click();
  await expect(title).toHaveValue("Week 1, by Max");

  await title.fill("Week 1, by both");
  await reset(colleague, id, { title: "Week 1, by Max again", instructions: "Slowly." });
  await page.getByRole("button", { name: "Save" }).click();
  await both.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByRole("heading", { name: "Week 1, by both" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Slowly.");
  await expect(page.getByRole("main")).toContainText("Mark at least 3 claims.");
  const done = page.getByRole("region", { name: "What was done" }).getByRole("listitem");
  await expect(done).toContainText([
    "Lea Brandt changed the title",
    "Max Adler changed the title and the instructions",
    "Max Adler changed the title and what to look for",
    "Lea Brandt set the assignment",
  ]);
});

test("an instructor orders the questions by keyboard where the assignment is edited", async ({ page, browser }) => {
  const { student, groupId, article } = await course(page, browser);
  const id = await set(page, groupId, article.id);
  for (const [words, body] of [
    ["four people", "Which four?"],
    ["a piano", "Whose piano?"],
  ] as const) {
    const { id: note } = await mark(page, article, words, { kind: "note", layer: "group", groupId, body });
    await call(page, "PUT", `assignments/${id}/prompts/${note}`, {});
  }
  await page.goto(`/assignments/${id}/edit`);
  await expect(page).toHaveTitle(/^Edit: Week 1/);
  const questions = page.getByRole("list", { name: "Questions" }).getByRole("listitem");
  await expect(questions).toContainText(["Which four?", "Whose piano?"]);
  const later = page.getByRole("button", { name: "Later: Which four?" });
  // Nothing of the form can be used before its script runs.
  await expect(later).toBeEnabled();
  await later.press("Enter");
  await expect(questions).toContainText(["Whose piano?", "Which four?"]);
  await expect(page.getByText("It is question 2 of 2 now.")).toBeVisible();
  await expect(later).toBeFocused();
  await expect(later).toBeDisabled();
  await clean(page, "an assignment that is edited");
  await student.goto(`/assignments/${id}`);
  await expect(student.getByRole("link", { name: /\?$/ })).toHaveText(["Whose piano?", "Which four?"]);
});

test("a student is given more time; an assignment is copied, opened to all, put away, brought back and deleted", async ({
  page,
  browser,
}) => {
  const { student, groupId, article } = await course(page, browser);
  const dueAt = "2036-01-30T16:00:00Z";
  const id = await set(page, groupId, article.id, { dueAt, reveal: { when: "manual" } });
  await page.goto(`/assignments/${id}`);
  await page.getByText("Give more time", { exact: true }).first().click();
  await page.getByLabel("Who", { exact: true }).selectOption({ label: "Ann Okafor" });
  const give = page.getByRole("button", { name: "Give more time" });
  await give.click();
  await expect(page.getByText("That is no more time")).toBeVisible();
  await page.getByLabel("Due for them").fill("2036-02-06T12:00");
  await give.click();
  const row = page.getByRole("row").filter({ hasText: "Ann Okafor" });
  await expect(row).toContainText("Wed 6 February 2036, 12:00");
  await student.goto(`/assignments/${id}`);
  await expect(student.getByRole("main")).toContainText("For you it is due Wed 6 February 2036, 12:00 Vienna time");
  await row.locator("summary", { hasText: "Take away" }).click();
  await row.getByRole("button", { name: /Take away the extension/ }).click();
  await expect(page.getByText("Nobody has more time than the others.")).toBeVisible();

  const menu = async (item: string) => {
    await page.getByRole("main").getByRole("button", { name: "This assignment" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  // A text that the other group may not read is named, and nothing is made.
  const open = Object(await call(page, "POST", "groups", { name: "Open to all", kind: "public" }));
  const term = Object(await call(page, "POST", "groups", { name: "Next term" }));
  await page.reload();
  await menu("Copy to a group or term…");
  const copy = page.getByRole("dialog", { name: "Copy this assignment" });
  await copy.getByLabel("For which group").selectOption({ label: "Open to all" });
  await copy.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(copy).toContainText("“The last ferry of the year” cannot be brought to Open to all");
  expect(Object(await call(page, "GET", `groups/${open.id}/assignments`)).items).toEqual([]);
  await copy.getByLabel("For which group").selectOption({ label: "Next term" });
  await copy.getByLabel("How many days later").fill("7");
  await copy.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "Next term" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Due Wed 6 February 2036, 17:00");
  // Nobody has worked on the copy: it is gone when it is deleted.
  await menu("Delete…");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL(new RegExp(`/groups/${term.id}$`));
  expect(Object(await call(page, "GET", `groups/${term.id}/assignments`)).items).toEqual([]);

  await mark(student, article, "The ferry left at noon", { layer: "group", groupId });
  await page.goto(`/assignments/${id}`);
  await menu("Open the others’ notes to all now…");
  await page.getByRole("dialog").getByRole("button", { name: "Open to all" }).click();
  await expect(page.getByText("Everybody sees the others’ notes now.")).toBeVisible();
  await menu("Delete…");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("so it was put away. Nothing is lost.")).toBeVisible();
  await expect(page.getByText("Students no longer see it; what they wrote is kept.")).toBeVisible();
  expect((await student.request.get(`/assignments/${id}`)).status()).toBe(404);
  // Also where no script sends it, the button stands for the assignment as its page showed it.
  const plain = await (
    await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
  ).newPage();
  await plain.goto(`/assignments/${id}`);
  await reset(page, id, { title: "Changed by another lead" });
  const back = plain.getByRole("button", { name: "Bring it back" });
  await back.click();
  await expect(plain.getByText("Someone else changed this assignment.")).toBeVisible();
  await plain.goto(`/assignments/${id}`);
  await back.click();
  await page.reload();
  await expect(page.getByText("Students no longer see it")).toHaveCount(0);
  expect((await student.request.get(`/assignments/${id}`)).status()).toBe(200);
});
