-- Freezing and publishing the round of a city take longer than a request may. Both are jobs, and the run says how far they have come.

alter table allocation_run drop constraint allocation_run_status_check;
alter table allocation_run add constraint allocation_run_status_check
  check (status in ('freezing', 'planned', 'computed', 'approved', 'publishing', 'published', 'discarded'));
alter table allocation_run drop constraint allocation_run_check;
alter table allocation_run add constraint allocation_run_approved_check
  check (status not in ('approved', 'publishing', 'published') or (approved_by is not null and verdict = 'VALID'));
-- Why a run was put aside, when no person did it: the refusal that its freezing met.
alter table allocation_run add column discarded_because text check (discarded_because is null or status = 'discarded');
-- The hash of the result in the certificate, which is told when the run is published.
alter table allocation_run add column certificate_hash text;

drop index allocation_run_one_at_a_time;
create unique index allocation_run_one_at_a_time on allocation_run (kommune, round_id, kind)
  where status in ('freezing', 'planned', 'computed', 'approved', 'publishing');

-- What a run says of each application, in pages, is written when it is computed: publishing reads it a page at a time.
alter table run_document_part drop constraint run_document_part_document_check;
alter table run_document_part add constraint run_document_part_document_check
  check (document in ('input', 'result', 'decisions', 'pairings', 'proof'));
-- Runs that were computed without such pages and are not published are put aside: they are made again.
alter table allocation_run no force row level security;
update allocation_run set status = 'discarded', discarded_because = 'made-by-an-earlier-version', version = version + 1
  where status in ('computed', 'approved');

-- Offers that nobody has answered are read page by page.
create index place_offer_pending on place_offer (kommune, id) where status in ('waiting', 'open');
