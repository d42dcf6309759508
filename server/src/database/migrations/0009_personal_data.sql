-- What people granted, and what becomes of it all when they are erased.

-- What a person allowed an application of somebody else's. Each session's grant is made from it, so the person is asked
-- once, until they take it back or the client is changed.
create table consents (
  user_id uuid not null references users,
  client_id text not null references clients,
  scopes text[] not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  primary key (user_id, client_id)
);
create index consents_of_client on consents (client_id);

-- So far consent was kept in the grants alone, each for its session.
insert into consents (user_id, client_id, scopes, created_at)
select users.id, clients.id, array_agg(distinct scope order by scope), to_timestamp(min((payload ->> 'iat')::bigint))
from clients
  join oauth_records on model = 'Grant' and payload ->> 'clientId' = clients.id and oauth_records.expires_at > now()
  join users on users.id::text = payload ->> 'accountId'
  cross join lateral (
    select payload #>> '{openid,scope}' as scopes
    union all
    select value from jsonb_each_text(coalesce(payload -> 'resources', '{}'))
  ) as granted
  cross join unnest(string_to_array(granted.scopes, ' ')) as scope
where clients.kind = 'application' and not clients.first_party and clients.revoked_at is null and scope <> ''
group by users.id, clients.id;

-- Everything that the login server keeps about a person.
create index oauth_records_of_account on oauth_records ((payload ->> 'accountId')) where payload ->> 'accountId' is not null;

-- Whatever is about a person is found without reading what is about others.
create index invitations_of_address on invitations (canonical_email) where status <> 'pending';
create index invitations_answered on invitations (answered_by) where answered_by is not null;
create index events_of_actor on events (actor_id, sequence) where actor_type = 'user';
create index code_requests_of_user on code_requests (user_id) where user_id is not null;

-- Whom an issuer knew when they were erased, as a hash: tokens of before that make nobody known again. Forgotten when no
-- token is that old any more.
create table erased_identities (
  identity_hash bytea primary key,
  erased_at timestamptz not null
);
create index erased_identities_by_age on erased_identities (erased_at);
