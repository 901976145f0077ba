-- A seat that a child with a place leaves is free when that child has said yes to its new one. Until then whoever
-- shall have the seat waits: the offer exists, is told to nobody and can not be answered.

alter table place_offer drop constraint place_offer_status_check;
alter table place_offer add constraint place_offer_status_check
  check (status in ('waiting', 'open', 'accepted', 'declined', 'expired', 'withdrawn'));
alter table place_offer drop constraint place_offer_check;
alter table place_offer add constraint place_offer_answered_check
  check ((status in ('waiting', 'open')) = (answered_at is null));

-- Own place in the order at the kindergarten among those who wait for its seats; lower goes first.
alter table place_offer add column seat_rank integer not null default 0;
-- Children who shall change places with each other: either all of them do, or none.
alter table place_offer add column swap_id uuid;
-- When the family said yes to its part of such an exchange, which the others have still to answer.
alter table place_offer add column agreed_at timestamptz check (agreed_at is null or swap_id is not null);

-- One live offer for a child, whatever rounds it takes part in; an accepted one may be bettered.
drop index place_offer_one_live;
create unique index place_offer_one_live on place_offer (kommune, child_id) where status in ('waiting', 'open');
create unique index place_offer_one_accepted on place_offer (kommune, application_id) where status = 'accepted';
create index place_offer_application on place_offer (kommune, application_id);
create index place_offer_swap on place_offer (kommune, swap_id) where swap_id is not null;

-- The bylaws that the run was frozen with, in their own words, for the explanations.
alter table allocation_run add column bylaws text;
