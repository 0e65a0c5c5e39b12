import { randomUUID } from "node:crypto";
import { type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { v7 as newId } from "uuid";
import { type Annotation, annotation, type NewAnnotationInput } from "../lib/schemas/annotation";
import { type Article, article } from "../lib/schemas/article";
import { reply } from "../lib/schemas/reply";

/** Where the server of all stories is; set by `setup.ts`. */
export const site = () => process.env.GLOSS_URL ?? "";

export type Person = { name: string; email: string; password: string };
export const someone = (name: string): Person => ({
  name,
  email: `${randomUUID()}@example.org`,
  password: "three quiet lamps",
});

/** The first account of the stories' server, which `setup.ts` makes: its administrator. */
export const KEEPER: Person = { name: "Ines Keeper", email: "keeper@example.org", password: "the keeper of the lamps" };

/** A new account, signed in on this page, as a person makes it. */
export async function signUp(page: Page, name = "Amara Mensah", path = "/signup"): Promise<Person> {
  const person = someone(name);
  await page.goto(path);
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("main").getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL((url) => url.pathname !== "/signup");
  return person;
}

/** One call of the API as our own pages make it, with this browser's cookies; anything but a success fails the test. */
export async function call(page: Page, method: string, path: string, data?: unknown): Promise<unknown> {
  const response = await page.request.fetch(`/api/v1/${path}`, { method, data, headers: { Origin: site() } });
  expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(true);
  return response.status() === 204 ? undefined : response.json();
}

/** Changes an assignment as it is now. */
export async function reset(page: Page, id: string, patch: object): Promise<void> {
  const now = await page.request.get(`/api/v1/assignments/${id}`);
  const headers = { Origin: site(), "If-Match": now.headers().etag ?? "" };
  const response = await page.request.patch(`/api/v1/assignments/${id}`, { data: patch, headers });
  expect(response.status(), await response.text()).toBe(200);
}

/** Signs this browser in without a page. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  const answer = await page.request.post("/api/auth/callback/credentials", {
    headers: { Origin: site() },
    form: { csrfToken, email, password, json: "true" },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** A new account, signed in in this browser without a page: for stories that begin after it. */
export async function enrol(page: Page, name = "Amara Mensah"): Promise<Person> {
  const person = someone(name);
  await call(page, "POST", "users", person);
  await signIn(page, person);
  return person;
}

/** A browser of its own, with nobody signed in. */
export const another = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> =>
  (await browser.newContext(options)).newPage();

/** “The ferry left at noon” stands in it twice, and one quotation names its speaker. */
export const FERRY = `The last ferry of the year

The ferry left at noon with four people and a piano on board. Nobody on the quay waved, because nobody had come to see it go.

“It has to get across before the ice,” said Runa Holt, who keeps the kiosk. The harbour office counted 312 crossings last winter, a third fewer than ten years ago.

By evening the wind had turned. The ferry left at noon the next day as well, and the harbour master wrote in his log that he saw no reason to ring the bell.`;

/** Brings an article in. */
export const bring = async (page: Page, given: { [what: string]: string } = { text: FERRY }): Promise<Article> =>
  article.parse(await call(page, "POST", "articles", given));

/** Marks the first occurrence of some words of an article. */
export async function mark(
  page: Page,
  { id: articleId, version }: Article,
  exact: string,
  given: Partial<NewAnnotationInput> = {},
): Promise<Annotation> {
  const start = version.text.indexOf(exact);
  expect(start, exact).toBeGreaterThanOrEqual(0);
  const quote = { exact, start, end: start + exact.length };
  const put: NewAnnotationInput = { articleId, kind: "claim", layer: "private", quote, ...given };
  return annotation.parse(await call(page, "PUT", `annotations/${newId()}`, put));
}

export const answer = async (page: Page, to: Annotation, body: string) =>
  reply.parse(await call(page, "PUT", `annotations/${to.id}/replies/${newId()}`, { body }));

/** A group of the first page's person that everybody else joins. @returns its id */
export async function circle(name: string, owner: Page, ...members: Page[]): Promise<string> {
  const { id } = Object(await call(owner, "POST", "groups", { name }));
  const { token } = Object(await call(owner, "POST", `groups/${id}/invites`, {}));
  for (const member of members) await call(member, "POST", `invites/${token}`);
  return id;
}

/** Brings a reading to a group. */
export const share = (page: Page, groupId: string, { id }: Article) =>
  call(page, "POST", `groups/${groupId}/readings`, { articleId: id });
