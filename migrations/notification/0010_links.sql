-- Whose links open a pre-filled application, as intake was told last: told anew when it changes, and only then.
alter table invitation add column told_holders text not null default '';

-- Where several guardians must answer together: who has, as intake has told last.
create table joint_answer (
  kommune text not null check (kommune ~ '^\d{4}$'),
  invitation_id uuid not null,
  status text not null check (status in ('applied', 'waits-for-other', 'answers-differ')),
  answered jsonb not null,
  version integer not null,
  primary key (kommune, invitation_id),
  foreign key (kommune, invitation_id) references invitation (kommune, id)
);
comment on table joint_answer is 'Personal data (pseudonymous): which of the guardians who decide together have answered, so that only the other is reminded. Basis: barnelova § 36; forvaltningsloven § 11. Deleted with the invitation.';
