-- Which pending invitations of an organization end next. Only of those that are pending, so that answering one costs nothing more.
create index invitations_pending_by_end on invitations (organization_id, expires_at, id) where status = 'pending';
