-- Whose links to a child's things are alive. Without a row: whoever got one. No reference to the child: the row may come first.
create table link_holder (
  kommune text not null check (kommune ~ '^\d{4}$'),
  child_id uuid not null,
  guardians uuid[] not null,
  version integer not null,
  primary key (kommune, child_id)
);
comment on table link_holder is 'Personal data (pseudonymous): who may act for a child now, so that the link of a guardian who is blocked or has lost parental responsibility is dead. Basis: GDPR art. 6 (1) e and 32; barnelova § 30. Deleted with the child.';
