import { and, eq, isNotNull, sql } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { InstancePatch, SignUpMode } from "@/lib/schemas/instance";
import type { Viewer } from "@/lib/schemas/user";
import { administers } from "./access";
import { db } from "./client";
import type { Writing } from "./events";
import { instance, users } from "./schema";
import { setting } from "./settings.mjs";

export type Instance = { signup: SignUpMode; signupFixed: boolean; storageBytes: number; importsPerDay: number };

/** How this instance is set. `signupFixed` when `GLOSS_SIGNUP` decides, so that the page can say so. */
export async function read(on: typeof db | Writing = db): Promise<Instance> {
  const [row] = await on.select().from(instance).where(eq(instance.id, 1));
  const fixed = setting("GLOSS_SIGNUP");
  return {
    signup: fixed ?? row?.signup ?? "open",
    signupFixed: fixed !== undefined,
    storageBytes: row?.storageBytes ?? 1024 ** 3,
    importsPerDay: row?.importsPerDay ?? 200,
  };
}

/** Sets what is given. @throws Problem 404 for anybody but an administrator */
export async function set(viewer: Viewer, patch: InstancePatch): Promise<void> {
  await db.insert(instance).values({ id: 1 }).onConflictDoNothing();
  const [row] = await db
    .update(instance)
    .set(patch)
    .where(and(eq(instance.id, 1), administers(viewer)))
    .returning({ id: instance.id });
  if (!row) notFound();
}

/**
 * Makes this account the administrator, if the instance has none: the first one that signs up, or that confirms its
 * address where mail is sent. One at a time, so that of two first sign-ups only one becomes it.
 */
export async function crown(userId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(4, 0)`);
    await tx
      .update(users)
      .set({ role: "admin" })
      .where(
        and(
          eq(users.id, userId),
          // An account that somebody else made never runs the instance.
          isNotNull(users.email),
          sql`not exists (select 1 from users as other where other.role = 'admin' and other.deleted_at is null)`,
        ),
      );
  });
}
