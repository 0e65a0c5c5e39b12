import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { readCsv } from "../lib/csv";
import { me } from "../lib/schemas/user";
import { clean } from "./clean";
import { another, bring, call, circle, enrol, mark, reset, share } from "./people";

test("points by a rule that was known: each leads to its note, is contested and given, released and taken along as a table", async ({
  page: lea,
  browser,
}) => {
  // Two people through the whole of it, and axe on five of its pages.
  test.setTimeout(120_000);
  const ann = await another(browser);
  await Promise.all([enrol(lea, "Lea Holm"), enrol(ann, "Ann Reed")]);
  const group = await circle("Harbour seminar", lea, ann);
  const reading = await bring(lea);
  await share(lea, group, reading);
  const { id } = Object(
    await call(lea, "POST", `groups/${group}/assignments`, {
      ...{ readings: [{ articleId: reading.id }], title: "Read the ferry", goals: { claim: 3 } },
      points: { goals: { claim: 6 }, latePerDay: 10, reference: 2 },
      dueAt: "2036-01-01T00:00:00Z",
    }),
  );
  const annId = me.parse(await call(ann, "GET", "me")).id;

  // Beforehand: what is worth how much, and nothing of the instructor's own reading.
  const secret = "Nobody waved";
  await mark(lea, reading, "Nobody on the quay waved", { body: secret, layer: "group", groupId: group });
  await lea.goto(`/assignments/${id}/points`);
  await expect(lea.getByText("Students do not see their points yet.")).toBeVisible();
  await lea.getByRole("checkbox", { name: /Nobody on the quay waved/ }).check();
  await lea.getByRole("button", { name: "Compare with these" }).click();
  await expect(lea.getByText("Saved. Students see these marks once they were due.")).toBeVisible();
  await ann.goto(`/assignments/${id}`);
  const rule = ann.getByRole("table", { name: "Points for each goal" });
  await expect(rule.getByRole("row", { name: "3 claims 6" })).toBeVisible();
  await expect(rule.getByRole("row", { name: "In all 8 points" })).toBeVisible();
  await expect(ann.getByText("loses 10% of what it earns")).toBeVisible();
  await ann.goto(`/articles/${reading.id}`);
  await expect(ann.getByRole("main")).not.toContainText(secret);

  const first = await mark(ann, reading, "312 crossings", {
    layer: "group",
    groupId: group,
    body: "Too many to count them",
  });
  await mark(ann, reading, "Nobody on the quay", {
    layer: "group",
    groupId: group,
    body: "A lonely ferry, it seems to me",
  });
  const own = `/assignments/${id}/students/${annId}`;
  await ann.goto(own);
  await expect(ann.getByText("Your points are not released yet.")).toBeVisible();

  await lea.goto(`/assignments/${id}/points`);
  await expect(lea.getByRole("row", { name: /Ann Reed/ })).toContainText("5.75");
  await lea.getByLabel("Feedback to all").fill("A *good* start");
  await lea.getByRole("button", { name: "Save the feedback" }).click();
  await expect(lea.getByText("Saved. It is shown with the points.")).toBeVisible();
  await clean(lea);
  await lea.getByRole("button", { name: "Release the points" }).click();
  await expect(lea.getByRole("button", { name: "Take the release back" })).toBeVisible();

  // A student follows a point to its note, and contests the goal.
  await ann.goto("/notices");
  await ann.getByRole("link", { name: /released your points for “Read the ferry”/ }).click();
  await expect(ann).toHaveURL(new RegExp(`${own}#points$`));
  await expect(ann.getByText("A good start")).toBeVisible();
  const claims = ann.getByRole("region", { name: "Claims" }).filter({ hasText: "2 of 3" });
  await expect(claims).toContainText("4 of 6 points");
  await clean(ann);
  await claims.getByText("Ask for a review").click();
  await claims.getByLabel("What should be looked at again").fill("The piano was one too");
  await claims.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(claims.getByText("Not answered yet.")).toBeVisible();
  await claims.getByRole("link", { name: /Too many to count/ }).click();
  await expect(ann).toHaveURL(new RegExp(`#${first.id}$`));
  await expect(ann.locator("[data-card]").filter({ hasText: "Too many to count" })).toBeVisible();

  await lea.goto(`/assignments/${id}/points`);
  const waiting = lea.getByRole("region", { name: "Reviews that wait for you" });
  await expect(waiting).toContainText("The piano was one too");
  await waiting.getByText("Answer", { exact: false }).first().click();
  await waiting.getByLabel("What you found").fill("It was");
  await waiting.getByLabel("Points, of 6").fill("7");
  await waiting.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(waiting.getByText("At most 6 points.")).toBeVisible();
  await waiting.getByLabel("Points, of 6").fill("5.5");
  await waiting.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(waiting).toHaveCount(0);

  // Any other points are given from the table, with why.
  await lea.getByRole("button", { name: /^Ann Reed, Near to the instructor’s marks/ }).click();
  const dialog = lea.getByRole("dialog");
  await clean(lea, "giving other points");
  await dialog.getByRole("spinbutton").fill("2");
  await dialog.getByRole("button", { name: "Give these points" }).click();
  await expect(dialog.getByText("Say why: the student is told.")).toBeVisible();
  await dialog.getByLabel("Why").fill("=Near enough");
  await dialog.getByRole("button", { name: "Give these points" }).click();
  await expect(lea.getByRole("row", { name: /Ann Reed/ })).toContainText("7.5");
  const log = lea.getByRole("region", { name: "What was done" });
  await expect(log).toContainText("Lea Holm gave Ann Reed 5.5 points for claims");
  await expect(log).toContainText("Ann Reed asked for a review of their own points for claims");
  // The table is sorted and narrowed by its address; what was done before the latest stands on a page of its own.
  await lea
    .getByRole("columnheader")
    .getByRole("link", { name: /^Total/ })
    .click();
  await expect(lea).toHaveURL(/sort=-points/);
  await expect(lea.getByRole("columnheader", { name: /^Total/ })).toHaveAttribute("aria-sort", "descending");
  await lea.getByLabel("Name of a student").fill("nobody");
  await lea.getByRole("button", { name: "Show" }).click();
  await expect(lea.getByRole("row", { name: /Ann Reed/ })).toHaveCount(0);
  await lea.getByRole("link", { name: "Show everyone" }).click();
  await expect(lea.getByRole("row", { name: /Ann Reed/ })).toBeVisible();
  for (let n = 0; n < 20; n++) await reset(lea, id, { instructions: `Slowly, ${n}` });
  await lea.reload();
  await expect(log).not.toContainText("set the assignment");
  await log.getByRole("link", { name: "Earlier" }).click();
  await expect(lea.getByRole("listitem").filter({ hasText: "Lea Holm set the assignment" })).toBeVisible();
  await lea.getByRole("link", { name: "Back to the latest" }).click();
  await expect(lea.getByRole("listitem").filter({ hasText: "changed the instructions" })).toHaveCount(20);
  expect((await ann.request.get(`/assignments/${id}/log`)).status()).toBe(404);
  await ann.goto(own);
  await expect(ann.getByText("7.5 of 8 points")).toBeVisible();
  await expect(ann.getByText("Lea Holm gave 5.5 points; counted were 4.")).toBeVisible();

  await lea.goto(`/assignments/${id}/points`);
  const saved = lea.waitForEvent("download");
  await lea.getByRole("link", { name: "Points as a table" }).click();
  const [head, row] = readCsv(await readFile(await (await saved).path(), "utf8"));
  expect(head?.cells.slice(0, 5)).toEqual(["External id", "Family name", "Given name", "Name (real)", "Section"]);
  expect(row?.cells).toEqual(
    expect.arrayContaining(["Ann Reed", "5.5", "2", "7.5", expect.stringContaining("=Near enough")]),
  );
  for (const table of ["points.csv", "work.csv"])
    expect((await ann.request.get(`/api/v1/assignments/${id}/${table}`)).status()).toBe(404);

  // Due: the instructor's reading stands beside hers.
  await reset(lea, id, { dueAt: new Date().toISOString() });
  await ann.goto(own);
  const beside = ann.getByRole("region", { name: "You and the reference" });
  await expect(beside).toContainText(secret);
  await expect(beside).toContainText("75% of the passage, the same kind");
  await clean(ann);

  await lea.getByRole("button", { name: "Take the release back" }).click();
  await expect(lea.getByRole("button", { name: "Release the points" })).toBeVisible();
  await ann.goto(own);
  await expect(ann.getByText("Your points are not released yet.")).toBeVisible();
});
