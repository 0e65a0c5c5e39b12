CREATE TABLE "assignment_acts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"assignment_id" uuid NOT NULL,
	"user_id" uuid,
	"what" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"made_by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignment_readings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"assignment_id" uuid NOT NULL,
	"article_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"version_id" uuid,
	"exact" text,
	"prefix" text,
	"suffix" text,
	"start" integer,
	"end" integer,
	CONSTRAINT "assignment_readings_part" CHECK (num_nonnulls("assignment_readings"."version_id", "assignment_readings"."exact", "assignment_readings"."prefix", "assignment_readings"."suffix", "assignment_readings"."start", "assignment_readings"."end") in (0, 6))
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"title" text NOT NULL,
	"instructions" text DEFAULT '' NOT NULL,
	"opens_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"late_until" timestamp with time zone,
	"time_zone" text NOT NULL,
	"goals" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reveal" text DEFAULT 'always' NOT NULL,
	"reveal_count" integer,
	"reveal_at" timestamp with time zone,
	"names" text DEFAULT 'real' NOT NULL,
	"points" jsonb,
	"released_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "assignments_reveal" CHECK (("assignments"."reveal" <> 'own' or "assignments"."reveal_count" > 0) and ("assignments"."reveal" <> 'date' or "assignments"."reveal_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "calendars" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "calendars_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "extensions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"assignment_id" uuid NOT NULL,
	"user_id" uuid,
	"section_id" uuid,
	"due_at" timestamp with time zone NOT NULL,
	"late_until" timestamp with time zone,
	CONSTRAINT "extensions_subject" CHECK (("extensions"."user_id" is null) <> ("extensions"."section_id" is null))
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"assignment_id" uuid NOT NULL,
	"user_id" uuid,
	"body" text NOT NULL,
	"made_by" uuid NOT NULL,
	"updated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "overrides" (
	"id" uuid PRIMARY KEY NOT NULL,
	"assignment_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"goal" text NOT NULL,
	"points" real,
	"reason" text NOT NULL,
	"made_by" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "part_anchors" (
	"reading_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	"how" text NOT NULL,
	"confidence" real NOT NULL,
	CONSTRAINT "part_anchors_reading_id_version_id_pk" PRIMARY KEY("reading_id","version_id")
);
--> statement-breakpoint
CREATE TABLE "prompts" (
	"assignment_id" uuid NOT NULL,
	"annotation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "prompts_assignment_id_annotation_id_pk" PRIMARY KEY("assignment_id","annotation_id")
);
--> statement-breakpoint
CREATE TABLE "pseudonyms" (
	"assignment_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "pseudonyms_assignment_id_user_id_pk" PRIMARY KEY("assignment_id","user_id"),
	CONSTRAINT "pseudonyms_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "reference_marks" (
	"assignment_id" uuid NOT NULL,
	"annotation_id" uuid NOT NULL,
	CONSTRAINT "reference_marks_assignment_id_annotation_id_pk" PRIMARY KEY("assignment_id","annotation_id")
);
--> statement-breakpoint
CREATE TABLE "reveals" (
	"assignment_id" uuid NOT NULL,
	"user_id" uuid,
	"why" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"assignment_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"goal" text NOT NULL,
	"message" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "assignment_acts" ADD CONSTRAINT "assignment_acts_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_acts" ADD CONSTRAINT "assignment_acts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_acts" ADD CONSTRAINT "assignment_acts_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_readings" ADD CONSTRAINT "assignment_readings_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_readings" ADD CONSTRAINT "assignment_readings_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_readings" ADD CONSTRAINT "assignment_readings_version_id_article_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."article_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendars" ADD CONSTRAINT "calendars_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_section_id_sections_id_fk" FOREIGN KEY ("section_id") REFERENCES "public"."sections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "part_anchors" ADD CONSTRAINT "part_anchors_reading_id_assignment_readings_id_fk" FOREIGN KEY ("reading_id") REFERENCES "public"."assignment_readings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "part_anchors" ADD CONSTRAINT "part_anchors_version_id_article_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."article_versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompts" ADD CONSTRAINT "prompts_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompts" ADD CONSTRAINT "prompts_annotation_id_annotations_id_fk" FOREIGN KEY ("annotation_id") REFERENCES "public"."annotations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pseudonyms" ADD CONSTRAINT "pseudonyms_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pseudonyms" ADD CONSTRAINT "pseudonyms_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_marks" ADD CONSTRAINT "reference_marks_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference_marks" ADD CONSTRAINT "reference_marks_annotation_id_annotations_id_fk" FOREIGN KEY ("annotation_id") REFERENCES "public"."annotations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveals" ADD CONSTRAINT "reveals_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveals" ADD CONSTRAINT "reveals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_answered_by_users_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignment_acts_assignment" ON "assignment_acts" USING btree ("assignment_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "assignment_readings_one" ON "assignment_readings" USING btree ("assignment_id","article_id");--> statement-breakpoint
CREATE INDEX "assignment_readings_article" ON "assignment_readings" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "assignments_group" ON "assignments" USING btree ("group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "extensions_one" ON "extensions" USING btree ("assignment_id",coalesce("user_id", "section_id"));--> statement-breakpoint
CREATE UNIQUE INDEX "feedback_one" ON "feedback" USING btree ("assignment_id",coalesce("user_id", '00000000-0000-0000-0000-000000000000'));--> statement-breakpoint
CREATE INDEX "overrides_assignment" ON "overrides" USING btree ("assignment_id","user_id","goal","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "prompts_annotation" ON "prompts" USING btree ("annotation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pseudonyms_name" ON "pseudonyms" USING btree ("assignment_id","name");--> statement-breakpoint
CREATE INDEX "pseudonyms_user" ON "pseudonyms" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "reference_marks_annotation" ON "reference_marks" USING btree ("annotation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reveals_one" ON "reveals" USING btree ("assignment_id",coalesce("user_id", '00000000-0000-0000-0000-000000000000'));--> statement-breakpoint
CREATE INDEX "reveals_user" ON "reveals" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_open" ON "reviews" USING btree ("assignment_id","user_id","goal") WHERE answered_at is null;--> statement-breakpoint
CREATE INDEX "reviews_user" ON "reviews" USING btree ("user_id");