-- What families have chosen for themselves, beside what the registers say.

create table family_choice (
  kommune text not null check (kommune ~ '^\d{4}$'),
  child_id uuid not null,
  -- The kindergarten the family wants to leave for another; as long as the child has its place there.
  transfer_from text,
  -- The family has asked not to be invited until it says otherwise.
  no_invitations boolean not null default false,
  school_start text not null default 'ordinary'
    check (school_start in ('ordinary', 'deferred', 'deferral-asked', 'early')),
  changed_at timestamptz not null,
  primary key (kommune, child_id)
);
comment on table family_choice is 'Personal data (pseudonymous): wishes to change kindergarten, not to be invited, and when school starts. Basis: barnehageloven §§ 16, 47; opplæringslova § 2-2. Deleted with the child.';

-- Who has said no to one invitation: is not reminded of it.
create table declined_invitation (
  kommune text not null check (kommune ~ '^\d{4}$'),
  invitation_id uuid not null,
  person_id uuid not null,
  declined_at timestamptz not null,
  primary key (kommune, invitation_id, person_id),
  foreign key (kommune, invitation_id) references invitation (kommune, id)
);
comment on table declined_invitation is 'Personal data (pseudonymous): which guardians have said that they want no place now. Basis: barnehageloven § 16. Deleted with the invitation.';
