import { answer, guarded } from "@/app/boundary";
import { alive } from "@/db/client";
import { hasRoom } from "@/db/disk";
import { Problem } from "@/lib/problem";
import { version } from "@/package.json";

/** Milliseconds after which it is answered, whatever the database does. */
const PATIENCE_MS = 1_900;

/**
 * For monitors and load balancers: 503 while the database does not answer, or has no room for what is written. Who asks is
 * not asked of it first.
 */
export const GET = (request: Request) =>
  guarded(request, async () => {
    const until = performance.now() + PATIENCE_MS;
    await alive();
    if (!(await hasRoom(until - performance.now())))
      throw new Problem(503, "Disk full", "The database's disk is full: nothing can be saved. Make room on it.", {
        extra: { database: "ok", disk: "full" },
      });
    return answer(200, { status: "ok", database: "ok", disk: "ok", version });
  });
