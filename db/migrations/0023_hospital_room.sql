CREATE INDEX "disclosures_sent" ON "disclosures" USING btree ("recipient","at") WHERE what = 'referralSent';--> statement-breakpoint
-- Hospitals that keep no place for pupils now: a partner whose cooperation or last agreement has ended, or whose places of this week (Monday at +08:00) are
-- taken by packets that were sent and not given back. Codes alone, past the walls: whoever asks a hospital asks in the order of the whole city. An
-- agreement that was renewed holds until the day named then. A hospital about which nothing was recorded has room.
create function app.hospitals_without_room(at timestamptz) returns setof text language sql stable security definer set search_path = ''
  begin atomic
    with today as (select (at at time zone interval '+08:00')::date as day),
    week as (select date_trunc('week', day::timestamp)::date as monday from today),
    partners as (
      select o.id as hospital, o.code, r.id as institution, r.until from public.records r
        join public.organisations o on o.code = r.content ->> 'hospital' and o.kind = 'hospital'
        where r.kind = 'institution' and r.topic = 'hospital' and r.state <> 'withdrawn'),
    agreed as (
      select p.hospital, bool_or(d.day between g.day and g.until or exists (select from public.duties y where y.stream_id = g.stream_id
          and y.kind = 'agreementRenewal' and y.done_at is null and y.limit_at > hospitals_without_room.at)) as stands from today d cross join partners p
        join public.records g on g.kind = 'agreement' and g.subject = p.institution and g.state <> 'withdrawn' group by p.hospital),
    places as (
      select p.hospital, sum(c.amount) as kept from week w cross join partners p
        join public.records c on c.kind = 'capacity' and c.subject = p.institution and c.day = w.monday and c.state <> 'withdrawn' group by p.hospital),
    taken as (
      select l.hospital, count(distinct d.stream_id) as sent from week w cross join places l
        join public.disclosures d on d.recipient = l.hospital and d.what = 'referralSent' and d.at >= w.monday::timestamp at time zone interval '+08:00'
          and d.at <= hospitals_without_room.at
        join public.streams s on s.id = d.stream_id and coalesce(s.stage, '') not in ('declined', 'cancelled', 'withdrawn') group by l.hospital)
    select p.code from partners p left join agreed a using (hospital) left join places l using (hospital) left join taken t using (hospital)
      group by p.code
      having bool_and(p.until is not null and p.until < (select day from today)) or not bool_or(coalesce(a.stands, true))
        or max(coalesce(t.sent, 0)) >= min(coalesce(l.kept, 2147483647)) and bool_or(l.kept is not null)
      order by p.code;
  end;
--> statement-breakpoint
revoke all on function app.hospitals_without_room from public;
--> statement-breakpoint
grant execute on function app.hospitals_without_room to xinqiao_api, xinqiao_clock;
