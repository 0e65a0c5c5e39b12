import type { IncomingMessage, ServerResponse } from "node:http";

declare global {
  /** Aborted when the process is told to end; open event streams end themselves then. Set by server.mjs, which waits for `glossReady`. */
  var glossStopping: AbortSignal | undefined;
  /** Answers, without Next, what is asked for most often; false for everything else. See `app/direct.ts`. */
  var glossDirect: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  /** Runs the answering of a request, which it counts and logs. See `app/watch.ts`. */
  var glossWatch: ((request: IncomingMessage, response: ServerResponse, answer: () => void) => void) | undefined;
  /** Says that requests can be answered, and where the embedded database keeps its data. */
  var glossReady: ((dataFolder: string | null) => void) | undefined;
}

/** Next calls this once, before the first request is answered; `next build` does not. */
export async function register() {
  // As a block, not an early return: Next compiles this file for the edge too and leaves such a block out there.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { start, stop, dataFolder } = await import("./db/client");
    const { guardConsole, log } = await import("./db/log");
    // While the sources are edited, who reads what is printed is who wrote it.
    if (process.env.NODE_ENV === "production") guardConsole();
    const { purge } = await import("./db/purge");
    const sample = await import("./db/sample");
    // While the sources are edited Next answers everything, by what they are now.
    if (process.env.NODE_ENV === "production") globalThis.glossDirect = (await import("./app/direct")).direct;
    globalThis.glossWatch = (await import("./app/watch")).watch;
    const post = await import("./db/post");
    try {
      await start();
      await sample.begin();
      const tidy = () => purge().catch((error) => log.error({ err: error }, "what has expired could not be removed"));
      setInterval(tidy, 60 * 60 * 1000).unref();
      await tidy();
      const { setting, siteUrl } = await import("./db/settings.mjs");
      await post.start({ site: siteUrl(), secret: setting("GLOSS_SECRET") ?? "" });
      // It ends beside the last requests, not after them.
      globalThis.glossStopping?.addEventListener("abort", () => void globalThis.glossQueue?.stop());
      globalThis.glossReady?.(dataFolder());
    } catch (error) {
      // Next would stay alive and never serve.
      if (error instanceof Error && error.name === "Refusal") process.stderr.write(`\n${error.message}\n\n`);
      else log.fatal({ err: error }, "Gloss could not start");
      await stop();
      process.exit(1);
    }
  }
}

/** Next answers 500 for every page that failed; server.mjs makes it 503 where the database was what failed. */
export async function onRequestError(error: unknown) {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ isUnavailable }, { isCutOff }, { noteFailure }] = await Promise.all([
    import("./db/client"),
    import("./db/log"),
    import("./db/disk"),
  ]);
  if (isCutOff(error)) return;
  noteFailure(error);
  if (globalThis.glossDatabase && isUnavailable(error)) globalThis.glossDatabase.lostAt = Date.now();
}
