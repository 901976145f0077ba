-- The household is read from Folkeregisteret when a family applies; an income that was a draft is replaced by the settlement;
-- families are told in time that a reduction ends with the kindergarten year.

-- The child's own identity, as sealed by notification: opened to ask the register who lives with the child.
alter table child add column sealed_identity text;

-- What a caseworker has found out about grown-ups of whom no register says whether they belong to the household.
alter table fee_application add column others_belong boolean;

-- One income of each stage for an application: the draft stays when the settlement comes.
drop index income_basis_once;
create unique index income_basis_once on income_basis (kommune, application_id, stage);
create index income_basis_draft on income_basis (kommune, kindergarten_year) where stage = 'draft';

create table fee_renewal (
  kommune text not null check (kommune ~ '^\d{4}$'),
  household_id uuid not null,
  kindergarten_year integer not null,
  -- 1 in May, 2 the reminder in July.
  round integer not null check (round in (1, 2)),
  answer_by date not null,
  told_at timestamptz not null,
  primary key (kommune, household_id, kindergarten_year, round),
  foreign key (kommune, household_id) references household (kommune, id)
);
comment on table fee_renewal is 'Personal data (pseudonymous): families told to apply anew before a reduction ends. Basis: forvaltningsloven § 11, forskrift 2005-12-16-1478 §§ 3 b, 3 c. Deleted five years after the kindergarten year.';
