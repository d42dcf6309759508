-- awake_at: the first moment, from the given one on, at which people in a zone are awake: their clock shows `awake_from` or later
-- and is before `awake_until`. A window may go over midnight; two equal ends are the whole day.
--
-- A day on which the clock is moved has hours that are not there, or are there twice. An end that is not there is read as the
-- one an hour later; a day whose window is not there at all has none, and the next one counts.
create or replace function awake_at(moment timestamptz, zone text, awake_from time, awake_until time)
returns timestamptz language plpgsql stable strict as $$
declare
  today date;
  candidate timestamptz := moment;
  clock time;
begin
  today := (moment at time zone zone)::date;
  for day in 0..4 loop
    clock := (candidate at time zone zone)::time;
    if candidate >= moment and (case
      when awake_from < awake_until then clock >= awake_from and clock < awake_until
      when awake_from > awake_until then clock >= awake_from or clock < awake_until
      else true
    end) then
      return candidate;
    end if;
    candidate := (today + day + awake_from) at time zone zone;
  end loop;
  -- No zone skips so many days; late is better than never.
  return moment;
exception when invalid_parameter_value then
  -- A zone that this database has not heard of: who wrote it down had another list.
  return awake_at(moment, 'UTC', awake_from, awake_until);
end
$$;
