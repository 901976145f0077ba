-- Documents of runs lie in parts: those of a city are tens of megabytes, more than one statement should carry.

create table run_document_part (
  kommune text not null check (kommune ~ '^\d{4}$'),
  run_id uuid not null,
  document text not null check (document in ('input', 'result')),
  part integer not null check (part >= 0),
  -- Exactly what the engine read and wrote, in UTF-8: the certificate is over these bytes. A part may end within a character.
  bytes bytea not null check (length(bytes) between 1 and 1048576),
  primary key (kommune, run_id, document, part),
  foreign key (kommune, run_id) references allocation_run (kommune, id) on delete cascade
);
-- Squeezing them would hold up the transaction that stores them.
alter table run_document_part alter column bytes set storage external;
comment on table run_document_part is 'Personal data (pseudonymous): frozen input and result with certificate of each run, in parts. Basis: barnehageloven § 17, forvaltningsloven § 25. Deleted with its run, five years after the kindergarten year.';

-- All kommuner's runs are moved: for this once their owner sees them. The migrator forces row security again at the end.
alter table allocation_run no force row level security;
insert into run_document_part (kommune, run_id, document, part, bytes)
  select kommune, id, document, part, substring(whole from part * 1048576 + 1 for 1048576)
  from allocation_run
    cross join lateral (
      values ('input', convert_to(input, 'UTF8')), ('result', convert_to(result, 'UTF8'))
    ) stored (document, whole)
    cross join lateral generate_series(0, (length(whole) - 1) / 1048576) part
  where whole is not null and length(whole) > 0;
alter table allocation_run drop column input, drop column result;
