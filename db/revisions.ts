import { createHash } from "node:crypto";
import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { unauthenticated } from "@/lib/problem";
import type { FormerState } from "@/lib/schemas/annotation";
import type { Viewer } from "@/lib/schemas/user";
import { db } from "./client";
import type { Writing } from "./events";
import { iso } from "./paging";
import { revisions, users } from "./schema";

/**
 * The moment of this writing, later than any other of the same author's, also within one transaction. The author's row
 * stays locked until the end: their writings commit in the order of their moments, so a reader who pages on
 * `updated_at` never passes one by. Every writing takes this lock first, then its own rows, then the article's.
 */
export async function moment(tx: Writing, viewer: Viewer): Promise<string> {
  const [row] = await tx
    .update(users)
    .set({ wroteAt: sql`greatest(clock_timestamp(), ${users.wroteAt} + interval '1 microsecond')` })
    // An account that was deleted or shut out while this request was on its way writes nothing more.
    .where(and(eq(users.id, viewer?.id ?? unauthenticated()), isNull(users.deletedAt), isNull(users.disabledAt)))
    .returning({ now: users.wroteAt });
  return row?.now ?? unauthenticated();
}

/** What a client sent, as one value to compare: a retry has the same, another writing has not. */
export const sentHash = (sent: unknown): string => createHash("sha256").update(JSON.stringify(sent)).digest("hex");

/** Keeps what a note or a reply was, or that its place was shown by hand, in the transaction that does it, at its own moment. */
export async function keepFormer(
  tx: Writing,
  subject: { annotationId: string } | { replyId: string },
  former: {
    revision: number;
    madeBy: string;
    madeAt: string;
    was: FormerState["was"];
    attached?: FormerState["attached"];
  },
): Promise<void> {
  await tx.insert(revisions).values({ id: uuid(), ...subject, ...former });
}

/** The earlier states of what `where` names, the oldest first. The caller's `where` carries the permission. */
export async function formerStates(where: SQL | undefined): Promise<FormerState[]> {
  const rows = await db
    .select({
      revision: revisions.revision,
      madeAt: iso(revisions.madeAt),
      madeBy: { id: users.id, name: users.name },
      was: revisions.was,
      attached: revisions.attached,
    })
    .from(revisions)
    .innerJoin(users, eq(users.id, revisions.madeBy))
    .where(and(where))
    .orderBy(asc(revisions.revision), asc(revisions.madeAt));
  return rows;
}
