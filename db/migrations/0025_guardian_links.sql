CREATE TABLE "guardian_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"student_id" uuid NOT NULL,
	"guardian_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"hospitals" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "guardian_links_purpose" CHECK ("guardian_links"."purpose" in ('screening', 'referral', 'care'))
);
--> statement-breakpoint
ALTER TABLE "guardians" ADD CONSTRAINT "guardians_id_student" UNIQUE("id","student_id");--> statement-breakpoint
ALTER TABLE "guardian_links" ADD CONSTRAINT "guardian_links_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardian_links" ADD CONSTRAINT "guardian_links_guardian_of_student" FOREIGN KEY ("guardian_id","student_id") REFERENCES "public"."guardians"("id","student_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guardian_links_student" ON "guardian_links" USING btree ("student_id");
--> statement-breakpoint
alter table guardian_links enable row level security;
--> statement-breakpoint
alter table guardian_links force row level security;
--> statement-breakpoint
create policy migrator_all on guardian_links to xinqiao_migrator using (true) with check (true);
--> statement-breakpoint
create policy auditor_reads on guardian_links for select to xinqiao_auditor using (true);
--> statement-breakpoint
-- With the child, as consents are; whoever comes by a link has named the one child of that link.
create policy api_with_student on guardian_links to xinqiao_api
  using ((select app.role()) is distinct from 'classTeacher' and exists (select 1 from students s where s.id = student_id));
--> statement-breakpoint
grant select on guardian_links to xinqiao_auditor;
--> statement-breakpoint
grant select, insert, update (failures, opened_at, revoked_at) on guardian_links to xinqiao_api;
--> statement-breakpoint
-- A guardian who comes by a link has no person and no place: this is all that can be found.
create function app.student_of_guardian_link(link uuid) returns uuid language sql stable security definer set search_path = ''
  begin atomic
    select l.student_id from public.guardian_links l where l.id = link;
  end;
--> statement-breakpoint
revoke all on function app.student_of_guardian_link from public;
--> statement-breakpoint
grant execute on function app.student_of_guardian_link to xinqiao_api;
