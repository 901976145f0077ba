-- The children that lived in the household when its income was found, by a rule or by a person. Whoever joins later with
-- another household's income makes it a case again. Null: not answered since this was kept.
alter table household add column answered_for uuid[];
