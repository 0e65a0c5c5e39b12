import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "../.ci/browser.mjs";

// Each worker reads this file again; the browser is looked for once.
process.env.CHROMIUM_PATH ??= findBrowser();

/**
 * A window of a headless Chromium draws its address bar's list too, as pages of its own that took more than half of the
 * time of a new context. Of two such switches a browser hears the last alone, so Playwright's own are said again.
 */
const UNUSED = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"],
  ...["HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"],
  ...["AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "AimEnabled"],
  ...["NetworkTimeServiceQuerying", "PreconnectToSearch"],
];

export default defineConfig({
  testDir: ".",
  outputDir: ".out/results",
  globalSetup: "./setup.ts",
  // Readers' stories share one server and never one account.
  fullyParallel: true,
  // One more than there are cores, for each waits for the server a third of its time.
  workers: Math.min(4, availableParallelism() + 1),
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.GLOSS_E2E_REPORT
    ? [["list"], ["json", { outputFile: process.env.GLOSS_E2E_REPORT }]]
    : [["list"]],
  use: {
    baseURL: process.env.GLOSS_URL,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [`--disable-features=${UNUSED.join(",")}`],
    },
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Vienna",
    // No trace: recording each story only to throw it away costs a tenth of the time. `--trace on` makes one.
  },
});
