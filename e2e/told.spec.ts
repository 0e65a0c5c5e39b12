import { expect, type Page, test } from "@playwright/test";
import { v7 as newId } from "uuid";
import { mailbox, type Received } from "../db/testing.mail";
import { type Server, serve } from "./server";

// A server of its own: mail is sent, and notices are gathered for a second instead of a minute and a half.
let letters: Received[];
let close: () => Promise<void>;
let server: Server;
test.beforeAll(async () => {
  ({ letters, close } = await mailbox());
  const SMTP_URL = process.env.SMTP_URL ?? "";
  server = await serve({ SMTP_URL, MAIL_FROM: "Gloss <gloss@example.org>", GLOSS_SAMPLE: "off", GLOSS_GATHER: "1" });
});
test.afterAll(async () => {
  await server?.stop();
  await close?.();
});

async function letterTo(email: string, subject: RegExp): Promise<Received> {
  const find = () => letters.findIndex((one) => one.to === email && subject.test(one.subject));
  await expect.poll(find, { timeout: 20_000 }).toBeGreaterThanOrEqual(0);
  const [letter] = letters.splice(find(), 1);
  if (!letter) throw new Error("The letter vanished.");
  return letter;
}
const call = async (page: Page, method: string, path: string, data?: unknown) => {
  const url = `${server.url}/api/v1/${path}`;
  const answer = await page.request.fetch(url, { method, data, headers: { Origin: server.url } });
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return answer.status() === 204 || answer.status() === 202 ? {} : answer.json();
};
/** An account whose address is confirmed, signed in. */
async function enrol(page: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase()}@example.org`;
  const password = "a long walk by the river";
  await call(page, "POST", "users", { name, email, password });
  await page.goto((await letterTo(email, /Confirm your address/)).link ?? "");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByRole("button", { name: `Account of ${name}` })).toBeVisible();
  return email;
}

test("a reply is told by the bell, on the page of notices and by mail; one press ends the mail", async ({
  page,
  browser,
}) => {
  const bob = await (await browser.newContext()).newPage();
  const email = await enrol(page, "Ada");
  await enrol(bob, "Bob");
  const article = await call(page, "POST", "articles", { text: "The last ferry\n\nThe ferry left at noon." });
  const { id: groupId } = await call(page, "POST", "groups", { name: "Ferry circle" });
  const { token } = await call(page, "POST", `groups/${groupId}/invites`, {});
  await call(bob, "POST", `invites/${token}`);
  await call(page, "POST", `groups/${groupId}/readings`, { articleId: article.id });
  const note = await call(page, "PUT", `annotations/${newId()}`, {
    ...{ articleId: article.id, kind: "claim", layer: "group", groupId, body: "At noon." },
    quote: { exact: "The ferry left at noon" },
  });
  const answer = (body: string) => call(bob, "PUT", `annotations/${note.id}/replies/${newId()}`, { body });

  await answer("By whose clock?");
  const letter = await letterTo(email, /^Bob replied to your note$/);
  expect(letter.text).toContain("> By whose clock?");
  expect(letter.text).toMatch(
    new RegExp(`${server.url}/articles/${article.id}\\?reply=[-\\w]{36}&group=${groupId}#${note.id}`),
  );

  await page.goto(`${server.url}/groups`);
  await page.getByRole("link", { name: "Notices, 1 unread" }).click();
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  await page.getByRole("link", { name: /Bob replied to your note/ }).click();
  await expect(page.locator("[data-card]").filter({ hasText: "By whose clock?" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Notices", exact: true })).toBeVisible();

  // What she follows she can leave: the thread is quiet then.
  await page.getByRole("button", { name: "Actions for the claim of Ada" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Follow this thread", checked: true }).click();
  await expect(page.getByText("You are told of this thread no more.")).toBeVisible();
  await answer("Unheard.");
  await page.getByRole("button", { name: "Actions for the claim of Ada" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Follow this thread", checked: false }).click();
  await expect(page.getByText("You follow this thread.")).toBeVisible();
  // What she sees at once needs no letter.
  await page.goto(`${server.url}/groups`);
  await answer("The office's.");
  const second = await letterTo(email, /^Bob replied to your note$/);
  expect(second.text).not.toContain("Unheard.");

  const way = /^List-Unsubscribe: <(\S+)>/m.exec(second.text.replace(/\r\n[ \t]+/g, " "))?.[1] ?? "";
  expect(second.text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  // Looking changes nothing.
  const looked = await fetch(way);
  expect(looked.status).toBe(200);
  expect(await looked.text()).toContain("No more mail of these");
  const pressed = await fetch(way, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  expect(pressed.status).toBe(204);
  expect((await fetch(`${way}x`, { method: "POST" })).status).toBe(404);
  await page.goto(`${server.url}/settings#notices`);
  await expect(page.getByRole("combobox", { name: "Replies to you" }).first()).toHaveValue("off");
  // What a browser told of itself.
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Vienna");
  await answer("A last word.");
  await page.goto(`${server.url}/notices`);
  await expect(page.getByText("A last word.")).toBeVisible();
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await expect(page.getByRole("link", { name: "Notices", exact: true })).toBeVisible();
  expect(letters.filter((one) => one.to === email)).toEqual([]);
});
