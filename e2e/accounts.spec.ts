import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";

/** Where the server of all stories is; set by `setup.ts`. */
const site = () => process.env.GLOSS_URL ?? "";
const PASSWORD = "a long walk by the river";
const someone = () => `reader-${randomUUID()}@example.org`;

async function signUp(page: Page, email = someone(), name = "Ada Byron") {
  await page.goto("/signup");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  return email;
}
async function signIn(page: Page, email: string, password = PASSWORD, at = "/signin") {
  await page.goto(at);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
const signedIn = async ({ request }: { request: APIRequestContext }) =>
  (await request.get("/api/v1/me")).status() === 200;
const section = (page: Page, name: string) => page.getByRole("region", { name });

test("a person signs up, signs out, and in again, back to the page they wanted", async ({ page }) => {
  const email = await signUp(page);
  await page.goto("/");
  await page.getByRole("button", { name: "Account of Ada Byron" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect(await signedIn(page)).toBe(false);

  await page.goto("/settings");
  await expect(page).toHaveURL("/signin?next=/settings");
  await page.getByLabel("E-mail address").fill(email.toUpperCase());
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Password", { exact: true }).press("Enter");
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
});

test("what is wrong is said beside its field, what was typed stays, and the focus goes to the first of it", async ({
  page,
}) => {
  await page.goto("/signup");
  await page.getByLabel("Name").fill("Ada Byron");
  await page.getByLabel("E-mail address").fill("ada at example");
  await page.getByLabel("Password", { exact: true }).fill("password1");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByLabel("E-mail address")).toBeFocused();
  await expect(page.getByLabel("E-mail address")).toHaveAccessibleDescription(/does not look like/);
  await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/common ones/);
  await expect(page.getByLabel("Name")).toHaveValue("Ada Byron");
  await page.getByLabel("Password", { exact: true }).fill("to be looked at");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("type", "text");
});

test("a wrong password is not told from an address that nobody has", async ({ page, browser }) => {
  const email = await signUp(await (await browser.newContext()).newPage());
  const said: string[] = [];
  for (const who of [email, someone()]) {
    await signIn(page, who, "not the password");
    await expect(page.getByRole("alert").first()).toContainText("do not belong together");
    said.push((await page.getByRole("main").innerText()).replace(who, ""));
  }
  expect(said[0]).toBe(said[1]);
});

test("settings are kept: the name, the theme on every page", async ({ page }) => {
  await signUp(page);
  await page.goto("/settings");
  await section(page, "Profile").getByLabel("Name").fill("Ada Lovelace");
  await section(page, "Profile").getByRole("button", { name: "Save" }).click();
  await expect(section(page, "Profile").getByRole("status")).toHaveText("Your name is saved.");
  await expect(page.getByRole("button", { name: "Account of Ada Lovelace" })).toBeVisible();
  const reading = section(page, "Reading");
  await reading.getByLabel("Theme").selectOption("Dark");
  await reading.getByLabel("Size").fill("24");
  await reading.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(reading.getByLabel("Size")).toHaveValue("24");
  await reading.getByLabel("Size").fill("99");
  await reading.getByRole("button", { name: "Save" }).click();
  await expect(reading.getByLabel("Size")).toBeFocused();
});

test("a device is signed out from another one, and all others with a new password", async ({ page, browser }) => {
  const email = await signUp(page);
  const others = await Promise.all(
    [1, 2].map(() => browser.newContext({ userAgent: "Mozilla/5.0 (X11; Linux) Gecko/2 Firefox/140.0" })),
  );
  for (const other of others) {
    const there = await other.newPage();
    await signIn(there, email);
    await there.waitForURL((url) => url.pathname === "/");
  }
  const standing = () => Promise.all(others.map(signedIn));
  await page.goto("/settings");
  const devices = section(page, "Devices");
  await expect(devices.getByRole("listitem")).toHaveCount(3);
  await devices.getByRole("button", { name: "Sign out Firefox on Linux" }).first().click();
  await expect(devices.getByRole("listitem")).toHaveCount(2);
  expect((await standing()).filter(Boolean)).toHaveLength(1);

  const password = section(page, "Password");
  await password.getByLabel("Present password", { exact: true }).fill("wrong");
  await password.getByLabel("New password", { exact: true }).fill("another walk by the river");
  await password.getByRole("button", { name: "Change the password" }).click();
  await expect(password.getByText("That is not your password.")).toBeVisible();
  await password.getByLabel("Present password", { exact: true }).fill(PASSWORD);
  await password.getByLabel("New password", { exact: true }).fill("another walk by the river");
  await password.getByRole("button", { name: "Change the password" }).click();
  await expect(password.getByRole("status")).toContainText("Your password is changed");
  expect(await standing()).toEqual([false, false]);
  expect(await signedIn(page)).toBe(true);
});

test("everything of mine comes as JSON and as Markdown, and to nobody else", async ({ page, playwright, baseURL }) => {
  const email = await signUp(page);
  await page.goto("/settings");
  const take = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    return readFile(await download.path(), "utf8");
  };
  expect(JSON.parse(await take("Download as JSON"))).toMatchObject({ account: { email }, annotations: [] });
  expect(await take("Download as Markdown")).toContain("Everything of Ada Byron");
  const stranger = await playwright.request.newContext({ baseURL });
  expect((await stranger.get("/api/v1/me/export")).status()).toBe(401);
});

test("a deleted account is gone: no session, no way in, and the address is free", async ({ page }) => {
  const email = await signUp(page);
  await page.goto("/settings");
  await page.getByRole("link", { name: "Delete my account" }).click();
  await page.getByLabel("Your password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("Choose what becomes of what you shared.")).toBeVisible();
  await page.getByRole("radio", { name: /It stays/ }).check();
  await page.getByLabel("Your password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("Your account is deleted.")).toBeVisible();
  expect(await signedIn(page)).toBe(false);
  await signIn(page, email);
  await expect(page.getByRole("alert").first()).toContainText("do not belong together");
  await signUp(page, email);
});

test("signing out offers what is not saved, and leaves nothing of this person in the browser", async ({ page }) => {
  await signUp(page);
  const { id } = await (await page.request.get("/api/v1/me")).json();
  await page.goto("/settings");
  await page.evaluate((me) => {
    localStorage.setItem(`gloss:${me}:draft:note`, JSON.stringify({ body: "half a thought" }));
    localStorage.setItem("gloss:somebody-else:draft:note", JSON.stringify({ body: "not mine" }));
  }, id);
  await page.goto("/signout");
  await expect(page.getByRole("heading", { name: "One note is not saved yet" })).toBeVisible();
  await expect(page.getByText("half a thought")).toBeVisible();
  await page.getByRole("button", { name: "Discard and sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(["gloss:somebody-else:draft:note"]);
});

test("what is not saved when signing out can be saved first: a note being typed, and a reply", async ({ page }) => {
  await signUp(page);
  const headers = { Origin: site() };
  const { id: me } = await (await page.request.get("/api/v1/me")).json();
  const article = await page.request.post("/api/v1/articles", {
    headers,
    data: { text: "The river\n\nIt now comes in March." },
  });
  const { id: articleId } = await article.json();
  const id = randomUUID();
  const made = await page.request.put(`/api/v1/annotations/${id}`, {
    headers,
    data: { articleId, kind: "claim", quote: { exact: "comes in March" }, layer: "private" },
  });
  expect(made.status()).toBe(201);
  await page.goto("/settings");
  const note = {
    kind: "claim",
    body: "half a thought",
    tags: [],
    speaker: null,
    source: null,
    layer: "private",
    groupId: null,
    base: 1,
  };
  const reply = { id: randomUUID(), body: "to myself", sent: false };
  await page.evaluate(
    ([note, reply]) => {
      for (const [key, value] of [note, reply]) if (key) localStorage.setItem(key, JSON.stringify(value));
    },
    [
      [`gloss:${me}:draft:${articleId}:note:${id}`, note],
      [`gloss:${me}:draft:${articleId}:reply:${id}:top`, reply],
    ] as const,
  );
  await page.goto("/signout");
  await expect(page.getByRole("heading", { name: "2 notes are not saved yet" })).toBeVisible();
  await page.getByRole("button", { name: "Save them" }).click();
  await expect(page.getByText("All of it is saved.")).toBeVisible();
  expect(await (await page.request.get(`/api/v1/annotations/${id}`)).json()).toMatchObject({ body: "half a thought" });
  expect(await (await page.request.get(`/api/v1/annotations/${id}/replies`)).text()).toContain("to myself");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });
  test("a person signs up, out and in", async ({ page }) => {
    await page.goto("/signup");
    await page.getByRole("button", { name: "Sign up" }).click();
    await expect(page.getByText("A name cannot be empty.")).toBeVisible();
    const email = await signUp(page);
    await page.goto("/signout");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByText("You are signed out.")).toBeVisible();
    await signIn(page, email, PASSWORD, "/signin?next=/settings");
    await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  });
});

test.describe("the addresses for programs", () => {
  const json = (origin: string) => ({ Origin: origin });
  const post = async (request: APIRequestContext, origin: string, fields: Record<string, string>) => {
    const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
    return request.post("/api/auth/callback/credentials", {
      headers: json(origin),
      form: { csrfToken, json: "true", ...fields },
      maxRedirects: 0,
    });
  };
  const make = async (request: APIRequestContext, origin: string) => {
    const email = someone();
    const made = await request.post("/api/v1/users", {
      headers: json(origin),
      data: { name: "Ada", email, password: PASSWORD },
    });
    expect(made.status()).toBe(201);
    return email;
  };

  test("sign in, refuse, and follow no address elsewhere", async ({ request }) => {
    const email = await make(request, site());
    expect((await post(request, site(), { email, password: "wrong" })).status()).toBe(401);
    for (const callbackUrl of [
      "https://evil.example/",
      "//evil.example",
      "javascript:alert(1)",
      "/\\evil.example",
      "/.//evil.example/x",
    ]) {
      const answer = await post(request, site(), { email, password: PASSWORD, callbackUrl });
      expect(answer.status()).toBe(200);
      expect((await answer.json()).url).toBe(`${site()}/`);
    }
    expect(await (await request.get("/api/v1/me")).json()).toMatchObject({ email });
    for (const way of ["/signin?next=", "/signin?callbackUrl=", "/signup?next="])
      for (const to of [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/.//evil.example/x",
      ]) {
        const answer = await request.get(way + encodeURIComponent(to), { maxRedirects: 0 });
        expect(answer.status()).toBe(307);
        expect(new URL(answer.headers().location ?? "", site()).href).toBe(`${site()}/`);
      }
    // Nor does the server mend an address of its own into one elsewhere.
    for (const asked of ["//evil.example/", "//evil.example/x", "/.//evil.example/", "/%5Cevil.example/"]) {
      const { location } = (await request.get(site() + asked, { maxRedirects: 0 })).headers();
      expect(new URL(location ?? "/", site()).origin).toBe(site());
    }
  });

  test("the eleventh failure is answered with 429 and when to come back", async ({ request }) => {
    const email = await make(request, site());
    for (let i = 0; i < 10; i++) expect((await post(request, site(), { email, password: "wrong" })).status()).toBe(401);
    const refused = await post(request, site(), { email, password: PASSWORD });
    expect(refused.status()).toBe(429);
    expect(refused.headers()["content-type"]).toBe("application/problem+json");
    expect(Number(refused.headers()["retry-after"])).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ status: 429, title: "Too many tries" });
  });

  test("a signed-out session is worth nothing, wherever its token was copied to", async ({ request, playwright }) => {
    const email = await make(request, site());
    await post(request, site(), { email, password: PASSWORD });
    const copy = await playwright.request.newContext({ baseURL: site(), storageState: await request.storageState() });
    expect(await (await copy.get("/api/auth/session")).json()).toMatchObject({ user: { email } });
    const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
    await request.post("/api/auth/signout", { headers: json(site()), form: { csrfToken, json: "true" } });
    expect((await copy.get("/api/v1/me")).status()).toBe(401);
    expect(await (await copy.get("/api/auth/session")).json()).toEqual({});
  });

  test("a write from another site is refused", async ({ request }) => {
    const email = await make(request, site());
    expect((await post(request, "https://evil.example", { email, password: PASSWORD })).status()).toBe(403);
    expect((await post(request, site(), { email, password: PASSWORD })).status()).toBe(200);
    for (const headers of [json("https://evil.example"), {}])
      expect((await request.patch("/api/v1/me/settings", { headers, data: { theme: "dark" } })).status()).toBe(403);
    const mine = await request.patch("/api/v1/me/settings", { headers: json(site()), data: { theme: "dark" } });
    expect(await mine.json()).toEqual({ theme: "dark" });
  });
});
