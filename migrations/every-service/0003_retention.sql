-- The logs are written once; what is too old is forgotten all the same. Only this way, and only after five years by
-- PostgreSQL's own clock, whatever the service asks for. Row security holds here too: one kommune at a time.
create function forget_access_log(before timestamptz, at_most integer) returns integer
  language plpgsql security definer set search_path from current as $$
declare
  gone integer;
begin
  delete from access_log where (kommune, id) in (
    select kommune, id from access_log
    where kommune = current_setting('app.kommune', true)
      and accessed_at < least(before, clock_timestamp() - interval '5 years')
    order by id limit at_most);
  get diagnostics gone = row_count;
  return gone;
end $$;
comment on function forget_access_log is 'Deletes lines of the access log that are older than five years.';

do $$ begin
  execute format('revoke all on function forget_access_log from public');
  execute format('grant execute on function forget_access_log to opptak_%s_app', current_schema());
end $$;
create index access_log_accessed on access_log (kommune, accessed_at);
