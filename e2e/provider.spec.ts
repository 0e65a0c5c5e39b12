import { expect, type Page, test } from "@playwright/test";
import { provider } from "./provider";
import { type Server, serve } from "./server";

// A server of their own, with a provider set.
test.describe.configure({ mode: "serial" });

const PASSWORD = "a long walk by the river";
let there: Awaited<ReturnType<typeof provider>>;
let server: Server;
test.beforeAll(async () => {
  const client = { id: "gloss", secret: "between-us-two" };
  there = await provider(client);
  server = await serve({
    OIDC_ISSUER: there.issuer,
    OIDC_ID: client.id,
    OIDC_SECRET: client.secret,
    GLOSS_SAMPLE: "off",
  });
});
test.afterAll(async () => {
  await server?.stop();
  await there?.close();
});

const come = async (page: Page, path = "/signin") => {
  await page.goto(`${server.url}${path}`);
  await page.getByRole("button", { name: /^(Continue with|Connect) 127\.0\.0\.1$/ }).click();
};
const me = async (page: Page) => (await page.request.get(`${server.url}/api/v1/me`)).json();

test("a provider makes an account of a verified address, and knows it again by its own id", async ({ browser }) => {
  const first = await browser.newPage();
  there.next = { sub: "1", name: "Grace Hopper", email: "Grace@example.org", email_verified: true };
  await come(first, "/signup?next=/settings");
  await expect(first).toHaveURL(`${server.url}/settings`);
  const made = await me(first);
  expect(made).toMatchObject({ name: "Grace Hopper", email: "grace@example.org", emailVerified: true, role: "admin" });

  const second = await (await browser.newContext()).newPage();
  there.next = { ...there.next, email: "elsewhere@example.org" };
  await come(second);
  await expect(second.getByRole("button", { name: "Account of Grace Hopper" })).toBeVisible();
  expect(await me(second)).toEqual(made);
});

test("an address that the provider did not verify makes no account", async ({ page }) => {
  there.next = { sub: "2", name: "Eve", email: "eve@example.org", email_verified: false };
  await come(page);
  await expect(page.getByRole("alert").first()).toContainText("has not confirmed an e-mail address");
  expect(await me(page)).toMatchObject({ status: 401 });
});

test("an account with a password is not opened by an address alone, but by connecting it from inside", async ({
  browser,
  page,
}) => {
  await page.request.post(`${server.url}/api/v1/users`, {
    headers: { Origin: server.url },
    data: { name: "Ada", email: "ada@example.org", password: PASSWORD },
  });
  there.next = { sub: "3", name: "Somebody", email: "ada@example.org", email_verified: true };
  await come(page);
  await expect(page.getByRole("alert").first()).toContainText("An account with your address exists already");

  await page.getByLabel("E-mail address").fill("ada@example.org");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: "Account of Ada" })).toBeVisible();
  await come(page, "/settings");
  await expect(page.getByText("Connected: 127.0.0.1.")).toBeVisible();

  const elsewhere = await (await browser.newContext()).newPage();
  await come(elsewhere);
  await expect(elsewhere.getByRole("button", { name: "Account of Ada" })).toBeVisible();
});

test("a code that was meant for another browser signs nobody in", async ({ playwright, page }) => {
  there.next = { sub: "1", name: "Grace Hopper", email: "grace@example.org", email_verified: true };
  const mine = await playwright.request.newContext({ baseURL: server.url });
  const { csrfToken } = await (await mine.get("/api/auth/csrf")).json();
  const begun = await mine.post("/api/auth/signin/oidc", {
    headers: { Origin: server.url },
    form: { csrfToken, json: "true" },
  });
  const granted = await mine.get((await begun.json()).url, { maxRedirects: 0 });
  const callback = granted.headers().location ?? "";
  expect(callback).toContain("code=");
  await page.goto(callback);
  await expect(page.getByRole("alert").first()).toContainText("did not work");
  expect(await me(page)).toMatchObject({ status: 401 });
  await mine.get(callback);
  expect((await mine.get("/api/v1/me")).status()).toBe(200);
});
