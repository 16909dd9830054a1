-- Where the chain has called the asker besides the holder. Below row-level security an index over an array cannot be used: its operator is not
-- leakproof, so every live duty within reach was read to find the few.
create function app.called_streams() returns uuid[] language sql stable security definer set search_path = ''
  return (select coalesce(array_agg(distinct d.stream_id), '{}') from public.duties d
    where d.done_at is null and d.called @> array[app.person()]);
revoke all on function app.called_streams from public;
grant execute on function app.called_streams to xinqiao_api;
