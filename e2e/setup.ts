import { serve } from "./server";

/** One server for all stories; `GLOSS_URL` set by hand points them at one that already runs. */
export default async function setup() {
  if (process.env.GLOSS_URL) return;
  const server = await serve();
  // Playwright's workers start later and inherit this.
  process.env.GLOSS_URL = server.url;
  return server.stop;
}
