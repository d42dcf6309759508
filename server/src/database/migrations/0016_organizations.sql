-- Organizations that end, and owners who hand over.

alter table organizations
  -- It was deleted, and what belonged to it is still being taken away, batch after batch.
  add column has_remains boolean not null default false;
create index organizations_with_remains on organizations (id) where has_remains;
-- The application's list of all of them.
create index organizations_by_age on organizations (created_at, id) where status <> 'deleted';

-- A member is offered to become an owner. Nobody becomes one without saying so.
create table ownership_offers (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references organizations,
  user_id uuid not null,
  -- Null where the application offers it.
  offered_by uuid,
  -- Whether who offers it stops being an owner when it is accepted.
  steps_down boolean not null default false check (not steps_down or offered_by is not null),
  status text not null default 'open' check (status in ('open', 'accepted', 'declined', 'withdrawn')),
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  -- Whoever leaves takes along what was offered to them and what they offered.
  foreign key (organization_id, user_id) references members on delete cascade,
  foreign key (organization_id, offered_by) references members on delete cascade
);
create unique index ownership_offers_one_open on ownership_offers (organization_id, user_id) where status = 'open';
create index ownership_offers_of_user on ownership_offers (user_id, created_at, id);
create index ownership_offers_by on ownership_offers (organization_id, offered_by);
create index ownership_offers_to_forget on ownership_offers (expires_at);
