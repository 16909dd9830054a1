-- The schema itself came with the grants.
CREATE TABLE "auth"."account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	"impersonated_by" text,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "auth"."two_factor" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"user_id" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer DEFAULT 0,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"username" text,
	"display_username" text,
	"two_factor_enabled" boolean DEFAULT false,
	"role" text,
	"banned" boolean DEFAULT false,
	"ban_reason" text,
	"ban_expires" timestamp (3) with time zone,
	CONSTRAINT "user_email_unique" UNIQUE("email"),
	CONSTRAINT "user_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "auth"."verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."two_factor" ADD CONSTRAINT "two_factor_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user" ON "auth"."account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "auth"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "two_factor_user" ON "auth"."two_factor" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "auth"."verification" USING btree ("identifier");
--> statement-breakpoint
-- One role has grants here at all; the policies say the same once more.
do $$
declare walled text;
begin
  foreach walled in array array['account', 'rate_limit', 'session', 'two_factor', 'user', 'verification'] loop
    execute format('alter table auth.%I enable row level security', walled);
    execute format('alter table auth.%I force row level security', walled);
    execute format('create policy migrator_all on auth.%I to xinqiao_migrator using (true) with check (true)', walled);
    execute format('create policy auth_all on auth.%I to xinqiao_auth using (true) with check (true)', walled);
  end loop;
end $$;
--> statement-breakpoint
-- What a phone that calls with a one-time code may know before it answers: which campaign asks, whether it still does, and
-- the year of birth that decides whether an instrument fits. No name, no place.
create function app.answering(hash bytea)
  returns table (campaign_id uuid, student_id uuid, invitation text, campaign jsonb, open boolean, born_on date)
  language sql stable security definer set search_path = ''
  begin atomic
    select i.campaign_id, i.student_id, i.state, s.state, s.closed_at is null, p.born_on
      from public.campaign_invitations i
      join public.streams s on s.id = i.campaign_id
      join public.students p on p.id = i.student_id
      where i.code_hash = hash;
  end;
--> statement-breakpoint
-- How late the clocks are and how many workflows have not heard yet: two numbers about everything, no row of anything.
create function app.pulse() returns table (oldest_due timestamptz, unwoken bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select (select min(next_due_at) from public.streams where closed_at is null),
      (select count(*) from public.streams where woken < version);
  end;
--> statement-breakpoint
revoke all on function app.answering, app.pulse from public;
--> statement-breakpoint
grant execute on function app.answering, app.pulse to xinqiao_api;
