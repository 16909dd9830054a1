-- What was sent to a hospital is for those who take patients in and see them: an account of another role at the same house is no reader of children (A1).
-- Whoever else is called to a case there holds a duty, and sees it by that.
create or replace function app.referred_students() returns uuid[] language sql stable security definer set search_path = ''
  return (select coalesce(array_agg(distinct s.student_id), '{}') from public.streams s
    where app.of_hospital() and s.other_org = app.org() and s.closed_at is null
      and coalesce(s.stage, '') not in ('draft', 'withdrawn') and s.student_id is not null);
--> statement-breakpoint
create or replace function app.referred_reasons() returns uuid[] language sql stable security definer set search_path = ''
  return (select coalesce(array_agg(distinct (s.state -> 'reason' ->> 'text')::uuid), '{}') from public.streams s
    where app.of_hospital() and s.kind = 'referral' and s.other_org = app.org() and s.closed_at is null
      and coalesce(s.stage, '') not in ('draft', 'withdrawn'));
--> statement-breakpoint
alter policy api_streams on streams using (
  (home_path >= (select app.case_path()) and home_path < (select app.after(app.case_path())))
  or id = any ((select app.write_streams())::uuid[])
  or student_id = (select app.write_student())
  or ((select app.of_hospital()) and other_org = (select app.org()) and coalesce(stage, '') not in ('draft', 'withdrawn'))
  or id = any ((select app.duty_streams())::uuid[])
  or (kind = 'record' and home_path >= (select app.programme_path()) and home_path < (select app.after(app.programme_path())))
  or (kind = 'campaign' and ((home_path >= (select app.student_path()) and home_path < (select app.after(app.student_path())))
    or starts_with((select app.path()), home_path))));
--> statement-breakpoint
-- Auditors read the programme's records and write none.
alter policy api_reads on "records" using (
  (path >= (select app.programme_path()) and path < (select app.after(app.programme_path())))
  or ((select app.role()) = 'auditor' and path >= (select app.path()) and path < (select app.after(app.path())))
  or (shared and starts_with((select app.path()), path))
  or stream_id = any ((select app.duty_streams())::uuid[]));
