-- What a run gave, in numbers: so that reading a run does not mean reading its documents, which are tens of megabytes.

alter table allocation_run add column counts jsonb;
