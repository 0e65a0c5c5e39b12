import { expect, type Page, test } from "@playwright/test";
import { hostileHtml } from "../lib/article/hostile";
import { article } from "../lib/schemas/article";
import { answer, bring, circle, enrol, FERRY, mark, share, site } from "./people";
import { ready } from "./reading";

/** As a note may hold them: without the control character that the API refuses. */
const PAYLOADS = hostileHtml.map(({ html }) => html.replaceAll("\u0001", ""));
/** Those that fit into fields of one line. */
const LINES = PAYLOADS.filter((html) => !html.includes("\n") && html.length <= 90);

/**
 * Makes every payload call us: what called, which address was asked for beyond `own`, and what our own content policy had
 * to stop. The last must be empty too: a payload that only the policy stops has reached the page.
 */
async function listen(page: Page, own: string) {
  const fired: string[] = [];
  const asked: string[] = [];
  const stopped: string[] = [];
  await page.exposeFunction("glossFired", (where: string) => fired.push(where));
  await page.exposeFunction("glossStopped", (what: string) => stopped.push(what));
  await page.addInitScript(() => {
    const report = (name: string, said: string) => Reflect.get(window, name)?.(said);
    window.alert = () => report("glossFired", location.pathname);
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
      report("glossStopped", `${location.pathname}: ${violatedDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  page.on("dialog", (dialog) => {
    fired.push(`${dialog.type()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== own && /^(https?|wss?):$/.test(url.protocol)) asked.push(url.href);
  });
  return { fired, asked, stopped };
}

test("put raw into a blank page, the payloads fire", async ({ page }) => {
  const BLANK = "https://blank.test";
  const fired = new Set<string>();
  await page.exposeFunction("glossFired", (where: string) => fired.add(where));
  await page.addInitScript(() => {
    window.alert = () => Reflect.get(window, "glossFired")(location.pathname);
  });
  await page.route(`${BLANK}/**`, (route) => {
    const html = hostileHtml[Number(new URL(route.request().url()).pathname.slice(1))]?.html;
    return html === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
  });
  const expected = hostileHtml.flatMap(({ fires, name }, i) => (fires ? [{ name, path: `/${i}` }] : []));
  expect(expected.length).toBeGreaterThanOrEqual(30);
  for (const { name, path } of expected) {
    await page.goto(BLANK + path, { waitUntil: "commit" });
    await expect.poll(() => fired.has(path), { message: name, intervals: [5, 10, 20, 50] }).toBe(true);
  }
  expect(fired.size).toBeGreaterThanOrEqual(30);
});

// In two halves, so that two browsers share the work.
for (const half of [0, 1])
  test(`imported, none of them fires, and no reader's browser calls a third host (${half + 1} of 2)`, async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await enrol(page);
    const seen = await listen(page, site());
    for (const { name, html, text } of hostileHtml.filter((_, i) => i % 2 === half)) {
      const response = await page.request.post("/api/v1/articles", {
        headers: { Origin: site() },
        data: {
          title: name,
          html: `${html}<img src="https://third.example/p.png"><a href="https://third.example/">on</a>`,
        },
      });
      expect(response.status(), `${name}: ${await response.text()}`).toBe(201);
      const { id, version } = article.parse(await response.json());
      if (text) expect(version.text, name).toContain(text.split("\n\n")[0] ?? "");
      await page.goto(`/articles/${id}`);
      await ready(page);
      // What a reader can press in it leads to the web or nowhere.
      const addresses = await page
        .locator("[data-text] :is([href], [src], [action], [formaction], [data])")
        .evaluateAll((all) =>
          all.flatMap((each) =>
            ["href", "src", "action", "formaction", "data"].map((at) => each.getAttribute(at) ?? "#"),
          ),
        );
      for (const address of addresses) expect(address, name).toMatch(/^(https?:|mailto:|#)/);
      const handlers = await page
        .locator("[data-text] *")
        .evaluateAll((all) =>
          all.flatMap((each) => each.getAttributeNames().filter((attribute) => /^(on|style)/.test(attribute))),
        );
      expect(handlers, name).toEqual([]);
    }
    // Where a browser checks what it kept, it tries nothing that the policy forbids.
    await page.goto("/articles/new");
    await expect(page.getByRole("main").getByRole("button").first()).toBeEnabled();
    expect(seen).toEqual({ fired: [], asked: [], stopped: [] });
  });

test("as notes, replies, titles, tags and names they are words, wherever they are shown", async ({ page }) => {
  const evil = LINES[0] ?? "";
  await enrol(page, `Ada ${evil}`);
  const seen = await listen(page, site());
  const reading = await bring(page, {
    title: `Title ${LINES[1]}`,
    byline: LINES[2] ?? "",
    site: LINES[3] ?? "",
    text: FERRY,
  });
  const group = await circle(`Group ${LINES[4]}`, page);
  await share(page, group, reading);
  const words = FERRY.match(/\p{L}{5,}/gu) ?? [];
  const marks = await Promise.all(
    PAYLOADS.map((html, i) => {
      const line = LINES[i % LINES.length] ?? "";
      const body = `${html}\n\n[go](javascript:alert(1)) ![p](https://third.example/p.png) <${html}>`;
      const said = { body, tags: [line], speaker: line, source: line };
      return mark(page, reading, words[i % words.length] ?? "", {
        kind: "quote",
        layer: "group",
        groupId: group,
        ...said,
      });
    }),
  );
  const [first] = marks;
  if (!first) throw new Error("There is no mark.");
  await answer(page, first, PAYLOADS.join("\n\n"));

  const paths = [`/articles/${reading.id}`, `/articles/${reading.id}/notes`, `/t/${first.id}`, "/articles", "/groups"];
  for (const path of [...paths, `/groups/${group}`, `/groups/${group}/settings`, "/", "/settings"]) {
    await page.goto(path);
    if (path === paths[0]) await ready(page);
    const bad = await page
      .getByRole("main")
      .locator(
        "script:not([nonce]), iframe, object, embed, img[src^=http], [onerror], [onload], a[href^='javascript' i]",
      )
      .count();
    expect(bad, path).toBe(0);
  }
  // So many at one place are folded; the one that is named is open.
  await page.goto(`${paths[0]}#${first.id}`);
  await ready(page);
  await expect(page.getByRole("list", { name: "Replies" })).toContainText("<script>alert(1)</script>");
  expect(seen).toEqual({ fired: [], asked: [], stopped: [] });
});

test("an address that is no web address is refused as the source of an article", async ({ page }) => {
  await enrol(page);
  for (const sourceUrl of ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//x"]) {
    const response = await page.request.post("/api/v1/articles", {
      headers: { Origin: site() },
      data: { text: "Words", sourceUrl },
    });
    expect(response.status(), sourceUrl).toBe(400);
  }
});
