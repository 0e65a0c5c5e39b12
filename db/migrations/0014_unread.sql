ALTER TABLE "reads" ADD COLUMN "replies" integer;--> statement-breakpoint
-- What stood on an article when its reader was last there counts as read.
UPDATE "progress" SET "threads_read_at" = greatest("threads_read_at", "read_at") WHERE "seen" IS NOT NULL OR "share" > 0;
--> statement-breakpoint
-- So does what a group's page had told its member of when they last looked at it.
INSERT INTO "progress" ("user_id", "article_id", "threads_read_at")
SELECT m."user_id", r."article_id", max(m."seen_at") FROM "memberships" AS m JOIN "readings" AS r ON r."group_id" = m."group_id"
WHERE m."seen_at" IS NOT NULL GROUP BY 1, 2
ON CONFLICT ("user_id", "article_id") DO UPDATE SET "threads_read_at" = greatest("progress"."threads_read_at", excluded."threads_read_at");
--> statement-breakpoint
-- From now on a thread's own row says up to when it was read, whatever was said of the article.
UPDATE "reads" SET "read_at" = p."threads_read_at" FROM "progress" AS p, "annotations" AS a
WHERE a."id" = "reads"."annotation_id" AND p."article_id" = a."article_id" AND p."user_id" = "reads"."user_id" AND p."threads_read_at" > "reads"."read_at";
--> statement-breakpoint
-- A thread of which a notice waits to be read is known to be unread.
INSERT INTO "reads" ("user_id", "annotation_id", "read_at")
SELECT n."user_id", n."annotation_id", min(coalesce(r."created_at", a."created_at")) - interval '1 microsecond'
FROM "notices" AS n JOIN "annotations" AS a ON a."id" = n."annotation_id" LEFT JOIN "replies" AS r ON r."id" = n."reply_id"
WHERE n."read_at" IS NULL AND n."kind" IN ('reply', 'mention', 'answer', 'follow') AND n."cause" NOT LIKE 'accepted:%'
GROUP BY 1, 2
ON CONFLICT ("user_id", "annotation_id") DO UPDATE SET "read_at" = least("reads"."read_at", excluded."read_at");
