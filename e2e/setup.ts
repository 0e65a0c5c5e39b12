import { KEEPER } from "./people";
import { serve } from "./server";

/** One server for all stories; `GLOSS_URL` set by hand points them at one that already runs. */
export default async function setup() {
  const given = process.env.GLOSS_URL;
  const server = given ? null : await serve();
  const url = given ?? server?.url ?? "";
  // Playwright's workers start later and inherit this.
  process.env.GLOSS_URL = url;
  // Before any story: the first account is the administrator. On a server of one's own it may be there already.
  await fetch(`${url}/api/v1/users`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: url },
    body: JSON.stringify(KEEPER),
  });
  return server?.stop;
}
