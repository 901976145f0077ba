-- A letter bears a short code instead of a link of two hundred characters: here its keyed index, which tells nobody the code.
alter table message add column letter_code text;
create unique index message_letter_code on message (kommune, letter_code) where letter_code is not null;
