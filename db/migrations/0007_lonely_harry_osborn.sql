ALTER TABLE "invites" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "invites" ADD COLUMN "section_id" uuid;--> statement-breakpoint
ALTER TABLE "invites" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "invites" ADD COLUMN "waits" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "made_here" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "login" text;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_section_id_sections_id_fk" FOREIGN KEY ("section_id") REFERENCES "public"."sections"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invites_email" ON "invites" USING btree ("email") WHERE email is not null;--> statement-breakpoint
CREATE INDEX "invites_waiting" ON "invites" USING btree ("created_by") WHERE waits;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_login_unique" UNIQUE("login");