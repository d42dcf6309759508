-- Whether the inviter, as of now, could still make this invitation: is an active user, may invite, and holds every
-- permission that its roles and its teams give (the subset rule).
create or replace function inviter_may_give(in_organization uuid, by_inviter uuid, of_invitation uuid)
returns boolean language sql stable as $$
  with held as (
    select unnest(roles.permissions) as permission
    from held_roles join roles on roles.id = held_roles.role_id
    where held_roles.organization_id = in_organization and held_roles.user_id = by_inviter
      and exists (select from users where users.id = by_inviter and users.status = 'active')
  ), given as (
    select role_id from invitation_roles where invitation_id = of_invitation
    union all
    select team_roles.role_id from invitation_teams join team_roles on team_roles.team_id = invitation_teams.team_id
    where invitation_teams.invitation_id = of_invitation
  )
  select exists (select from held where permission = 'invitations:create') and not exists (
    select from given join roles on roles.id = given.role_id, unnest(roles.permissions) as permission
    where permission not in (select permission from held)
  )
$$;
