ALTER TABLE "assignments" ADD COLUMN "hides_since" timestamp with time zone;
--> statement-breakpoint
-- What waited for all opened when it was due, whoever had more time, and was not recorded: it stays open, and the replies since then count.
INSERT INTO "reveals" ("assignment_id", "user_id", "why", "at")
SELECT "id", NULL, 'all', "due_at" FROM "assignments" WHERE "reveal" = 'all' AND "archived_at" IS NULL AND "due_at" <= now()
ON CONFLICT ("assignment_id", coalesce("user_id", '00000000-0000-0000-0000-000000000000')) DO UPDATE SET "at" = least("reveals"."at", excluded."at");
