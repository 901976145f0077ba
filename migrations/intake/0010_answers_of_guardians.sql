-- Who may answer a pre-filled application, and the answers of those who must answer together.

alter table invitation
  -- Whose links open it. Empty: nobody's, until notification has said.
  add column guardians jsonb not null default '[]',
  add column answers text not null default 'one-decides' check (answers in ('one-decides', 'all-must-answer')),
  -- Counts up with each answer of a guardian; notification keeps the newest.
  add column answers_version integer not null default 0;

create table guardian_answer (
  kommune text not null check (kommune ~ '^\d{4}$'),
  invitation_id uuid not null,
  guardian_id uuid not null,
  start_on date not null,
  days_per_week integer not null check (days_per_week between 1 and 5),
  together text not null check (together in ('required', 'preferred', 'independent')),
  wishes jsonb not null,
  answered_at timestamptz not null,
  primary key (kommune, invitation_id, guardian_id),
  foreign key (kommune, invitation_id) references invitation (kommune, id)
);
comment on table guardian_answer is 'Personal data (pseudonymous): what each of several guardians has answered, where they decide together (delt bosted). Basis: barnelova § 36, barnehageloven § 47. Deleted with the application.';

-- Where guardians who decide together have not, a person looks. Nothing is lost or refused meanwhile.
create table answer_case (
  kommune text not null check (kommune ~ '^\d{4}$'),
  id uuid not null,
  invitation_id uuid not null,
  reason text not null check (reason in ('lone-answer', 'answers-differ')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  outcome text check (outcome in ('both-answered', 'stands', 'agreed', 'withdrawn')),
  primary key (kommune, id),
  foreign key (kommune, invitation_id) references invitation (kommune, id),
  check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (outcome is null))
);
create unique index answer_case_one_open on answer_case (kommune, invitation_id) where closed_at is null;
create index answer_case_invitation on answer_case (kommune, invitation_id);
comment on table answer_case is 'Personal data (pseudonymous): applications on which guardians who decide together have not agreed. Basis: barnelova § 36; forvaltningsloven § 17. Deleted with the application.';
