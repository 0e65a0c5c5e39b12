import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";

export type Person = { name: string; email: string; password: string };

/** A new account, signed in on this page, as a person makes it. */
export async function signUp(page: Page, name = "Amara Mensah", path = "/signup"): Promise<Person> {
  const person = { name, email: `${randomUUID()}@example.org`, password: "three quiet lamps" };
  await page.goto(path);
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("main").getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL((url) => url.pathname !== "/signup");
  return person;
}
