import { type IsoDate, isoDate, kommuneNumber, yearOf } from '@opptak/domain';
import type { PersonFacts } from '@opptak/registries';
import { type EligibilityDecision, eligibility, recipients } from '@opptak/rules';
import { familyOf, type PeopleByNumber } from '../population/family.ts';
import { recordOf } from '../population/person-record.ts';
import { type RegisterLevel, registerLevel } from '../population/register-protection.ts';
import { isOfAdmissionAge } from '../population/standing.ts';
import type { Protection } from '../repositories/protection.ts';
import { childFactsOf, type KnownFamily } from './child-facts.ts';

export interface Conclusion {
  readonly decision: EligibilityDecision;
  readonly reasons: readonly string[];
  /** The person's own, as the register has it. */
  readonly protection: RegisterLevel;
}

/** Stands for the kommune that asks where the register shows no residence: then a person finds out, in any kommune. */
const anyKommune = kommuneNumber('0301');

/**
 * What the register alone says should happen with a person, in the kommune where they live and in the coming main
 * intake, without any records of ours. The same reading and the same rules as in a campaign.
 */
export function conclude(person: PersonFacts, people: PeopleByNumber, on: IsoDate): Conclusion {
  const protection = registerLevel(person);
  if (!isOfAdmissionAge(person, on)) return { decision: 'ignore', reasons: ['school-age'], protection };
  const kommune = person.residence?.kommune ?? anyKommune;
  const child = childFactsOf(knownFamily(person, people), kommune, on);
  const intakeYear = yearOf(on) + (on.slice(5) >= '08-01' ? 1 : 0);
  const { decision, reasons } = eligibility({
    campaign: {
      kind: 'main-intake',
      kommune,
      intakeYear,
      deadlineOn: isoDate(`${intakeYear}-03-01`),
      decidedOn: on,
      waitingListCarriesOver: false,
    },
    child,
    records: {
      place: 'none',
      wantsTransfer: false,
      application: 'none',
      schoolStart: 'ordinary',
      optedOut: false,
      moveHeld: false,
    },
    recipients: recipients(child, on).value,
  });
  return { decision, reasons, protection };
}

function knownFamily(person: PersonFacts, people: PeopleByNumber): KnownFamily {
  const family = familyOf(person, people);
  const kommune = person.residence?.kommune ?? anyKommune;
  const everyone = [person, ...family.adults.map(({ facts }) => facts)];
  return {
    childId: person.nationalId,
    familyId: person.nationalId,
    moveHeld: false,
    readAt: new Date(0),
    child: recordOf(person, family.responsibility),
    adults: family.adults.map(({ facts, role, livesWithChild }) => ({
      guardian: { kommune, childId: person.nationalId, personId: facts.nationalId, role, livesWithChild },
      record: recordOf(facts, 'known'),
    })),
    protections: new Map(
      everyone.flatMap((facts) => {
        const level = registerLevel(facts);
        return level === 'none' ? [] : [[facts.nationalId, [registered(facts, level)]] as const];
      }),
    ),
  };
}

const registered = (facts: PersonFacts, level: Exclude<RegisterLevel, 'none'>): Protection => ({
  kommune: facts.residence?.kommune ?? anyKommune,
  id: facts.nationalId,
  personId: facts.nationalId,
  source: 'register',
  level,
  againstPersonId: null,
  since: new Date(0),
  liftedAt: null,
  liftedBy: null,
});
