DROP INDEX "replies_author";--> statement-breakpoint
CREATE INDEX "annotations_pending" ON "annotations" USING btree ("group_id") WHERE pending_at is not null;--> statement-breakpoint
CREATE INDEX "annotations_hidden" ON "annotations" USING btree ("group_id","hidden_at" DESC NULLS LAST) WHERE hidden_at is not null;--> statement-breakpoint
CREATE INDEX "replies_pending" ON "replies" USING btree ("annotation_id") WHERE pending_at is not null;--> statement-breakpoint
CREATE INDEX "replies_hidden" ON "replies" USING btree ("annotation_id") WHERE hidden_at is not null;--> statement-breakpoint
CREATE INDEX "replies_author" ON "replies" USING btree ("author_id","created_at" DESC NULLS LAST);