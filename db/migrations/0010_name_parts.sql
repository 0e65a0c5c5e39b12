ALTER TABLE "invites" ADD COLUMN "given_name" text;--> statement-breakpoint
ALTER TABLE "invites" ADD COLUMN "family_name" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "given_name" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "family_name" text;