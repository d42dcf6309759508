-- reminder_rules: when an organization's invitations are reminded of, and in which zone; also where it has set nothing of that.
create or replace function reminder_rules(of_organization uuid)
returns table (reminder_hours integer[], time_zone text, awake_from time, awake_until time) language sql stable as $$
  select coalesce(own.reminder_hours, '{72}'), coalesce(own.time_zone, 'UTC'), coalesce(own.awake_from, '08:00'),
    coalesce(own.awake_until, '20:00')
  from (select) as always left join mail_settings as own on own.organization_id = of_organization
$$;
