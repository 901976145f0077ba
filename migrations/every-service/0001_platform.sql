-- What every service has: messages out and in, repeated requests, the case log and the access log.
-- Run once in each service's schema, as the schema's owner.

create table outbox (
  id bigint generated always as identity primary key,
  -- The message's name on the bus; receivers know by it what they have already done.
  msg_id uuid not null default gen_random_uuid() unique,
  kind text not null check (kind in ('job', 'event')),
  -- The service that shall act; for a job, the service itself.
  consumer text not null,
  kommune text not null check (kommune ~ '^\d{4}$'),
  -- Name of the job or event.
  type text not null,
  -- What the event is about, and that thing's version: receivers drop what is older than what they have.
  key text,
  version integer,
  payload jsonb not null,
  occurred_at timestamptz not null,
  -- Not before this instant, by the service's clock (which a simulation moves). The instants below are real time.
  run_at timestamptz not null,
  -- Raised by each replay, so that an answer to an earlier sending can not be taken for one to the new.
  generation integer not null default 1,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  -- The queue job that carries it just now.
  parcel uuid,
  done_at timestamptz,
  dead_at timestamptz,
  attempts integer not null default 0,
  crashes integer not null default 0,
  -- Class or code of the last failure, never its text: texts may quote people.
  last_error text
);
comment on table outbox is
  'Messages to be delivered. Personal data: pseudonymous ids, dates and outcomes of a case. Legal basis: GDPR art. 6 (1) e, as the case the message belongs to. Deletion: 30 days after done_at.';

-- What the relay looks for, and in which order.
create index outbox_due on outbox (run_at, consumer)
  where published_at is null and done_at is null and dead_at is null;
-- The same by kommune, so that one kommune's heap does not hold up the others.
create index outbox_due_by_kommune on outbox (consumer, kommune, run_at, id)
  where published_at is null and done_at is null and dead_at is null;
-- What is on its way.
create index outbox_sent on outbox (consumer, published_at)
  where published_at is not null and done_at is null and dead_at is null;
create index outbox_dead on outbox (kommune, dead_at) where dead_at is not null and done_at is null;
create index outbox_done on outbox (done_at) where done_at is not null;

create table inbox (
  kommune text not null check (kommune ~ '^\d{4}$'),
  msg_id uuid not null,
  producer text not null,
  type text not null,
  handled_at timestamptz not null default now(),
  -- When the producer was told. Null: it is still to be told.
  acked_at timestamptz,
  primary key (kommune, msg_id)
);
comment on table inbox is
  'Events whose effect is in this schema. Personal data: none but the message id. Legal basis: GDPR art. 6 (1) e. Deletion: 90 days after handled_at, when no sender repeats it any more.';
create index inbox_unacked on inbox (handled_at) where acked_at is null;
create index inbox_handled on inbox (handled_at) where acked_at is not null;

create table schedule_slot (
  name text not null,
  local_date date not null,
  planned_at timestamptz not null,
  primary key (name, local_date)
);
comment on table schedule_slot is
  'That a scheduled task was planned for a calendar date in Norway: a clock that jumps can not run it twice. No personal data.';

create table idempotency_key (
  kommune text not null check (kommune ~ '^\d{4}$'),
  route text not null,
  key text not null check (length(key) between 1 and 255),
  -- SHA-256 of what was asked, hex: the same key with another request is refused.
  fingerprint text not null,
  -- Null while the first request is running.
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (kommune, route, key)
);
comment on table idempotency_key is
  'Answers to requests that may come again. Personal data: ids in the stored answer. Legal basis: GDPR art. 6 (1) e. Deletion: 7 days after created_at; municipal batch systems try again after a weekend.';
create index idempotency_key_created on idempotency_key (created_at);

create table case_event (
  id bigint generated always as identity,
  kommune text not null check (kommune ~ '^\d{4}$'),
  case_id uuid not null,
  type text not null,
  actor text not null,
  details jsonb not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (kommune, id)
);
comment on table case_event is
  'The case log: what happened in a case, in order, never changed. Personal data: case ids, the employee''s own identifier, outcomes. Legal basis: GDPR art. 6 (1) e; forvaltningsloven § 11 d; arkivlova. Deletion: with the case, by the archive''s rules.';
create index case_event_case on case_event (kommune, case_id, id);

create table access_log (
  id bigint generated always as identity,
  kommune text not null check (kommune ~ '^\d{4}$'),
  person_id uuid not null,
  purpose text not null,
  case_id uuid,
  actor text not null,
  accessed_at timestamptz not null,
  primary key (kommune, id)
);
comment on table access_log is
  'Who was shown whose data, and why. Personal data: the person''s pseudonymous id, the employee''s own identifier. Legal basis: GDPR art. 5 (2), 32. Deletion: 5 years after accessed_at.';
create index access_log_person on access_log (kommune, person_id, accessed_at);

-- The migrator gives every table with a kommune its row security; these two have their own.
do $$
declare
  name text;
begin
  -- Messages of all kommuner go through one relay, which says so with an asterisk.
  foreach name in array array['outbox', 'inbox'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy kommune on %I
         using (current_setting(''app.kommune'', true) in (kommune, ''*''))
         with check (current_setting(''app.kommune'', true) in (kommune, ''*''))', name);
  end loop;
  -- The logs are written once: the service may add and read, never change or remove.
  execute format('revoke update, delete, truncate on case_event, access_log from opptak_%s_app', current_schema());
end $$;
