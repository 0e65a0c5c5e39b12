/** Next calls this once, before the first request is answered; `next build` does not. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start, stop, dataFolder } = await import("./db/client");
  try {
    await start();
    const folder = dataFolder();
    if (folder) console.log(`The data is in ${folder}`);
  } catch (error) {
    // Next would stay alive and never serve.
    console.error(error instanceof Error && error.name === "Refusal" ? `\n${error.message}\n` : error);
    await stop();
    process.exit(1);
  }
}
