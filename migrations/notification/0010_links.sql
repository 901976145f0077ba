-- Whose links open a pre-filled application, as intake was told last: told anew when it changes, and only then.
alter table invitation add column told_holders text not null default '';
