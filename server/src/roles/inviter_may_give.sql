-- Whether the inviter, as of now, could still make this invitation: is an active user, may invite, and holds every
-- permission that its roles give (the subset rule).
create or replace function inviter_may_give(in_organization uuid, by_inviter uuid, of_invitation uuid)
returns boolean language sql stable as $$
  with held as (
    select unnest(roles.permissions) as permission
    from member_roles join roles on roles.id = member_roles.role_id
    where member_roles.organization_id = in_organization and member_roles.user_id = by_inviter
      and exists (select from users where users.id = by_inviter and users.status = 'active')
  )
  select exists (select from held where permission = 'invitations:create') and not exists (
    select from invitation_roles join roles on roles.id = invitation_roles.role_id, unnest(roles.permissions) as given
    where invitation_roles.invitation_id = of_invitation and given not in (select permission from held)
  )
$$;
