import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { another, bring, call, enrol, mark, share, someone } from "./people";
import { card, open } from "./reading";
import { type Server, serve } from "./server";

/** Two processes on one database: the second is pointed at what the first one started. */
async function two(): Promise<[Server, Server]> {
  const first = await serve({ GLOSS_SAMPLE: "off" });
  const [, folder] = /The data is in (.+)/.exec(first.output()) ?? [];
  const [password, secret] = ["password", "secret"].map((name) => readFileSync(`${folder}/${name}`, "utf8").trim());
  const port = readFileSync(`${folder}/cluster/postmaster.pid`, "utf8").split("\n")[3];
  const shared = { DATABASE_URL: `postgres://gloss:${password}@127.0.0.1:${port}/gloss`, GLOSS_SECRET: secret ?? "" };
  try {
    return [first, await serve({ ...shared, GLOSS_SAMPLE: "off" })];
  } catch (error) {
    await first.stop();
    throw error;
  }
}

test("two processes on one database are one Gloss: what is marked, who is here, and how often a password may be guessed", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const [first, second] = await two();
  const given = process.env.GLOSS_URL;
  /** What is asked from now on is asked of this one. */
  const at = (server: Server) => {
    process.env.GLOSS_URL = server.url;
  };
  try {
    const ada = await another(browser, { baseURL: first.url });
    const bob = await another(browser, { baseURL: second.url });
    at(second);
    await enrol(bob, "Bob Marsh");
    const guessed = await guesses(bob, second, 5);
    at(first);
    await enrol(ada, "Ada Byron");
    const group = Object(await call(ada, "POST", "groups", { name: "Two processes" })).id;
    const { token } = Object(await call(ada, "POST", `groups/${group}/invites`, {}));
    const reading = await bring(ada);
    await share(ada, group, reading);
    at(second);
    await call(bob, "POST", `invites/${token}`);

    await open(bob, reading.id);
    await open(ada, reading.id);
    await expect(bob.getByRole("button", { name: "Ada Byron is here now" })).toBeVisible();
    at(first);
    await mark(ada, reading, "312 crossings", { layer: "group", groupId: group, body: "Marked on the first." });
    await expect(card(bob, "Marked on the first.")).toBeVisible();
    at(second);
    await mark(bob, reading, "four people and a piano", { layer: "group", groupId: group, body: "And on the second." });
    await expect(card(ada, "And on the second.")).toBeVisible();

    await expect(ada.getByRole("button", { name: "Bob Marsh is here now" })).toBeVisible();
    await ada.getByRole("button", { name: "Bob Marsh is here now" }).click();
    await ada.getByRole("checkbox", { name: "Show that I am here" }).uncheck();
    await expect(ada.getByRole("button", { name: "Nobody else is here now" })).toBeVisible();
    await expect(bob.getByRole("button", { name: "Nobody else is here now" })).toBeVisible();

    // Half of the guesses were made of the second process; with the other half the first one refuses as well.
    at(first);
    const stranger = await another(browser, { baseURL: first.url });
    expect(await guesses(stranger, first, 5, guessed.email)).toMatchObject({ last: 401 });
    expect(await guesses(stranger, first, 1, guessed.email)).toMatchObject({ last: 429 });
    at(second);
    const other = await another(browser, { baseURL: second.url });
    expect(await guesses(other, second, 1, guessed.email)).toMatchObject({ last: 429 });
  } finally {
    process.env.GLOSS_URL = given;
    await second.stop();
    await first.stop();
  }
});

/** Guesses a password so often. @returns the last answer's status, and whose it was to be */
async function guesses(page: Page, server: Server, times: number, email = someone("Nobody").email) {
  let last = 0;
  for (let i = 0; i < times; i++) {
    const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
    const form = { csrfToken, email, password: `a wrong guess ${i}`, json: "true" };
    const answer = await page.request.post("/api/auth/callback/credentials", { headers: { Origin: server.url }, form });
    last = answer.status();
  }
  return { last, email };
}
