CREATE TABLE "auth"."sign_in_failures" (
	"subject" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"open_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sign_in_failures_last" ON "auth"."sign_in_failures" USING btree ("last_at");
--> statement-breakpoint
alter table auth.sign_in_failures enable row level security;
--> statement-breakpoint
alter table auth.sign_in_failures force row level security;
--> statement-breakpoint
create policy migrator_all on auth.sign_in_failures to xinqiao_migrator using (true) with check (true);
--> statement-breakpoint
create policy auth_all on auth.sign_in_failures to xinqiao_auth using (true) with check (true);
--> statement-breakpoint
-- A list of a year belongs to an organisation: the city's holds for everybody, a county or a school adds its own. What was there was the city's.
ALTER TABLE "calendar_days" DROP CONSTRAINT "calendar_days_pkey";--> statement-breakpoint
ALTER TABLE "calendar_years" DROP CONSTRAINT "calendar_years_pkey";--> statement-breakpoint
ALTER TABLE "calendar_days" ADD COLUMN "org" uuid;--> statement-breakpoint
ALTER TABLE "calendar_years" ADD COLUMN "org" uuid;--> statement-breakpoint
ALTER TABLE "calendar_years" ADD COLUMN "terms" jsonb;--> statement-breakpoint
update "calendar_days" set "org" = (select "id" from "organisations" where "parent_id" is null);--> statement-breakpoint
update "calendar_years" set "org" = (select "id" from "organisations" where "parent_id" is null), "terms" = '[]';--> statement-breakpoint
ALTER TABLE "calendar_days" ALTER COLUMN "org" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_years" ALTER COLUMN "org" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_days" ADD CONSTRAINT "calendar_days_org_day_kind_pk" PRIMARY KEY("org","day","kind");--> statement-breakpoint
ALTER TABLE "calendar_years" ADD CONSTRAINT "calendar_years_org_year_pk" PRIMARY KEY("org","year");--> statement-breakpoint
ALTER TABLE "calendar_days" ADD CONSTRAINT "calendar_days_org_organisations_id_fk" FOREIGN KEY ("org") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_years" ADD CONSTRAINT "calendar_years_org_organisations_id_fk" FOREIGN KEY ("org") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_years_entered" ON "calendar_years" USING btree ("entered_at");--> statement-breakpoint
-- Everybody reads every list, for limits reach across places; each writes the list of the own place alone.
do $$
declare walled text;
begin
  foreach walled in array array['calendar_days', 'calendar_years'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('alter table %I force row level security', walled);
    execute format('create policy migrator_all on %I to xinqiao_migrator using (true) with check (true)', walled);
    execute format('create policy clock_reads on %I for select to xinqiao_clock using (true)', walled);
    execute format('create policy auditor_reads on %I for select to xinqiao_auditor using (true)', walled);
    execute format('create policy api_reads on %I for select to xinqiao_api using (true)', walled);
    execute format('create policy api_inserts on %I for insert to xinqiao_api with check
      (org = (select app.org()) and (select app.role()) in (''schoolHead'', ''countySupervisor'', ''citySupervisor''))', walled);
    execute format('create policy api_updates on %I for update to xinqiao_api using
      (org = (select app.org()) and (select app.role()) in (''schoolHead'', ''countySupervisor'', ''citySupervisor''))', walled);
  end loop;
end $$;
--> statement-breakpoint
create policy api_deletes on calendar_days for delete to xinqiao_api using
  (org = (select app.org()) and (select app.role()) in ('schoolHead', 'countySupervisor', 'citySupervisor'));
