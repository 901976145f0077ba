-- Fees: what it knows of kindergartens, children and places (projections of events), applications for reduced payment,
-- the income they rest on, decisions with their reasoning, what each child is charged each month, and invoice bases.

create table kindergarten (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id text not null check (id ~ '^\d{9}$'),
  ownership text not null check (ownership in ('municipal', 'private')),
  monthly_price_nok integer not null check (monthly_price_nok >= 0),
  monthly_food_nok integer not null check (monthly_food_nok >= 0),
  full_time_hours numeric(5, 2) not null,
  version integer not null,
  primary key (kommune, id)
);
comment on table kindergarten is 'Prices and hours of kindergartens, from intake. No personal data.';

create table child (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  born_on date not null,
  household_id uuid not null,
  -- [{personId, sealedIdentity}]: the adults at the child's registered address; opened only to ask a registry or to bill.
  adults jsonb not null,
  left_on date,
  version integer not null,
  primary key (kommune, id)
);
create index child_household on child (kommune, household_id);
comment on table child is 'Personal data (pseudonymous, identities sealed): birth dates and households, from notification. Basis: forskrift 2005-12-16-1478 §§ 3–3 c, barnehageloven § 47. Deleted five years after the last charge.';

create table placement (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  child_id uuid not null,
  kindergarten_id text not null,
  from_on date not null,
  until_on date,
  days_per_week integer not null check (days_per_week between 1 and 5),
  status text not null check (status in ('agreed', 'ended', 'cancelled')),
  version integer not null,
  primary key (kommune, id)
);
create index placement_child on placement (kommune, child_id);
create index placement_kindergarten on placement (kommune, kindergarten_id);
comment on table placement is 'Personal data (pseudonymous): places, from allocation. Basis: forskrift 2005-12-16-1478. Deleted five years after the last day.';

create table household (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  -- Set when a fact has changed and the fee has not been decided again yet.
  to_decide_since timestamptz,
  decisions integer not null default 0,
  primary key (kommune, id)
);
create index household_to_decide on household (kommune, id) where to_decide_since is not null;
comment on table household is 'Personal data (pseudonymous): households for which fees are decided together. Basis: forskrift 2005-12-16-1478 § 3 b. Deleted with its last child.';

create table decision_plan (
  kommune text not null check (kommune ~ '^\d{4}$') primary key,
  planned boolean not null
);
comment on table decision_plan is 'Whether a job that decides the waiting households is planned already. No personal data.';

create table fee_application (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  household_id uuid not null,
  kindergarten_year integer not null,
  applied_on date not null,
  change_kind text check (change_kind in ('lasting-fall', 'household-change')),
  -- The income that the family states for a change, in kroner a year; a person checks its documents.
  sealed_stated bytea,
  status text not null check (status in ('waiting', 'manual', 'decided')),
  tries integer not null default 0,
  submitted_at timestamptz not null,
  decided_at timestamptz,
  primary key (kommune, id),
  foreign key (kommune, household_id) references household (kommune, id)
);
create index fee_application_household on fee_application (kommune, household_id, kindergarten_year);
create unique index fee_application_one_open on fee_application (kommune, household_id, kindergarten_year)
  where status <> 'decided';
comment on table fee_application is 'Personal data (pseudonymous, stated income sealed): applications for reduced payment. Basis: forskrift 2005-12-16-1478 §§ 3 b, 3 c. Deleted five years after the kindergarten year.';

create table income_basis (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  application_id uuid not null,
  household_id uuid not null,
  kindergarten_year integer not null,
  kind text not null check (kind in ('last-year', 'lasting-fall', 'household-change')),
  applied_on date not null,
  -- First month it counts in, YYYY-MM.
  counts_from text not null check (counts_from ~ '^\d{4}-\d{2}$'),
  income_year integer not null,
  stage text not null check (stage in ('settled', 'draft', 'documented')),
  source text not null check (source in ('fiks', 'skatteetaten', 'caseworker')),
  remarks jsonb not null,
  -- {yearlyNok, people: [{personId, amountNok, stage, posts}], steps: whose income counts, and why}
  sealed_amounts bytea not null,
  fetched_at timestamptz not null,
  primary key (kommune, id),
  foreign key (kommune, application_id) references fee_application (kommune, id),
  foreign key (kommune, household_id) references household (kommune, id)
);
create unique index income_basis_once on income_basis (kommune, application_id);
create index income_basis_household on income_basis (kommune, household_id, kindergarten_year);
comment on table income_basis is 'Personal data (amounts sealed): the income that a fee decision rests on, with stage and source. Basis: forskrift 2005-12-16-1478 § 3 b, skatteforvaltningsloven. Deleted five years after the kindergarten year.';

create table fee_case (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  application_id uuid not null,
  household_id uuid not null,
  -- Stable code: why no rule could decide.
  reason text not null,
  status text not null check (status in ('open', 'decided')),
  opened_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  outcome text check (outcome in ('income', 'full-price', 'look-up-again')),
  primary key (kommune, id),
  foreign key (kommune, application_id) references fee_application (kommune, id),
  check ((status = 'decided') = (decided_by is not null))
);
create index fee_case_application on fee_case (kommune, application_id);
create unique index fee_case_one_open on fee_case (kommune, application_id) where status = 'open';
create index fee_case_open on fee_case (kommune, id) where status = 'open';
comment on table fee_case is 'Personal data (pseudonymous): applications that a person must decide, with the reason. Basis: forvaltningsloven § 17. Deleted five years after the kindergarten year.';

create table fee_decision (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  household_id uuid not null,
  application_id uuid,
  kindergarten_year integer not null,
  made text not null check (made in ('automatic', 'manual')),
  decided_on date not null,
  rule_version text not null,
  -- Keyed hash of the inputs: proves what was decided on, and tells nobody the income.
  inputs_hash text not null,
  -- Canonical JSON of everything the amounts follow from, and of what followed. The same inputs give the same bytes.
  sealed_inputs bytea not null,
  sealed_result bytea not null,
  decided_at timestamptz not null,
  primary key (kommune, id),
  foreign key (kommune, household_id) references household (kommune, id),
  foreign key (kommune, application_id) references fee_application (kommune, id)
);
create index fee_decision_household on fee_decision (kommune, household_id);
create unique index fee_decision_once on fee_decision (kommune, application_id);
comment on table fee_decision is 'Personal data (sealed): what a household pays in a kindergarten year, with all facts and reasoning. Basis: forskrift 2005-12-16-1478, forvaltningsloven §§ 23–25. Kept by the archive’s rules.';

create table fee_vedtak (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  decision_id uuid not null,
  -- Which decision of the household it came with: two on one day have an order.
  number integer not null,
  child_id uuid not null,
  kindergarten_id text not null,
  placement_id uuid not null,
  valid_from date not null,
  valid_until date,
  -- A whole month: fee after reductions, the price without them, food.
  fee_nok integer not null check (fee_nok >= 0),
  unreduced_nok integer not null check (unreduced_nok >= fee_nok),
  food_nok integer not null check (food_nok >= 0),
  rules text[] not null,
  -- {steps, texts by language}
  sealed_reasons bytea not null,
  decided_at timestamptz not null,
  primary key (kommune, id),
  foreign key (kommune, decision_id) references fee_decision (kommune, id)
);
create index fee_vedtak_child on fee_vedtak (kommune, child_id, decided_at, number);
create index fee_vedtak_decision on fee_vedtak (kommune, decision_id);
comment on table fee_vedtak is 'Personal data (pseudonymous, reasons sealed): what is paid for one child. Basis: forskrift 2005-12-16-1478. Kept by the archive’s rules.';

create table charge (
  kommune text not null check (kommune ~ '^\d{4}$'),
  child_id uuid not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  household_id uuid not null,
  vedtak_id uuid not null,
  placement_id uuid not null,
  kindergarten_id text not null,
  payer_id uuid not null,
  -- What the place is in this month: days of it, hours. Another place is no higher fee for the same one.
  place text not null,
  fee_nok integer not null check (fee_nok >= 0),
  unreduced_nok integer not null check (unreduced_nok >= fee_nok),
  food_nok integer not null check (food_nok >= 0),
  primary key (kommune, child_id, month),
  foreign key (kommune, vedtak_id) references fee_vedtak (kommune, id)
);
create index charge_household on charge (kommune, household_id, month);
create index charge_month on charge (kommune, month);
create index charge_vedtak on charge (kommune, vedtak_id);
comment on table charge is 'Personal data (pseudonymous): what is right to charge for each child and month, by the vedtak that holds. Basis: forskrift 2005-12-16-1478. Deleted five years after the kindergarten year.';

create table invoice_basis (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  -- Exactly the bytes that are handed over: canonical JSON, and its SHA-256.
  document text not null,
  sha256 text not null,
  refund_document text not null,
  refund_sha256 text not null,
  differences jsonb not null,
  row_count integer not null,
  last_number bigint not null,
  refund_last_number bigint not null,
  total_oere bigint not null,
  refund_total_oere bigint not null,
  issued_on date not null,
  issued_at timestamptz not null,
  primary key (kommune, id),
  unique (kommune, month)
);
comment on table invoice_basis is 'Personal data (pseudonymous): what is to be invoiced and refunded for a month. Basis: forskrift 2005-12-16-1478, bokføringsforskriften. Deleted five years after the year.';

create table invoice_row (
  kommune text not null check (kommune ~ '^\d{4}$'),
  number bigint not null,
  basis_id uuid not null,
  kind text not null check (kind in ('charge', 'credit')),
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  child_id uuid not null,
  payer_id uuid not null,
  kindergarten_id text not null,
  placement_id uuid not null,
  vedtak_id uuid,
  fee_oere bigint not null,
  food_oere bigint not null,
  -- The row that a credit takes back.
  credits bigint,
  primary key (kommune, number),
  foreign key (kommune, basis_id) references invoice_basis (kommune, id)
);
create index invoice_row_child on invoice_row (kommune, child_id, month);
create index invoice_row_basis on invoice_row (kommune, basis_id);
-- A row is taken back once.
create unique index invoice_row_credited_once on invoice_row (kommune, credits) where credits is not null;
comment on table invoice_row is 'Personal data (pseudonymous): rows of invoice bases, never changed. Basis: bokføringsforskriften. Deleted five years after the year.';
