import { expect, type Page, test } from "@playwright/test";
import { clean } from "./clean";
import { another, bring, call, circle, enrol, FERRY, mark, site } from "./people";

/** What is due for a student: where it is shown, what is missing, the calendar, and their own work before and after. */

const HOUR = 3_600_000;
const hours = (n: number) => new Date(Date.now() + n * HOUR).toISOString();

async function assigned(lead: Page, student: Page, more: object = {}) {
  await enrol(lead, "Lea Brandt");
  await enrol(student, "Ann Okafor");
  const article = await bring(lead, { text: FERRY });
  const groupId = await circle("Harbour readers", lead, student);
  const made = Object(
    await call(lead, "POST", `groups/${groupId}/assignments`, {
      ...{ readings: [{ articleId: article.id }], title: "Who counts, the crossings; and why?", dueAt: hours(50) },
      ...{ goals: { claim: 2, evidence: 1 }, timeZone: "Europe/Vienna", ...more },
    }),
  );
  return { article, groupId, id: String(made.id), shared: { layer: "group" as const, groupId } };
}

test("a student sees what is due and what is missing, does some of it, and less is missing", async ({
  page,
  browser,
}) => {
  const student = await another(browser);
  await student.goto("/signin");
  await enrol(student, "Somebody else");
  await student.goto("/assignments");
  await expect(student.getByRole("heading", { name: "Nothing to read at the moment" })).toBeVisible();
  await expect(
    student.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Assignments" }),
  ).toBeHidden();

  const { article, id, shared } = await assigned(page, student);
  await student.goto("/");
  const next = student.getByRole("region", { name: "Due next" });
  await expect(next.getByText("2 claims and a piece of evidence to go")).toBeVisible();
  await student.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Assignments" }).click();
  await student.getByRole("main").getByRole("link", { name: "Who counts, the crossings; and why?" }).click();
  const mine = student.getByRole("region", { name: "Where you stand" });
  await expect(mine.getByText("2 claims and a piece of evidence to go.")).toBeVisible();
  await expect(mine.getByRole("link", { name: "Mark a passage" }).first()).toHaveAttribute(
    "href",
    `/articles/${article.id}?layer=${shared.groupId}`,
  );
  await clean(student);
  await mark(student, article, "The harbour office counted 312", {
    ...{ ...shared, kind: "evidence", body: "They counted every one of them." },
  });
  await mark(student, article, "The ferry left at noon", { ...shared, body: "A claim that is made here." });
  await student.reload();
  await expect(mine.getByText("A claim to go.")).toBeVisible();
  await expect(mine.getByRole("progressbar", { name: "Claims: 1 of 2" })).toBeVisible();

  await page.goto("/assignments");
  await expect(page.getByRole("link", { name: "Where everyone stands: 0 of 1 done" })).toHaveAttribute(
    "href",
    `/assignments/${id}/standing`,
  );
  await mark(student, article, "Nobody on the quay waved", { ...shared, body: "Another one that is made here." });
  await student.goto("/assignments");
  await expect(student.getByRole("main").getByText("Done", { exact: true })).toBeVisible();
  await clean(student);
  await page.reload();
  await expect(page.getByRole("link", { name: "1 of 1 done" })).toBeVisible();
});

test("a calendar's address is shown once, works without signing in, and ends when it is revoked or made anew", async ({
  page,
  browser,
}) => {
  const student = await another(browser);
  const { id } = await assigned(page, student);
  await student.goto("/settings#calendar");
  const calendar = student.getByRole("region", { name: "Calendar" });
  const field = calendar.getByLabel("The address of your calendar");
  await calendar.getByRole("button", { name: "Make an address" }).click();
  const first = await field.inputValue();
  expect(first).toMatch(new RegExp(`^${site()}/api/v1/calendar/[\\w-]{43}\\.ics$`));

  const answer = await fetch(first);
  expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  const text = await answer.text();
  expect(text).toContain("SUMMARY:Due: Who counts\\, the crossings\\; and why?\r\n");
  expect(text.replaceAll("\r\n ", "")).toContain(`URL;VALUE=URI:${site()}/assignments/${id}\r\n`);
  const again = await fetch(first, { headers: { "If-None-Match": answer.headers.get("etag") ?? "" } });
  expect([again.status, await again.text()]).toEqual([304, ""]);

  await student.reload();
  await expect(field).toBeHidden();
  await calendar.getByRole("button", { name: "Make a new address" }).click();
  await expect(field).not.toHaveValue(first);
  const second = await field.inputValue();
  expect((await fetch(second)).status).toBe(200);
  await calendar.getByRole("button", { name: "Revoke the address" }).click();
  await expect(calendar.getByRole("button", { name: "Make an address" })).toBeVisible();
  /** But for the request's own id. */
  const refusal = async (address: string) => {
    const answer = await fetch(address);
    return [answer.status, { ...Object(await answer.json()), instance: null }];
  };
  const unknown = await refusal(`${site()}/api/v1/calendar/${"a".repeat(43)}.ics`);
  expect(unknown[0]).toBe(404);
  for (const gone of [first, second, `${site()}/api/v1/calendar/none`]) expect(await refusal(gone)).toEqual(unknown);
});

test("a student and their instructor see the work before and after the others' notes were shown; nobody else does", async ({
  page,
  browser,
}) => {
  const [student, other] = [await another(browser), await another(browser)];
  const { article, groupId, id, shared } = await assigned(page, student, { reveal: { when: "own", count: 1 } });
  await enrol(other, "Bob Lind");
  const { token } = Object(await call(page, "POST", `groups/${groupId}/invites`, {}));
  await call(other, "POST", `invites/${token}`);
  const first = await mark(student, article, "The ferry left at noon", {
    ...shared,
    body: "The ferry leaves late, I think.",
  });
  await student.request.patch(`/api/v1/annotations/${first.id}`, {
    data: { body: "The ferry leaves early, I think." },
    headers: { Origin: site(), "If-Match": `"${first.revision}"` },
  });
  await mark(student, article, "Nobody on the quay waved", { ...shared, body: "Seen afterwards." });

  await student.goto(`/assignments/${id}`);
  await student.getByRole("link", { name: "Your work" }).click();
  await expect(student.getByRole("heading", { name: "Your work" })).toBeVisible();
  const before = student.getByRole("region", { name: "Before the others’ notes were shown" });
  await expect(before.getByText("The ferry leaves late, I think.", { exact: true })).toBeVisible();
  await expect(before.locator("del")).toHaveText("late,");
  await expect(before.locator("ins")).toHaveText("early,");
  await expect(student.getByRole("region", { name: "After", exact: true }).getByText("Seen afterwards.")).toBeVisible();
  await clean(student);
  const work = new URL(student.url()).pathname;

  await page.goto(work);
  await expect(page.getByRole("heading", { name: "Ann Okafor" })).toBeVisible();
  await expect(before.page().getByText("Only you and your instructors see this page.")).toBeVisible();
  await page.getByRole("link", { name: "Bob Lind →" }).click();
  await expect(page.getByText("Nothing yet.")).toBeVisible();
  await page.goto(`${work}?goal=evidence`);
  await expect(page.getByText("Nothing of this kind yet.")).toBeVisible();
  expect((await other.goto(work))?.status()).toBe(404);
});
