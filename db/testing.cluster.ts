import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import postgres from "postgres";
import { startCluster } from "./embedded";
import { removeFolder } from "./folder.mjs";

/** A PostgreSQL of a test's own, and a connection that writes past every rule. `url` is what a Gloss is started on. */
export async function cluster(): Promise<{ url: string; sql: postgres.Sql; stop: () => Promise<void> }> {
  const folder = mkdtempSync(`${tmpdir()}/gloss-cluster-`);
  chmodSync(folder, 0o711); // PostgreSQL's unprivileged account must be able to enter
  const started = await startCluster(`${folder}/data`, { durable: false });
  const url = started.url("gloss");
  const sql = postgres(url, { max: 2, onnotice: () => {} });
  return {
    url,
    sql,
    stop: async () => {
      await sql.end();
      await started.stop();
      removeFolder(`${folder}/data`);
      removeFolder(folder);
    },
  };
}
export type Sql = postgres.Sql;
