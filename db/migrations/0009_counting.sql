ALTER TABLE "assignments" ADD COLUMN "include_earlier" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "min_words" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "distinct_passages" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "by_last_edit" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_words" CHECK ("assignments"."min_words" between 0 and 200);
--> statement-breakpoint
-- What was set before keeps counting as its students and instructors saw it: whenever it was written, and as it is.
UPDATE "assignments" SET "include_earlier" = true;
