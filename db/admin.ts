// npm run admin -- <command>: what an operator does from a shell, while Gloss runs or while it is stopped.
import fs from "node:fs";
import { constants } from "node:os";
import { faultOf } from "@/lib/fault";
import { type Done, fingerprintOf, type Progress, restoreBackup, writeBackupFile } from "./backup";
import { start, stop } from "./client";
import { type Cluster, findCluster, requireCluster, startCluster } from "./embedded";
import { Refusal } from "./folder.mjs";
import { resetLinkFromShell } from "./people";
import { checkSettings, loadSettings, setting, siteUrl } from "./settings.mjs";

/** The database that a command works on. `path`: the embedded server's data folder, else null. */
type Target = { url: string; path: string | null };

const commands: Record<string, { usage: string; run: (...args: string[]) => Promise<void> }> = {
  "reset-link": {
    usage: "reset-link <email>    prints a link with which this person chooses a new password, within an hour",
    async run(email = "") {
      // A running Gloss holds the embedded database; its own connection is open to us too.
      if (!setting("DATABASE_URL")) requireCluster(setting("GLOSS_DATA"));
      const running = setting("DATABASE_URL") ? null : findCluster(setting("GLOSS_DATA"));
      if (running) process.env.DATABASE_URL = running.url("gloss");
      await start();
      const link = await resetLinkFromShell(email, siteUrl());
      if (!link) throw new Refusal(`Nobody here has the address "${email}".`);
      console.log(link);
    },
  },
  backup: {
    usage: "backup <file>         writes everything into one file, while Gloss runs or while it is stopped",
    run: (file = "") => {
      if (!file) throw new Refusal("Name the file to write: npm run admin -- backup gloss.backup");
      return withDatabase({ running: true }, async ({ url, path }) => {
        const secret = path ? readSecret(path) : undefined;
        const options = { secret, inUse: setting("GLOSS_SECRET") ?? secret, tell: reporter() };
        const done = await writeBackupFile(url, file, options);
        console.error(`Backed up ${summary(done)} to ${file}`);
      });
    },
  },
  restore: {
    usage: "restore <file>        fills an empty Gloss, which is stopped, with a backup",
    run: (file = "") => {
      if (!file) throw new Refusal("Name the backup to restore: npm run admin -- restore gloss.backup");
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (!stat?.isFile()) throw new Refusal(`There is no file ${file}.`);
      return withDatabase({ running: false }, async ({ url, path }) => {
        const from = fs.createReadStream(file, { highWaterMark: 256 * 1024 });
        const { at, secret, fingerprint, ...done } = await restoreBackup(url, from, reporter());
        if (path && secret) writeSecret(path, secret);
        console.error(`Restored ${summary(done)}, as of ${at}.`);
        if (fingerprint !== fingerprintOf(setting("GLOSS_SECRET") ?? (path ? readSecret(path) : undefined)))
          console.error(
            "GLOSS_SECRET is not the one that this backup was made with. Set it to that one: with another, everyone has to sign in again, and links and codes that were given out stop working.",
          );
      });
    },
  },
};

/**
 * Finds the database, or starts the embedded one for as long as it is used, without migrating it. With `running` it is one
 * that is there already, and may run; else it is made where there is none. @throws Refusal
 */
async function withDatabase({ running }: { running: boolean }, use: (target: Target) => Promise<void>): Promise<void> {
  const given = setting("DATABASE_URL");
  if (given) return use({ url: given, path: null });
  const folder = setting("GLOSS_DATA");
  if (running) requireCluster(folder);
  const found: Pick<Cluster, "path" | "url"> | null = running ? findCluster(folder) : null;
  if (found) return use({ url: found.url("gloss"), path: found.path });
  const cluster = await startCluster(folder);
  try {
    await use({ url: cluster.url("gloss"), path: cluster.path });
  } finally {
    await cluster.stop();
  }
}

const secretOf = (path: string) => `${path}/secret`;
const readSecret = (path: string) =>
  fs.existsSync(secretOf(path)) ? fs.readFileSync(secretOf(path), "utf8").trim() : undefined;

function writeSecret(path: string, secret: string): void {
  const draft = `${secretOf(path)}.${process.pid}`;
  fs.writeFileSync(draft, `${secret}\n`, { mode: 0o600, flush: true });
  fs.renameSync(draft, secretOf(path));
}

const summary = ({ tables, rows, bytes }: Done) =>
  `${tables} tables, ${rows.toLocaleString("en")} rows, ${(bytes / 1e6).toFixed(1)} MB before compression`;

/** Tells on the terminal how far it has come: one line that changes, or a line each table where there is no terminal. */
function reporter(): (progress: Progress) => void {
  let last = "";
  let at = Date.now();
  return ({ table, done, tables, rows, bytes }) => {
    const now = Date.now();
    const text = `${done + 1} of ${tables} tables, ${rows.toLocaleString("en")} rows, ${(bytes / 1e6).toFixed(1)} MB: ${table}`;
    if (process.stderr.isTTY) {
      if (now - at < 100) return;
      process.stderr.write(`\r\x1b[K${text}`);
    } else if (table !== last && now - at > 1_000) console.error(text);
    else return;
    last = table;
    at = now;
  };
}

// As an end of the process of its own accord: what was half done is removed, and a database that was started is stopped.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => process.exit(128 + constants.signals[signal]));

const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
try {
  if (!command) {
    const usages = Object.values(commands).map(({ usage }) => `  npm run admin -- ${usage}`);
    throw new Refusal(`Commands:\n${usages.join("\n")}`);
  }
  loadSettings();
  checkSettings({ secretNeeded: false });
  await command.run(...args);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : faultOf(error));
  process.exitCode = 1;
} finally {
  await stop();
}
