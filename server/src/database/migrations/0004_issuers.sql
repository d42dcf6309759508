-- What issuers say of people, so that a change is told from what people changed here themselves.

alter table addresses
  -- Who vouches for it: null where its holder proved it to us by a code, else the issuer that says so. Without
  -- `verified_at` it is an address that the issuer names but does not vouch for.
  add column vouched_by text;

alter table identities
  add column claimed_name text,
  add column claimed_picture text,
  -- When the issuer said so; an older token changes nothing.
  add column claims_from timestamptz;

-- So far only issuers other than the built-in one could vouch for a person's address.
update addresses set vouched_by = foreign_ones.issuer
from (
  select user_id, min(issuer) as issuer from identities
  where issuer not in (select name from issuer_name)
  group by user_id
) as foreign_ones
where foreign_ones.user_id = addresses.user_id and addresses.verified_at is not null;
