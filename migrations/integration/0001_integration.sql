-- Integration: what partners are told (events, webhooks), what they can read again (feed, snapshots), and the lists and
-- files that others want of the kommune (NAV, invoices, places).

create table event_cursor (
  kommune text not null check (kommune ~ '^\d{4}$'),
  -- The last cursor that was given out. The lock on this row keeps cursors in the order in which they become visible.
  last bigint not null,
  primary key (kommune)
);
comment on table event_cursor is 'How far each kommune''s event feed has come. No personal data.';

create table event_record (
  kommune text not null check (kommune ~ '^\d{4}$'),
  cursor bigint not null check (cursor >= 1),
  -- The message that brought it; stands as webhook-id in every delivery.
  id uuid not null,
  type text not null,
  -- What it is about, and that thing's version after what happened.
  subject text not null,
  version integer not null,
  occurred_at timestamptz not null,
  -- Only fields that event-payload.ts lists by name.
  data jsonb not null,
  primary key (kommune, cursor),
  unique (kommune, id)
);
comment on table event_record is
  'What partners are told. Personal data: pseudonymous ids of children and cases, dates and outcomes; never names, identity numbers or addresses. Basis: barnehageloven § 47. Deleted with the case.';

create table webhook_subscription (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  url text not null check (length(url) <= 2000),
  event_types text[] not null,
  status text not null default 'active' check (status in ('active', 'disabled')),
  disabled_reason text check (disabled_reason in ('gone', 'failing')),
  disabled_at timestamptz,
  sealed_secret bytea not null,
  -- Signs beside the new one until this instant.
  sealed_previous_secret bytea,
  previous_valid_until timestamptz,
  -- The first failure since the last success; null when the last attempt succeeded.
  failing_since timestamptz,
  failures integer not null default 0 check (failures >= 0),
  -- The receiver asked for a pause, or did not answer: nothing is sent before this instant.
  paused_until timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (kommune, id),
  check ((status = 'disabled') = (disabled_at is not null)),
  check ((sealed_previous_secret is null) = (previous_valid_until is null))
);
create index webhook_subscription_active on webhook_subscription (kommune, status);
comment on table webhook_subscription is 'Where partners want to be told, and the sealed secret that signs. No personal data. Kept until the partner removes it.';

create table webhook_delivery (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  subscription_id uuid not null,
  cursor bigint not null,
  -- held: the subscription was disabled before it could be delivered; a replay sends it.
  status text not null check (status in ('pending', 'delivered', 'failed', 'held')),
  -- All attempts ever; each attempt has its own job.
  attempts integer not null default 0 check (attempts >= 0),
  -- Attempts since it was planned or replayed: the place in the schedule of pauses.
  step integer not null default 0 check (step >= 0),
  next_at timestamptz,
  delivered_at timestamptz,
  created_at timestamptz not null,
  primary key (kommune, id),
  unique (kommune, subscription_id, cursor),
  foreign key (kommune, subscription_id) references webhook_subscription (kommune, id) on delete cascade,
  foreign key (kommune, cursor) references event_record (kommune, cursor),
  check ((status = 'pending') = (next_at is not null))
);
create index webhook_delivery_cursor on webhook_delivery (kommune, cursor);
create index webhook_delivery_old on webhook_delivery (kommune, created_at);
comment on table webhook_delivery is 'One event on its way to one partner. Personal data: none but the event it points to. Basis: GDPR art. 6 (1) e. Deleted 30 days after it was made.';

create table delivery_attempt (
  kommune text not null check (kommune ~ '^\d{4}$'),
  delivery_id uuid not null,
  attempt integer not null check (attempt >= 1),
  started_at timestamptz not null,
  -- How often it was begun: more than once when the process was killed between sending and noting.
  starts integer not null default 1,
  finished_at timestamptz,
  outcome text check (outcome in ('delivered', 'refused', 'timeout', 'unreachable', 'blocked')),
  status_code integer,
  duration_ms integer,
  primary key (kommune, delivery_id, attempt),
  foreign key (kommune, delivery_id) references webhook_delivery (kommune, id) on delete cascade,
  check ((finished_at is null) = (outcome is null))
);
comment on table delivery_attempt is 'Each attempt to deliver, noted before and after. Answers of receivers are not stored. No personal data. Deleted with the delivery.';

create table kindergarten (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id text not null check (id ~ '^\d{9}$'),
  name text not null,
  full_time_hours numeric(4, 1) not null,
  active boolean not null,
  version integer not null,
  primary key (kommune, id)
);
comment on table kindergarten is 'Kindergartens, from intake. No personal data.';

create table child (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  -- Null when the child has left before it was known here.
  born_on date,
  -- As it came, sealed with the identity key; opened only while a list is made.
  sealed_identity text,
  adults jsonb not null default '[]',
  left_on date,
  version integer not null,
  primary key (kommune, id)
);
comment on table child is
  'Personal data: children and the adults they live with, sealed, for the monthly list to NAV. Basis: barnehageloven § 10, kontantstøtteloven § 19. Deleted the month after the child turns six (forskrift om kontantstøtteregister).';

create table placement (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  child_id uuid not null,
  kindergarten_id text not null,
  from_on date not null,
  -- Last day, included.
  until_on date,
  days_per_week integer not null check (days_per_week between 1 and 5),
  status text not null check (status in ('agreed', 'ended', 'cancelled')),
  version integer not null,
  primary key (kommune, id)
);
create index placement_child on placement (kommune, child_id);
comment on table placement is
  'Personal data (pseudonymous): places, from allocation. Basis: barnehageloven §§ 10, 47. Deleted five years after the kindergarten year.';

create table fee_vedtak (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  child_id uuid not null,
  kindergarten_id text not null,
  valid_from date not null,
  valid_until date,
  fee_nok integer not null,
  food_nok integer not null,
  version integer not null,
  primary key (kommune, id)
);
comment on table fee_vedtak is
  'Personal data (pseudonymous): what is paid for a place, from fee-reduction. Basis: forskrift 2005-12-16-1478. Deleted five years after the vedtak has ended (bokføringsloven § 13).';

create table invoice_basis (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  total_oere bigint not null,
  sha256 text not null,
  issued_at timestamptz not null,
  -- As issued, in order of number: written and read as a whole.
  rows jsonb not null,
  version integer not null,
  primary key (kommune, id)
);
create index invoice_basis_month on invoice_basis (kommune, month);
comment on table invoice_basis is
  'Personal data (pseudonymous): what is to be invoiced for a month, from fee-reduction. Basis: forskrift 2005-12-16-1478. Deleted five years after the month (bokføringsloven § 13).';

create table nav_list (
  kommune text not null check (kommune ~ '^\d{4}$'),
  -- NAV's key: the same list sent again is the same list.
  id uuid not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  number integer not null check (number >= 1),
  sealed_body bytea not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  entries integer not null,
  -- Children left out because of the strictest address protection, or because it is not known which protection they have.
  withheld integer not null,
  -- Children left out because who or where they are is not known: for a person to look at.
  incomplete integer not null,
  prepared_at timestamptz not null,
  primary key (kommune, id),
  unique (kommune, month, number)
);
comment on table nav_list is
  'Personal data, sealed: the monthly list of children with a place, as prepared for NAV. Basis: barnehageloven § 10, kontantstøtteloven § 19. Deleted 13 months after it was prepared.';
