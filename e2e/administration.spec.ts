import { execFileSync } from "node:child_process";
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, expect, test } from "@playwright/test";
import { type Server, serve } from "./server";

// A server of their own: the first account of an instance is its administrator.
test.describe.configure({ mode: "serial" });

const PASSWORD = "a long walk by the river";
let server: Server;
test.beforeAll(async () => {
  server = await serve({ GLOSS_SAMPLE: "off" });
});
test.afterAll(() => server?.stop());

async function signUp(context: BrowserContext, name: string) {
  const page = await context.newPage();
  await page.goto(`${server.url}/signup`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail address").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL(`${server.url}/`);
  return page;
}

test("the first account looks after the people, and to all others the page is not there", async ({ browser }) => {
  const [first, second, stranger] = await Promise.all([1, 2, 3].map(() => browser.newContext()));
  if (!first || !second || !stranger) throw new Error("No browser.");
  const zoe = await signUp(first, "Zoe");
  const ada = await signUp(second, "Ada");
  for (const context of [second, stranger])
    expect((await context.request.get(`${server.url}/admin`)).status()).toBe(404);

  await zoe.goto(`${server.url}/admin`);
  const row = zoe.getByRole("listitem").filter({ hasText: "ada@example.org" });
  await row.getByRole("button", { name: "Reset link for Ada" }).click();
  const link = await row.getByLabel("Link for Ada").inputValue();
  await zoe.reload();
  await expect(row.getByLabel("Link for Ada")).toHaveCount(0);

  const { violations } = await new AxeBuilder({ page: zoe }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);

  const fresh = await stranger.newPage();
  await fresh.goto(link);
  await fresh.getByLabel("New password", { exact: true }).fill("another walk by the river");
  await fresh.getByRole("button", { name: "Save the new password" }).click();
  await expect(fresh.getByRole("button", { name: "Account of Ada" })).toBeVisible();
  expect((await second.request.get(`${server.url}/api/v1/me`)).status()).toBe(401);

  await row.getByText("Disable").first().click();
  await row.getByRole("button", { name: "Disable Ada" }).click();
  await expect(row.getByText("Disabled", { exact: true })).toBeVisible();
  expect((await stranger.request.get(`${server.url}/api/v1/me`)).status()).toBe(401);
  await row.getByRole("button", { name: "Enable Ada" }).click();
  await expect(row.getByText("Disabled", { exact: true })).toHaveCount(0);
  await ada.close();
});

test("sign-up is closed from there, and a printed link lets a person back in", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const printed = execFileSync("npx", ["tsx", "db/admin.ts", "reset-link", "zoe@example.org"], {
    encoding: "utf8",
    env: { ...process.env, GLOSS_URL: server.url, GLOSS_DATA: /The data is in (.+)/.exec(server.output())?.[1] },
  });
  await page.goto(printed.trim());
  await page.getByLabel("New password", { exact: true }).fill("a third walk by the river");
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expect(page.getByRole("button", { name: "Account of Zoe" })).toBeVisible();

  await page.goto(`${server.url}/admin`);
  await page.getByLabel("Sign-up").selectOption("Nobody may sign up");
  const part = page.getByRole("region", { name: "Signing up" });
  await part.getByRole("button", { name: "Save" }).click();
  await expect(part.getByText("Saved.")).toBeVisible();
  const answer = await context.request.post(`${server.url}/api/v1/users`, {
    headers: { Origin: server.url },
    data: { name: "Eve", email: "eve@example.org", password: PASSWORD },
  });
  expect(answer.status()).toBe(403);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`${server.url}/signup`);
  await expect(stranger.getByRole("heading", { name: "Signing up is not open" })).toBeVisible();
});
