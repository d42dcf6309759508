-- Whoever has the link of an invitation's mail said that it is not for them: no more mails of it.
alter table invitations add column reported_at timestamptz(3);
