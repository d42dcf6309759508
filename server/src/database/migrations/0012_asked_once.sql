-- What was asked with a key is done once; and what ended long ago can be found to be forgotten.

-- What was answered to a request that came with an `Idempotency-Key`, written in the transaction of its effect: a row that
-- others see has its answer. Nothing in it is readable: who asked, under which key and for what are hashes, and the answer,
-- which may hold addresses and secrets that are told once, is encrypted with a key that only the configuration holds.
create table idempotency_keys (
  caller_hash bytea not null,
  key_hash bytea not null,
  request_hash bytea not null,
  answer text,
  expires_at timestamptz not null,
  primary key (caller_hash, key_hash)
);
create index idempotency_keys_to_forget on idempotency_keys (expires_at);

-- A way back that was begun with the link of an earlier version ends with that link. Null where it was begun before this.
alter table sign_ins add column link_version integer;

-- Moves with what an operator changes, not with when a client was last seen.
alter table clients add column version bigint not null default 1;

-- Invitations that ended, by when they did.
create index invitations_to_forget on invitations (updated_at) where status in ('declined', 'revoked', 'expired');
