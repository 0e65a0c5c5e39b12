import type { ReadingSettings, Viewer } from "@/lib/schemas/user";
import { call } from "./client";

/** The cookie that carries the settings of a reader who is not signed in, so that the server's first HTML has them. */
export const COOKIE = "gloss-reading";

/** Of a reader who chose nothing: what `readingSettings` has as its defaults. */
export const USUAL: ReadingSettings = {
  theme: "system",
  size: 20,
  width: "medium",
  leading: "medium",
  face: "serif",
  keys: true,
  cues: true,
};

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a theme on the whole page, and keeps the settings: in the account, or for a year in this browser. */
export function saveSettings(viewer: Viewer, settings: ReadingSettings): void {
  const root = document.documentElement;
  if (settings.theme === "system") delete root.dataset.theme;
  else root.dataset.theme = settings.theme;
  if (!viewer) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that Gloss serves.
    document.cookie = `${COOKIE}=${encodeURIComponent(JSON.stringify(settings))}; path=/; max-age=31536000; samesite=lax`;
    return;
  }
  // A slider moves through many values; the last one is what the reader wanted.
  clearTimeout(timer);
  timer = setTimeout(() => void call("PATCH", "me/settings", { body: settings }), 400);
}
