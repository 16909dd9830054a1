CREATE TABLE "office_notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" uuid NOT NULL,
	"reason" text NOT NULL,
	"appointee" uuid NOT NULL,
	"role" text NOT NULL,
	"org" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "office_notices_reason" CHECK ("office_notices"."reason" in ('own', 'head', 'shared'))
);
--> statement-breakpoint
ALTER TABLE "office_notices" ADD CONSTRAINT "office_notices_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office_notices" ADD CONSTRAINT "office_notices_appointee_people_id_fk" FOREIGN KEY ("appointee") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office_notices" ADD CONSTRAINT "office_notices_org_organisations_id_fk" FOREIGN KEY ("org") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "office_notices_unread" ON "office_notices" USING btree ("person","created_at") WHERE read_at is null;--> statement-breakpoint
alter table office_notices enable row level security;
--> statement-breakpoint
alter table office_notices force row level security;
--> statement-breakpoint
create policy migrator_all on office_notices to xinqiao_migrator using (true) with check (true);
--> statement-breakpoint
-- Written with the appointment by whoever gives it, read and marked read by whoever is told.
create policy api_inserts on office_notices for insert to xinqiao_api
  with check ((select app.role()) in ('systemAdministrator', 'securityAdministrator')
    and exists (select from organisations o where o.id = org and o.path >= (select app.path()) and o.path < (select app.after(app.path()))));
--> statement-breakpoint
create policy api_reads on office_notices for select to xinqiao_api using (person = (select app.person()));
--> statement-breakpoint
create policy api_updates on office_notices for update to xinqiao_api using (person = (select app.person()));
--> statement-breakpoint
create policy auditor_reads on office_notices for select to xinqiao_auditor using (true);
--> statement-breakpoint
grant select, insert, update (read_at) on office_notices to xinqiao_api;
--> statement-breakpoint
grant select on office_notices to xinqiao_auditor;
