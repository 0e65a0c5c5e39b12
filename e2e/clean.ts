import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Nothing of this page, as it is now, is a serious or critical finding of axe, in light and in dark. The two differ in
 * their colours alone, so the second look asks for the contrast only.
 */
export async function clean(page: Page, what = page.url()) {
  // A page's title comes a moment after its text.
  await expect(page).toHaveTitle(/./);
  for (const colorScheme of ["light", "dark"] as const) {
    // What fades from one theme to the other would be judged half way.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Nor is a theme on the screen before it was painted.
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    // No page of ours holds a frame, so axe need not open a blank page of its own for each look.
    // And what passed is not listed, which would take longer than finding what did not.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"], preload: false }).setLegacyMode();
    const { violations } = await (colorScheme === "light" ? axe : axe.withRules("color-contrast")).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(
      serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      `${what}, ${colorScheme}`,
    ).toEqual([]);
  }
}
