CREATE TABLE "organisation_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"org" uuid NOT NULL,
	"act" text NOT NULL,
	"day" date NOT NULL,
	"from_parent" uuid NOT NULL,
	"to_parent" uuid NOT NULL,
	"because" uuid,
	"why" text NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "students" DROP CONSTRAINT "students_class_of_school";
--> statement-breakpoint
ALTER TABLE "organisation_changes" ADD CONSTRAINT "organisation_changes_org_organisations_id_fk" FOREIGN KEY ("org") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_changes" ADD CONSTRAINT "organisation_changes_from_parent_organisations_id_fk" FOREIGN KEY ("from_parent") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_changes" ADD CONSTRAINT "organisation_changes_to_parent_organisations_id_fk" FOREIGN KEY ("to_parent") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_changes" ADD CONSTRAINT "organisation_changes_because_organisation_changes_id_fk" FOREIGN KEY ("because") REFERENCES "public"."organisation_changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organisation_changes_org" ON "organisation_changes" USING btree ("org","day");--> statement-breakpoint
ALTER TABLE "students" ADD CONSTRAINT "students_class_of_school" FOREIGN KEY ("class_id","school_id") REFERENCES "public"."organisations"("id","parent_id") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
create trigger insert_only_rows before update or delete on "organisation_changes" for each row execute function app.refuse_change();
--> statement-breakpoint
create trigger insert_only_table before truncate on "organisation_changes" for each statement execute function app.refuse_change();
--> statement-breakpoint
alter table "organisation_changes" enable always trigger insert_only_rows;
--> statement-breakpoint
alter table "organisation_changes" enable always trigger insert_only_table;
--> statement-breakpoint
alter table "organisation_changes" add constraint organisation_changes_act check (act in ('moved', 'merged'));
--> statement-breakpoint
alter table "organisation_changes" enable row level security;
--> statement-breakpoint
alter table "organisation_changes" force row level security;
--> statement-breakpoint
create policy migrator_all on "organisation_changes" to xinqiao_migrator using (true) with check (true);
--> statement-breakpoint
-- As open as the tree itself. Written by the functions below alone.
create policy api_reads on "organisation_changes" for select to xinqiao_api using (true);
--> statement-breakpoint
create policy clock_reads on "organisation_changes" for select to xinqiao_clock using (true);
--> statement-breakpoint
create policy auditor_reads on "organisation_changes" for select to xinqiao_auditor using (true);
--> statement-breakpoint
grant select on "organisation_changes" to xinqiao_api, xinqiao_clock, xinqiao_auditor;
--> statement-breakpoint
-- Where a sheet was answered follows its school; nothing else of it ever changes, and nobody but the owner of the tables may do even that.
drop trigger insert_only_rows on "answers";
--> statement-breakpoint
create trigger insert_only_rows before delete on "answers" for each row execute function app.refuse_change();
--> statement-breakpoint
create trigger insert_only_values before update on "answers" for each row
  when (to_jsonb(new) - 'home_path' is distinct from to_jsonb(old) - 'home_path') execute function app.refuse_change();
--> statement-breakpoint
alter table "answers" enable always trigger insert_only_rows;
--> statement-breakpoint
alter table "answers" enable always trigger insert_only_values;
--> statement-breakpoint
-- Hangs a part of the tree under another place with all that lies in it: rights follow the tree of today. A step that is taken there gets an addition.
-- Not granted to anybody: the two functions below ask who wants it. What people act on is locked first, in the order of their own acts.
create function app.hang_under(moved uuid, above uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  was text collate "C";
  place text collate "C";
  becomes text collate "C";
begin
  select o.path into was from public.organisations o where o.id = moved for update;
  select o.path into place from public.organisations o where o.id = above;
  becomes := place || substring(was from '([^/]+)/$') || '/';
  if exists (select from public.organisations o where o.path = becomes) then
    becomes := left(becomes, -1) || '-' || left(moved::text, 8) || '/';
  end if;
  perform from public.streams s where s.home_path >= was and s.home_path < app.after(was) order by s.kind <> 'case', s.id for update;
  perform from public.students s where s.path >= was and s.path < app.after(was) order by s.id for no key update;
  update public.organisations o set path = becomes || substr(o.path, length(was) + 1),
      parent_id = case when o.id = moved then above else o.parent_id end
    where o.path >= was and o.path < app.after(was);
  update public.students s set path = becomes || substr(s.path, length(was) + 1), version = s.version + 1
    where s.path >= was and s.path < app.after(was);
end $$;
--> statement-breakpoint
-- Sheets and jobs name a place without a key that follows it: where each place below stood, and, after the change, one pass over them.
create function app.places_below(moved uuid) returns jsonb language sql stable security definer set search_path = ''
  return (select jsonb_object_agg(o.path, o.id) from public.organisations o join public.organisations m on m.id = moved
    where o.path >= m.path and o.path < app.after(m.path));
--> statement-breakpoint
create function app.follow_tree(stood jsonb) returns void language sql volatile security definer set search_path = ''
  begin atomic
    update public.answers a set home_path = o.path from jsonb_each_text(stood) s join public.organisations o on o.id = s.value::uuid
      where a.home_path = s.key collate "C" and a.home_path <> o.path;
    update public.jobs j set home_path = o.path from jsonb_each_text(stood) s join public.organisations o on o.id = s.value::uuid
      where j.home_path = s.key collate "C" and j.home_path <> o.path;
  end;
--> statement-breakpoint
-- Whoever keeps the tree (A1 of the city), above both places; the rules have judged the rest.
create function app.keeps_tree(one uuid, other uuid) returns boolean language sql stable security definer set search_path = ''
  return coalesce(app.role() in ('systemAdministrator', 'citySupervisor', 'programmeAdministrator')
    and exists (select from public.organisations o where o.parent_id is null and o.path = app.path())
    and 2 = (select count(*) from public.organisations o where o.id in (one, other) and o.valid_to is null and o.parent_id is not null
      or o.id = other and o.parent_id is null), false);
--> statement-breakpoint
create function app.move_organisation(change uuid, moved uuid, above uuid, from_day date, reason text, now timestamptz) returns void
  language plpgsql security definer set search_path = '' as $$
declare
  stood jsonb := app.places_below(moved);
begin
  if not app.keeps_tree(moved, above) then raise insufficient_privilege; end if;
  insert into public.organisation_changes (id, org, act, day, from_parent, to_parent, why, recorded_by, recorded_at)
    select change, o.id, 'moved', from_day, o.parent_id, above, reason, app.person(), now from public.organisations o where o.id = moved;
  perform app.hang_under(moved, above);
  perform app.follow_tree(stood);
end $$;
--> statement-breakpoint
-- What was below it goes to the other; itself it stays readable below the other, closed. Answers who was appointed there and is not kept, with the post
-- that each had: what they hold is to pass. Numbers that the other's pupils have already get the code of the old school before them.
create function app.merge_organisation(change uuid, ended uuid, other uuid, from_day date, reason text, kept uuid[], now timestamptz) returns jsonb
  language plpgsql security definer set search_path = '' as $$
declare
  part uuid;
  own text;
  stood jsonb := app.places_below(ended);
  renumbered integer;
  gone jsonb;
begin
  if not app.keeps_tree(ended, other) then raise insufficient_privilege; end if;
  insert into public.organisation_changes (id, org, act, day, from_parent, to_parent, why, recorded_by, recorded_at)
    select change, o.id, 'merged', from_day, o.parent_id, other, reason, app.person(), now from public.organisations o where o.id = ended;
  select o.code into own from public.organisations o where o.id = ended for update;
  update public.students s set number = own || '-' || s.number
    where s.school_id = ended and exists (select from public.students t where t.school_id = other and t.number = s.number);
  get diagnostics renumbered = row_count;
  perform app.hang_under(ended, other);
  for part in select o.id from public.organisations o where o.parent_id = ended and o.valid_to is null order by o.code loop
    insert into public.organisation_changes (id, org, act, day, from_parent, to_parent, because, why, recorded_by, recorded_at)
      values (gen_random_uuid(), part, 'moved', from_day, ended, other, change, reason, app.person(), now);
    perform app.hang_under(part, other);
  end loop;
  perform app.follow_tree(stood);
  update public.students s set school_id = other, path = o.path from public.organisations o
    where s.school_id = ended and s.class_id is null and o.id = other;
  update public.streams s set home_org = other, home_path = o.path from public.organisations o
    where s.home_org = ended and s.student_id is not null and s.closed_at is null and o.id = other;
  update public.organisations o set valid_to = from_day::timestamp at time zone interval '+08:00' where o.id = ended;
  insert into public.appointments (id, person_id, role, org_id, post, priority, valid_from)
    select gen_random_uuid(), a.person_id, a.role, other, a.post, a.priority + 100, now from public.appointments a
      where a.org_id = ended and a.person_id = any (kept) and a.valid_from <= now and (a.valid_to is null or a.valid_to > now);
  select coalesce(jsonb_agg(distinct jsonb_build_object('person', a.person_id, 'post', a.post)), '[]') into gone from public.appointments a
    where a.org_id = ended and a.person_id <> all (kept) and a.valid_from <= now and (a.valid_to is null or a.valid_to > now);
  update public.appointments a set valid_to = now where a.org_id = ended and (a.valid_to is null or a.valid_to > now);
  return jsonb_build_object('gone', gone, 'renumbered', renumbered);
end $$;
--> statement-breakpoint
revoke all on function app.hang_under, app.places_below, app.follow_tree, app.keeps_tree, app.move_organisation, app.merge_organisation from public;
--> statement-breakpoint
grant execute on function app.move_organisation, app.merge_organisation to xinqiao_api;
