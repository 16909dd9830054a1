CREATE TABLE "report_signatures" (
	"report_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"step" text NOT NULL,
	"person" uuid NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_signatures_report_id_version_step_pk" PRIMARY KEY("report_id","version","step"),
	CONSTRAINT "report_signatures_step" CHECK ("report_signatures"."step" in ('first', 'second'))
);
--> statement-breakpoint
CREATE TABLE "report_versions" (
	"report_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"act" text NOT NULL,
	"block" text,
	"why" text,
	"content" jsonb NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"prev" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "report_versions_report_id_version_pk" PRIMARY KEY("report_id","version")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"org" uuid NOT NULL,
	"path" text NOT NULL,
	"language" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"edition" integer NOT NULL,
	"corrects" uuid,
	"why" text,
	"superseded_by" uuid,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"addressed" uuid[] NOT NULL,
	"due_on" date NOT NULL,
	"stream_id" uuid NOT NULL,
	"number_word" text,
	"number_year" integer,
	"number_sequence" integer,
	"freezing" uuid,
	"word_file" uuid,
	"workbook_file" uuid,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"frozen_at" timestamp (3) with time zone,
	CONSTRAINT "reports_state" CHECK ("reports"."state" in ('draft', 'submitted', 'signed', 'frozen', 'withdrawn')),
	CONSTRAINT "reports_period" CHECK ("reports"."from_day" <= "reports"."to_day"),
	CONSTRAINT "reports_correction" CHECK (("reports"."corrects" is null) = ("reports"."why" is null) and ("reports"."corrects" is null) = ("reports"."edition" = 1)),
	CONSTRAINT "reports_frozen" CHECK (("reports"."state" = 'frozen') = ("reports"."frozen_at" is not null) and ("reports"."state" = 'frozen') = ("reports"."word_file" is not null)
        and ("reports"."state" = 'frozen') = ("reports"."workbook_file" is not null) and ("reports"."state" = 'frozen') = ("reports"."number_sequence" is not null))
);
--> statement-breakpoint
ALTER TABLE "report_signatures" ADD CONSTRAINT "report_signatures_version" FOREIGN KEY ("report_id","version") REFERENCES "public"."report_versions"("report_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_corrects_reports_id_fk" FOREIGN KEY ("corrects") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_superseded_by_reports_id_fk" FOREIGN KEY ("superseded_by") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_word_file_files_id_fk" FOREIGN KEY ("word_file") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_workbook_file_files_id_fk" FOREIGN KEY ("workbook_file") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_org_path" FOREIGN KEY ("org","path") REFERENCES "public"."organisations"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE UNIQUE INDEX "report_signatures_two" ON "report_signatures" USING btree ("report_id","version","person");--> statement-breakpoint
CREATE INDEX "reports_place" ON "reports" USING btree ("path","created_at");--> statement-breakpoint
CREATE INDEX "reports_files" ON "reports" USING btree ("word_file","workbook_file") WHERE word_file is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "reports_corrected_once" ON "reports" USING btree ("corrects") WHERE corrects is not null and state <> 'withdrawn';--> statement-breakpoint
CREATE UNIQUE INDEX "reports_once" ON "reports" USING btree ("org","kind","from_day","to_day","language","edition") WHERE state <> 'withdrawn' and kind <> 'proposalReply';--> statement-breakpoint
CREATE UNIQUE INDEX "reports_number" ON "reports" USING btree ("org","number_word","number_year","number_sequence") WHERE number_sequence is not null;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_report_stands" CHECK ("files"."purpose" <> 'report' or "files"."withdrawn_at" is null);--> statement-breakpoint
-- "Below this path" is a range in byte order only.
alter table "reports" alter column "path" type text collate "C";
--> statement-breakpoint
-- Versions and signatures are inserted, and that is all. Of a frozen report only what takes its place is written later, once.
do $$
declare kept text;
begin
  foreach kept in array array['report_versions', 'report_signatures'] loop
    execute format('create trigger insert_only_rows before update or delete on %I for each row execute function app.refuse_change()', kept);
    execute format('create trigger insert_only_table before truncate on %I for each statement execute function app.refuse_change()', kept);
    execute format('alter table %I enable always trigger insert_only_rows', kept);
    execute format('alter table %I enable always trigger insert_only_table', kept);
  end loop;
  foreach kept in array array['reports', 'report_versions', 'report_signatures'] loop
    execute format('alter table %I enable row level security', kept);
    execute format('alter table %I force row level security', kept);
    execute format('create policy migrator_all on %I to xinqiao_migrator using (true) with check (true)', kept);
    execute format('create policy auditor_reads on %I for select to xinqiao_auditor using (true)', kept);
  end loop;
end $$;
--> statement-breakpoint
create trigger never_removed before delete on "reports" for each row execute function app.refuse_change();
--> statement-breakpoint
alter table "reports" enable always trigger never_removed;
--> statement-breakpoint
create trigger reports_stand before update on "reports" for each row
  when (old.state in ('frozen', 'withdrawn') and (old.superseded_by is not null and new.superseded_by is distinct from old.superseded_by
    or to_jsonb(new) - 'superseded_by' - 'path' is distinct from to_jsonb(old) - 'superseded_by' - 'path'))
  execute function app.keep_identity();
--> statement-breakpoint
create trigger reports_keep_identity before update on "reports" for each row
  when ((new.id, new.kind, new.org, new.language, new.from_day, new.to_day, new.edition, new.corrects, new.created_by, new.created_at)
    is distinct from (old.id, old.kind, old.org, old.language, old.from_day, old.to_day, old.edition, old.corrects, old.created_by, old.created_at))
  execute function app.keep_identity();
--> statement-breakpoint
-- At or below one's own place; once it is frozen, the organisations that it is addressed to.
create policy api_reads on "reports" for select to xinqiao_api using (
  (path >= (select app.programme_path()) and path < (select app.after(app.programme_path())))
  or ((select app.role()) = 'auditor' and path >= (select app.path()) and path < (select app.after(app.path())))
  or (state = 'frozen' and (select app.programme_path()) is not null and (select app.org()) = any (addressed)));
--> statement-breakpoint
create policy api_inserts on "reports" for insert to xinqiao_api
  with check (path >= (select app.programme_path()) and path < (select app.after(app.programme_path())));
--> statement-breakpoint
create policy api_updates on "reports" for update to xinqiao_api
  using (path >= (select app.programme_path()) and path < (select app.after(app.programme_path())));
--> statement-breakpoint
-- Whom a report is addressed to sees what was signed, not how it came to be.
create policy api_reads on "report_versions" for select to xinqiao_api
  using ((select r.version = report_versions.version
      or (r.path >= (select app.programme_path()) and r.path < (select app.after(app.programme_path())))
      or (select app.role()) = 'auditor'
    from reports r where r.id = report_id));
--> statement-breakpoint
create policy api_inserts on "report_versions" for insert to xinqiao_api
  with check (by = (select app.person()) and (select r.state = 'draft' from reports r where r.id = report_id));
--> statement-breakpoint
create policy api_reads on "report_signatures" for select to xinqiao_api
  using ((select r.version = report_signatures.version from reports r where r.id = report_id));
--> statement-breakpoint
create policy api_inserts on "report_signatures" for insert to xinqiao_api
  with check (person = (select app.person()) and (select r.state in ('signed', 'frozen') from reports r where r.id = report_id));
--> statement-breakpoint
-- The bytes of a report are read by whoever may read the report.
create policy api_reads_reports on "files" for select to xinqiao_api
  using (purpose = 'report' and (select true from reports r where r.word_file = files.id or r.workbook_file = files.id limit 1));
--> statement-breakpoint
grant select, insert on "reports", "report_versions", "report_signatures" to xinqiao_api;
--> statement-breakpoint
grant update (state, freezing, version, addressed, superseded_by, number_word, number_year, number_sequence, word_file, workbook_file, changed_at, frozen_at)
  on "reports" to xinqiao_api;
--> statement-breakpoint
grant select on "reports", "report_versions", "report_signatures" to xinqiao_auditor;
--> statement-breakpoint
-- Whether a record that counts in a frozen report names this file. It tells that alone: nothing of a report that the asker may not read.
create function app.frozen_evidence(file uuid) returns boolean language sql stable security definer set search_path = ''
  return exists (select from public.records r join public.reports p on p.state = 'frozen' and r.path >= p.path and r.path < app.after(p.path)
      and r.recorded_at <= p.frozen_at and r.day <= p.to_day and (r.day >= p.from_day or r.until is null or r.until >= p.to_day)
    where r.state <> 'withdrawn' and strpos(r.content::text, frozen_evidence.file::text) > 0);
--> statement-breakpoint
revoke all on function app.frozen_evidence from public;
--> statement-breakpoint
grant execute on function app.frozen_evidence to xinqiao_api;
