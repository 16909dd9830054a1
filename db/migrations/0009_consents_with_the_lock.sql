-- Consents that stand at a moment: given, not taken back, not run out, and by no guardian who is flagged as a danger. Read with the lock of an act, so that
-- rules decide by what stands when the act stands. The rights are those of whoever asks.
create function app.consents_standing(child uuid, at timestamptz) returns table (id uuid, kind text, named text[])
  language sql stable
  begin atomic
    select c.id, c.kind, coalesce((select array_agg(o.code order by o.code) from public.organisations o where o.id = any (c.hospitals)), '{}')
      from public.consents c
      where c.student_id = child and c.given_at <= at and c.revoked_at is null
        and (c.until is null or c.until > at)
        and not exists (select from public.guardians g where g.id = c.given_by and g.flagged_danger);
  end;
--> statement-breakpoint
-- Locks a stream with its case (the case first), or a student with the open case, and says what rules read. The rows are opened to whoever asks by
-- app.write_streams and app.write_student, for the length of the transaction: only commit() calls this. `stamp`: when the calendar was last entered.
-- Null: there is no such stream or student. The answer that the key already has is read behind the lock.
create or replace function app.hold(wanted uuid, pupil uuid, who text, key text, now timestamptz) returns jsonb
  language plpgsql volatile as $$
declare
  child uuid := pupil;
  own_case uuid;
  school uuid;
  place text;
  hospital uuid;
  held jsonb;
  kept jsonb;
  at timestamptz := now;
begin
  perform set_config('app.write_student', coalesce(pupil::text, ''), true),
    set_config('app.write_streams', case when wanted is null then '{}' else '{' || wanted || '}' end, true);
  if wanted is not null then
    select s.student_id, s.case_id into child, own_case from public.streams s where s.id = wanted;
    if not found then return null; end if;
    perform set_config('app.write_student', coalesce(child::text, ''), true);
    select jsonb_agg(to_jsonb(h)), greatest(now, max(h.last_at)), (max(h.other_org::text) filter (where h.id = wanted))::uuid
      into held, at, hospital
      from (select s.* from public.streams s where s.id = wanted or s.id = own_case
        order by (s.kind = 'case') desc, s.id for update) h;
    select s.path into place from public.students s where s.id = child;
  else
    -- The student's row is the lock: two warnings never open two cases. FOR UPDATE deadlocks with the foreign key of an act that inserts a stream.
    select s.school_id, s.path into school, place from public.students s where s.id = pupil for no key update;
    if not found then return null; end if;
    select jsonb_agg(to_jsonb(h)), greatest(now, max(h.last_at)) into held, at
      from (select s.* from public.streams s where s.student_id = pupil and s.kind = 'case' and s.closed_at is null for update) h;
  end if;
  select jsonb_build_object('digest', encode(a.digest, 'hex'), 'outcome', a.outcome) into kept
    from public.acts a where a.actor = who and a.act_key = key;
  if kept is not null then return jsonb_build_object('prior', kept); end if;
  return jsonb_build_object(
    'rows', coalesce(held, '[]'), 'school', school, 'place', place, 'hospital', hospital,
    'posts', (select jsonb_agg(jsonb_build_array(r.post, r.person))
      from app.roster(coalesce(place, held -> 0 ->> 'home_path'), hospital, at) r),
    'siblings', (select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'stage', coalesce(s.stage, ''), 'requestId', s.request_id,
        'hospital', s.state ->> 'hospital', 'accepted', s.accepted) order by s.id)
      from public.streams s where s.student_id = child and s.closed_at is null),
    'guardians', (select jsonb_agg(jsonb_build_object('id', g.id, 'danger', g.flagged_danger) order by g.priority, g.id)
      from public.guardians g where g.student_id = child),
    'consents', (select jsonb_agg(jsonb_build_object('id', c.id, 'hospitals', c.named) order by c.id) from app.consents_standing(child, at) c
      where c.kind = 'referral'),
    'stamp', (select max(entered_at) from public.calendar_years));
end $$;
--> statement-breakpoint
revoke all on function app.consents_standing from public;
--> statement-breakpoint
grant execute on function app.consents_standing to xinqiao_api, xinqiao_clock;
