import { expect, type Page, test } from "@playwright/test";
import { encode } from "../lib/testing";
import { enrol } from "./people";

const TEXT = `The last ferry of the year

It left at noon, with four people and a piano on board.

“Nobody plays it,” said Runa Holt, who keeps the kiosk. “But it has to get across before the ice.”`;

async function write(page: Page, text: string) {
  await page.goto("/articles/new");
  await page.getByLabel("Or its text").fill(text);
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByRole("heading", { name: "What was understood" })).toBeVisible();
}

async function bringIn(page: Page, text: string) {
  await write(page, text);
  await page.getByRole("button", { name: "Save and read" }).click();
  await page.waitForURL(/\/articles\/[0-9a-f-]{36}$/);
}

/** Puts a clipboard of one's own on what has the focus, as the browser would. */
const paste = (page: Page, kinds: Record<string, string>) =>
  page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    for (const [kind, value] of Object.entries(given)) clipboardData.setData(kind, value);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, kinds);

/** Drops a file on the page, far from every field. */
const drop = async (page: Page, name: string, bytes: readonly number[]) => {
  await expect(page.locator("[data-waiting]")).toHaveCount(0);
  await page.evaluate(
    ([title, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(content)], title));
      for (const type of ["dragenter", "dragover", "drop"])
        document
          .querySelector("h1")
          ?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, bytes] as const,
  );
};
const utf8 = (text: string) => [...new TextEncoder().encode(text)];

test("a text is shown as it was understood, corrected, saved and found again", async ({ page }) => {
  await enrol(page);
  await write(page, TEXT);
  const text = page.getByRole("region", { name: "The text as it was understood" });
  await expect(text).toContainText("“But it has to get across before the ice.”");
  await expect(page.getByLabel("Title")).toHaveValue("The last ferry of the year");
  await page.getByLabel("Title").fill("The last ferry");
  await page.getByLabel("By", { exact: true }).fill("Runa Holt");
  await page.getByRole("button", { name: "Save and read" }).click();
  await page.waitForURL(/\/articles\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "The last ferry" })).toBeVisible();

  await page.goto("/articles");
  const row = page.getByRole("listitem").filter({ hasText: "The last ferry" });
  await expect(row).toContainText("Runa Holt");
  await expect(row).toContainText("Not begun");
  await page.getByRole("searchbox", { name: "Words of a title" }).fill("no such words");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("heading", { name: "No title with “no such words”" })).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(row).toBeVisible();
});

test("a reading goes to the archive and off the shelf, and comes back by undo", async ({ page }) => {
  await enrol(page);
  await bringIn(page, TEXT);
  await page.goto("/articles");
  const row = page.getByRole("listitem").filter({ hasText: "The last ferry" });
  await row.getByRole("button", { name: /^Archive/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toHaveCount(1);
  await row.getByRole("button", { name: /^Archive/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("link", { name: "Archive" }).click();
  await row.getByRole("button", { name: /^Bring back/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("link", { name: "Shelf", exact: true }).click();
  await row.getByRole("button", { name: /^Take off my shelf/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toHaveCount(1);
  await page.reload();
  await expect(row).toHaveCount(1);
});

test("a rich paste keeps its headings and links, and drops what could run", async ({ page }) => {
  await enrol(page);
  await page.goto("/articles/new");
  // Until the page is live nothing can be put into it.
  await page.getByLabel("Or its text").click();
  await paste(page, {
    "text/plain": "A heading\nA word with a link.",
    "text/html": `<h2>A heading</h2><p onclick="alert(1)">A <b>word</b> with a <a href="https://example.org/x">link</a>.</p><script>alert(1)</script>`,
  });
  const text = page.getByRole("region", { name: "The text as it was understood" });
  await expect(text.getByRole("link", { name: "link" })).toHaveAttribute("href", "https://example.org/x");
  await expect(text).not.toContainText("alert");
});

test("Markdown and a dropped file are each read as what they are", async ({ page }) => {
  await enrol(page);
  await page.goto("/articles/new");
  await page.getByText("Markdown", { exact: true }).click();
  await page.getByLabel("Or its text").fill("# On piers\n\nThey *rot* from the top.\n\n- oak\n- larch");
  await page.getByRole("button", { name: "Preview" }).click();
  const text = page.getByRole("region", { name: "The text as it was understood" });
  await expect(text.getByRole("listitem")).toHaveText(["oak", "larch"]);
  await expect(page.getByLabel("Title")).toHaveValue("On piers");

  await page.getByRole("button", { name: "Back to what you gave" }).click();
  await drop(page, "ferry.txt", utf8(TEXT));
  await expect(page.getByLabel("Title")).toHaveValue("The last ferry of the year");
});

test("a file in an older encoding is told by its letters, and the preview follows another choice", async ({ page }) => {
  await enrol(page);
  await page.goto("/articles/new");
  const words = "Последний паром\n\nОсенью река поднимается выше старого моста, и паромщик ждёт, пока вода спадёт.";
  await drop(page, "parom.txt", [...encode(words, "koi8-u")]);
  const title = page.getByLabel("Title");
  const text = page.getByRole("region", { name: "The text as it was understood" });
  const encoding = page.getByLabel("Encoding");
  await expect(title).toHaveValue("Последний паром");
  await expect(encoding.locator("option:checked")).toHaveText("Cyrillic (KOI8)");
  await page.getByLabel("Published in").fill("Река");
  await encoding.focus();
  await encoding.selectOption("windows-1251");
  await expect(text).toContainText("пУЕОША");
  await expect(encoding).toBeFocused();
  await expect(title).not.toHaveValue("Последний паром");
  await expect(page.getByLabel("Published in")).toHaveValue("Река");
  await encoding.selectOption("koi8-u");
  await expect(title).toHaveValue("Последний паром");
  await expect(text).toContainText("пока вода спадёт");
  await page.getByRole("button", { name: "Save and read" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Последний паром" })).toBeVisible();
});

test("where little of a page is an article, its other parts can be taken", async ({ page }) => {
  await enrol(page);
  await page.goto("/articles/new");
  const sentence = (n: number) =>
    `Crossing ${n} was made at night, with the lamps lit, and with nobody on the landing to see it arrive. `;
  const letter = `<article><p>${"Our letter comes on Fridays, with news, and with all the times of the ferries. ".repeat(8)}</p></article>`;
  const log = Array.from({ length: 60 }, (_, i) => `<dl><dt>${sentence(i)}</dt></dl>`).join("");
  await drop(
    page,
    "log.html",
    utf8(`<title>The log</title><body><div>${letter}</div><div class="sidebar">${log}</div></body>`),
  );
  const text = page.getByRole("region", { name: "The text as it was understood" });
  await expect(text).toContainText("Our letter comes on Fridays");
  const others = page.getByRole("region", { name: "Other parts of this page" });
  await others.getByRole("button", { name: /^Use “Crossing 0/ }).click();
  await expect(text).toContainText("Crossing 1 was made");
  await expect(text).not.toContainText("Our letter");
  await others.getByRole("button", { name: "Use everything on the page" }).click();
  await expect(text).toContainText("Our letter");
  await others.getByRole("button", { name: "Use the article found" }).click();
  await expect(text).not.toContainText("Crossing 1");
  // A page without any is taken whole when its reader says so.
  await page.getByRole("button", { name: "Back to what you gave" }).click();
  await drop(page, "closed.html", utf8("<title>Pier</title><body><p>Closed on Monday.</p></body>"));
  await page.getByRole("button", { name: "Use everything on the page" }).click();
  await expect(text).toHaveText("Closed on Monday.");
});

test("what cannot be read is refused in words, and what was typed stays through it and a reload", async ({ page }) => {
  await enrol(page);
  await page.goto("/articles/new");
  const field = page.getByLabel("Or its text");
  await field.fill("A beginning that must not be lost");
  const refusal = page.getByRole("alert").filter({ hasText: /\S/ });
  await drop(page, "photo.txt", [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]);
  await expect(refusal).toContainText("“photo.txt” is not a text file");
  await drop(page, "slides.pptx", [1, 2, 3]);
  await expect(refusal).toContainText("is not a .txt, .md or .html file");

  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(refusal).toContainText("cannot be reached");
  await page.context().setOffline(false);
  await expect(field).toHaveValue("A beginning that must not be lost");
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith(":import")).length))
    .toBe(1);
  await page.reload();
  await expect(field).toHaveValue("A beginning that must not be lost");
});

test("an empty text and an address that leads nowhere public are refused", async ({ page }) => {
  await enrol(page);
  await page.goto("/articles/new");
  const refusal = page.getByRole("alert").filter({ hasText: /\S/ });
  await page.getByLabel("Or its text").fill(" \n\t ");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(refusal).toContainText("There is no text yet");
  await page.getByLabel("From the web").fill("http://127.0.0.1:1/");
  await page.getByRole("button", { name: "Fetch" }).click();
  await expect(refusal).toBeVisible();
  const address = page.getByLabel("From the web");
  await expect(address).toHaveValue("http://127.0.0.1:1/");
  await address.fill("two words");
  await page.getByRole("button", { name: "Fetch" }).click();
  await expect(address).toHaveAccessibleDescription(/^That isn't a web address\. Try something like/);
  await expect(address).toHaveAttribute("aria-invalid", "true");
  // What the API says of it stands at the field too.
  await address.fill(`https://example.org/${"a".repeat(3000)}`);
  await expect(address).not.toHaveAttribute("aria-invalid");
  await page.getByRole("button", { name: "Fetch" }).click();
  await expect(address).toHaveAccessibleDescription(/^That address is too long\./);
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await expect(address).toBeFocused();
});

test("five megabytes pasted at once are read, and the page stays awake", async ({ page }) => {
  await enrol(page);
  await page.goto("/articles/new");
  // Until the page is live nothing can be put into it.
  await page.getByLabel("Or its text").click();
  // What its thread computes, not what the machine does meanwhile.
  const tools = await page.context().newCDPSession(page);
  await tools.send("Performance.enable", { timeDomain: "threadTicks" });
  const computed = async () => {
    const { metrics } = await tools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
  };
  const before = await computed();
  const long = await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", `A long night\n\n${"The lamp was lit again. ".repeat(220_000)}`);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
    return clipboardData.getData("text/plain").length;
  });
  expect(long).toBeGreaterThan(5_000_000);
  await expect(page.getByLabel("Title")).toHaveValue("A long night", { timeout: 30_000 });
  // Seconds in all, of which no frame can take more. Kept in the field, the text took several.
  expect((await computed()) - before).toBeLessThan(2);
});

test("long work can be cancelled, and nothing is lost by it", async ({ page }) => {
  await enrol(page);
  await page.goto("/articles/new");
  // An answer that never comes, so that there is time to cancel.
  await page.route("**/api/v1/imports", () => {});
  await page.getByLabel("Or its text").fill(TEXT);
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Reading the text")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Reading the text")).toHaveCount(0);
  await expect(page.getByLabel("Or its text")).toHaveValue(TEXT);
});

test("without JavaScript the library lists, filters and archives", async ({ page, browser }) => {
  await enrol(page);
  await bringIn(page, TEXT);
  const state = await page.context().storageState();
  const plain = await (await browser.newContext({ javaScriptEnabled: false, storageState: state })).newPage();
  await plain.goto("/articles?q=ferry");
  const row = plain.getByRole("listitem").filter({ hasText: "The last ferry" });
  await expect(row).toBeVisible();
  await row.hover();
  await row.getByRole("button", { name: /^Archive/ }).click();
  await plain.goto("/articles");
  await expect(row).toHaveCount(0);
  await plain.goto("/articles?show=archive");
  await expect(row).toHaveCount(1);
});
