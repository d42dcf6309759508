-- Rows that change once or often find room for their new version on the page where they are: an answer then touches one
-- page of its table instead of two, and the count of an organization's members needs no entry in an index. Only pages
-- that are written from now on are filled so.
alter table invitations set (fillfactor = 90);
alter table organizations set (fillfactor = 70);
