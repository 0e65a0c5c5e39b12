import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { build } from "esbuild";
import { findBrowser } from "../../../.ci/browser.mjs";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** A script for the page: `entry` with all that it imports, as a production build has it, its exports under `bench`. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, "../page", entry)],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    globalName: "bench",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    alias: { "@": ROOT },
    jsx: "automatic",
    loader: { ".css": "text" },
    logLevel: "error",
  });
  return outputFiles[0]!.text;
}

/** The product's own style sheet, made as its build makes it. */
export async function styles(): Promise<string> {
  const require = createRequire(path.join(ROOT, "package.json"));
  const tailwind = require("@tailwindcss/postcss");
  const postcss = createRequire(require.resolve("@tailwindcss/postcss"))("postcss");
  const from = path.join(ROOT, "app/globals.css");
  const { css } = await postcss([tailwind({ optimize: false })]).process(await readFile(from, "utf8"), { from });
  return css;
}

export async function browser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser() });
}

/** A page with nothing on it but the column that a text stands in, and the script. */
export async function open(on: Browser, script: string, css: string): Promise<Page> {
  const page = await on.newPage({ viewport: { width: 1440, height: 900 } });
  page.on("pageerror", (error) => console.error(error));
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><style>${css}</style>
     <div class="reader" data-size="20" data-width="medium" data-leading="medium" data-face="serif"><main class="reader-columns"><div></div><article class="reader-article"><section class="text" data-text></section></article><div></div></main></div>`,
  );
  await page.addScriptTag({ content: script });
  return page;
}
