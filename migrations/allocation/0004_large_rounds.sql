-- Applications of a round are read page by page.
create index application_page on application (kommune, round_id, id) where status = 'submitted';

-- The documents of a city's run are tens of megabytes; squeezing them would hold up the transaction that stores them.
alter table allocation_run alter column input set storage external;
alter table allocation_run alter column result set storage external;
