-- The second wall. The first is can(); what stands here holds when the first is forgotten.
-- Every arm of a policy is cheap and indexable; settings are read once a query (scalar sub-selects), sub-selects on
-- streams and students run under the policies of those tables, so a row is seen with the stream or student it belongs to.

do $$
declare walled text;
begin
  foreach walled in array array['organisations', 'people', 'appointments', 'contact_points', 'students', 'guardians',
    'student_keys', 'vault', 'blind_index', 'consents', 'streams', 'events', 'acts', 'duties', 'notices', 'answers',
    'warnings', 'campaign_invitations', 'disclosures', 'jobs', 'audit'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('alter table %I force row level security', walled);
    -- The owner's own work: migrations, seeds, rotation of keys, definer functions.
    execute format('create policy migrator_all on %I to xinqiao_migrator using (true) with check (true)', walled);
  end loop;
end $$;

-- clock and auditor: everything that their grants name, and no more than the grants name.
do $$
declare walled text;
begin
  foreach walled in array array['organisations', 'people', 'appointments', 'contact_points', 'students', 'guardians',
    'consents', 'streams', 'events', 'acts', 'duties', 'notices', 'answers', 'warnings', 'campaign_invitations',
    'disclosures', 'jobs'] loop
    execute format('create policy clock_reads on %I for select to xinqiao_clock using (true)', walled);
    execute format('create policy auditor_reads on %I for select to xinqiao_auditor using (true)', walled);
  end loop;
  foreach walled in array array['streams', 'events', 'acts', 'duties', 'notices', 'warnings', 'campaign_invitations',
    'disclosures', 'audit'] loop
    execute format('create policy clock_inserts on %I for insert to xinqiao_clock with check (true)', walled);
  end loop;
  foreach walled in array array['students', 'streams', 'duties', 'notices', 'campaign_invitations', 'jobs'] loop
    execute format('create policy clock_updates on %I for update to xinqiao_clock using (true) with check (true)', walled);
  end loop;
end $$;
create policy auditor_reads on audit for select to xinqiao_auditor using (true);

-- Staff and the tree: every chain of call reaches across organisations, so all may read; accounts change by their keepers.
create policy api_reads on organisations for select to xinqiao_api using (true);
create policy api_inserts on organisations for insert to xinqiao_api
  with check ((select app.role()) = 'systemAdministrator' and path >= (select app.path()) and path < (select app.after(app.path())));
create policy api_updates on organisations for update to xinqiao_api
  using ((select app.role()) = 'systemAdministrator' and path >= (select app.path()) and path < (select app.after(app.path())));
create policy api_reads on people for select to xinqiao_api using (true);
create policy api_inserts on people for insert to xinqiao_api
  with check ((select app.role()) in ('systemAdministrator', 'securityAdministrator'));
create policy api_updates on people for update to xinqiao_api
  using ((select app.role()) in ('systemAdministrator', 'securityAdministrator'));
create policy api_reads on appointments for select to xinqiao_api using (true);
create policy api_inserts on appointments for insert to xinqiao_api
  with check ((select app.role()) in ('systemAdministrator', 'securityAdministrator'));
create policy api_updates on appointments for update to xinqiao_api
  using ((select app.role()) in ('systemAdministrator', 'securityAdministrator'));
create policy api_owns on contact_points to xinqiao_api
  using (person_id = (select app.person()) or (select app.role()) = 'systemAdministrator');

-- Students: own class, school, county or city by role; the student of a live duty or of an open referral to one's hospital;
-- the one student that commit() names for the length of its transaction.
create policy api_reads on students for select to xinqiao_api using (
  (path >= (select app.student_path()) and path < (select app.after(app.student_path())))
  or id = (select app.write_student())
  or id = any ((select app.duty_students())::uuid[])
  or id = any ((select app.referred_students())::uuid[]));
create policy api_inserts on students for insert to xinqiao_api with check (
  (path >= (select app.roster_path()) and path < (select app.after(app.roster_path())))
  or id = (select app.write_student()));
create policy api_updates on students for update to xinqiao_api using (
  (path >= (select app.roster_path()) and path < (select app.after(app.roster_path())))
  or id = (select app.write_student()));
create policy api_with_student on guardians to xinqiao_api
  using (exists (select 1 from students s where s.id = student_id));
create policy api_with_student on blind_index to xinqiao_api
  using (exists (select 1 from students s where s.id = student_id));
create policy api_with_student on campaign_invitations to xinqiao_api
  using (exists (select 1 from students s where s.id = student_id));
create policy api_with_student on consents to xinqiao_api
  using ((select app.role()) is distinct from 'classTeacher' and exists (select 1 from students s where s.id = student_id));

-- Identity and texts: the child's own school (a class teacher: names only); who holds a live duty on the child; a hospital
-- while its referral is open, names and what is tied to that referral. County and city read neither without a duty.
create policy api_reads on student_keys for select to xinqiao_api using (
  student_id = (select app.write_student())
  or exists (select 1 from students s where s.id = student_id
    and s.path >= (select app.identity_path()) and s.path < (select app.after(app.identity_path())))
  or student_id = any ((select app.duty_students())::uuid[])
  or student_id = any ((select app.referred_students())::uuid[]));
create policy api_inserts on student_keys for insert to xinqiao_api
  with check (exists (select 1 from students s where s.id = student_id));
create policy api_reads on vault for select to xinqiao_api using (
  exists (select 1 from students s where s.id = student_id
    and s.path >= (select app.text_path()) and s.path < (select app.after(app.text_path())))
  or owner_table in ('students', 'guardians') and (
    exists (select 1 from students s where s.id = student_id
      and s.path >= (select app.identity_path()) and s.path < (select app.after(app.identity_path())))
    or student_id = any ((select app.duty_students())::uuid[])
    or student_id = any ((select app.referred_students())::uuid[]))
  or (student_id = any ((select app.duty_students())::uuid[])
    and (select app.role()) in ('counselor', 'schoolHead', 'expert', 'countySupervisor', 'citySupervisor'))
  or (student_id = any ((select app.referred_students())::uuid[])
    and exists (select 1 from streams r where r.id = owner_id and r.other_org = (select app.org()))));
create policy api_inserts on vault for insert to xinqiao_api
  with check (exists (select 1 from students s where s.id = student_id));

-- Streams: by place for the roles that answer for cases there; campaigns also downwards to the schools they reach; the
-- other organisation once it was sent; a live duty; the rows that commit() names.
create policy api_streams on streams to xinqiao_api using (
  (home_path >= (select app.case_path()) and home_path < (select app.after(app.case_path())))
  or id = any ((select app.write_streams())::uuid[])
  or student_id = (select app.write_student())
  or (other_org = (select app.org()) and coalesce(stage, '') not in ('draft', 'withdrawn'))
  or id = any ((select app.duty_streams())::uuid[])
  or (kind = 'campaign' and ((home_path >= (select app.student_path()) and home_path < (select app.after(app.student_path())))
    or starts_with((select app.path()), home_path))));

create policy api_with_stream on events to xinqiao_api
  using (exists (select 1 from streams s where s.id = stream_id));
create policy api_with_stream on acts to xinqiao_api
  using (actor = (select app.actor()) or exists (select 1 from streams s where s.id = stream_id));
-- What one holds or was sent stays readable when the stream is closed to one again; writing needs the stream.
create policy api_reads on duties for select to xinqiao_api
  using (holder = (select app.person()) or exists (select 1 from streams s where s.id = stream_id));
create policy api_inserts on duties for insert to xinqiao_api
  with check (exists (select 1 from streams s where s.id = stream_id));
create policy api_updates on duties for update to xinqiao_api
  using (exists (select 1 from streams s where s.id = stream_id));
create policy api_reads on notices for select to xinqiao_api
  using (person = (select app.person()) or exists (select 1 from streams s where s.id = stream_id));
create policy api_inserts on notices for insert to xinqiao_api
  with check (exists (select 1 from streams s where s.id = stream_id));
create policy api_updates on notices for update to xinqiao_api
  using (person = (select app.person()) or exists (select 1 from streams s where s.id = stream_id));
create policy api_with_stream on disclosures to xinqiao_api
  using (exists (select 1 from streams s where s.id = referral_id));
-- Qualified: streams has a case_id of its own, and the inner name would win.
create policy api_with_case on warnings to xinqiao_api
  using (exists (select 1 from streams s where s.id = warnings.case_id));

-- Answers: the roles that answer for cases there, at the place where the child answered; whoever sees a case of the child.
create policy api_reads on answers for select to xinqiao_api using (
  (home_path >= (select app.case_path()) and home_path < (select app.after(app.case_path())))
  or student_id = (select app.write_student())
  or exists (select 1 from streams s where s.student_id = answers.student_id and s.kind = 'case'));
create policy api_inserts on answers for insert to xinqiao_api with check (
  (home_path >= (select app.roster_path()) and home_path < (select app.after(app.roster_path())))
  or student_id = (select app.write_student())
  or exists (select 1 from students s where s.id = student_id));

create policy api_by_place on jobs to xinqiao_api using (
  created_by = (select app.person())
  or (home_path >= (select app.roster_path()) and home_path < (select app.after(app.roster_path()))));

-- The log is written by everybody and read by auditors.
create policy api_inserts on audit for insert to xinqiao_api with check (true);
create policy api_reads on audit for select to xinqiao_api using ((select app.role()) = 'auditor');
