-- Who a mail in the development mailbox would have come from, and where answers would have gone: an organization says so.

alter table mailbox_messages
  -- As the header of the mail; null of those that were kept before there was this column.
  add column sender text,
  add column reply_to text;
