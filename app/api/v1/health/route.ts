import { answer, guarded } from "@/app/boundary";
import { alive } from "@/db/client";
import { hasRoom } from "@/db/disk";
import { Problem } from "@/lib/problem";
import { version } from "@/package.json";

/**
 * For monitors and load balancers: 503 while the database does not answer, or has no room for what is written. Who asks is
 * not asked of it first.
 */
export const GET = (request: Request) =>
  guarded(request, async () => {
    await alive();
    if (!(await hasRoom()))
      throw new Problem(503, "Disk full", "The database's disk is full: nothing can be saved. Make room on it.", {
        extra: { database: "ok", disk: "full" },
      });
    return answer(200, { status: "ok", database: "ok", disk: "ok", version });
  });
