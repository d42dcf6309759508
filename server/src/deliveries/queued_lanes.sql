-- queued_lanes: whose turn it is. The lanes of a channel in which something is due, from `beginning` on and around, at most
-- `most`. Each is one look into an index, however much is queued in it; so whoever takes a little of each lane is fair, and
-- a lane with a hundred thousand costs no more than one with ten.
create or replace function queued_lanes(of_channel text, beginning uuid, most integer)
returns setof uuid language plpgsql stable rows 100 as $$
declare
  around boolean := false;
  at uuid := beginning;
  found_lane uuid;
begin
  for look in 1..most + 1 loop
    select lane into found_lane from deliveries
    where channel = of_channel and state = 'queued' and lane is not null and not waits and lane > at
    order by lane limit 1;
    if found_lane is null then
      exit when around;
      around := true;
      at := '00000000-0000-0000-0000-000000000000';
      continue;
    end if;
    exit when around and found_lane > beginning;
    return next found_lane;
    at := found_lane;
  end loop;
end
$$;
