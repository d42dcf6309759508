-- People sign in at the built-in issuer: grants, browser sessions.

-- Both take the token's grant as well now. Left beside the new ones, the old ones would make calls of the program version
-- before this one ambiguous; with their last parameter left away, the new ones answer those too.
drop function if exists accept_invitation(uuid, text, text, timestamptz, text);
drop function if exists decline_invitation(uuid, text, text, timestamptz, text, text);

-- Browsers in which somebody is signed in. What oidc-provider keeps of each is a record in `oauth_records`; this is what
-- its person sees, and what stays when it was ended, so that a request under way cannot bring it back.
create table sessions (
  id uuid primary key default gen_random_uuid(),
  -- Its name in `oauth_records`, which stays the same when its cookie gets another value.
  uid text not null unique,
  user_id uuid not null references users,
  -- What the browser called itself at sign-in.
  user_agent text,
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3) not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_of_user on sessions (user_id, created_at);
create index sessions_to_expire on sessions (expires_at);

-- The session in which a code, a grant or a refresh token was made: they end when it is ended.
alter table oauth_records add column session_uid text;
create index oauth_records_of_session on oauth_records (session_uid) where session_uid is not null;
