-- What owners take for places of each size, from a month on. Prices of decided months stay in the decisions that used them.

create table price_table (
  kommune text not null check (kommune ~ '^\d{4}$'),
  -- 'kommune' for its own kindergartens, or the organisation number of one kindergarten.
  owner text not null check (owner ~ '^(kommune|\d{9})$'),
  from_month text not null check (from_month ~ '^\d{4}-\d{2}$'),
  -- Nothing is changed or removed: the highest number holds.
  version integer not null check (version > 0),
  adopted_on date not null,
  -- Null together: the table was withdrawn.
  unit text check (unit in ('hours', 'days', 'percent')),
  -- [{from, upTo, monthlyNok, foodNok?, fullTime?}]
  rows jsonb check ((rows is null) = (unit is null)),
  set_at timestamptz not null,
  set_by text not null,
  primary key (kommune, owner, from_month, version)
);
comment on table price_table is 'Prices of full-time and part-time places, each version kept. No personal data.';
