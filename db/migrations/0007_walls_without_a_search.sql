-- A row is seen with the stream or the student it belongs to. Written as `exists`, that question was answered by reading every stream or student in the
-- asker's sight into memory, at each statement: a cost that grows with the city. As a scalar sub-select it is one look by primary key for each row.

alter policy api_with_student on guardians
  using ((select true from students s where s.id = student_id));
--> statement-breakpoint
alter policy api_with_student on blind_index
  using ((select true from students s where s.id = student_id));
--> statement-breakpoint
alter policy api_with_student on campaign_invitations
  using ((select true from students s where s.id = student_id));
--> statement-breakpoint
alter policy api_with_student on consents
  using ((select app.role()) is distinct from 'classTeacher' and (select true from students s where s.id = student_id));
--> statement-breakpoint
alter policy api_reads on student_keys using (
  student_id = (select app.write_student())
  or (select true from students s where s.id = student_id
    and s.path >= (select app.identity_path()) and s.path < (select app.after(app.identity_path())))
  or student_id = any ((select app.duty_students())::uuid[])
  or student_id = any ((select app.referred_students())::uuid[]));
--> statement-breakpoint
alter policy api_inserts on student_keys
  with check ((select true from students s where s.id = student_id));
--> statement-breakpoint
alter policy api_reads on vault using (
  (select true from students s where s.id = student_id
    and s.path >= (select app.text_path()) and s.path < (select app.after(app.text_path())))
  or owner_table in ('students', 'guardians') and (
    (select true from students s where s.id = student_id
      and s.path >= (select app.identity_path()) and s.path < (select app.after(app.identity_path())))
    or student_id = any ((select app.duty_students())::uuid[])
    or student_id = any ((select app.referred_students())::uuid[]))
  or (student_id = any ((select app.duty_students())::uuid[])
    and (select app.role()) in ('counselor', 'schoolHead', 'expert', 'countySupervisor', 'citySupervisor'))
  or (student_id = any ((select app.referred_students())::uuid[])
    and (select true from streams r where r.id = owner_id and r.other_org = (select app.org()))));
--> statement-breakpoint
alter policy api_inserts on vault
  with check ((select true from students s where s.id = student_id));
--> statement-breakpoint
alter policy api_with_stream on events
  using ((select true from streams s where s.id = stream_id));
--> statement-breakpoint
alter policy api_with_stream on acts
  using (actor = (select app.actor()) or (select true from streams s where s.id = stream_id));
--> statement-breakpoint
alter policy api_reads on duties
  using (holder = (select app.person()) or (select true from streams s where s.id = stream_id));
--> statement-breakpoint
alter policy api_inserts on duties
  with check ((select true from streams s where s.id = stream_id));
--> statement-breakpoint
alter policy api_updates on duties
  using ((select true from streams s where s.id = stream_id));
--> statement-breakpoint
alter policy api_reads on notices
  using (person = (select app.person()) or (select true from streams s where s.id = stream_id));
--> statement-breakpoint
alter policy api_inserts on notices
  with check ((select true from streams s where s.id = stream_id));
--> statement-breakpoint
alter policy api_updates on notices
  using (person = (select app.person()) or (select true from streams s where s.id = stream_id));
--> statement-breakpoint
alter policy api_with_stream on disclosures
  using ((select true from streams s where s.id = referral_id));
--> statement-breakpoint
alter policy api_with_case on warnings
  using ((select true from streams s where s.id = warnings.case_id));
