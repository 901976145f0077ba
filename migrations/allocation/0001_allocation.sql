-- Allocation: what it knows of kindergartens, bylaws, rounds, children and applications (projections of events),
-- runs with their frozen input and certificate, vedtak, offers, and the ledger of places.

create table kindergarten (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id text not null check (id ~ '^\d{9}$'),
  name text not null,
  ownership text not null check (ownership in ('municipal', 'private')),
  lat double precision,
  lon double precision,
  capacity_small integer not null check (capacity_small >= 0),
  capacity_large integer not null check (capacity_large >= 0),
  conversion jsonb,
  profile text,
  active boolean not null,
  version integer not null,
  primary key (kommune, id)
);
comment on table kindergarten is 'Kindergartens and their places, from intake. No personal data.';

create table bylaws (
  kommune text not null check (kommune ~ '^\d{4}$') primary key,
  id uuid not null,
  document jsonb not null,
  version integer not null
);
comment on table bylaws is 'The newest admission criteria of the kommune, from intake. No personal data.';

create table admission_round (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  kind text not null check (kind in ('main', 'rolling')),
  kindergarten_year integer not null,
  deadline_at timestamptz not null,
  lot_commitment text not null,
  status text not null check (status in ('open', 'closed')),
  -- What intake vouches for when it closes: allocation runs only on exactly these applications.
  expected_applications integer,
  expected_checksum text,
  lot_seed text,
  version integer not null,
  primary key (kommune, id)
);
comment on table admission_round is 'Admission rounds, from intake. No personal data.';

create table child (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  born_on date not null,
  family_id uuid not null,
  left_on date,
  version integer not null,
  primary key (kommune, id)
);
create index child_family on child (kommune, family_id);
comment on table child is 'Personal data (pseudonymous): birth dates and families, from notification. Basis: barnehageloven § 47. Deleted when the child has left or started school.';

create table application (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  round_id uuid not null,
  child_id uuid not null,
  family_id uuid not null,
  born_on date not null,
  start_on date not null,
  days_per_week integer not null check (days_per_week between 1 and 5),
  wishes jsonb not null,
  distances jsonb not null,
  together text not null check (together in ('required', 'preferred', 'independent')),
  right_to_place boolean not null,
  statutory_priority boolean not null,
  submitted_at timestamptz not null,
  late boolean not null,
  status text not null check (status in ('submitted', 'withdrawn')),
  version integer not null,
  primary key (kommune, id)
);
create index application_round on application (kommune, round_id, status);
create index application_child on application (kommune, child_id);
comment on table application is 'Personal data (pseudonymous): applications, from intake. Basis: barnehageloven §§ 16–18. Deleted five years after the kindergarten year.';

create table allocation_run (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  round_id uuid not null,
  kind text not null check (kind in ('main', 'refill')),
  status text not null check (status in ('planned', 'computed', 'approved', 'published', 'discarded')),
  -- Exactly what the engine read and wrote: text, because the certificate is over these bytes.
  input text,
  result text,
  input_sha256 text,
  verdict text check (verdict in ('VALID', 'INVALID')),
  violations jsonb,
  progress_percent integer not null default 0 check (progress_percent between 0 and 100),
  planned_at timestamptz not null,
  computed_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  published_by text,
  published_at timestamptz,
  version integer not null default 1,
  primary key (kommune, id),
  foreign key (kommune, round_id) references admission_round (kommune, id),
  check (status not in ('approved', 'published') or (approved_by is not null and verdict = 'VALID')),
  -- A main round takes two people, in the database too. A refill follows the rules that they approved.
  check (kind = 'refill' or published_by is null or published_by <> approved_by)
);
create index allocation_run_round on allocation_run (kommune, round_id);
create unique index allocation_run_one_at_a_time on allocation_run (kommune, round_id, kind)
  where status in ('planned', 'computed', 'approved');
create unique index allocation_run_one_main_published on allocation_run (kommune, round_id)
  where kind = 'main' and status = 'published';
comment on table allocation_run is 'Personal data (pseudonymous): frozen input, result and certificate of each run. Basis: barnehageloven § 17, forvaltningsloven § 25. Deleted five years after the kindergarten year.';

create table vedtak (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  run_id uuid not null,
  application_id uuid not null,
  child_id uuid not null,
  outcome text not null check (outcome in ('place', 'no-place')),
  kindergarten_id text,
  wish integer,
  via text check (via in ('wish', 'kept', 'right', 'refill')),
  start_on date,
  reason text,
  may_appeal boolean not null,
  may_ask_reasons boolean not null,
  decided_at timestamptz not null,
  -- When the other services, and so the family, were told; results go out in waves that can be stopped.
  announced_at timestamptz,
  primary key (kommune, id),
  foreign key (kommune, run_id) references allocation_run (kommune, id),
  foreign key (kommune, application_id) references application (kommune, id),
  check ((outcome = 'place') = (kindergarten_id is not null))
);
create unique index vedtak_once_per_run on vedtak (kommune, run_id, application_id);
create index vedtak_to_announce on vedtak (kommune, run_id, id) where announced_at is null;
create index vedtak_application on vedtak (kommune, application_id);
comment on table vedtak is 'Personal data (pseudonymous): administrative decisions on admission. Basis: forskrift 2005-12-16-1477. Kept by the archive’s rules.';

create table place_offer (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  run_id uuid not null,
  application_id uuid not null,
  child_id uuid not null,
  kindergarten_id text not null,
  band text not null check (band in ('small', 'large')),
  start_on date not null,
  days_per_week integer not null check (days_per_week between 1 and 5),
  status text not null default 'open' check (status in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
  made_at timestamptz not null,
  answer_by timestamptz not null,
  answered_at timestamptz,
  version integer not null default 1,
  primary key (kommune, id),
  foreign key (kommune, run_id) references allocation_run (kommune, id),
  foreign key (kommune, application_id) references application (kommune, id),
  check ((status = 'open') = (answered_at is null))
);
create unique index place_offer_one_live on place_offer (kommune, application_id) where status in ('open', 'accepted');
create index place_offer_run on place_offer (kommune, run_id);
create index place_offer_due on place_offer (kommune, answer_by) where status = 'open';
comment on table place_offer is 'Personal data (pseudonymous): offers and their answers. Basis: barnehageloven § 16. Deleted five years after the kindergarten year.';

create table placement (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  child_id uuid not null,
  kindergarten_id text not null,
  from_on date not null,
  -- Last day, included; null while it is open.
  until_on date check (until_on >= from_on),
  days_per_week integer not null check (days_per_week between 1 and 5),
  status text not null check (status in ('agreed', 'ended', 'cancelled')),
  offer_id uuid,
  version integer not null default 1,
  primary key (kommune, id),
  foreign key (kommune, kindergarten_id) references kindergarten (kommune, id),
  -- A child has one place at a time, whoever writes.
  constraint placement_one_at_a_time exclude using gist (
    kommune with =, child_id with =, daterange(from_on, until_on, '[]') with &&
  ) where (status <> 'cancelled')
);
create unique index placement_once_per_offer on placement (kommune, offer_id) where offer_id is not null;
create index placement_kindergarten on placement (kommune, kindergarten_id, from_on);
comment on table placement is 'Personal data (pseudonymous): the ledger of places. Basis: barnehageloven §§ 16, 47. Deleted five years after the last day.';
