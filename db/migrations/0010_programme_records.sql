CREATE TABLE "record_versions" (
	"record_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"content" jsonb NOT NULL,
	"why" text,
	"by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"bytes" "bytea" NOT NULL,
	"prev" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "record_versions_record_id_version_pk" PRIMARY KEY("record_id","version")
);
--> statement-breakpoint
CREATE TABLE "records" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"org" uuid NOT NULL,
	"path" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"shared" boolean NOT NULL,
	"natural" "bytea" NOT NULL,
	"day" date,
	"until" date,
	"topic" text,
	"times" integer,
	"heads" integer,
	"amount" integer,
	"person" text,
	"subject" uuid,
	"code" text,
	"content" jsonb NOT NULL,
	"stream_id" uuid,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp (3) with time zone,
	CONSTRAINT "records_state" CHECK ("records"."state" in ('recorded', 'approved', 'withdrawn')),
	CONSTRAINT "records_counts" CHECK (coalesce("records"."times", 0) >= 0 and coalesce("records"."heads", 0) >= 0),
	CONSTRAINT "records_order" CHECK ("records"."until" is null or "records"."day" is null or "records"."until" >= "records"."day")
);
--> statement-breakpoint
ALTER TABLE "streams" DROP CONSTRAINT "streams_student_unless_campaign";--> statement-breakpoint
ALTER TABLE "streams" DROP CONSTRAINT "streams_kind";--> statement-breakpoint
ALTER TABLE "record_versions" ADD CONSTRAINT "record_versions_record_id_records_id_fk" FOREIGN KEY ("record_id") REFERENCES "public"."records"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_org_path" FOREIGN KEY ("org","path") REFERENCES "public"."organisations"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "record_versions_at" ON "record_versions" USING btree ("record_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "records_natural" ON "records" USING btree ("kind","natural") WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "records_place" ON "records" USING btree ("kind","path","day");--> statement-breakpoint
CREATE INDEX "records_topic" ON "records" USING btree ("kind","topic","day");--> statement-breakpoint
CREATE INDEX "records_subject" ON "records" USING btree ("subject") WHERE subject is not null;--> statement-breakpoint
CREATE INDEX "records_code" ON "records" USING btree ("kind","code") WHERE code is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "records_stream" ON "records" USING btree ("stream_id") WHERE stream_id is not null;--> statement-breakpoint
ALTER TABLE "streams" ADD CONSTRAINT "streams_student_or_none" CHECK (("streams"."student_id" is null) = ("streams"."kind" in ('campaign', 'record')));--> statement-breakpoint
ALTER TABLE "streams" ADD CONSTRAINT "streams_kind" CHECK ("streams"."kind" in ('campaign', 'case', 'referral', 'followUp', 'return', 'record'));--> statement-breakpoint
-- "Below this path" is a range in byte order only.
alter table "records" alter column "path" type text collate "C";
--> statement-breakpoint
create trigger insert_only_rows before update or delete on "record_versions" for each row execute function app.refuse_change();
--> statement-breakpoint
create trigger insert_only_table before truncate on "record_versions" for each statement execute function app.refuse_change();
--> statement-breakpoint
alter table "record_versions" enable always trigger insert_only_rows;
--> statement-breakpoint
alter table "record_versions" enable always trigger insert_only_table;
--> statement-breakpoint
create trigger records_keep_identity before update of "id", "kind", "recorded_by" on "records" for each row
  when (new.id <> old.id or new.kind <> old.kind or new.recorded_by <> old.recorded_by)
  execute function app.keep_identity();
--> statement-breakpoint
-- The asker's place, for the roles that keep or read the programme's records; null for all others.
create function app.programme_path() returns text language sql stable parallel safe
  return case when app.role() in ('programmeAdministrator', 'counselor', 'schoolHead', 'countySupervisor', 'citySupervisor',
    'inspector', 'reportSigner', 'systemAdministrator') then app.path() end;
--> statement-breakpoint
-- Who has recorded this already: the code of the organisation alone, so that two that held something together find each other.
create function app.record_holder(kind text, natural_key bytea) returns text language sql stable security definer set search_path = ''
  return (select o.code from public.records r join public.organisations o on o.id = r.org
    where r.kind = record_holder.kind and r.natural = natural_key and r.state <> 'withdrawn');
--> statement-breakpoint
revoke all on function app.programme_path, app.record_holder from public;
--> statement-breakpoint
grant execute on function app.programme_path, app.record_holder to xinqiao_api;
--> statement-breakpoint
alter table "records" enable row level security;
--> statement-breakpoint
alter table "records" force row level security;
--> statement-breakpoint
alter table "record_versions" enable row level security;
--> statement-breakpoint
alter table "record_versions" force row level security;
--> statement-breakpoint
create policy migrator_all on "records" to xinqiao_migrator using (true) with check (true);
--> statement-breakpoint
create policy migrator_all on "record_versions" to xinqiao_migrator using (true) with check (true);
--> statement-breakpoint
create policy auditor_reads on "records" for select to xinqiao_auditor using (true);
--> statement-breakpoint
create policy auditor_reads on "record_versions" for select to xinqiao_auditor using (true);
--> statement-breakpoint
create policy clock_reads on "records" for select to xinqiao_clock using (true);
--> statement-breakpoint
-- At or below one's own place; what is told to everybody below its keeper; what one owes a duty for.
create policy api_reads on "records" for select to xinqiao_api using (
  (path >= (select app.programme_path()) and path < (select app.after(app.programme_path())))
  or (shared and starts_with((select app.path()), path))
  or stream_id = any ((select app.duty_streams())::uuid[]));
--> statement-breakpoint
create policy api_inserts on "records" for insert to xinqiao_api
  with check (path >= (select app.programme_path()) and path < (select app.after(app.programme_path())));
--> statement-breakpoint
create policy api_updates on "records" for update to xinqiao_api
  using (path >= (select app.programme_path()) and path < (select app.after(app.programme_path())));
--> statement-breakpoint
create policy api_with_record on "record_versions" to xinqiao_api
  using ((select true from records r where r.id = record_id));
--> statement-breakpoint
grant select, insert on "records", "record_versions" to xinqiao_api;
--> statement-breakpoint
grant update on "records" to xinqiao_api;
--> statement-breakpoint
grant select on "records", "record_versions" to xinqiao_auditor;
--> statement-breakpoint
grant select (id, kind, org, path, version, state, shared, stream_id) on "records" to xinqiao_clock;
--> statement-breakpoint
-- The life of a record is seen by those who keep it.
alter policy api_streams on streams using (
  (home_path >= (select app.case_path()) and home_path < (select app.after(app.case_path())))
  or id = any ((select app.write_streams())::uuid[])
  or student_id = (select app.write_student())
  or (other_org = (select app.org()) and coalesce(stage, '') not in ('draft', 'withdrawn'))
  or id = any ((select app.duty_streams())::uuid[])
  or (kind = 'record' and home_path >= (select app.programme_path()) and home_path < (select app.after(app.programme_path())))
  or (kind = 'campaign' and ((home_path >= (select app.student_path()) and home_path < (select app.after(app.student_path())))
    or starts_with((select app.path()), home_path))));
