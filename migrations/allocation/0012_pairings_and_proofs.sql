-- Two part-time children who share a place: recorded by one caseworker with the yes of both families, agreed to by another.
create table pairing (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  -- The run that proposed it.
  run_id uuid not null,
  kindergarten_id text not null,
  first_child_id uuid not null,
  second_child_id uuid not null check (second_child_id <> first_child_id),
  -- For each of the two: application, weekdays, and how the family said yes.
  children jsonb not null,
  status text not null check (status in ('recorded', 'agreed', 'discarded')),
  recorded_by text not null,
  recorded_at timestamptz not null,
  agreed_by text,
  agreed_at timestamptz,
  primary key (kommune, id),
  foreign key (kommune, run_id) references allocation_run (kommune, id),
  foreign key (kommune, kindergarten_id) references kindergarten (kommune, id),
  check ((status = 'agreed') = (agreed_by is not null)),
  check (agreed_by <> recorded_by)
);
create index pairing_run on pairing (kommune, run_id);
create index pairing_kindergarten on pairing (kommune, kindergarten_id);
comment on table pairing is 'Personal data (pseudonymous): children who share a place, and how their families agreed. Basis: barnehageloven §§ 16, 47. Deleted five years after the kindergarten year.';

-- Whether anything better exists for the families whom a run left with a claim: asked, and answered by an exact solver.
create table run_proof (
  kommune text not null check (kommune ~ '^\d{4}$'),
  run_id uuid not null,
  status text not null check (status in ('asked', 'answered')),
  most_children integer not null check (most_children > 0),
  work integer not null check (work > 0),
  verdict text check (verdict in ('nothing-better', 'better', 'undecided')),
  -- The proof without the result that was found; whole it lies with the documents of the run.
  summary jsonb,
  asked_at timestamptz not null,
  answered_at timestamptz,
  primary key (kommune, run_id),
  foreign key (kommune, run_id) references allocation_run (kommune, id) on delete cascade,
  check ((status = 'answered') = (verdict is not null and summary is not null and answered_at is not null))
);
comment on table run_proof is 'Personal data (pseudonymous): families left with a claim, and whether an exact solver found better. Basis: barnehageloven § 17, forvaltningsloven § 25. Deleted with its run, five years after the kindergarten year.';
