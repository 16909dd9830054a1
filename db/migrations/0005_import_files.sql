CREATE TABLE "import_files" (
	"job_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"form" text NOT NULL,
	"sha256" "bytea" NOT NULL,
	"sealed" "bytea",
	"wrapped_key" "bytea",
	"master_key_id" text NOT NULL,
	"key_version" integer NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"emptied_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "import_files" ADD CONSTRAINT "import_files_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Whoever may see the job may hold its file; nobody but the api does.
alter table "import_files" enable row level security;
--> statement-breakpoint
alter table "import_files" force row level security;
--> statement-breakpoint
create policy migrator_all on "import_files" to xinqiao_migrator using (true) with check (true);
--> statement-breakpoint
create policy api_with_job on "import_files" to xinqiao_api using (exists (select 1 from jobs j where j.id = job_id));
--> statement-breakpoint
grant select, insert, update on "import_files" to xinqiao_api;
