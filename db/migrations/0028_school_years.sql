CREATE TABLE "class_labels" (
	"org" uuid NOT NULL,
	"since" date NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"grade" integer NOT NULL,
	"because" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "class_labels_org_since_pk" PRIMARY KEY("org","since")
);
--> statement-breakpoint
CREATE TABLE "pupil_places" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pupil_places_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"student_id" uuid NOT NULL,
	"since" date NOT NULL,
	"class_id" uuid,
	"grade" integer,
	"state" text NOT NULL,
	"because" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roll_over_schools" (
	"job_id" uuid NOT NULL,
	"school" uuid NOT NULL,
	"path" text NOT NULL,
	"code" text NOT NULL,
	"outcome" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"plan" jsonb NOT NULL,
	"leaving" uuid[] NOT NULL,
	"turned_at" timestamp (3) with time zone,
	CONSTRAINT "roll_over_schools_job_id_school_pk" PRIMARY KEY("job_id","school")
);
--> statement-breakpoint
ALTER TABLE "class_labels" ADD CONSTRAINT "class_labels_org_organisations_id_fk" FOREIGN KEY ("org") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_labels" ADD CONSTRAINT "class_labels_because_jobs_id_fk" FOREIGN KEY ("because") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pupil_places" ADD CONSTRAINT "pupil_places_student_id_students_id_fk" FOREIGN KEY ("student_id") REFERENCES "public"."students"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pupil_places" ADD CONSTRAINT "pupil_places_class_id_organisations_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pupil_places" ADD CONSTRAINT "pupil_places_because_jobs_id_fk" FOREIGN KEY ("because") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_over_schools" ADD CONSTRAINT "roll_over_schools_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roll_over_schools" ADD CONSTRAINT "roll_over_schools_school_path" FOREIGN KEY ("school","path") REFERENCES "public"."organisations"("id","path") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "class_labels_code" ON "class_labels" USING btree ("code");--> statement-breakpoint
CREATE INDEX "pupil_places_student" ON "pupil_places" USING btree ("student_id","since","seq");--> statement-breakpoint
CREATE INDEX "pupil_places_class" ON "pupil_places" USING btree ("class_id","since");--> statement-breakpoint
CREATE INDEX "pupil_places_because" ON "pupil_places" USING btree ("because");--> statement-breakpoint
CREATE INDEX "roll_over_schools_code" ON "roll_over_schools" USING btree ("job_id","code");
--> statement-breakpoint
alter table "roll_over_schools" alter column "path" type text collate "C";
--> statement-breakpoint
do $$
declare kept text;
begin
  foreach kept in array array['class_labels', 'pupil_places'] loop
    execute format('create trigger insert_only_rows before update or delete on %I for each row execute function app.refuse_change()', kept);
    execute format('create trigger insert_only_table before truncate on %I for each statement execute function app.refuse_change()', kept);
    execute format('alter table %I enable always trigger insert_only_rows', kept);
    execute format('alter table %I enable always trigger insert_only_table', kept);
  end loop;
  foreach kept in array array['class_labels', 'pupil_places', 'roll_over_schools'] loop
    execute format('alter table %I enable row level security', kept);
    execute format('alter table %I force row level security', kept);
    execute format('create policy migrator_all on %I to xinqiao_migrator using (true) with check (true)', kept);
    execute format('create policy clock_reads on %I for select to xinqiao_clock using (true)', kept);
    execute format('create policy auditor_reads on %I for select to xinqiao_auditor using (true)', kept);
    execute format('grant select on %I to xinqiao_api, xinqiao_clock, xinqiao_auditor', kept);
  end loop;
end $$;
--> statement-breakpoint
alter table "class_labels" add constraint class_labels_grade check (grade between 1 and 12);
--> statement-breakpoint
alter table "pupil_places" add constraint pupil_places_grade check (grade between 1 and 12);
--> statement-breakpoint
alter table "pupil_places" add constraint pupil_places_state check (state in ('enrolled', 'onLeave', 'transferred', 'left', 'graduated'));
--> statement-breakpoint
-- As open as the tree. Written by the functions below alone.
create policy api_reads on "class_labels" for select to xinqiao_api using (true);
--> statement-breakpoint
-- Where a pupil has been is seen by whoever sees the pupil; a roster writes it beside the pupil's row.
create policy api_with_student on "pupil_places" for select to xinqiao_api
  using (exists (select 1 from students s where s.id = student_id));
--> statement-breakpoint
create policy api_inserts on "pupil_places" for insert to xinqiao_api
  with check (exists (select 1 from students s where s.id = student_id
    and s.path >= (select app.roster_path()) and s.path < (select app.after(app.roster_path()))));
--> statement-breakpoint
grant insert on "pupil_places" to xinqiao_api;
--> statement-breakpoint
-- Whoever keeps the network (A1) of a school or of the office above it, at or below the own place; the rules have judged the rest.
create function app.keeps_school(school uuid) returns boolean language sql stable security definer set search_path = ''
  return coalesce(app.role() in ('programmeAdministrator', 'schoolHead', 'countySupervisor', 'citySupervisor')
    and exists (select from public.organisations o where o.id = school and o.kind = 'school' and o.valid_to is null
      and o.path >= app.path() and o.path < app.after(app.path())), false);
--> statement-breakpoint
-- Read by the office that turned the year and by the school itself; written by whoever may turn it there.
create policy api_reads on "roll_over_schools" for select to xinqiao_api using (
  exists (select 1 from jobs j where j.id = job_id) or (path >= (select app.student_path()) and path < (select app.after(app.student_path()))));
--> statement-breakpoint
create policy api_inserts on "roll_over_schools" for insert to xinqiao_api with check (app.keeps_school(school));
--> statement-breakpoint
create policy api_updates on "roll_over_schools" for update to xinqiao_api using (app.keeps_school(school)) with check (app.keeps_school(school));
--> statement-breakpoint
grant insert, update on "roll_over_schools" to xinqiao_api;
--> statement-breakpoint
-- What a class was called on a day: the last row by then, else its first; a class without any is called as it is.
create function app.class_called(class uuid, day date) returns table (code text, name text, grade integer, since date, before text)
  language sql stable
  begin atomic
    select l.code, l.name, l.grade, l.since,
        (select p.code from public.class_labels p where p.org = class and p.since < l.since order by p.since desc limit 1)
      from public.class_labels l where l.org = class
      order by l.since > day, abs(l.since - day) limit 1;
  end;
--> statement-breakpoint
-- Holds a school still while its year is turned: two at once wait for each other, and no pupil comes or moves meanwhile.
create function app.hold_school(school uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  if not app.keeps_school(school) then raise insufficient_privilege; end if;
  perform from public.organisations o where o.id = school for update;
  perform from public.students s where s.school_id = school order by s.id for no key update;
end $$;
--> statement-breakpoint
-- Writes what the rules have planned for a school. `classes`: id, act, code, name, grade. `pupils`: id, state, grade and the code of the class after it, null
-- for none. Answers who was appointed at a class that left, with the post of each: what they hold is to pass.
create function app.roll_over(job uuid, school uuid, from_day date, year_before date, classes jsonb, pupils jsonb, now timestamptz) returns jsonb
  language plpgsql security definer set search_path = '' as $$
declare
  home text collate "C";
  begins timestamptz := from_day::timestamp at time zone interval '+08:00';
  gone jsonb;
begin
  perform app.hold_school(school);
  select o.path into home from public.organisations o where o.id = school;
  insert into public.class_labels (org, since, code, name, grade, recorded_at)
    select o.id, (o.valid_from at time zone interval '+08:00')::date, o.code, o.name, coalesce((o.attributes ->> 'grade')::int, c.grade - (c.act = 'goesUp')::int), now
      from jsonb_to_recordset(classes) as c(id uuid, act text, code text, name text, grade integer)
      join public.organisations o on o.id = c.id and o.parent_id = school
      where c.act in ('goesUp', 'graduates') and not exists (select from public.class_labels l where l.org = o.id);
  insert into public.pupil_places (student_id, since, class_id, grade, state, recorded_at)
    select s.id, year_before, s.class_id, s.grade, s.enrolled_state, now from jsonb_to_recordset(pupils) as p(id uuid, state text, grade integer, class text)
      join public.students s on s.id = p.id and s.school_id = school
      where not exists (select from public.pupil_places l where l.student_id = s.id) order by s.id;
  -- Codes go round: each is free before another class gets it.
  update public.organisations o set code = '~' || o.id from jsonb_to_recordset(classes) as c(id uuid, act text, code text, name text, grade integer)
    where c.act in ('goesUp', 'graduates') and o.id = c.id and o.parent_id = school and o.kind = 'class';
  update public.organisations o set code = c.code, name = c.name, attributes = o.attributes || jsonb_build_object('grade', c.grade),
      valid_to = case when c.act = 'graduates' then begins end
    from jsonb_to_recordset(classes) as c(id uuid, act text, code text, name text, grade integer) where c.act in ('goesUp', 'graduates') and o.id = c.id and o.parent_id = school and o.kind = 'class';
  insert into public.organisations (id, parent_id, kind, code, name, path, side, attributes, valid_from)
    select c.id, school, 'class', c.code, c.name, home || left(c.id::text, 13) || '/', 'education', jsonb_build_object('grade', c.grade), begins
      from jsonb_to_recordset(classes) as c(id uuid, act text, code text, name text, grade integer) where c.act = 'opens' order by c.code;
  insert into public.class_labels (org, since, code, name, grade, because, recorded_at)
    select o.id, from_day, c.code, c.name, c.grade, job, now from jsonb_to_recordset(classes) as c(id uuid, act text, code text, name text, grade integer)
      join public.organisations o on o.id = c.id and o.parent_id = school where c.act <> 'done' order by c.code;
  update public.students s set class_id = o.id, path = coalesce(o.path, home), grade = p.grade, enrolled_state = p.state, version = s.version + 1
    from jsonb_to_recordset(pupils) as p(id uuid, state text, grade integer, class text) left join public.organisations o on o.code = p.class and o.parent_id = school
    where s.id = p.id and s.school_id = school;
  insert into public.pupil_places (student_id, since, class_id, grade, state, because, recorded_at)
    select s.id, from_day, s.class_id, s.grade, s.enrolled_state, job, now from jsonb_to_recordset(pupils) as p(id uuid, state text, grade integer, class text)
      join public.students s on s.id = p.id and s.school_id = school order by s.id;
  select coalesce(jsonb_agg(distinct jsonb_build_object('person', a.person_id, 'post', a.post)), '[]') into gone
    from public.appointments a join jsonb_to_recordset(classes) as c(id uuid, act text, code text, name text, grade integer) on c.id = a.org_id and c.act = 'graduates'
    join public.organisations o on o.id = a.org_id and o.parent_id = school
    where a.valid_from <= now and (a.valid_to is null or a.valid_to > now);
  update public.appointments a set valid_to = now from jsonb_to_recordset(classes) as c(id uuid, act text, code text, name text, grade integer), public.organisations o
    where c.act = 'graduates' and o.id = c.id and o.parent_id = school and a.org_id = c.id and (a.valid_to is null or a.valid_to > now);
  return gone;
end $$;
--> statement-breakpoint
revoke all on function app.class_called, app.keeps_school, app.hold_school, app.roll_over from public;
--> statement-breakpoint
grant execute on function app.class_called to xinqiao_api, xinqiao_clock, xinqiao_auditor;
--> statement-breakpoint
grant execute on function app.keeps_school, app.hold_school, app.roll_over to xinqiao_api;
