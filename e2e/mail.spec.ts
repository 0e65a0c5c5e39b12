import { expect, type Page, test } from "@playwright/test";
import { mailbox, type Received } from "../db/testing.mail";
import { type Server, serve } from "./server";

// A server of their own, because whether mail is sent changes how accounts work.
test.describe.configure({ mode: "serial" });

const PASSWORD = "a long walk by the river";
let letters: Received[];
let close: () => Promise<void>;
let server: Server;
test.beforeAll(async () => {
  ({ letters, close } = await mailbox());
  server = await serve({
    SMTP_URL: process.env.SMTP_URL ?? "",
    MAIL_FROM: "Gloss <gloss@example.org>",
    GLOSS_SAMPLE: "off",
  });
});
test.afterAll(async () => {
  await server?.stop();
  await close?.();
});

/** The next letter to this address. */
async function letterTo(email: string, subject: string): Promise<Received> {
  const find = () => letters.findIndex((one) => one.to === email && one.subject === subject);
  await expect.poll(find).toBeGreaterThanOrEqual(0);
  const [letter] = letters.splice(find(), 1);
  if (!letter) throw new Error("The letter vanished.");
  return letter;
}
const signIn = async (page: Page, email: string, password = PASSWORD) => {
  await page.goto(`${server.url}/signin`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
};
const signUp = (email: string) =>
  fetch(`${server.url}/api/v1/users`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: server.url },
    body: JSON.stringify({ name: "Ada", email, password: PASSWORD }),
  });

test("a person signs up, confirms the address, forgets the password and chooses another", async ({ page }) => {
  await page.goto(`${server.url}/signup`);
  await page.getByLabel("Name").fill("Ada Byron");
  await page.getByLabel("E-mail address").fill("ada@example.org");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
  const link = (await letterTo("ada@example.org", "Confirm your address for Gloss")).link ?? "";

  await signIn(page, "ada@example.org");
  await expect(page.getByRole("alert").first()).toContainText("do not belong together");
  const again = (await letterTo("ada@example.org", "Confirm your address for Gloss")).link ?? "";

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await page.goto(again);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByRole("button", { name: "Account of Ada Byron" })).toBeVisible();

  await page.context().clearCookies();
  await page.goto(`${server.url}/reset`);
  await page.getByLabel("E-mail address").fill("ada@example.org");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("If there is an account with this address")).toBeVisible();
  await page.goto((await letterTo("ada@example.org", "Choose a new password for Gloss")).link ?? "");
  await page.getByLabel("New password", { exact: true }).fill("another walk by the river");
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expect(page.getByRole("button", { name: "Account of Ada Byron" })).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, "ada@example.org");
  await expect(page.getByRole("alert").first()).toContainText("do not belong together");
});

test("a lead invites by mail; who is invited signs up, and finds the invitation also without the letter", async ({
  page,
  browser,
}) => {
  await signIn(page, "ada@example.org", "another walk by the river");
  await page.waitForURL(`${server.url}/`);
  await page.goto(`${server.url}/groups/new`);
  await page.getByLabel("Name").fill("Ferry Circle");
  await page.getByRole("button", { name: "Create the group" }).click();
  await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/);
  await page.goto(`${page.url()}/settings`);
  const addresses = page.getByLabel("E-mail addresses");
  await addresses.fill("Grace H <grace@example.org>,\nnot one");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText("Line 2: “not one” does not look like an e-mail address.")).toBeVisible();
  await addresses.fill("Grace H <grace@example.org>, ada@example.org");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText("2 invitations are on their way.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Revoke the invitation of grace@example.org" })).toBeVisible();
  const letter = await letterTo("grace@example.org", "An invitation to read with a group at Gloss");
  await letterTo("ada@example.org", "An invitation to read with a group at Gloss");

  const guest = await (await browser.newContext()).newPage();
  await guest.goto(letter.link ?? "");
  await expect(guest.getByText("Ada Byron invites you")).toBeVisible();
  await guest.getByRole("main").getByRole("link", { name: "Sign up" }).click();
  await guest.getByLabel("Name").fill("Grace Hopper");
  await guest.getByLabel("E-mail address").fill("grace@example.org");
  await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await guest.getByRole("main").getByRole("button", { name: "Sign up" }).click();
  await guest.goto((await letterTo("grace@example.org", "Confirm your address for Gloss")).link ?? "");
  await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: "Confirm and sign in" }).click();
  // The letter's page is where the account was made for, also in another browser than the one that signed up.
  await guest.waitForURL(/\/invites\//);
  await expect(guest.getByText("Ada Byron invites you")).toBeVisible();
  await guest.goto(`${server.url}/groups`);
  await guest.getByRole("link", { name: "See the invitation to Ferry Circle" }).click();
  await guest.getByRole("button", { name: "Join the group" }).click();
  // The invitation's page is headed by the group's name too.
  await guest.waitForURL(/\/groups\/[0-9a-f-]{36}$/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Revoke the invitation of grace@example.org" })).toHaveCount(0);
});

test("signing up answers the same, byte for byte, whether or not the address has an account", async () => {
  const answers = [];
  for (const email of ["ada@example.org", "new@example.org", "new@example.org"]) {
    const answer = await signUp(email);
    answers.push([answer.status, answer.headers.get("content-type"), await answer.text()]);
  }
  expect(answers[0]).toEqual([202, "application/json", '{"status":"check-mail"}']);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  await letterTo("ada@example.org", "You already have an account at Gloss");
  await letterTo("new@example.org", "Confirm your address for Gloss");
});
