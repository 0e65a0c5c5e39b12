import { readFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newAssignment } from "@/lib/schemas/assignment";
import { timeZone } from "@/lib/schemas/user";
import { canonicalZone } from "@/lib/zoned";
import * as assignments from "./assignments";
import { db } from "./client";
import { users as people, assignments as table } from "./schema";
import * as seeds from "./testing.world";
import * as users from "./users";

test("a zone is kept by its present name, whichever it was sent by", async () => {
  const { lea } = await seeds.people("lea");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [], [page.id]);
  const input = newAssignment.parse({ readings: [{ articleId: page.id }], timeZone: "Asia/Calcutta" });
  expect((await assignments.create(lea, group.id, input)).timeZone).toBe("Asia/Kolkata");
  await users.setTimeZone(lea, timeZone.parse("Europe/Kiev"));
  expect(await users.timeZoneOf(lea)).toBe("Europe/Kyiv");
  expect(newAssignment.safeParse({ readings: [{ articleId: page.id }], timeZone: "+05:30" }).success).toBe(false);
});

test("what was kept by a former name is renamed by the migration, and the rest is left", async () => {
  const { lea, ann } = await seeds.people("lea", "ann");
  const page = await seeds.article(lea);
  const group = await seeds.circle(lea, [], [page.id]);
  const { id } = await assignments.create(lea, group.id, newAssignment.parse({ readings: [{ articleId: page.id }] }));
  await db.update(people).set({ timeZone: "America/Godthab" }).where(eq(people.id, lea.id));
  await db.update(people).set({ timeZone: "Europe/Vienna" }).where(eq(people.id, ann.id));
  const steps = readFileSync(`${import.meta.dirname}/migrations/0012_time_zones.sql`, "utf8").split(
    "--> statement-breakpoint",
  );
  const former = [...(steps[1] ?? "").matchAll(/\('([^']+)', '([^']+)'\)/g)].map(
    ([, was, is]) => [was ?? "", is] as const,
  );
  expect(former.length).toBeGreaterThan(15);
  for (const [was, is] of former) {
    expect(canonicalZone(was)).toBe(is);
    await db.update(table).set({ timeZone: was }).where(eq(table.id, id));
    await db.transaction(async (tx) => {
      for (const step of steps) await tx.execute(sql.raw(step));
    });
    expect((await assignments.read(lea, id)).timeZone).toBe(is);
  }
  expect([await users.timeZoneOf(lea), await users.timeZoneOf(ann)]).toEqual(["America/Nuuk", "Europe/Vienna"]);
});
