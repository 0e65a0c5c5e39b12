import { type BrowserContext, expect, type Request, test } from "@playwright/test";
import type { Article } from "../lib/schemas/article";
import { another, answer, bring, call, circle, enrol, mark, share } from "./people";
import { card, open } from "./reading";
import { serve } from "./server";

test("what one reader writes, changes, answers and takes back is there for the other without a reload", async ({
  page,
  browser,
}) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Live circle", page, bob);
  const reading = await bring(page);
  await share(page, group, reading);
  const shared = { layer: "group" as const, groupId: group };
  await open(bob, reading.id);

  const note = await mark(page, reading, "312 crossings", { ...shared, body: "The office counts." });
  await expect(card(bob, "The office counts.")).toBeVisible();
  await answer(page, note, "Every winter.");
  await expect(card(bob, "The office counts.").getByText("1 reply")).toBeVisible();

  // While Bob has a note open, what arrives waits for him.
  await card(bob, "The office counts.").click();
  await expect(card(bob, "Every winter.")).toBeVisible();
  await answer(page, note, "And every summer.");
  await expect(card(bob, "And every summer.")).toBeVisible();
  await mark(page, reading, "four people and a piano", { ...shared, body: "A heavy load." });
  await bob.getByRole("button", { name: "Show 1 new" }).click();
  await expect(card(bob, "A heavy load.")).toBeVisible();

  // What leaves the group leaves his margin.
  await page.request.fetch(`/api/v1/annotations/${note.id}`, {
    method: "PATCH",
    data: { layer: "private" },
    headers: {
      Origin: new URL(page.url() === "about:blank" ? (process.env.GLOSS_URL ?? "") : page.url()).origin,
      "If-Match": '"1"',
    },
  });
  await expect(card(bob, "The office counts.")).toHaveCount(0);
});

/** How many streams this browser holds open now, and its tabs with these readings. */
async function tabs(context: BrowserContext, readings: readonly { id: string }[]) {
  const streams = new Set<Request>();
  const isStream = (request: Request) => request.url().includes("/api/v1/events");
  context.on("request", (request) => isStream(request) && streams.add(request));
  context.on("requestfinished", (request) => streams.delete(request));
  context.on("requestfailed", (request) => streams.delete(request));
  const pages = [];
  for (const { id } of readings) {
    const page = await context.newPage();
    await open(page, id);
    pages.push(page);
  }
  return { pages, streams };
}

test("tabs with more readings than a browser has connections hear through one stream, go on when its tab is closed, and when one reading is taken away", async ({
  page,
  browser,
}) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const [group, other] = [await circle("Many tabs", page, bob), await circle("Soon without Bob", page, bob)];
  // One after the other: of one person's texts only so many may wait to be read in.
  const readings: Article[] = [];
  while (readings.length < 7) readings.push(await bring(page));
  for (const [i, reading] of readings.entries()) await share(page, i === 1 ? other : group, reading);
  // The first reading in two tabs: what one is told the other hears as well.
  const { pages, streams } = await tabs(bob.context(), [...readings, readings[0]!]);
  await expect.poll(() => streams.size).toBe(1);
  const write = (i: number, body: string) =>
    mark(page, readings[i]!, "312 crossings", { layer: "group", groupId: i === 1 ? other : group, body });
  const first = pages[0]!;
  for (const i of [0, 1, 6]) await write(i, `The office counts ${i}.`);
  for (const i of [0, 1, 6, 7]) await expect(card(pages[i]!, `The office counts ${i % 7}.`)).toBeVisible();

  const { id } = Object(await call(bob, "GET", "me"));
  const refused = bob
    .context()
    .waitForEvent("response", (answer) => answer.url().includes("/api/v1/events") && answer.status() === 404);
  await call(page, "DELETE", `groups/${other}/members/${id}`);
  await refused;
  await write(6, "Still heard.");
  await expect(card(pages[6]!, "Still heard.")).toBeVisible();

  await first.close();
  await write(0, "Heard in the other tab.");
  await expect(card(pages[7]!, "Heard in the other tab.")).toBeVisible();
  const held = () => [...streams].filter((request) => !request.frame().page().isClosed());
  await expect.poll(() => held().length).toBe(1);
});

test("what is written around a restart of the server is there once for who was reading, without a reload", async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const server = await serve({ GLOSS_SAMPLE: "off" });
  const given = process.env.GLOSS_URL;
  process.env.GLOSS_URL = server.url;
  try {
    const [ada, bob] = [
      await another(browser, { baseURL: server.url }),
      await another(browser, { baseURL: server.url }),
    ];
    await enrol(ada, "Ada Byron");
    await enrol(bob, "Bob Marsh");
    const group = await circle("Through a restart", ada, bob);
    const reading = await bring(ada);
    await share(ada, group, reading);
    const write = (body: string) => mark(ada, reading, "312 crossings", { layer: "group", groupId: group, body });
    await open(bob, reading.id);
    await write("Before it.");
    await expect(card(bob, "Before it.")).toBeVisible();
    const lists: string[] = [];
    bob.on("request", (request) => {
      if (/annotations\?/.test(request.url())) lists.push(request.url());
    });
    server.signal("SIGTERM");
    expect(await server.ended).toBe(0);
    await server.restart();
    await write("While he was away.");
    await write("And this.");
    await expect(card(bob, "While he was away.")).toHaveCount(1, { timeout: 15_000 });
    await expect(card(bob, "And this.")).toHaveCount(1);
    // From the place where he was: only what was new was asked for.
    expect(lists.length).toBeGreaterThan(0);
    expect(lists.filter((url) => !url.includes("ids="))).toEqual([]);
  } finally {
    process.env.GLOSS_URL = given;
    await server.stop();
  }
});

test("a reader who is taken out of the group hears no more, sees its notes no more, and keeps what they were writing", async ({
  page,
  browser,
}) => {
  const bob = await another(browser);
  await Promise.all([enrol(page, "Ada Byron"), enrol(bob, "Bob Marsh")]);
  const group = await circle("Closed circle", page, bob);
  const reading = await bring(page);
  await share(page, group, reading);
  const shared = { layer: "group" as const, groupId: group };
  await mark(page, reading, "312 crossings", { ...shared, body: "For the circle alone." });
  await answer(page, await mark(page, reading, "four people", { ...shared, body: "So few?" }), "Only four.");
  const { id } = Object(await call(bob, "GET", "me"));
  expect((await bob.request.get(`/api/v1/events?article=${crypto.randomUUID()}`)).status()).toBe(404);
  await open(bob, reading.id);
  await card(bob, "So few?").click();
  await expect(card(bob, "Only four.")).toBeVisible();
  await bob.getByLabel("Reply", { exact: true }).getByRole("textbox").fill("And a piano, which");
  const refused = bob.waitForResponse((answer) => answer.url().includes("/api/v1/events") && answer.status() === 404);
  await call(page, "DELETE", `groups/${group}/members/${id}`);
  await refused;
  for (const words of ["For the circle alone.", "So few?", "Only four."])
    await expect(bob.getByText(words)).toHaveCount(0);
  await expect(bob.locator("[data-text] mark")).toHaveCount(1);
  await expect(bob.getByRole("alert").filter({ hasText: "You may no longer read this here" })).toBeVisible();
  await expect(bob.getByLabel("Reply", { exact: true }).getByRole("textbox")).toHaveValue("And a piano, which");
  // They look away, and the empty note is gone as well.
  await bob.getByLabel("Reply", { exact: true }).getByRole("textbox").press("Escape");
  await bob.keyboard.press("Escape");
  await expect(bob.locator("[data-text] mark")).toHaveCount(0);
});
