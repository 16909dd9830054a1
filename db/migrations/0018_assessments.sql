CREATE TABLE "indicator_sets" (
	"code" text NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"sha256" "bytea" NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "indicator_sets_code_version_pk" PRIMARY KEY("code","version")
);
--> statement-breakpoint
create trigger insert_only_rows before update or delete on "indicator_sets" for each row execute function app.refuse_change();
--> statement-breakpoint
create trigger insert_only_table before truncate on "indicator_sets" for each statement execute function app.refuse_change();
--> statement-breakpoint
alter table "indicator_sets" enable always trigger insert_only_rows;
--> statement-breakpoint
alter table "indicator_sets" enable always trigger insert_only_table;
--> statement-breakpoint
alter table "indicator_sets" enable row level security;
--> statement-breakpoint
alter table "indicator_sets" force row level security;
--> statement-breakpoint
create policy migrator_all on "indicator_sets" to xinqiao_migrator using (true) with check (true);
--> statement-breakpoint
create policy auditor_reads on "indicator_sets" for select to xinqiao_auditor using (true);
--> statement-breakpoint
-- By what one is assessed is nobody's secret.
create policy api_reads on "indicator_sets" for select to xinqiao_api using (true);
--> statement-breakpoint
create policy api_inserts on "indicator_sets" for insert to xinqiao_api with check ((select app.role()) = 'citySupervisor');
--> statement-breakpoint
grant select, insert on "indicator_sets" to xinqiao_api;
--> statement-breakpoint
grant select on "indicator_sets" to xinqiao_auditor;
--> statement-breakpoint
-- What an office above has addressed to a place at or below the asker's: the life of such a document is not in the asker's reach,
-- whether it was read in time is.
create function app.document_dues(place text, since timestamptz, before timestamptz)
  returns table (record uuid, org uuid, limit_at timestamptz, done_at timestamptz, holder uuid) language sql stable security definer set search_path = ''
begin atomic
  select r.id, o.id, d.limit_at, d.done_at, d.holder
    from public.duties d
    join public.records r on r.stream_id = d.stream_id and r.kind = 'document' and r.state <> 'withdrawn'
    join public.organisations o on o.code = d.subject
    where d.kind in ('documentRead', 'documentAnswer') and d.limit_at >= since and d.limit_at < before
      and o.path >= place collate "C" and o.path < app.after(place)
      and o.path >= app.programme_path() and o.path < app.after(app.programme_path());
end;
--> statement-breakpoint
revoke all on function app.document_dues from public;
--> statement-breakpoint
grant execute on function app.document_dues to xinqiao_api;
--> statement-breakpoint
-- How a head was assessed is for that head and the offices above, not for the staff of the school.
alter policy api_reads on "records" using (
  (((path >= (select app.programme_path()) and path < (select app.after(app.programme_path())))
      or ((select app.role()) = 'auditor' and path >= (select app.path()) and path < (select app.after(app.path())))
      or (shared and starts_with((select app.path()), path)))
    and (kind <> 'assessment' or topic <> 'head' or person = (select app.person())::text
      or (select app.role()) in ('countySupervisor', 'citySupervisor', 'inspector', 'reportSigner', 'auditor')))
  or stream_id = any ((select app.duty_streams())::uuid[]));
