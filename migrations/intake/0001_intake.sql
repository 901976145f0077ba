-- Intake: kindergartens and their places, admission rounds, bylaws, applications, claims of statutory priority.
-- Ids of children, families and applications are pseudonymous: they follow from the index key, which is not in the database.

create table kindergarten (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id text not null check (id ~ '^\d{9}$'),
  name text not null,
  ownership text not null check (ownership in ('municipal', 'private')),
  form text not null check (form in ('ordinary', 'family', 'open')),
  owner_name text not null,
  lat double precision,
  lon double precision,
  min_age integer not null,
  max_age integer not null,
  capacity_small integer not null default 0 check (capacity_small >= 0),
  capacity_large integer not null default 0 check (capacity_large >= 0),
  conversion jsonb,
  profile text,
  monthly_price_nok integer not null default 0 check (monthly_price_nok >= 0),
  monthly_food_nok integer not null default 0 check (monthly_food_nok >= 0),
  full_time_hours numeric(4, 1) not null default 45,
  active boolean not null default true,
  version integer not null default 1,
  primary key (kommune, id)
);
comment on table kindergarten is 'Kindergartens of the kommune, from Nasjonalt barnehageregister and the owners. No personal data.';

create table bylaws (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  -- Counts up; the newest document holds, the earlier ones show what held when.
  version integer not null,
  adopted_at timestamptz not null,
  document jsonb not null,
  primary key (kommune, id),
  unique (kommune, version)
);
comment on table bylaws is 'Admission criteria as data, one row per adopted document. No personal data.';

create table admission_round (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  kind text not null check (kind in ('main', 'rolling')),
  kindergarten_year integer not null check (kindergarten_year between 2000 and 2100),
  opens_at timestamptz not null,
  deadline_at timestamptz not null check (deadline_at > opens_at),
  -- The seed stays sealed until the deadline has passed; its hash is public from the start.
  sealed_lot_seed bytea not null,
  lot_commitment text not null check (lot_commitment ~ '^[0-9a-f]{64}$'),
  status text not null default 'open' check (status in ('open', 'closed')),
  closed_at timestamptz,
  application_count integer,
  checksum text,
  version integer not null default 1,
  primary key (kommune, id),
  check ((status = 'closed') = (closed_at is not null))
);
create unique index admission_round_one_main_a_year on admission_round (kommune, kindergarten_year) where kind = 'main';
comment on table admission_round is 'Admission rounds (barnehageloven § 16: at least one a year). No personal data.';

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
comment on table child is 'Personal data (pseudonymous): birth dates of children, from notification. Basis: barnehageloven § 47. Deleted when the child has left or started school.';

create table invitation (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  round_id uuid not null,
  child_id uuid not null,
  family_id uuid not null,
  born_on date not null,
  reason text not null,
  right_outcome text not null check (right_outcome in ('fulfilled', 'not-fulfilled', 'undecided')),
  right_by date,
  proposed_start_on date not null,
  proposed_wishes jsonb not null,
  distances jsonb not null,
  language text not null,
  expires_at timestamptz not null,
  version integer not null,
  primary key (kommune, id)
);
create index invitation_child on invitation (kommune, child_id);
create index invitation_round on invitation (kommune, round_id);
comment on table invitation is 'Personal data (pseudonymous): what a pre-filled application proposes, from notification. Basis: barnehageloven §§ 16, 47. Deleted one year after the round.';

create table application (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  round_id uuid not null,
  child_id uuid not null,
  family_id uuid not null,
  invitation_id uuid,
  born_on date not null,
  start_on date not null,
  days_per_week integer not null check (days_per_week between 1 and 5),
  together text not null check (together in ('required', 'preferred', 'independent')),
  distances jsonb not null,
  right_to_place boolean not null,
  statutory_priority boolean not null default false,
  status text not null default 'submitted' check (status in ('submitted', 'withdrawn')),
  submitted_at timestamptz not null,
  late boolean not null,
  version integer not null default 1,
  primary key (kommune, id),
  foreign key (kommune, round_id) references admission_round (kommune, id)
);
create unique index application_one_per_child on application (kommune, round_id, child_id) where status = 'submitted';
create index application_round on application (kommune, round_id, status);
create index application_child on application (kommune, child_id);
create index application_family on application (kommune, family_id);
comment on table application is 'Personal data (pseudonymous): applications for a place. Basis: barnehageloven §§ 16–18, 47. Deleted five years after the kindergarten year.';

create table application_wish (
  kommune text not null check (kommune ~ '^\d{4}$'),
  application_id uuid not null,
  position integer not null check (position >= 1),
  kindergarten_id text not null,
  -- Seniority belongs to the wish and survives changes of the list.
  wished_since timestamptz not null,
  primary key (kommune, application_id, position),
  unique (kommune, application_id, kindergarten_id),
  foreign key (kommune, application_id) references application (kommune, id),
  foreign key (kommune, kindergarten_id) references kindergarten (kommune, id)
);
create index application_wish_kindergarten on application_wish (kommune, kindergarten_id);
comment on table application_wish is 'Personal data (pseudonymous): ranked wishes. Basis and deletion as for application.';

create table priority_claim (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  application_id uuid not null,
  status text not null default 'claimed' check (status in ('claimed', 'confirmed', 'rejected')),
  claimed_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  primary key (kommune, id),
  foreign key (kommune, application_id) references application (kommune, id),
  check ((status = 'claimed') = (decided_at is null))
);
create unique index priority_claim_one_open on priority_claim (kommune, application_id) where status = 'claimed';
create index priority_claim_application on priority_claim (kommune, application_id);
comment on table priority_claim is 'Special category data: that priority by law is claimed, never on which ground. Basis: barnehageloven § 18. Deleted with the application.';
