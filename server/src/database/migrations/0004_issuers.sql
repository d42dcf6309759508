-- What issuers say of people, so that a change is told from what people changed here themselves.

alter table identities
  add column claimed_name text,
  add column claimed_picture text,
  -- When the issuer said so; an older token changes nothing.
  add column claims_from timestamptz;
