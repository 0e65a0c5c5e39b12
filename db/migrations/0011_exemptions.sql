CREATE TABLE "reveal_exemptions" (
	"assignment_id" uuid NOT NULL,
	"annotation_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "reveal_exemptions_assignment_id_annotation_id_pk" PRIMARY KEY("assignment_id","annotation_id")
);
--> statement-breakpoint
ALTER TABLE "reveal_exemptions" ADD CONSTRAINT "reveal_exemptions_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_exemptions" ADD CONSTRAINT "reveal_exemptions_annotation_id_annotations_id_fk" FOREIGN KEY ("annotation_id") REFERENCES "public"."annotations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reveal_exemptions_annotation" ON "reveal_exemptions" USING btree ("annotation_id");
--> statement-breakpoint
-- What stood before an assignment that hides peers' words was set had been read by then: it is shown again.
INSERT INTO "reveal_exemptions" ("assignment_id", "annotation_id", "at")
SELECT a.id, n.id, a.created_at FROM "assignments" AS a
JOIN "assignment_readings" AS ar ON ar.assignment_id = a.id
JOIN "annotations" AS n ON n.group_id = a.group_id AND n.article_id = ar.article_id
WHERE a.reveal <> 'always' AND n.layer_at < a.created_at AND n.pending_at IS NULL
ON CONFLICT DO NOTHING;
