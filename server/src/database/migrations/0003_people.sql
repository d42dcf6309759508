-- Codes by mail, the addresses that people prove with them, and who runs the platform.

alter table addresses
  add column id uuid not null default gen_random_uuid() unique,
  -- Who vouches for it: null where its holder proved it to us by a code, else the issuer that says so. Without
  -- `verified_at` it is an address that the issuer names but does not vouch for.
  add column vouched_by text,
  -- A code mailed there signs its user in at the built-in issuer. Only that user's own proof ever sets it.
  add column signs_in boolean not null default false;

-- So far only issuers other than the built-in one could vouch for a person's address.
update addresses set vouched_by = foreign_ones.issuer
from (
  select user_id, min(issuer) as issuer from identities
  where issuer not in (select name from issuer_name)
  group by user_id
) as foreign_ones
where foreign_ones.user_id = addresses.user_id and addresses.verified_at is not null;

alter table addresses
  add constraint address_that_signs_in_is_proven check (not signs_in or (verified_at is not null and vouched_by is null));
-- Who proved an address last holds it; two users may hold one only by the word of different issuers.
create unique index addresses_proven_once on addresses (canonical) where verified_at is not null and vouched_by is null;

-- Every address that a code was asked for. Its row is the lock under which its mails are counted and its user is made.
create table code_recipients (
  canonical text primary key,
  requested_at timestamptz not null default now()
);
create index code_recipients_by_age on code_recipients (requested_at);

-- One for each mail with a code. The code is derived from the id and never stored (I10).
create table codes (
  id uuid primary key default gen_random_uuid(),
  purpose text not null check (purpose in ('sign_in', 'address')),
  canonical text not null,
  digits integer not null check (digits in (6, 12)),
  key_epoch text not null,
  -- Whether a mail left for it: beyond the limits it does not, and nobody is told.
  mailed boolean not null,
  -- Nothing here knew the address, so its mail counts against the limit of those.
  to_stranger boolean not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index codes_of_address on codes (canonical, purpose, created_at);
create index codes_to_strangers on codes (created_at) where to_stranger and mailed;
create index codes_to_forget on codes (expires_at);

-- One for each time somebody asked, bound to who asked.
create table code_requests (
  id uuid primary key default gen_random_uuid(),
  code_id uuid not null references codes on delete cascade,
  -- As it was typed; the mail goes to the canonical form.
  email text not null,
  binding_hash bytea not null,
  user_id uuid references users,
  -- The database holds the number of tries, so that guesses made at once are counted like others.
  tries integer not null default 0 check (tries between 0 and 5),
  ended_at timestamptz,
  created_at timestamptz not null default now()
);
create index code_requests_of_code on code_requests (code_id);
create index code_requests_by_binding on code_requests (binding_hash, created_at);

-- A code's mail belongs to no organization.
alter table deliveries
  alter column organization_id drop not null,
  alter column invitation_id drop not null,
  add column code_id uuid references codes on delete cascade,
  drop constraint deliveries_kind_check,
  add constraint deliveries_kind_check check (kind in ('invitation_mail', 'code_mail')),
  add constraint delivery_is_about_one_thing check (case kind
    when 'invitation_mail' then organization_id is not null and invitation_id is not null and code_id is null
    else organization_id is null and invitation_id is null and code_id is not null
  end);
create index deliveries_of_code on deliveries (code_id) where code_id is not null;
-- Codes do not wait behind ten thousand invitations.
create index deliveries_due_codes on deliveries (due_at) where kind = 'code_mail' and state in ('queued', 'sending');

-- Who runs the platform. What they may do is read from here on every request.
create table operators (
  user_id uuid primary key references users,
  -- Null where it was done on the command line.
  added_by uuid references users,
  created_at timestamptz(3) not null default now()
);
create index operators_by_age on operators (created_at, user_id);
