-- Teams, what an organization decides about its invitations, and what an invitation carries beyond its role.

create table teams (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  name text not null,
  description text,
  version bigint not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- Lets a row that names a team name its organization too, so that no team of another can be given (I7).
  unique (organization_id, id)
);
create unique index teams_name on teams (organization_id, lower(name));

create table team_members (
  organization_id uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  created_at timestamptz(3) not null default now(),
  primary key (team_id, user_id),
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade,
  -- Who leaves the organization leaves its teams.
  foreign key (organization_id, user_id) references members on delete cascade
);
create index team_members_of_user on team_members (organization_id, user_id);

create table team_roles (
  organization_id uuid not null,
  team_id uuid not null,
  role_id uuid not null,
  primary key (team_id, role_id),
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade,
  foreign key (organization_id, role_id) references roles (organization_id, id) on delete cascade
);
create index team_roles_of_role on team_roles (role_id);

create table invitation_teams (
  organization_id uuid not null,
  invitation_id uuid not null,
  team_id uuid not null,
  primary key (invitation_id, team_id),
  foreign key (organization_id, invitation_id) references invitations (organization_id, id) on delete cascade,
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade
);
create index invitation_teams_of_team on invitation_teams (team_id);

-- The roles of a member, their own and those of their teams; a role may be there twice. What somebody may do is read
-- from here; what is given to them, or taken, is a row of `member_roles`.
create view held_roles as
  select organization_id, user_id, role_id from member_roles
  union all
  select team_members.organization_id, team_members.user_id, team_roles.role_id
  from team_members join team_roles on team_roles.team_id = team_members.team_id;

alter table organizations
  -- The application's own name for it.
  add column external_id text,
  -- What a seat is taken by: members, or pending invitations as well.
  add column seat_policy text not null default 'members' check (seat_policy in ('members', 'members_and_pending')),
  -- In their ASCII form. None allowed by name: all that are not blocked.
  add column allowed_domains text[] not null default '{}',
  add column blocked_domains text[] not null default '{}';
create unique index organizations_external_id on organizations (external_id) where external_id is not null;

alter table invitations
  -- The inviting application's own words about it; nobody here reads them.
  add column metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  -- The language of its mails; null for that of the service.
  add column locale text,
  -- Where the invitee goes on after accepting.
  add column redirect_url text,
  -- False where the application mails the link itself.
  add column send_mail boolean not null default true,
  -- When it was last sent anew; the next time is not at once.
  add column resent_at timestamptz(3);
