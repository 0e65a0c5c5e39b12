import { and, desc, sql } from "drizzle-orm";
import type { Kept } from "@/lib/schemas/instance";
import type { Viewer } from "@/lib/schemas/user";
import { administers } from "./access";
import { db } from "./client";
import { sendsMail } from "./mail";
import { iso } from "./paging";
import { outbox } from "./schema";

/**
 * What would have left by mail, the newest first, two hundred at most; where mail is sent, what waits for another try.
 * That may hold a link that signs in, and shows no text. Nothing to anybody but an administrator.
 */
export async function list(viewer: Viewer): Promise<Kept[]> {
  return db
    .select({
      id: outbox.id,
      to: outbox.to,
      subject: outbox.subject,
      text: sendsMail() ? sql<null>`null` : sql<string | null>`${outbox.text}`,
      tries: outbox.tries,
      at: iso(outbox.at),
    })
    .from(outbox)
    .where(and(administers(viewer)))
    .orderBy(desc(outbox.at))
    .limit(200);
}
