import { cookies } from "next/headers";
import { COOKIE } from "@/components/reader/settings";
import { type ReadingSettings, readingSettings } from "@/lib/schemas/user";
import { viewer } from "./auth";

/** How whoever asks likes to read: from the account, or from this browser's cookie. What is not valid is left out. */
export async function reading(): Promise<ReadingSettings> {
  const who = await viewer();
  const usual = readingSettings.parse({});
  return readingSettings.catch(usual).parse(who ? who.settings : fromCookie((await cookies()).get(COOKIE)?.value));
}

function fromCookie(value: string | undefined): unknown {
  try {
    return JSON.parse(decodeURIComponent(value ?? "{}"));
  } catch {
    return {};
  }
}
