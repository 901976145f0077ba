-- Folkeregisteret's feed is read all day, and by more than one job at a time.

alter table sync_state
  -- How many times people have been stored. Who looked somebody up before the last time has read what may be older than
  -- what is stored, and looks again.
  add column settled bigint not null default 0,
  -- When the feed is read next. Null: nobody reads it continuously yet.
  add column next_read_at timestamptz;
