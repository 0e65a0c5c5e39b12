import { expect, type Locator, type Page } from "@playwright/test";

/** The article's text in the reader, once a script has taken it over. */
export async function open(page: Page, articleId: string): Promise<Locator> {
  await page.goto(`/articles/${articleId}`);
  return ready(page);
}

/** The reader's text, when its keys and its selection work. */
export async function ready(page: Page): Promise<Locator> {
  await expect(page.locator("[data-live]").or(page.getByRole("dialog")).first()).toBeAttached();
  return page.getByRole("region", { name: "Text", exact: true });
}

type Ends = { from: [number, number]; to: [number, number] };

/** Where some words of the text begin and end in the window, which is scrolled to show them. `nth` counts from 1. */
function ends(page: Page, words: string, nth: number): Promise<Ends> {
  return page.getByRole("region", { name: "Text", exact: true }).evaluate(
    (text, [sought, count]) => {
      const range = document.createRange();
      const nodes: Text[] = [];
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) if (walker.currentNode instanceof Text) nodes.push(walker.currentNode);
      const whole = nodes.map((node) => node.data).join("");
      let start = -1;
      for (let i = 0; i < count; i++) start = whole.indexOf(sought, start + 1);
      if (start < 0) throw new Error(`“${sought}” does not stand ${count} times in the text.`);
      let at = 0;
      for (const node of nodes) {
        const end = at + node.data.length;
        if (start >= at && start < end) range.setStart(node, start - at);
        if (start + sought.length > at && start + sought.length <= end) range.setEnd(node, start + sought.length - at);
        at = end;
      }
      range.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
      const [first, last] = [boxes[0], boxes.at(-1)];
      if (!first || !last) throw new Error(`“${sought}” is not drawn.`);
      return {
        from: [first.left + 0.5, first.top + first.height / 2] as [number, number],
        to: [last.right - 0.5, last.top + last.height / 2] as [number, number],
      };
    },
    [words, nth] as const,
  );
}

/** Draws the mouse over words of the text. */
export async function drag(page: Page, words: string, nth = 1): Promise<void> {
  const { from, to } = await ends(page, words, nth);
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 4 });
  await page.mouse.up();
}

/** Selects words of the text with the mouse, for the pill to come up. */
export async function select(page: Page, words: string, nth = 1): Promise<Locator> {
  await drag(page, words, nth);
  const pill = page.getByRole("toolbar", { name: "Mark the selected passage" });
  await expect(pill).toBeVisible();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(words);
  return pill;
}

/** The card of the margin that says these words, or is of this kind. */
export const card = (page: Page, text: string | RegExp): Locator =>
  page.locator("[data-card]").filter({ hasText: text });

/** How many characters of the text stand before the n-th mark, as the page shows it. */
export const placeOf = (page: Page, nth = 0): Promise<number> =>
  page
    .locator("[data-text] mark[data-ids]")
    .nth(nth)
    .evaluate((mark) => {
      const before = document.createRange();
      before.setStart(mark.closest("[data-text]") ?? mark, 0);
      before.setEndBefore(mark);
      return before.toString().length;
    });
