import { dispatch } from "./invitations";
import { begin, working } from "./jobs";
import { log } from "./log";
import { deliverKept } from "./mail";
import { type From, write } from "./notice-letters";
import { remind } from "./reminders";
import { digest, gather } from "./rounds";
import { setting } from "./settings.mjs";

/** Whatever leaves by mail: begun once a process, and ended with its database. */

/** Milliseconds between two looks at what is to be told at once, and at which digests and assignments are due. */
const ROUND_MS = 15_000;
const DIGEST_MS = 300_000;
/** The same for invitations that wait. */
const DISPATCH_MS = 60_000;

/** @param seconds how long a notice waits for others that can go with it */
export async function start(from: From, seconds = setting("GLOSS_GATHER")): Promise<void> {
  await begin({ letter: deliverKept, notices: (job) => write(job, from) });
  const walk = (round: () => Promise<unknown>) => () =>
    void (working() ? round() : Promise.resolve()).catch((error: unknown) =>
      log.warn({ err: error }, "a round was not finished, and is walked again"),
    );
  setInterval(
    walk(() => gather(new Date(), seconds)),
    Math.min(ROUND_MS, seconds * 500 + 250),
  ).unref();
  setInterval(
    walk(() => digest()),
    DIGEST_MS,
  ).unref();
  setInterval(
    walk(() => remind()),
    DIGEST_MS,
  ).unref();
  walk(() => digest())();
  walk(() => remind())();
  // What an import of a roster left to send: for another day, or because its process ended.
  const links = { secret: from.secret, urlOf: (token: string) => `${from.site}/invites/${token}` };
  setInterval(
    walk(() => dispatch(links)),
    DISPATCH_MS,
  ).unref();
}
