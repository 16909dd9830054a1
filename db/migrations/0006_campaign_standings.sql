-- Places told apart before: reminded pupils are invited ones, absent ones have an owner.
ALTER TABLE "campaign_invitations" ADD COLUMN "class_id" uuid;--> statement-breakpoint
update "campaign_invitations" i set "class_id" = coalesce(s."class_id", s."school_id"),
  "state" = case i."state" when 'reminded' then 'invited' when 'absent' then 'owned' else i."state" end
  from "students" s where s."id" = i."student_id";--> statement-breakpoint
ALTER TABLE "campaign_invitations" ALTER COLUMN "class_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "campaign_invitations" ADD CONSTRAINT "campaign_invitations_standing" CHECK ("campaign_invitations"."state" in ('waiting', 'invited', 'answered', 'refused', 'owned', 'settled'));
