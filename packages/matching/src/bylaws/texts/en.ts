import type { BylawTexts } from './nb.ts';

/** English: the rules, read back to a parent. */
export const bylawTextsEn: BylawTexts = {
  'statutory-priority.name': 'priority under section 18 of the Kindergarten Act',
  'statutory-priority.rule':
    'Children with reduced functional ability and children with a decision under the Child Welfare Act, as named in section 18 of the Kindergarten Act, come first.',
  'right-to-place.name': 'the right to a place under section 16 of the Kindergarten Act',
  'right-to-place.rule':
    'Children with a right to a place under section 16 of the Kindergarten Act come before children without it.',
  'sibling-attending.name': 'a sibling who attends the kindergarten',
  'sibling-attending.rule':
    'Children with a sibling who attends the kindergarten come before children without one.',
  'sibling-applying.name': 'a sibling who applies at the same time',
  'sibling-applying.rule':
    'Children with a sibling who applies in the same admission round come before children without one.',
  'catchment.name': 'living in the catchment area',
  'catchment.rule':
    'Children who live in the catchment area of the kindergarten come before children who live outside it. The area is: {area}.',
  'distance.name': 'distance to the kindergarten',
  'distance.rule':
    'Children who live near the kindergarten come before children who live further away. Distance is counted in steps: {bands}.',
  'travel-time.name': 'travel time to the kindergarten',
  'travel-time.rule':
    'Children with a short journey to the kindergarten come before children with a longer one. Travel time is counted in steps: {bands}.',
  'child-of-staff.name': 'a parent who works in the kindergarten',
  'child-of-staff.rule': 'Children of staff in the kindergarten come before other children.',
  'transfer.name': 'moving between kindergartens in the municipality',
  'transfer.rule':
    'Children who already have a place in the municipality and want to change kindergarten come before new applicants.',
  'transfer-new.rule':
    'New applicants come before children who already have a place in the municipality and want to change kindergarten.',
  'profile-sami.name': 'the Sámi profile of the kindergarten',
  'profile-sami.rule': 'Children whose family wants a Sámi kindergarten for them come before other children.',
  'profile.name': 'the profile of the kindergarten',
  'profile.rule': 'Children whose family wants this profile for them come before other children: {profile}.',
  'age-oldest.name': 'age, oldest child first',
  'age-oldest.rule': 'Older children come before younger children, by {unit}.',
  'age-youngest.name': 'age, youngest child first',
  'age-youngest.rule': 'Younger children come before older children, by {unit}.',
  'age-unit.day': 'date of birth',
  'age-unit.month': 'month of birth',
  'age-unit.year': 'year of birth',
  'application-date.name': 'date of application',
  'application-date.rule': 'Whoever applied earliest comes first. Only the date counts, not the time of day.',
  'wish-number.name': 'the kindergarten as first wish',
  'wish-number.rule':
    'Children who have the kindergarten as their first wish come before children who have it further down the list.',
  'waiting-list.name': "a place on the kindergarten's list of applicants",
  'waiting-list.rule':
    "Children on the kindergarten's list of applicants from an earlier admission in the same kindergarten year come before children who are not.",
  'flag.name': 'the condition in the bylaws, {paragraph}',
  'flag.rule': 'Children who meet the condition in {paragraph} come before other children.',
  'number-low.name': 'the order in the bylaws, {paragraph}',
  'number-low.rule': 'Children are ordered as stated in {paragraph}. The lowest number comes first.',
  'number-high.name': 'the order in the bylaws, {paragraph}',
  'number-high.rule': 'Children are ordered as stated in {paragraph}. The highest number comes first.',
  'lot.name': 'drawing of lots',
  'lot.rule':
    'When children are completely equal, lots are drawn. Each family gets one lot, and anyone can check the draw afterwards.',
  'rules.heading': 'How places in {name} are given',
  'rules.example': 'An example made for demonstration. These are not the bylaws of the municipality.',
  'rules.valid': 'Adopted on {adopted}. In force from {from}.',
  'rules.valid-until': 'Adopted on {adopted}. In force from {from} to {until}.',
  'rules.intro':
    'The rules are used when more children apply than there are places. We go through the points in order: the first point where two children differ decides.',
  'rules.paragraph': 'Bylaws {paragraph}.',
  'rules.quote': 'Bylaws {paragraph}: “{text}”',
  'rules.own-place': 'A child who already has a place does not lose it by applying to another kindergarten.',
  'rules.points-tier': 'Here points are added up, and children with the most points come first:',
  'rules.points': '{points} points: {rule}',
  'rules.wishes':
    'List the kindergartens in the order you really want them. Putting a kindergarten at the top gives no advantage there.',
  'rules.wishes-count':
    'Note: In this kindergarten it is an advantage to have it as your first wish. Think carefully about which kindergarten you put at the top.',
  'band.metres-first': 'up to {to} metres',
  'band.metres-next': 'over {from} and up to {to} metres',
  'band.metres-last': 'over {from} metres',
  'band.minutes-first': 'up to {to} minutes',
  'band.minutes-next': 'over {from} and up to {to} minutes',
  'band.minutes-last': 'over {from} minutes',
};
