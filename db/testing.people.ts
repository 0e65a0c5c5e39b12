import { v7 as uuid } from "uuid";
import type { Account } from "@/lib/schemas/user";
import { db } from "./client";
import { users } from "./schema";

/** Puts a person into a test's database. @returns them, as the viewer that they would be */
export async function seed(person: Partial<typeof users.$inferInsert> = {}): Promise<Account> {
  const [row] = await db
    .insert(users)
    .values({ id: uuid(), name: "Reader", ...person })
    .returning();
  if (!row) throw new Error("The person was not inserted.");
  const { id, name, email, role, settings, emailVerifiedAt } = row;
  return { id, name, email, role, settings, emailVerified: emailVerifiedAt !== null };
}
