import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The least size of what carries words, in pixels at a browser's usual font size. */
const LEAST_TEXT = 12;
/** The least side of what is pressed, in pixels: WCAG 2.2, 2.5.8. */
const LEAST_TARGET = 24;

/**
 * Nothing of this page, as it is now, is a serious or critical finding of axe, in light and in dark. The two differ in
 * their colours alone, so the second look asks for the contrast only. And no words are too small to read.
 */
export async function clean(page: Page, what = page.url()) {
  // A page's title comes a moment after its text.
  await expect(page).toHaveTitle(/./);
  expect(await tooSmall(page), `${what}: words below ${LEAST_TEXT} px`).toEqual([]);
  for (const colorScheme of ["light", "dark"] as const) {
    // What fades from one theme to the other would be judged half way.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Nor is a theme on the screen before it was painted.
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    // No page of ours holds a frame, so axe need not open a blank page of its own for each look.
    // And what passed is not listed, which would take longer than finding what did not.
    const options = { resultTypes: ["violations" as const], preload: false };
    const axe = new AxeBuilder({ page });
    if (colorScheme === "dark") axe.options(options).withRules("color-contrast");
    // Of WCAG 2.2, and off unless asked for.
    else axe.options({ ...options, rules: { "target-size": { enabled: true } } });
    const { violations } = await axe.setLegacyMode().analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(
      serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      `${what}, ${colorScheme}`,
    ).toEqual([]);
  }
}

/** The words of this page that are drawn too small. Initials on a picture of a person are no words. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const small = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const [node, at] = [walker.currentNode, walker.currentNode.parentElement];
      if (!node.textContent?.trim() || !at || at.closest("script, style, noscript, title, sup, sub, rt, math"))
        continue;
      if (at.closest("[aria-hidden][title]") || !at.checkVisibility()) continue;
      const { fontSize } = getComputedStyle(at);
      if (Number.parseFloat(fontSize) < least) small.add(`${fontSize}: ${node.textContent.trim().slice(0, 60)}`);
    }
    return [...small];
  }, LEAST_TEXT);

/**
 * In a system's own colours: no words have the colour of what is behind them. Behind words that are drawn in the system's
 * colours the browser puts the page's ground, whatever is beneath; where a part keeps its own, its own ground counts.
 */
export async function standsOff(page: Page, what = page.url()) {
  // A colour that is still on its way to another is none that anybody reads.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  );
  const lost = await page.evaluate(() => {
    const canvas = getComputedStyle(document.documentElement).backgroundColor;
    const groundOf = (at: Element | null): string => {
      if (!at || getComputedStyle(at).forcedColorAdjust === "auto") return canvas;
      const { backgroundColor } = getComputedStyle(at);
      return /^rgba\(.*, 0\)$/.test(backgroundColor) ? groundOf(at.parentElement) : backgroundColor;
    };
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const [words, at] = [walker.currentNode.textContent?.trim(), walker.currentNode.parentElement];
      if (!words || !at || at.closest("script, style, noscript, title, .sr-only") || !at.checkVisibility()) continue;
      if (getComputedStyle(at).color === groundOf(at)) found.add(words.slice(0, 60));
    }
    return [...found];
  });
  expect(lost, `${what}: words in the colour of their ground`).toEqual([]);
}

/**
 * Whether this page can be used on a phone: it never scrolls sideways, and all that is pressed has room for a finger. A
 * link within a sentence is as high as its line.
 */
export async function reachable(page: Page, what = page.url()) {
  const found = await page.evaluate((least) => {
    const PRESSED =
      "a[href], button, select, textarea, summary, input:not([type=hidden]), [role=button], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=option], [role=tab]";
    const small = new Set<string>();
    for (const one of document.querySelectorAll<HTMLElement>(PRESSED)) {
      if (!one.checkVisibility({ visibilityProperty: true }) || one.closest("[inert], .sr-only")) continue;
      // A box to tick is pressed by its label too.
      const label =
        one instanceof HTMLInputElement && /^(checkbox|radio)$/.test(one.type) ? one.closest("label") : null;
      const hidden = one.classList.contains("sr-only") || one.classList.contains("focus:not-sr-only");
      if (hidden && !label) continue;
      const inSentence =
        getComputedStyle(one).display === "inline" &&
        [...(one.closest("p, li, dd, td, blockquote, div")?.childNodes ?? [])].some(
          (node) => node instanceof Text && node.data.trim().length > 1,
        );
      if (inSentence) continue;
      // Of a number in a table the whole cell is pressed.
      const cell = getComputedStyle(one, "::before").position === "absolute" ? one.closest("td") : null;
      const { width, height } = (label ?? cell ?? one).getBoundingClientRect();
      if (width > 0 && height > 0 && Math.min(width, height) < least - 0.1)
        small.add(`${Math.round(width * 10) / 10} × ${Math.round(height * 10) / 10}: ${one.outerHTML.slice(0, 160)}`);
    }
    return { small: [...small], sideways: document.documentElement.scrollWidth - innerWidth };
  }, LEAST_TARGET);
  expect(found, `${what} on a phone`).toEqual({ small: [], sideways: 0 });
}
