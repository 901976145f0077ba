import { type Static, Type } from 'typebox';
import { CalendarDate, Id, Instant, KindergartenId, Language, nullable } from './primitives.ts';

const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });
const Code = Type.String({ pattern: '^[a-z0-9-]{1,60}$' });
const CampaignKind = Type.Enum(['main-intake', 'new-residents']);
const Decision = Type.Enum(['invite', 'inform', 'person', 'ignore']);
const Channel = Type.Enum(['sms', 'email', 'letter']);

export const StartSync = Type.Object(
  {
    mode: Type.Enum(['initial', 'feed'], {
      description: 'initial: everybody, by an extract; feed: what has happened since',
    }),
  },
  { $id: 'StartSync', ...closed },
);

export const SyncProgress = Type.Object(
  {
    nextSequence: nullable(Type.Integer({ minimum: 0, description: 'The next event to read' })),
    extracting: Type.Boolean({ description: 'An extract is being read' }),
    syncedAt: nullable(Instant),
    events: Type.Array(Type.Object({ type: Type.String(), relevant: Type.Boolean(), count: Count }, closed)),
  },
  { $id: 'SyncProgress', ...closed },
);
export type SyncProgress = Static<typeof SyncProgress>;

export const BlockAccess = Type.Object(
  {
    personId: Id,
    againstPersonId: Type.Optional(
      nullable(
        Type.Intersect([Id], {
          description:
            'Only this person may learn nothing of the other. Left out: the address is protected from everybody',
        }),
      ),
    ),
  },
  { $id: 'BlockAccess', ...closed },
);
export type BlockAccess = Static<typeof BlockAccess>;
export const LiftBlock = Type.Object({}, { $id: 'LiftBlock', ...closed });
export const AccessBlock = Type.Object({ blockId: Id }, { $id: 'AccessBlock', ...closed });

export const StartCampaign = Type.Object(
  {
    roundId: Id,
    kind: CampaignKind,
    dryRun: Type.Boolean({ description: 'Only tell what would happen' }),
  },
  { $id: 'StartCampaign', ...closed },
);

export const Campaign = Type.Object(
  {
    campaignId: nullable(Id),
    roundId: Id,
    kind: CampaignKind,
    dryRun: Type.Boolean(),
    counts: Type.Array(Type.Object({ decision: Decision, reason: Code, count: Count }, closed)),
    steps: Type.Array(Type.Object({ daysBefore: Count, dueAt: Instant, doneAt: nullable(Instant) }, closed)),
  },
  { $id: 'Campaign', ...closed },
);
export type Campaign = Static<typeof Campaign>;

export const CampaignReach = Type.Object(
  {
    groups: Type.Array(
      Type.Object(
        {
          channel: nullable(
            Type.Intersect([Channel], {
              description: 'Null: several channels, each with too few families, or none has reached them',
            }),
          ),
          area: nullable(
            Type.String({ description: 'Postal code; null: areas with too few families, counted together' }),
          ),
          invited: nullable(Type.Integer({ minimum: 0, description: 'Families; null below five in all' })),
          notAnswered: nullable(
            Type.Integer({
              minimum: 0,
              description:
                'Families; null where fewer than five have, or have not, answered, or such a number would follow',
            }),
          ),
          countedAt: nullable(
            Type.Intersect([Instant], {
              description:
                'A group is counted anew when five families or more have changed; null below five in all',
            }),
          ),
        },
        closed,
      ),
    ),
  },
  { $id: 'CampaignReach', ...closed },
);
export type CampaignReach = Static<typeof CampaignReach>;

export const ViewInvitation = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 1024 }) },
  { $id: 'ViewInvitation', ...closed },
);

export const OpenLetterCode = Type.Object(
  {
    code: Type.String({
      minLength: 16,
      maxLength: 40,
      description: 'As it was typed from the letter: small letters, spaces and dashes do not matter',
    }),
  },
  { $id: 'OpenLetterCode', ...closed },
);

export const OpenedLetterCode = Type.Object(
  {
    purpose: Type.Enum(['invitation', 'offer', 'fee-application'], {
      description: 'Which page of the family the link is for',
    }),
    token: Type.String({ description: 'The signed link, as it stands in e-mails and SMS' }),
    expiresAt: Instant,
  },
  { $id: 'OpenedLetterCode', ...closed },
);
export type OpenedLetterCode = Static<typeof OpenedLetterCode>;

const Source = Type.Enum(['folkeregisteret', 'kartverket', 'law', 'kommune'], {
  description:
    'Where it is from: a register, the law applied to register facts, or the kommune’s own records',
});
const from = <T extends Parameters<typeof Type.Array>[0]>(value: T) =>
  Type.Object({ value, source: Source, readAt: Instant }, closed);

export const InvitationView = Type.Object(
  {
    invitationId: Id,
    roundId: Id,
    childId: Id,
    status: Type.Enum(['open', 'answered', 'retracted']),
    deadlineOn: CalendarDate,
    expiresAt: Instant,
    answers: Type.Enum(['one-decides', 'all-must-answer']),
    childName: from(nullable(Type.String())),
    bornOn: from(CalendarDate),
    guardians: from(Type.Array(nullable(Type.String()))),
    siblings: from(
      Type.Array(Type.Object({ name: nullable(Type.String()), bornOn: nullable(CalendarDate) }, closed)),
    ),
    address: from(
      nullable(Type.Object({ line: Type.String(), postalCode: Type.String(), town: Type.String() }, closed)),
    ),
    rightToPlaceBy: from(nullable(CalendarDate)),
    proposedStartOn: from(CalendarDate),
    proposedWishes: from(
      Type.Array(
        Type.Object(
          {
            kindergartenId: KindergartenId,
            name: Type.String(),
            distanceM: nullable(Type.Integer({ minimum: 0, description: 'Whole hundreds of metres' })),
          },
          closed,
        ),
      ),
    ),
    kindergartens: Type.Array(
      Type.Object({ kindergartenId: KindergartenId, name: Type.String(), monthlyPriceNok: Count }, closed),
    ),
    privacy: Type.Array(Type.String(), {
      description: 'What the family must be told of its data (GDPR art. 14)',
    }),
  },
  { $id: 'InvitationView', ...closed },
);
export type InvitationView = Static<typeof InvitationView>;

export const DeclineInvitation = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 1024 }) },
  { $id: 'DeclineInvitation', ...closed },
);
export const DeclinedInvitation = Type.Object(
  { invitationId: Id, declined: Type.Boolean() },
  { $id: 'DeclinedInvitation', ...closed },
);
export type DeclinedInvitation = Static<typeof DeclinedInvitation>;

const choices = {
  wantsTransfer: Type.Boolean({ description: 'Has a place, and seeks another kindergarten' }),
  noInvitations: Type.Boolean({ description: 'Is not to be invited until the family says otherwise' }),
  schoolStart: Type.Enum(['ordinary', 'deferred', 'deferral-asked', 'early'], {
    description: 'deferred: has a decision on starting school a year later, and keeps its right to a place',
  }),
};
export const SetFamilyChoices = Type.Object(choices, { $id: 'SetFamilyChoices', ...closed });
export type SetFamilyChoices = Static<typeof SetFamilyChoices>;
export const FamilyChoices = Type.Object({ childId: Id, ...choices }, { $id: 'FamilyChoices', ...closed });
export type FamilyChoices = Static<typeof FamilyChoices>;

export const Invitations = Type.Object(
  {
    invitations: Type.Array(
      Type.Object(
        {
          invitationId: Id,
          childId: Id,
          reason: Type.Enum(['right-to-place', 'without-place', 'wants-transfer', 'newcomer']),
          status: Type.Enum(['open', 'answered', 'retracted']),
          createdAt: Instant,
          expiresAt: Instant,
        },
        closed,
      ),
    ),
    next: nullable(Id),
  },
  { $id: 'Invitations', ...closed },
);

export const MessageSummary = Type.Object(
  {
    messages: Type.Array(
      Type.Object(
        {
          template: Code,
          channel: nullable(Channel),
          language: nullable(Language),
          status: Type.Enum(['planned', 'sent', 'retracted', 'failed']),
          count: Count,
        },
        closed,
      ),
    ),
  },
  { $id: 'MessageSummary', ...closed },
);
export type MessageSummary = Static<typeof MessageSummary>;

export const PopulationSummary = Type.Object(
  {
    children: Count,
    decisions: Type.Object({ invite: Count, inform: Count, person: Count, ignore: Count }, closed),
  },
  { $id: 'PopulationSummary', ...closed },
);
export type PopulationSummary = Static<typeof PopulationSummary>;

const ManualCase = Type.Object(
  { caseId: Id, childId: Id, reason: Code, aboutId: nullable(Id), openedAt: Instant },
  { $id: 'ManualCase', ...closed },
);
export type ManualCase = Static<typeof ManualCase>;
export const ManualCases = Type.Object(
  { cases: Type.Array(ManualCase), next: nullable(Id) },
  { $id: 'ManualCases', ...closed },
);
export const CloseCase = Type.Object(
  {
    outcome: Type.Enum(['handled', 'approved', 'not-needed'], {
      description: 'approved: a held move is real, and has its consequences now',
    }),
  },
  { $id: 'CloseCase', ...closed },
);
export type CloseCase = Static<typeof CloseCase>;
export const ClosedCase = Type.Object(
  { caseId: Id, outcome: Type.String() },
  { $id: 'ClosedCase', ...closed },
);

export const InviteGuarded = Type.Object({}, { $id: 'InviteGuarded', ...closed });
/** What the named employee hands over, in person or by the kommune's protected post. */
export const GuardedHandover = Type.Object(
  {
    caseId: Id,
    invitationId: nullable(Id),
    links: Type.Array(
      Type.Object({ personId: Id, url: Type.String({ description: 'For this guardian only' }) }, closed),
    ),
  },
  { $id: 'GuardedHandover', ...closed },
);
export type GuardedHandover = Static<typeof GuardedHandover>;

/** What the guarded desk prints and hands over. */
export const GuardedLetters = Type.Object(
  {
    letters: Type.Array(
      Type.Object({ messageId: Id, personId: Id, template: Code, writtenAt: Instant }, closed),
    ),
  },
  { $id: 'GuardedLetters', ...closed },
);
export const HandOver = Type.Object({}, { $id: 'HandOver', ...closed });
export const HandedOver = Type.Object({ caseId: Id, letters: Count }, { $id: 'HandedOver', ...closed });
