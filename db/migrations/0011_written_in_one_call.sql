-- What an act writes, in one call: a statement a table, each page of rows as one JSON text, so that the text of the statement is always the same and its
-- plans are made once. It has the rights of whoever asks: row-level security and the grants hold for each of its statements.

create function app.write(born json, moved json, facts json, texts json, owed json, told json, sheets json, warned json, asked json, lines json)
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
-- Who signed in with this session (its token's hash) and every appointment in force: what each request asks before anything else. Past the walls of the
-- sign-in, for whoever shows the token of a session; it answers with that session alone.
create function app.signed_in(hash text, now timestamptz) returns table (person text, created_at timestamptz, expires_at timestamptz, banned boolean,
    second_factor boolean, display_name text, side text, appointment uuid, role text, org uuid, org_name text, org_kind text, path text)
  language sql stable security definer set search_path = ''
  begin atomic
    select u.id, s.created_at, s.expires_at, u.banned, u.two_factor_enabled, p.display_name, p.side, a.id, a.role, o.id, o.name, o.kind, o.path
      from auth.session s join auth."user" u on u.id = s.user_id
        left join (public.people p join public.appointments a on a.person_id = p.id join public.organisations o on o.id = a.org_id)
          on p.id = u.id::uuid and (p.disabled_at is null or p.disabled_at > now)
            and a.valid_from <= now and (a.valid_to is null or a.valid_to > now)
      where s.token = hash
      order by a.priority, a.valid_from, a.id;
  end;
--> statement-breakpoint
revoke all on function app.write, app.signed_in from public;
--> statement-breakpoint
grant execute on function app.write to xinqiao_api, xinqiao_clock;
--> statement-breakpoint
grant execute on function app.signed_in to xinqiao_api;
