-- The ledger of what left the house belongs to a student and to the case or referral with which it left. Nothing was written into it before.
drop policy api_with_stream on disclosures;
--> statement-breakpoint
ALTER TABLE "disclosures" DROP CONSTRAINT "disclosures_referral_id_streams_id_fk";
--> statement-breakpoint
DROP INDEX "disclosures_referral";--> statement-breakpoint
ALTER TABLE "disclosures" ALTER COLUMN "recipient" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosures" ALTER COLUMN "what" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "student_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "stream_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "version" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "fields" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "to_kind" text NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "ground" text NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "actor" text NOT NULL;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_recipient_organisations_id_fk" FOREIGN KEY ("recipient") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_stream_of_student" FOREIGN KEY ("stream_id","student_id") REFERENCES "public"."streams"("id","student_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "disclosures_once" ON "disclosures" USING btree ("stream_id","version","what");--> statement-breakpoint
CREATE INDEX "disclosures_student" ON "disclosures" USING btree ("student_id","at");--> statement-breakpoint
ALTER TABLE "disclosures" DROP COLUMN "referral_id";--> statement-breakpoint
ALTER TABLE "disclosures" DROP COLUMN "basis";
--> statement-breakpoint
create policy api_with_stream on disclosures to xinqiao_api
  using ((select true from streams s where s.id = stream_id));
--> statement-breakpoint
drop function app.write(json, json, json, json, json, json, json, json, json, json);
--> statement-breakpoint
-- What an act writes, in one call, the lines of the ledger with the facts that make them: a statement a table, each page of rows as one JSON text, so that the text of the statement is always the same and its
-- plans are made once. It has the rights of whoever asks: row-level security and the grants hold for each of its statements.

create function app.write(born json, moved json, facts json, texts json, gone json, owed json, told json, sheets json, warned json, asked json, lines json)
  returns void language plpgsql volatile as $$
declare
  counted bigint;
begin
  if born is not null then
    insert into public.streams select * from json_populate_recordset(null::public.streams, born);
  end if;
  if moved is not null then
    update public.streams s set level = n.level, stage = n.stage, owner = n.owner, request_id = n.request_id, accepted = n.accepted, version = n.version,
        head_hash = n.head_hash, state = n.state, person_version = n.person_version, last_at = n.last_at, next_due_at = n.next_due_at, closed_at = n.closed_at
      from json_populate_recordset(null::public.streams, moved) n where s.id = n.id;
    get diagnostics counted = row_count;
    -- A row out of sight is not written, and nothing says so.
    if counted <> json_array_length(moved) then
      raise exception using errcode = '42501', message = 'a stream of the act cannot be written by who asks';
    end if;
  end if;
  if facts is not null then
    insert into public.events select * from json_populate_recordset(null::public.events, facts);
  end if;
  if texts is not null then
    insert into public.vault (id, student_id, owner_table, owner_column, owner_id, ciphertext, key_version, created_at)
      select id, student_id, owner_table, owner_column, owner_id, ciphertext, key_version, created_at
      from json_populate_recordset(null::public.vault, texts);
  end if;
  if gone is not null then
    insert into public.disclosures select * from json_populate_recordset(null::public.disclosures, gone);
  end if;
  if owed is not null then
    insert into public.duties select * from json_populate_recordset(null::public.duties, owed)
      on conflict (stream_id, opened_version, n) do update set kind = excluded.kind, clock = excluded.clock, holder = excluded.holder, called = excluded.called,
        subject = excluded.subject, opened_at = excluded.opened_at, limit_at = excluded.limit_at, due_at = excluded.due_at, step = excluded.step,
        acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by, acknowledged_step = excluded.acknowledged_step,
        paused_at = excluded.paused_at, done_at = excluded.done_at, done_by = excluded.done_by, rhythm = excluded.rhythm;
  end if;
  if told is not null then
    insert into public.notices select * from json_populate_recordset(null::public.notices, told) on conflict do nothing;
    perform pg_notify('xinqiao_notice', person::text)
      from (select distinct person from json_populate_recordset(null::public.notices, told)) who;
  end if;
  if sheets is not null then
    insert into public.answers select * from json_populate_recordset(null::public.answers, sheets);
    update public.campaign_invitations i set state = 'answered', answered_at = s.at
      from json_populate_recordset(null::public.answers, sheets) s
      where i.campaign_id = s.campaign_id and i.student_id = s.student_id and i.state <> 'answered';
  end if;
  if warned is not null then
    insert into public.warnings select * from json_populate_recordset(null::public.warnings, warned);
  end if;
  if asked is not null then
    insert into public.acts select * from json_populate_recordset(null::public.acts, asked);
  end if;
  if lines is not null then
    insert into public.audit (at, person, role, action, student_id, stream_id, reason, request_id)
      select at, person, role, action, student_id, stream_id, reason, request_id from json_populate_recordset(null::public.audit, lines);
  end if;
end $$;
--> statement-breakpoint
revoke all on function app.write from public;
--> statement-breakpoint
grant execute on function app.write to xinqiao_api, xinqiao_clock;
