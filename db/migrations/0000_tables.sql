CREATE TABLE "answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"student_id" uuid NOT NULL,
	"home_path" text NOT NULL,
	"campaign_id" uuid,
	"instrument" text NOT NULL,
	"version" text NOT NULL,
	"status" text NOT NULL,
	"total" smallint,
	"min" smallint,
	"max" smallint,
	"band" text,
	"floor" text,
	"criticals" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"raw" "bytea",
	"key_version" integer DEFAULT 1 NOT NULL,
	"observed_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"corrects" uuid,
	"import_id" uuid
);
--> statement-breakpoint
CREATE TABLE "campaign_invitations" (
	"campaign_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"state" text NOT NULL,
	"invited_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"owner" uuid,
	CONSTRAINT "campaign_invitations_campaign_id_student_id_pk" PRIMARY KEY("campaign_id","student_id")
);
--> statement-breakpoint
CREATE TABLE "disclosures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"referral_id" uuid NOT NULL,
	"recipient" uuid NOT NULL,
	"what" jsonb NOT NULL,
	"basis" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "warnings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"student_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"source" text NOT NULL,
	"source_id" uuid,
	"floor" text NOT NULL,
	"critical" boolean NOT NULL,
	"reasons" jsonb NOT NULL,
	"observed_at" timestamp (3) with time zone NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duties" (
	"stream_id" uuid NOT NULL,
	"opened_version" integer NOT NULL,
	"n" integer DEFAULT 0 NOT NULL,
	"kind" text NOT NULL,
	"clock" text NOT NULL,
	"holder" uuid NOT NULL,
	"called" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"subject" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"limit_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone NOT NULL,
	"step" integer DEFAULT 0 NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" uuid,
	"acknowledged_step" integer,
	"paused_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"done_by" text,
	"rhythm" boolean DEFAULT false NOT NULL,
	CONSTRAINT "duties_stream_id_opened_version_n_pk" PRIMARY KEY("stream_id","opened_version","n")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"stream_id" uuid NOT NULL,
	"opened_version" integer NOT NULL,
	"n" integer NOT NULL,
	"step" integer NOT NULL,
	"audience" text DEFAULT 'staff' NOT NULL,
	"person" uuid NOT NULL,
	"channel" text NOT NULL,
	"template" text NOT NULL,
	"state" text NOT NULL,
	"settled" boolean DEFAULT false NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"next_try_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "notices_once" UNIQUE("stream_id","opened_version","n","step","person","channel"),
	CONSTRAINT "notices_settled_or_tried" CHECK ("notices"."settled" = ("notices"."next_try_at" is null))
);
--> statement-breakpoint
CREATE TABLE "appointments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"org_id" uuid NOT NULL,
	"post" text,
	"priority" integer DEFAULT 0 NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"valid_to" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "contact_points" (
	"person_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"address" "bytea" NOT NULL,
	CONSTRAINT "contact_points_person_id_channel_pk" PRIMARY KEY("person_id","channel")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"parent_id" uuid,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"path" text NOT NULL,
	"side" text NOT NULL,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"valid_to" timestamp (3) with time zone,
	CONSTRAINT "organisations_code_unique" UNIQUE("code"),
	CONSTRAINT "organisations_path_unique" UNIQUE("path"),
	CONSTRAINT "organisations_id_parent" UNIQUE("id","parent_id"),
	CONSTRAINT "organisations_id_path" UNIQUE("id","path")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"display_name" text NOT NULL,
	"side" text NOT NULL,
	"disabled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"person" text,
	"role" text,
	"action" text NOT NULL,
	"student_id" uuid,
	"stream_id" uuid,
	"reason" text,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "calendar_days" (
	"day" date PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_years" (
	"year" integer PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"entered_by" text,
	"entered_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"org" uuid NOT NULL,
	"home_path" text NOT NULL,
	"state" text NOT NULL,
	"progress" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"report" jsonb,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"version" integer PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"sha256" "bytea" NOT NULL,
	"in_force_from" timestamp (3) with time zone NOT NULL,
	"signed_by" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "acts" (
	"actor" text NOT NULL,
	"act_key" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"stream_id" uuid,
	"outcome" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "acts_actor_act_key_pk" PRIMARY KEY("actor","act_key")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"stream_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"act" text,
	"actor" text NOT NULL,
	"type" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"bytes" "bytea" NOT NULL,
	"prev" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "events_stream_id_version_pk" PRIMARY KEY("stream_id","version")
);
--> statement-breakpoint
CREATE TABLE "streams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"student_id" uuid,
	"case_id" uuid,
	"request_id" uuid,
	"accepted" boolean DEFAULT false NOT NULL,
	"home_org" uuid NOT NULL,
	"home_path" text NOT NULL,
	"other_org" uuid,
	"owner" uuid,
	"level" text,
	"stage" text,
	"version" integer NOT NULL,
	"head_hash" "bytea" NOT NULL,
	"state" jsonb NOT NULL,
	"policy_version" integer NOT NULL,
	"person_version" integer DEFAULT 0 NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"next_due_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"woken" integer DEFAULT 0 NOT NULL,
	"rewoken_at" timestamp (3) with time zone,
	CONSTRAINT "streams_id_student" UNIQUE("id","student_id"),
	CONSTRAINT "streams_always_a_duty" CHECK (("streams"."closed_at" is null) = ("streams"."next_due_at" is not null)),
	CONSTRAINT "streams_kind" CHECK ("streams"."kind" in ('campaign', 'case', 'referral', 'followUp', 'return')),
	CONSTRAINT "streams_student_unless_campaign" CHECK (("streams"."student_id" is null) = ("streams"."kind" = 'campaign')),
	CONSTRAINT "streams_version_positive" CHECK ("streams"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "blind_index" (
	"student_id" uuid NOT NULL,
	"field" text NOT NULL,
	"digest" "bytea" NOT NULL,
	CONSTRAINT "blind_index_field_digest_student_id_pk" PRIMARY KEY("field","digest","student_id")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"student_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"hospitals" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"evidence" uuid,
	"given_by" uuid,
	"recorded_by" uuid,
	"given_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "guardians" (
	"id" uuid PRIMARY KEY NOT NULL,
	"student_id" uuid NOT NULL,
	"relation" text NOT NULL,
	"flagged_danger" boolean DEFAULT false NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "student_keys" (
	"student_id" uuid PRIMARY KEY NOT NULL,
	"wrapped_key" "bytea",
	"master_key_id" text NOT NULL,
	"key_version" integer NOT NULL,
	"destroyed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "students" (
	"id" uuid PRIMARY KEY NOT NULL,
	"school_id" uuid NOT NULL,
	"class_id" uuid,
	"path" text NOT NULL,
	"number" text NOT NULL,
	"grade" integer,
	"sex" text,
	"born_on" date,
	"name_digest" "bytea",
	"pinyin_digest" "bytea",
	"initials_digest" "bytea",
	"enrolled_state" text DEFAULT 'enrolled' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "students_school_number" UNIQUE("school_id","number")
);
--> statement-breakpoint
CREATE TABLE "vault" (
	"id" uuid PRIMARY KEY NOT NULL,
	"student_id" uuid NOT NULL,
	"owner_table" text NOT NULL,
	"owner_column" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"key_version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "vault_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "vault_id_student" UNIQUE("id","student_id")
);
--> statement-breakpoint
ALTER TABLE "campaign_invitations" ADD CONSTRAINT "campaign_invitations_campaign_id_streams_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."streams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_invitations" ADD CONSTRAINT "campaign_invitations_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_referral_id_streams_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."streams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warnings" ADD CONSTRAINT "warnings_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warnings" ADD CONSTRAINT "warnings_case_of_student" FOREIGN KEY ("case_id","student_id") REFERENCES "public"."streams"("id","student_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_holder_people_id_fk" FOREIGN KEY ("holder") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_duty" FOREIGN KEY ("stream_id","opened_version","n") REFERENCES "public"."duties"("stream_id","opened_version","n") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_org_id_organisations_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_points" ADD CONSTRAINT "contact_points_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_parent" FOREIGN KEY ("parent_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acts" ADD CONSTRAINT "acts_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_stream_id_streams_id_fk" FOREIGN KEY ("stream_id") REFERENCES "public"."streams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "streams" ADD CONSTRAINT "streams_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "streams" ADD CONSTRAINT "streams_other_org_organisations_id_fk" FOREIGN KEY ("other_org") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "streams" ADD CONSTRAINT "streams_home" FOREIGN KEY ("home_org","home_path") REFERENCES "public"."organisations"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "streams" ADD CONSTRAINT "streams_case_of_student" FOREIGN KEY ("case_id","student_id") REFERENCES "public"."streams"("id","student_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blind_index" ADD CONSTRAINT "blind_index_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_evidence_of_student" FOREIGN KEY ("evidence","student_id") REFERENCES "public"."vault"("id","student_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardians" ADD CONSTRAINT "guardians_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_keys" ADD CONSTRAINT "student_keys_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "students" ADD CONSTRAINT "students_school_id_organisations_id_fk" FOREIGN KEY ("school_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "students" ADD CONSTRAINT "students_class_of_school" FOREIGN KEY ("class_id","school_id") REFERENCES "public"."organisations"("id","parent_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault" ADD CONSTRAINT "vault_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "answers_once" ON "answers" USING btree ("student_id","instrument","observed_at") WHERE corrects is null;--> statement-breakpoint
CREATE INDEX "answers_campaign" ON "answers" USING btree ("campaign_id") WHERE campaign_id is not null;--> statement-breakpoint
CREATE INDEX "answers_corrects" ON "answers" USING btree ("corrects") WHERE corrects is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "campaign_invitations_code" ON "campaign_invitations" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "campaign_invitations_student" ON "campaign_invitations" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "campaign_invitations_state" ON "campaign_invitations" USING btree ("campaign_id","state");--> statement-breakpoint
CREATE INDEX "disclosures_referral" ON "disclosures" USING btree ("referral_id");--> statement-breakpoint
CREATE INDEX "warnings_case" ON "warnings" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "warnings_student" ON "warnings" USING btree ("student_id","at");--> statement-breakpoint
CREATE INDEX "duties_worklist" ON "duties" USING btree ("holder","due_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "duties_called" ON "duties" USING gin ("called") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "duties_live" ON "duties" USING btree ("stream_id","due_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "notices_unsettled" ON "notices" USING btree ("next_try_at") WHERE not settled;--> statement-breakpoint
CREATE INDEX "notices_person" ON "notices" USING btree ("person","created_at");--> statement-breakpoint
CREATE INDEX "appointments_org_role" ON "appointments" USING btree ("org_id","role","priority");--> statement-breakpoint
CREATE INDEX "appointments_person" ON "appointments" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "organisations_parent_id" ON "organisations" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "audit_student" ON "audit" USING btree ("student_id","at");--> statement-breakpoint
CREATE INDEX "audit_stream" ON "audit" USING btree ("stream_id");--> statement-breakpoint
CREATE INDEX "audit_person" ON "audit" USING btree ("person","at");--> statement-breakpoint
CREATE INDEX "jobs_home" ON "jobs" USING btree ("home_path","created_at");--> statement-breakpoint
CREATE INDEX "acts_stream" ON "acts" USING btree ("stream_id");--> statement-breakpoint
CREATE UNIQUE INDEX "streams_one_open_case" ON "streams" USING btree ("student_id") WHERE kind = 'case' and closed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "streams_one_open_follow_up" ON "streams" USING btree ("student_id") WHERE kind = 'followUp' and closed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "streams_one_accepted_referral" ON "streams" USING btree ("request_id") WHERE kind = 'referral' and accepted;--> statement-breakpoint
CREATE INDEX "streams_unwoken" ON "streams" USING btree ("next_due_at") WHERE woken < version;--> statement-breakpoint
CREATE INDEX "streams_open" ON "streams" USING btree ("next_due_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "streams_open_home" ON "streams" USING btree ("home_path","kind") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "streams_student" ON "streams" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "streams_other_org" ON "streams" USING btree ("other_org") WHERE other_org is not null;--> statement-breakpoint
CREATE INDEX "streams_case" ON "streams" USING btree ("case_id") WHERE case_id is not null;--> statement-breakpoint
CREATE INDEX "streams_request" ON "streams" USING btree ("request_id") WHERE request_id is not null;--> statement-breakpoint
CREATE INDEX "blind_index_student" ON "blind_index" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "consents_student" ON "consents" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "guardians_student" ON "guardians" USING btree ("student_id");--> statement-breakpoint
CREATE INDEX "students_path" ON "students" USING btree ("path");--> statement-breakpoint
CREATE INDEX "students_name" ON "students" USING btree ("name_digest");--> statement-breakpoint
CREATE INDEX "students_pinyin" ON "students" USING btree ("pinyin_digest");--> statement-breakpoint
CREATE INDEX "students_initials" ON "students" USING btree ("initials_digest");--> statement-breakpoint
CREATE INDEX "vault_owner" ON "vault" USING btree ("owner_id","owner_column","seq");--> statement-breakpoint
CREATE INDEX "vault_student" ON "vault" USING btree ("student_id");