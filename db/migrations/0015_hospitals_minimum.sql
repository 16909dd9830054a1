-- What a hospital asked may read of a child, by the second wall: what was sent to it, and no more (N16).

-- Reasons of the referrals that are open with the asker's hospital: a packet that went on after silence has the words of the first.
create function app.referred_reasons() returns uuid[] language sql stable security definer set search_path = ''
  return (select coalesce(array_agg(distinct (s.state -> 'reason' ->> 'text')::uuid), '{}') from public.streams s
    where s.kind = 'referral' and s.other_org = app.org() and s.closed_at is null and coalesce(s.stage, '') not in ('draft', 'withdrawn'));
--> statement-breakpoint
create function app.of_hospital() returns boolean language sql stable parallel safe
  return coalesce(app.role() in ('hospitalIntake', 'clinician'), false);
--> statement-breakpoint
-- Of the identity a hospital reads names and telephones, never the number of a document nor anything of a guardian who is flagged; of a referral the texts
-- that are shared with it, never those that the school keeps to itself.
alter policy api_reads on vault using (
  (select true from students s where s.id = student_id
    and s.path >= (select app.text_path()) and s.path < (select app.after(app.text_path())))
  or owner_table in ('students', 'guardians') and (
    (select true from students s where s.id = student_id
      and s.path >= (select app.identity_path()) and s.path < (select app.after(app.identity_path())))
    or (student_id = any ((select app.duty_students())::uuid[]) and not (select app.of_hospital()))
    or (student_id = any ((select app.referred_students())::uuid[]) and owner_column in ('name', 'phone')
      and not exists (select from guardians g where g.id = owner_id and g.flagged_danger)))
  or (student_id = any ((select app.duty_students())::uuid[])
    and (select app.role()) in ('counselor', 'schoolHead', 'expert', 'countySupervisor', 'citySupervisor'))
  or (student_id = any ((select app.referred_students())::uuid[]) and owner_column <> 'internal'
    and (id = any ((select app.referred_reasons())::uuid[])
      or (select true from streams r where r.id = owner_id and r.other_org = (select app.org())))));
--> statement-breakpoint
-- What the packet of a referral is made from, up to an instant: codes of the case and its scored sheets, for the hospital that the referral is open with and
-- for those of the school who may read texts. The one window through which a hospital looks into a case: no words, no one's name, nothing of another case.
create function app.packet_source(referral uuid, until timestamptz) returns jsonb
  language sql stable security definer set search_path = ''
  begin atomic
    with asked as (
      select r.case_id, r.student_id from public.streams r
        where r.id = referral and r.kind = 'referral' and r.case_id is not null and (
          (app.of_hospital() and r.other_org = app.org() and r.closed_at is null and coalesce(r.stage, '') not in ('draft', 'withdrawn'))
          or (r.home_path >= app.text_path() and r.home_path < app.after(app.text_path()))
          or (r.id = any (app.duty_streams()) and app.role() in ('counselor', 'schoolHead', 'expert', 'countySupervisor', 'citySupervisor')))),
    facts as (
      select e.version, e.type, e.at, convert_from(e.bytes, 'UTF8')::jsonb -> 'fact' as fact
        from asked join public.events e on e.stream_id = asked.case_id
        where e.at <= until and e.type in ('warningAdded', 'crisisDeclared', 'interviewRecorded', 'reassessmentRecorded', 'contactRecorded',
          'guardianVoiceRecorded', 'meansRemoved', 'watchAssigned', 'emergencyCallRecorded', 'planRevised')),
    sheets as (
      select a.id, a.instrument, a.version, a.observed_at, a.status, a.total, a.min, a.max, a.band, a.criticals, a.raw, a.key_version
        from asked join public.answers a on a.student_id = asked.student_id
        where a.at <= until and (
          exists (select from public.warnings w where w.case_id = asked.case_id and w.source_id = a.id)
          or a.at >= (select min(e.at) from public.events e where e.stream_id = asked.case_id)))
    select jsonb_build_object(
        'facts', coalesce((select jsonb_agg(jsonb_build_object('type', f.type, 'at', f.at, 'signs', f.fact -> 'signs',
            'findings', f.fact -> 'findings', 'instrument', f.fact -> 'instrument', 'with', f.fact -> 'with', 'outcome', f.fact -> 'outcome',
            'line', f.fact -> 'line') order by f.version) from facts f), '[]'),
        'sheets', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'instrument', s.instrument, 'version', s.version,
            'observedAt', s.observed_at, 'status', s.status, 'total', s.total, 'min', s.min, 'max', s.max, 'band', s.band,
            'criticals', s.criticals, 'raw', case when jsonb_array_length(s.criticals) > 0 then encode(s.raw, 'hex') end,
            'keyVersion', s.key_version) order by s.observed_at, s.id) from sheets s), '[]'))
      from asked;
  end;
--> statement-breakpoint
revoke all on function app.referred_reasons, app.of_hospital, app.packet_source from public;
--> statement-breakpoint
grant execute on function app.referred_reasons, app.of_hospital, app.packet_source to xinqiao_api;
