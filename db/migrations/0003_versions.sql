ALTER TABLE "anchors" ADD COLUMN "attached_by" uuid;--> statement-breakpoint
ALTER TABLE "anchors" ADD COLUMN "attached_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "article_versions" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "article_versions" ADD COLUMN "withdrawn_by" uuid;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "article_id" uuid;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "corrections" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "progress" ADD COLUMN "seen" integer;--> statement-breakpoint
ALTER TABLE "revisions" ADD COLUMN "attached" jsonb;--> statement-breakpoint
ALTER TABLE "anchors" ADD CONSTRAINT "anchors_attached_by_users_id_fk" FOREIGN KEY ("attached_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_withdrawn_by_users_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "annotations_deleted" ON "annotations" USING btree ("article_id") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "article_versions_maker" ON "article_versions" USING btree ("made_by","made_at");--> statement-breakpoint
CREATE INDEX "imports_article" ON "imports" USING btree ("article_id") WHERE article_id is not null;--> statement-breakpoint
-- Whoever has read until now read the only version there was.
UPDATE "progress" SET "seen" = 1 WHERE "place" > 0;
