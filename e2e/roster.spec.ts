import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { clean } from "./clean";
import { another, circle, enrol } from "./people";

const row = (page: Page, part: string, name: string) =>
  page.locator(`#${part}`).getByRole("listitem").filter({ hasText: name });

/** Chooses a file as a spreadsheet of Windows writes it. */
const choose = (page: Page, text: string) =>
  page
    .getByLabel("A .csv file")
    .setInputFiles({ name: "class.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") });

test("a class comes in by its roster: one by mail, one with a slip of paper", async ({ page, browser }) => {
  test.slow();
  await enrol(page, "Ines Maurer");
  const group = `/groups/${await circle("Reading 101", page)}`;
  await page.goto(`${group}/settings`);
  await page.getByRole("link", { name: "Open the roster" }).click();
  const mail = `${randomUUID()}@school.example`;
  await choose(
    page,
    `Vorname;Name;E-Mail;Gruppe;Matrikelnummer\r\nZoë;Brontë;${mail};A;1017\r\nTom;Lund;;B;1018\r\n;;nobody@school.example;B;\r\nEva;Roth;eva(at)school;B;1019\r\nTim;Lund;;B;1018\r\n`,
  );

  // What is wrong is said by line, and the rest can be imported.
  await expect(page.getByRole("heading", { name: "2 people to import from class.csv" })).toBeVisible();
  const faults = page.getByRole("region", { name: "What is wrong" });
  await expect(faults.getByRole("listitem")).toHaveText([
    "Line 4: There is no name.",
    "Line 5: “eva(at)school” does not look like an e-mail address.",
    "Line 6: The ID “1018” stands in line 3 already.",
  ]);
  await expect(page.getByRole("row").filter({ hasText: "Zoë Brontë" })).toContainText(mail);
  await clean(page, "the preview of a roster");
  await page.getByRole("button", { name: "Import the 2 without a fault" }).click();
  await expect(page.getByText("1 person is invited; their links are below. 1 account is made.")).toBeVisible();
  const slips = page.getByRole("region", { name: "Sign-in slips" });
  const code = (await slips.locator("code").textContent()) ?? "";
  expect(code).toMatch(/^(\w{4}-){3}\w{4}$/);
  await clean(page, "the result of a roster");

  // On paper there are the slips and nothing else: a sheet of A4.
  await page.emulateMedia({ media: "print" });
  const slip = page.locator(".slip");
  await expect(slip).toContainText(["Tom Lund"]);
  await expect(slip).toContainText([`${new URL(page.url()).host}/slip`]);
  await expect(slip).toContainText([code]);
  await expect(page.getByRole("main")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  const link = await row(page, "awaited", "Zoë Brontë").getByRole("textbox").inputValue();

  // Zoë has no account yet; she signs up with that address and accepts.
  const zoe = await another(browser);
  await signUpWith(zoe, mail, new URL(link).pathname);
  await zoe.getByRole("button", { name: "Join the group" }).click();
  await zoe.waitForURL(`**${group}`);

  // Tom has no address: a slip, and then a password.
  const tom = await another(browser);
  await tom.goto("/signin");
  await tom.getByRole("link", { name: "Use it here" }).click();
  await tom.getByLabel("Code").fill("AAAA-BBBB-CCCC-DDDD");
  await tom.getByRole("button", { name: "Go on" }).click();
  await expect(tom.getByText("This code does not work")).toBeVisible();
  await tom.getByLabel("Code").fill(code.toLowerCase().replaceAll("-", " "));
  await tom.getByRole("button", { name: "Go on" }).click();
  await expect(tom.getByRole("heading", { name: "Welcome, Tom Lund" })).toBeFocused();
  const login = (await tom.getByText(/^tom\.lund-\w{5}$/).textContent()) ?? "";
  await clean(tom, "the choice of a password");
  await tom.getByLabel("Password", { exact: true }).fill("three quiet lamps");
  await tom.getByRole("button", { name: "Save and sign in" }).click();
  await tom.waitForURL((url) => url.pathname === "/");
  await tom.goto(group);
  await expect(tom.getByRole("heading", { level: 1, name: "Reading 101" })).toBeVisible();
  await tom.goto("/settings");
  await expect(tom.getByText(login, { exact: true })).toBeVisible();

  // The login name signs in; the slip no more.
  const elsewhere = await another(browser);
  await elsewhere.goto("/slip");
  await elsewhere.getByLabel("Code").fill(code);
  await elsewhere.getByRole("button", { name: "Go on" }).click();
  await expect(elsewhere.getByText("This code does not work")).toBeVisible();
  await elsewhere.goto("/signin");
  await elsewhere.getByLabel("E-mail address").fill(login);
  await elsewhere.getByLabel("Password", { exact: true }).fill("three quiet lamps");
  await elsewhere.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await elsewhere.waitForURL((url) => url.pathname === "/");

  // The instructor sees who came. The same roster changes nothing, and a pasted one only what it says otherwise.
  await page.goto(`${group}/roster`);
  await expect(page.getByText("Nobody of a roster is waited for.")).toBeVisible();
  await expect(row(page, "accounts", "Tom Lund")).toContainText("signs in with a password");
  await page
    .getByLabel("The roster", { exact: true })
    .fill(`Zoë Brontë\t${mail}\t1017\nTom Lund\t\t1018\nLea Sand\tlea@school.example\t1020`);
  await page.getByRole("button", { name: "Preview" }).click();
  // No words stand above its columns: two are guessed, the third is chosen.
  await page.getByLabel("ID", { exact: true }).selectOption("1017");
  await expect(page.getByRole("row").filter({ hasText: "Lea Sand" })).toContainText("1020");
  await page.getByRole("button", { name: "Import 3 people" }).click();
  await expect(page.getByText("1 person is invited; their links are below. 2 were as the roster says")).toBeVisible();
  await row(page, "awaited", "Lea Sand").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("Nobody of a roster is waited for.")).toBeVisible();

  // Tom forgot his password: a new slip, and the other browser is signed out when it is used.
  await page.getByRole("checkbox", { name: "Tom Lund" }).check();
  await page.getByRole("button", { name: "Make a new slip" }).click();
  const second = (await page.getByRole("region", { name: "Sign-in slips" }).locator("code").textContent()) ?? "";
  await clean(page, "the accounts of a roster");
  await tom.context().clearCookies();
  await tom.goto("/slip");
  await tom.getByLabel("Code").fill(second);
  await tom.getByRole("button", { name: "Go on" }).click();
  await tom.getByLabel("Password", { exact: true }).fill("four quiet lamps");
  await tom.getByRole("button", { name: "Save and sign in" }).click();
  await tom.waitForURL((url) => url.pathname === "/");
  await elsewhere.goto("/settings");
  await expect(elsewhere).toHaveURL(/\/signin/);
});

async function signUpWith(page: Page, email: string, path: string) {
  await page.goto(path);
  await page.getByRole("main").getByRole("link", { name: "Sign up" }).click();
  await page.getByLabel("Name").fill("Zoë Brontë");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("three quiet lamps");
  await page.getByRole("main").getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL(`**${path}`);
}
