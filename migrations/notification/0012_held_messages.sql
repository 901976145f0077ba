-- What a protected family is to be told is written and kept, for a named employee to hand over: nothing is sent.
alter table message drop constraint message_status_check;
alter table message add constraint message_status_check
  check (status in ('planned', 'sent', 'retracted', 'failed', 'held'));
alter table message drop constraint message_channel_check;
alter table message add constraint message_channel_check check (channel in ('sms', 'email', 'letter', 'desk'));
-- The desk's reason and what it is about: the case that the letter belongs to.
alter table message add column held_as text;
create index message_held on message (kommune, child_id, held_as) where held_as is not null;
