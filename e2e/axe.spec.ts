import { expect, type Locator, type Page, test } from "@playwright/test";
import { clean, reachable, standsOff } from "./clean";
import { another, answer, bring, call, circle, enrol, FERRY, KEEPER, mark, share, signIn } from "./people";
import { card, open, ready, select } from "./reading";

// Many pages each, and axe takes its time on every one.
test.describe.configure({ timeout: 150_000 });

const check = async (page: Page, ...paths: string[]) => {
  for (const path of paths) {
    await page.goto(path);
    await clean(page);
    // The same page on a phone.
    await page.setViewportSize({ width: 390, height: 844 });
    await reachable(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
};

// What belongs to assignments (setting and editing one, where people stand, one's work, points, what to talk about, rosters)
// is judged in their own stories, which have it open anyway.
test.describe("no serious finding of axe", () => {
  test("for who has no account, a new one, or the keeper's", async ({ page, browser }) => {
    await check(
      page,
      "/",
      "/signup",
      "/signin",
      "/signin?said=signed-out",
      "/reset",
      "/reset?token=none",
      "/verify",
      "/slip",
      "/accessibility",
      "/nowhere",
    );
    await check(page, "/invites/never-was-one");
    const reader = await another(browser);
    await enrol(reader);
    await check(reader, "/", "/articles", "/articles?show=archive", "/articles?q=nothing", "/groups", "/groups/new");
    await check(reader, "/settings", "/settings/delete", "/signout", "/notebook", "/nowhere", "/t/none");
    await check(reader, "/articles/new");
    await reader.getByLabel("Or its text").fill(FERRY);
    await reader.getByRole("button", { name: "Preview" }).click();
    await expect(reader.getByRole("button", { name: "Save and read" })).toBeVisible();
    await clean(reader, "the preview of an import");
    const keeper = await another(browser);
    await signIn(keeper, KEEPER);
    await check(keeper, "/admin", "/outbox");
    await keeper.getByRole("button", { name: `Account of ${KEEPER.name}` }).click();
    await clean(keeper, "the open menu of the account");
  });

  test("in a group that reads, and in the reader", async ({ page, browser }) => {
    await enrol(page, "Ada Byron");
    const bo = await another(browser);
    await enrol(bo, "Bo Lindqvist");
    const article = await bring(page);
    const group = await circle("Tuesday Circle", page, bo);
    await share(page, group, article);
    const layer = { layer: "group", groupId: group } as const;
    const said = "“It has to get across before the ice,”";
    await mark(bo, article, said, { ...layer, kind: "quote", speaker: "Runa Holt", tags: ["ice"], body: "**Who**?" });
    const talk = await mark(bo, article, "312 crossings", { ...layer, kind: "evidence", body: "See `log`." });
    await answer(page, talk, "> how\n\n1. counted\n2. again");
    await mark(page, article, "counted 312 crossings last winter", { kind: "claim", body: "Over another." });
    await mark(page, article, "ten years ago", { kind: "note" });
    const { token } = Object(await call(page, "POST", `groups/${group}/invites`, {}));

    await check(page, "/", "/articles", "/groups", `/groups/${group}`, `/groups/${group}/settings`);
    await check(
      page,
      `/groups/${group}/bring`,
      `/articles/${article.id}/notes`,
      `/t/${talk.id}`,
      "/notebook",
      "/notices",
      "/notices/follows",
    );
    const stranger = await another(browser);
    await check(stranger, `/invites/${token}`);

    await open(page, article.id);
    await expect(page.locator("[data-card]")).toHaveCount(4);
    await clean(page, "the reader");
    // A rem is the browser's own font size, and with it what everything is measured in.
    const sizes = () =>
      page.evaluate(() =>
        ["html", "body", "[data-card]", "[data-words]", "[data-text]"].map((what) =>
          Number.parseFloat(getComputedStyle(document.querySelector(what) ?? document.body).fontSize),
        ),
      );
    expect(await sizes()).toEqual([16, 14, 13.5, 13.5, 20]);
    const browserSettings = await page.context().newCDPSession(page);
    await browserSettings.send("Page.setFontSizes", { fontSizes: { standard: 24 } });
    await expect.poll(sizes).toEqual([24, 21, 20.25, 20.25, 30]);
    await browserSettings.send("Page.setFontSizes", { fontSizes: { standard: 16 } });
    await expect.poll(sizes).toEqual([16, 14, 13.5, 13.5, 20]);
    await card(page, "See log.").click();
    await expect(page.getByRole("list", { name: "Replies" })).toBeVisible();
    await clean(page, "an open thread");
    await page.getByRole("textbox", { name: "Reply" }).click();
    await clean(page, "a reply being written");
    await page.keyboard.press("Escape");
    await (await select(page, "a piano")).getByRole("button", { name: "Quote" }).focus();
    await clean(page, "the pill");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: "Note" })).toBeVisible();
    await clean(page, "a note being written");
    // A mark without a word would go with it.
    await page.getByRole("textbox", { name: "Note" }).fill("Whose?");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Actions for the quote of Ada/ }).click();
    await clean(page, "the menu of a card");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "How it looks" }).click();
    await clean(page, "how it looks");
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "Text" }).focus();
    await page.keyboard.press("/");
    await page.getByRole("searchbox", { name: "Find in this text" }).fill("noon");
    await clean(page, "finding");
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "Text" }).focus();
    await page.keyboard.press("?");
    await clean(page, "the keys");

    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await ready(page);
    await page.locator("mark.evidence").first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await clean(page, "the sheet of a phone");
    await reachable(page, "the sheet of a phone");
  });

  test("for a stranger to a public article and its thread", async ({ page, browser }) => {
    const ada = await another(browser);
    await enrol(ada, "Ada Byron");
    const article = await bring(ada);
    await open(ada, article.id);
    await ada.getByRole("button", { name: "This article" }).click();
    await ada.getByRole("menuitem", { name: "Make public" }).click();
    await ada.getByRole("dialog").getByRole("button", { name: "Make public" }).click();
    await expect(ada.getByText("Anyone with the link can read this article.")).toBeVisible();
    const { id } = await mark(ada, article, "312 crossings", { kind: "evidence", layer: "public", body: "Counted." });
    await check(page, `/articles/${article.id}`, `/articles/${article.id}/notes`, `/t/${id}`);
  });
});

/** What a person tells marks apart by. */
const drawn = (page: Page, kind: string) =>
  page
    .locator(`mark.${kind}`)
    .first()
    .evaluate((element) => {
      const style = getComputedStyle(element);
      return {
        words: style.color,
        ground: style.backgroundColor,
        line: `${style.backgroundImage} ${style.backgroundSize}`,
      };
    });

/** The colour of an element's edge, half way up, and of its middle, as they are painted. */
const pixels = async (page: Page, of: Locator): Promise<number[][]> =>
  page.evaluate(
    async (bytes) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const { width, height } = picture;
      const drawn = new OffscreenCanvas(width, height).getContext("2d");
      drawn?.drawImage(picture, 0, 0);
      const at = (x: number) => [...(drawn?.getImageData(x, height >> 1, 1, 1).data ?? [])].slice(0, 3);
      return [at(0), at(width >> 1)];
    },
    [...(await of.screenshot())],
  );

test("in a system's own colours, light and dark, kinds are told apart and words stand off their ground", async ({
  page,
}) => {
  await enrol(page, "Ada Byron");
  const article = await bring(page);
  const kinds = ["claim", "quote", "evidence", "note"] as const;
  const words = ["four people", "nobody had come", "312 crossings", "no reason to ring the bell"];
  for (const [i, kind] of kinds.entries()) await mark(page, article, words[i]!, { kind });
  await mark(page, article, "312 crossings last winter", { kind: "claim" });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    await open(page, article.id);
    const looks = [];
    for (const kind of kinds) looks.push(await drawn(page, kind));
    for (const { words, ground } of looks) {
      expect(words).toBe(colorScheme === "dark" ? "rgb(255, 255, 255)" : "rgb(0, 0, 0)");
      expect(ground).toBe(colorScheme === "dark" ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)");
    }
    expect(new Set(looks.map(({ line }) => line)).size).toBe(kinds.length);
    const swatches = await page
      .getByRole("navigation", { name: "What is shown" })
      .locator("[data-swatch]")
      .evaluateAll((all) =>
        all.map((one) => {
          const { borderTopWidth, borderTopStyle, backgroundColor } = getComputedStyle(one);
          return { edge: `${borderTopWidth} ${borderTopStyle}`, filled: backgroundColor };
        }),
      );
    expect(new Set(swatches.map(({ edge }) => edge)).size).toBe(kinds.length);
    const box = page.getByRole("checkbox", { name: /^Notes/ });
    const swatch = box.locator("+ [data-swatch]");
    const fill = () => swatch.evaluate((one) => getComputedStyle(one).backgroundColor);
    const before = await fill();
    await box.press(" ");
    expect(await fill()).not.toBe(before);
    await box.press(" ");
    await standsOff(page);
    await select(page, "a piano");
    await standsOff(page, "the pill");
    await page.keyboard.press("n");
    await expect(page.getByRole("textbox", { name: "Note" })).toBeVisible();
    await standsOff(page, "a note being written");
    await page.goto("/articles");
    await standsOff(page);
    // Of what was not begun the bar is empty within its edge.
    const [edge, middle] = await pixels(page, page.locator("progress[value='0']").first());
    expect(edge).not.toEqual(middle);
    expect(middle).toEqual(colorScheme === "dark" ? [0, 0, 0] : [255, 255, 255]);
  }
  await page.emulateMedia({ forcedColors: "none", colorScheme: "light" });
  const grey = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ink-3"));
  const usual = await grey();
  await page.emulateMedia({ contrast: "more" });
  expect(await grey()).not.toBe(usual);
});
