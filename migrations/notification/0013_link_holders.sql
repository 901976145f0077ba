-- Who may act for a child, as it was found last: the others are told when it changes, and only then.
create table link_holder (
  kommune text not null check (kommune ~ '^\d{4}$'),
  child_id uuid not null,
  guardians uuid[] not null,
  version integer not null default 0,
  primary key (kommune, child_id),
  foreign key (kommune, child_id) references person (kommune, id) on delete cascade
);
comment on table link_holder is 'Personal data (pseudonymous): who may act for a child, as told last, so that a change is told. Basis: GDPR art. 6 (1) e and 32; barnelova § 30. Deleted with the child.';
