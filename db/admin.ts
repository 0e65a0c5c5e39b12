// npm run admin -- <command>: what an operator does from a shell, while Gloss runs or while it is stopped.
import { faultOf } from "@/lib/fault";
import { start, stop } from "./client";
import { findCluster } from "./embedded";
import { Refusal } from "./folder.mjs";
import { resetLinkFromShell } from "./people";
import { checkSettings, loadSettings, setting, siteUrl } from "./settings.mjs";

const commands: Record<string, { usage: string; run: (...args: string[]) => Promise<void> }> = {
  "reset-link": {
    usage: "reset-link <email>    prints a link with which this person chooses a new password, within an hour",
    async run(email = "") {
      const link = await resetLinkFromShell(email, siteUrl());
      if (!link) throw new Refusal(`Nobody here has the address "${email}".`);
      console.log(link);
    },
  },
};

const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
try {
  if (!command) {
    const usages = Object.values(commands).map(({ usage }) => `  npm run admin -- ${usage}`);
    throw new Refusal(`Commands:\n${usages.join("\n")}`);
  }
  loadSettings();
  checkSettings({ secretNeeded: false });
  // A running Gloss holds the embedded database; its own connection is open to us too.
  const running = setting("DATABASE_URL") ? null : findCluster(setting("GLOSS_DATA"));
  if (running) process.env.DATABASE_URL = running.url("gloss");
  await start();
  await command.run(...args);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : faultOf(error));
  process.exitCode = 1;
} finally {
  await stop();
}
