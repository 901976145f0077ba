-- What was shown last of a campaign's reach. Two reports must not tell of a family by their difference, so that the next
-- one is compared with it.
create table published_reach (
  kommune text not null check (kommune ~ '^\d{4}$'),
  campaign_id uuid not null,
  groups jsonb not null,
  primary key (kommune, campaign_id),
  foreign key (kommune, campaign_id) references campaign (kommune, id)
);
comment on table published_reach is 'What was shown last of a campaign''s reach, in groups of five families or more. No personal data.';
