-- Who kills a worker is known only of a message that ran with nothing beside it.
alter table outbox add column isolated boolean not null default false;
comment on column outbox.isolated is
  'It was on its way when a worker died, and is sent and run alone until it has come through.';
