CREATE TABLE "file_contents" (
	"file_id" uuid PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"org" uuid NOT NULL,
	"path" text NOT NULL,
	"purpose" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" "bytea" NOT NULL,
	"name" "bytea" NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"master_key_id" text NOT NULL,
	"key_version" integer NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_by" uuid,
	"withdrawn_because" text,
	CONSTRAINT "files_size" CHECK ("files"."size" between 1 and 10485760),
	CONSTRAINT "files_withdrawn" CHECK (("files"."withdrawn_at" is null) = ("files"."withdrawn_by" is null) and ("files"."withdrawn_at" is null) = ("files"."withdrawn_because" is null))
);
--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "file_id" uuid;--> statement-breakpoint
ALTER TABLE "file_contents" ADD CONSTRAINT "file_contents_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_org_path" FOREIGN KEY ("org","path") REFERENCES "public"."organisations"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE UNIQUE INDEX "files_once" ON "files" USING btree ("org","purpose","sha256","uploaded_by") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "files_place" ON "files" USING btree ("path","uploaded_at");--> statement-breakpoint
CREATE INDEX "audit_file" ON "audit" USING btree ("file_id") WHERE file_id is not null;
--> statement-breakpoint
-- "Below this path" is a range in byte order only. Ciphertext does not pack: no time is spent on trying.
alter table "files" alter column "path" type text collate "C";
--> statement-breakpoint
alter table "file_contents" alter column "sealed" set storage external;
--> statement-breakpoint
-- Bytes are inserted, and that is all; of a file itself only the withdrawal is written later, once.
do $$
declare kept text;
begin
  execute 'create trigger insert_only_rows before update or delete on file_contents for each row execute function app.refuse_change()';
  execute 'create trigger never_removed before delete on files for each row execute function app.refuse_change()';
  foreach kept in array array['files', 'file_contents'] loop
    execute format('create trigger insert_only_table before truncate on %I for each statement execute function app.refuse_change()', kept);
    execute format('alter table %I enable always trigger insert_only_table', kept);
    execute format('alter table %I enable row level security', kept);
    execute format('alter table %I force row level security', kept);
    execute format('create policy migrator_all on %I to xinqiao_migrator using (true) with check (true)', kept);
  end loop;
  execute 'alter table file_contents enable always trigger insert_only_rows';
  execute 'alter table files enable always trigger never_removed';
end $$;
--> statement-breakpoint
create trigger files_keep_identity before update on "files" for each row
  when (old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at
    or (new.id, new.org, new.purpose, new.type, new.size, new.sha256, new.name, new.key_version, new.uploaded_by, new.uploaded_at)
      is distinct from (old.id, old.org, old.purpose, old.type, old.size, old.sha256, old.name, old.key_version, old.uploaded_by, old.uploaded_at))
  execute function app.keep_identity();
--> statement-breakpoint
-- The asker's place, for the roles that keep or read files of the programme; null for all others.
create function app.file_path() returns text language sql stable parallel safe
  return case when app.role() in ('programmeAdministrator', 'inspector', 'reportSigner', 'counselor', 'schoolHead',
    'countySupervisor', 'citySupervisor') then app.path() end;
--> statement-breakpoint
revoke all on function app.file_path from public;
--> statement-breakpoint
grant execute on function app.file_path to xinqiao_api;
--> statement-breakpoint
create policy api_reads on "files" for select to xinqiao_api
  using (path >= (select app.file_path()) and path < (select app.after(app.file_path())));
--> statement-breakpoint
create policy api_inserts on "files" for insert to xinqiao_api
  with check (path >= (select app.file_path()) and path < (select app.after(app.file_path())) and uploaded_by = (select app.person()));
--> statement-breakpoint
create policy api_updates on "files" for update to xinqiao_api
  using (path >= (select app.file_path()) and path < (select app.after(app.file_path())));
--> statement-breakpoint
-- Bytes are seen with their file, while it stands.
create policy api_reads on "file_contents" for select to xinqiao_api
  using ((select f.withdrawn_at is null from files f where f.id = file_id));
--> statement-breakpoint
create policy api_inserts on "file_contents" for insert to xinqiao_api
  with check ((select f.uploaded_by = (select app.person()) from files f where f.id = file_id));
--> statement-breakpoint
grant select, insert on "files", "file_contents" to xinqiao_api;
--> statement-breakpoint
grant update (withdrawn_at, withdrawn_by, withdrawn_because) on "files" to xinqiao_api;
