-- Notification: the people that admission is about, whose address is protected, who has been invited to what, and
-- every message to a family.

create table person (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  -- What Folkeregisteret says, in our words, sealed for this row: names, numbers and addresses are nowhere else.
  sealed_facts bytea not null,
  born_on date,
  -- A child of admission age that is registered here. Others are here because of such a child.
  is_child boolean not null,
  family_id uuid,
  household_id uuid,
  -- SHA-256 of what was told about the child last, so that an unchanged person is not told of again.
  told_sha256 text,
  version integer not null default 1,
  read_at timestamptz not null,
  -- The move that brought or took the child is one of suspiciously many: nobody is told before a person has looked.
  move_held_at timestamptz,
  primary key (kommune, id)
);
create index person_children on person (kommune, born_on) where is_child;
create index person_family on person (kommune, family_id) where is_child;
comment on table person is 'Personal data (sealed): people from Folkeregisteret. Basis: barnehageloven §§ 16, 47; folkeregisterloven § 10-2. Deleted when the child has left or started school.';

-- Every number a person has or had leads to the same person.
create table person_number (
  kommune text not null check (kommune ~ '^\d{4}$'),
  number_index text not null,
  person_id uuid not null,
  primary key (kommune, number_index)
);
create index person_number_person on person_number (kommune, person_id);
comment on table person_number is 'Personal data (keyed index): identity numbers of people, unreadable without the key. Basis: folkeregisterloven § 10-2. Deleted with the person.';

-- Who stands in which relation to a child.
create table guardian (
  kommune text not null check (kommune ~ '^\d{4}$'),
  child_id uuid not null,
  person_id uuid not null,
  role text not null check (role in
    ('parent-with-responsibility', 'parent-without-responsibility', 'responsibility-given', 'household')),
  -- Registered at the child's registered address. Null: it can not be told.
  lives_with_child boolean,
  primary key (kommune, child_id, person_id),
  foreign key (kommune, child_id) references person (kommune, id) on delete cascade,
  foreign key (kommune, person_id) references person (kommune, id) on delete cascade
);
create index guardian_person on guardian (kommune, person_id);
comment on table guardian is 'Personal data (pseudonymous): parental responsibility and household, from Folkeregisteret. Basis and deletion as for person.';

-- Address protection and manual blocks live apart from what is synchronised. A sync may add and lift what the register
-- has said; what a person has set, only a person lifts.
create table access_protection (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  person_id uuid not null,
  source text not null check (source in ('register', 'manual')),
  level text not null check (level in ('client-address', 'confidential', 'strictly-confidential', 'blocked')),
  -- A block may be against one person only: somebody who may learn nothing of the child.
  against_person_id uuid,
  since timestamptz not null,
  lifted_at timestamptz,
  lifted_by text,
  primary key (kommune, id),
  check (lifted_at is null or lifted_by is not null)
);
create unique index access_protection_register on access_protection (kommune, person_id)
  where source = 'register' and lifted_at is null;
create index access_protection_person on access_protection (kommune, person_id) where lifted_at is null;
comment on table access_protection is 'Personal data under special protection: whose address is graded, and who is blocked from learning about whom. Basis: folkeregisterloven § 10-4, beskyttelsesinstruksen. Deleted with the person.';

create function keep_access_protection() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'access protection is lifted, never deleted' using errcode = '23514';
  end if;
  if old.lifted_at is not null
     or (new.kommune, new.id, new.person_id, new.source, new.level, new.since)
        is distinct from (old.kommune, old.id, old.person_id, old.source, old.level, old.since)
     or new.against_person_id is distinct from old.against_person_id then
    raise exception 'access protection is never rewritten' using errcode = '23514';
  end if;
  if old.source = 'manual' and new.lifted_at is not null and new.lifted_by not like 'kommune:%#%' then
    raise exception 'only a named person lifts what a person has set' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger access_protection_kept before update or delete on access_protection
  for each row execute function keep_access_protection();

create table sync_state (
  kommune text not null check (kommune ~ '^\d{4}$') primary key,
  -- The next event to read. Null: the population has never been read.
  next_sequence bigint,
  -- While an extract is being read.
  extract_job text,
  extract_batch integer,
  extract_sequence bigint,
  extract_started_at timestamptz,
  synced_at timestamptz,
  -- How many children came and went on a date, to stop what no family moving house can explain.
  moves_on date,
  moves_count integer not null default 0,
  moves_residents integer not null default 0
);
comment on table sync_state is 'How far Folkeregisteret has been read. No personal data.';

create table event_count (
  kommune text not null check (kommune ~ '^\d{4}$'),
  event_type text not null,
  relevant boolean not null,
  count bigint not null,
  primary key (kommune, event_type)
);
comment on table event_count is 'How often each kind of register event has come, known or not. No personal data.';

create table kindergarten (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id text not null,
  name text not null,
  lat double precision,
  lon double precision,
  min_age integer not null,
  max_age integer not null,
  monthly_price_nok integer not null,
  active boolean not null,
  version integer not null,
  primary key (kommune, id)
);
comment on table kindergarten is 'Kindergartens that may be proposed, from intake. No personal data.';

create table admission_round (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  kind text not null check (kind in ('main', 'rolling')),
  kindergarten_year integer not null,
  deadline_at timestamptz not null,
  status text not null check (status in ('open', 'closed')),
  version integer not null,
  primary key (kommune, id)
);
comment on table admission_round is 'Admission rounds, from intake. No personal data.';

create table application (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  round_id uuid not null,
  child_id uuid not null,
  invitation_id uuid,
  wishes jsonb not null,
  start_on date not null,
  days_per_week integer not null,
  late boolean not null,
  status text not null check (status in ('submitted', 'withdrawn')),
  version integer not null,
  primary key (kommune, id)
);
create index application_child on application (kommune, child_id);
comment on table application is 'Personal data (pseudonymous): who has applied, from intake, so that nobody is asked again. Basis: barnehageloven §§ 16, 47. Deleted five years after the kindergarten year.';

create table placement (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  child_id uuid not null,
  kindergarten_id text not null,
  from_on date not null,
  until_on date,
  status text not null check (status in ('agreed', 'ended', 'cancelled')),
  version integer not null,
  primary key (kommune, id)
);
create index placement_child on placement (kommune, child_id);
comment on table placement is 'Personal data (pseudonymous): who has a place, from allocation. Basis: barnehageloven §§ 16, 47. Deleted five years after the last day.';

create table home_position (
  kommune text not null check (kommune ~ '^\d{4}$'),
  -- Keyed index of the address: families at one address share the answer, and it can not be read back.
  address_index text not null,
  -- Null: the address search knows no such place, or more than one.
  sealed_position bytea,
  found_at timestamptz not null,
  primary key (kommune, address_index)
);
comment on table home_position is 'Personal data (sealed, keyed index): where unprotected homes lie, to measure distances. Basis: barnehageloven § 16. Deleted when the kindergarten year is over.';

create table campaign (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  round_id uuid not null,
  kind text not null check (kind in ('main-intake', 'new-residents')),
  started_at timestamptz not null,
  primary key (kommune, id),
  foreign key (kommune, round_id) references admission_round (kommune, id)
);
create unique index campaign_once on campaign (kommune, round_id, kind);
comment on table campaign is 'Campaigns of invitations. No personal data.';

-- The first step invites, the others remind. A step works through the children in order of id, page by page.
create table campaign_step (
  kommune text not null check (kommune ~ '^\d{4}$'),
  campaign_id uuid not null,
  days_before integer not null,
  due_at timestamptz not null,
  next_child_id uuid,
  done_at timestamptz,
  primary key (kommune, campaign_id, days_before),
  foreign key (kommune, campaign_id) references campaign (kommune, id)
);
comment on table campaign_step is 'How far each step of a campaign has come: what a kill at any moment goes on from. No personal data.';

create table invitation (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  round_id uuid not null,
  child_id uuid not null,
  family_id uuid not null,
  reason text not null check (reason in ('right-to-place', 'without-place', 'wants-transfer', 'newcomer')),
  -- The pre-filled application as it was sent, sealed: each field with its source and when it was read.
  sealed_prefilled bytea not null,
  status text not null default 'open' check (status in ('open', 'answered', 'retracted')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  version integer not null default 1,
  primary key (kommune, id),
  foreign key (kommune, round_id) references admission_round (kommune, id)
);
create unique index invitation_once on invitation (kommune, round_id, child_id);
create index invitation_child on invitation (kommune, child_id);
create index invitation_family on invitation (kommune, family_id);
comment on table invitation is 'Personal data (sealed): pre-filled applications. Basis: barnehageloven §§ 16, 47. Deleted one year after the round.';

-- Why each child was invited, informed, left alone or given to a person: every rule, also those not reached.
create table eligibility_decision (
  kommune text not null check (kommune ~ '^\d{4}$'),
  round_id uuid not null,
  child_id uuid not null,
  decision text not null check (decision in ('invite', 'inform', 'person', 'ignore')),
  reasons jsonb not null,
  rules jsonb not null,
  guarded boolean not null,
  decided_at timestamptz not null,
  primary key (kommune, round_id, child_id)
);
comment on table eligibility_decision is 'Personal data (pseudonymous): the reasoning behind each invitation. Basis: forvaltningsloven § 25. Deleted one year after the round.';

create table manual_case (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  child_id uuid not null,
  -- The round, offer or message it is about, where there is one.
  about_id uuid,
  reason text not null,
  -- Only the desk for protected families may see it.
  guarded boolean not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  outcome text,
  primary key (kommune, id),
  check ((closed_at is null) = (closed_by is null))
);
create unique index manual_case_one_open on manual_case (kommune, child_id, reason, about_id) nulls not distinct
  where closed_at is null;
create index manual_case_child on manual_case (kommune, child_id);
comment on table manual_case is 'Personal data (pseudonymous): what a person has to look at, and why. Basis: forvaltningsloven § 17. Deleted with the child.';

create table message (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  -- What makes the message one and the same: nobody gets it twice.
  occasion text not null,
  person_id uuid not null,
  child_id uuid not null,
  -- Whose case log the message stands in: the invitation, application or vedtak.
  case_id uuid not null,
  template text not null,
  -- The values of the placeholders, sealed.
  sealed_values bytea not null,
  status text not null default 'planned' check (status in ('planned', 'sent', 'retracted', 'failed')),
  channel text check (channel in ('sms', 'email', 'letter')),
  language text,
  external_id text,
  planned_at timestamptz not null,
  sent_at timestamptz,
  version integer not null default 1,
  primary key (kommune, id),
  check ((status = 'sent') = (sent_at is not null))
);
create unique index message_once on message (kommune, occasion, person_id);
create index message_person on message (kommune, person_id);
create index message_child on message (kommune, child_id);
comment on table message is 'Personal data (sealed): every message to a family. Basis: forvaltningsloven § 16, 27; eForvaltningsforskriften § 8. Deleted five years after it was sent.';
