-- The invitee's side: the way back through a sign-in, whose invitations somebody does not want, what was seen.

-- A visitor who signs in to answer an invitation. Its id is in the browser's cookie and in the mail with the code; it opens
-- what the link of the mail shows, and nothing more.
create table sign_ins (
  id uuid primary key default gen_random_uuid(),
  invitation_id uuid not null references invitations on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index sign_ins_of_invitation on sign_ins (invitation_id);
create index sign_ins_to_forget on sign_ins (expires_at);

-- The sign-in that a code was asked for, where the invitation is to the very address that the code goes to.
alter table codes add column sign_in_id uuid references sign_ins on delete set null;
create index codes_of_sign_in on codes (sign_in_id) where sign_in_id is not null;

-- Organizations that somebody wants no invitations of. Read when a list is read and when a mail is written, so it holds for
-- every address that is theirs by then, and nothing has to be undone when they take it back.
create table organization_blocks (
  user_id uuid not null references users,
  organization_id uuid not null references organizations,
  created_at timestamptz(3) not null default now(),
  primary key (user_id, organization_id)
);

-- When it was first looked at: by whoever opened its link, or by its invitee.
alter table invitations add column seen_at timestamptz(3);
