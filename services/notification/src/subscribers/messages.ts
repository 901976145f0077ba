import { applicationSubmitted, feeDecided, guardianAnswered, offerMade, vedtakMade } from '@opptak/contracts';
import { addDays, addMonths, dateInNorway, type IsoDate, instantInNorway } from '@opptak/domain';
import type { EventSubscriber, ReceivedEvent } from '@opptak/jobs';
import { firstPlaceDue } from '@opptak/rules';
import { admissionOf, type Change } from '@opptak/service';
import { noteTransferWish } from '../actions/choose.ts';
import { tellDeciders } from '../actions/tell-families.ts';
import type { Deps } from '../deps.ts';
import { getInvitation, markAnswered, upsertJointAnswer } from '../repositories/invitations.ts';
import { retractPlanned } from '../repositories/messages.ts';
import { findPeople } from '../repositories/people.ts';
import {
  type Application,
  getApplication,
  getKindergarten,
  getRound,
  upsertApplication,
} from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';

const changeOf = (
  { clock }: Pick<Deps, 'clock'>,
  tx: Change<Schema>['tx'],
  { kommune, type }: Pick<ReceivedEvent<unknown>, 'kommune' | 'type'>,
): Change<Schema> => ({ tx, kommune, at: clock.now(), actor: { type: 'system', name: type } });

/** The family has applied: it gets a receipt, and no more reminders. */
const onApplicationSubmitted = (deps: Deps): EventSubscriber<Schema, typeof applicationSubmitted.data> => ({
  event: applicationSubmitted,
  async run(tx, event) {
    const { kommune, version, data } = event;
    const { applicationId, invitationId, roundId, childId, startOn, daysPerWeek, late, wishes } = data;
    const isNews = await upsertApplication(tx, {
      kommune,
      id: applicationId,
      roundId,
      childId,
      invitationId,
      wishes: JSON.stringify(wishes),
      startOn,
      daysPerWeek,
      late,
      status: 'submitted',
      version,
    });
    if (!isNews) return;
    const change = changeOf(deps, tx, event);
    await markAnswered(tx, roundId, childId);
    await retractPlanned(tx, [childId], 'reminder');
    const receivedOn = dateInNorway(new Date(data.submittedAt));
    const deadlineOn = dateInNorway((await getRound(tx, roundId)).deadlineAt);
    await tellDeciders(deps, change, {
      template: 'receipt',
      occasion: `receipt|${applicationId}`,
      childId,
      caseId: applicationId,
      guardedAs: 'guarded-receipt',
      aboutId: applicationId,
      values: {
        receivedOn,
        startOn,
        daysPerWeek,
        answerBy: addMonths(
          late ? receivedOn : deadlineOn,
          admissionOf(deps.tenants.get(kommune)).answerWithinMonths,
        ),
      },
      link: applicationLink(deps, change, { invitationId, startOn }),
    });
  },
});

/** Where guardians decide together: the other is reminded, and all are told when their answers differ. */
const onGuardianAnswered = (deps: Deps): EventSubscriber<Schema, typeof guardianAnswered.data> => ({
  event: guardianAnswered,
  async run(tx, event) {
    const { kommune, version, data } = event;
    const { invitationId, roundId, childId, status, answered, waitsFor } = data;
    const isNews = await upsertJointAnswer(tx, {
      kommune,
      invitationId,
      status,
      answered: JSON.stringify(answered),
      version,
    });
    if (!isNews || status === 'applied') return;
    const change = changeOf(deps, tx, event);
    const { deadlineAt } = await getRound(tx, roundId);
    // After the deadline the application counts, and the person whose desk it is on writes.
    if (change.at > deadlineAt) return;
    const { expiresAt } = await getInvitation(tx, invitationId);
    const common = {
      childId,
      caseId: invitationId,
      guardedAs: 'guarded-message',
      aboutId: null,
      values: { deadlineOn: dateInNorway(deadlineAt) },
      link: { purpose: 'invitation', id: invitationId, expiresAt: expiresAt.toISOString() },
    } as const;
    if (status === 'waits-for-other') {
      await tellDeciders(deps, change, {
        ...common,
        only: waitsFor,
        template: 'other-parent-answered',
        occasion: `other-parent-answered|${invitationId}`,
      });
      return;
    }
    await tellDeciders(deps, change, {
      ...common,
      only: answered,
      template: 'answers-differ',
      occasion: `answers-differ|${invitationId}`,
    });
  },
});

/** An offer follows from a vedtak: the letter holds both, with the right to appeal and the link to answer by. */
const onOfferMade = (deps: Deps): EventSubscriber<Schema, typeof offerMade.data> => ({
  event: offerMade,
  async run(tx, event) {
    const { offerId, applicationId, childId, kindergartenId, startOn, daysPerWeek, vedtak } = event.data;
    const application = await getApplication(tx, applicationId);
    const kindergarten = await getKindergarten(tx, kindergartenId);
    const answerAt = new Date(event.data.answerBy);
    const common = {
      occasion: `vedtak|${vedtak.vedtakId}`,
      childId,
      caseId: applicationId,
      guardedAs: 'guarded-offer',
      aboutId: offerId,
      link: { purpose: 'offer', id: offerId, expiresAt: answerAt.toISOString() },
    } as const;
    const answerBy = dateInNorway(answerAt);
    const place = { kindergarten: kindergarten.name, startOn, answerBy };
    const change = changeOf(deps, tx, event);
    if (vedtak.via === 'refill') {
      await tellDeciders(deps, change, { ...common, template: 'refill-offer', values: place });
      return;
    }
    const reason = vedtak.wish === 1 ? 'first-wish' : (vedtak.reason ?? 'criteria');
    const decided = { ...place, daysPerWeek };
    if (vedtak.wish === 1) {
      await tellDeciders(deps, change, { ...common, reason, template: 'vedtak-first-wish', values: decided });
      return;
    }
    const firstWish = await firstWishName(tx, application);
    if (vedtak.wish === null) {
      await tellDeciders(deps, change, {
        ...common,
        reason,
        template: 'vedtak-outside-wishes',
        values: { ...decided, firstWish },
      });
      return;
    }
    await tellDeciders(deps, change, {
      ...common,
      reason,
      template: 'vedtak-other-wish',
      values: { ...decided, firstWish, appeal: vedtak.mayAppeal ? 'klagenemnd' : 'none' },
    });
  },
});

/** A vedtak without an offer: no place, or the child keeps the one it has and stays on the list for another. */
const onVedtakMade = (deps: Deps): EventSubscriber<Schema, typeof vedtakMade.data> => ({
  event: vedtakMade,
  async run(tx, event) {
    const { vedtakId, applicationId, childId, outcome, via, reason, mayAppeal } = event.data;
    if (outcome === 'place' && via !== 'kept') return;
    const application = await getApplication(tx, applicationId);
    const change = changeOf(deps, tx, event);
    const common = {
      occasion: `vedtak|${vedtakId}`,
      childId,
      caseId: applicationId,
      guardedAs: 'guarded-vedtak',
      aboutId: vedtakId,
      link: applicationLink(deps, change, application),
    } as const;
    if (via === 'kept') {
      await noteTransferWish(change, childId);
      await tellDeciders(deps, change, {
        ...common,
        template: 'waiting-list',
        values: {
          kindergarten: await firstWishName(tx, application),
          nextNoteOn: addMonths(
            dateInNorway(change.at),
            admissionOf(deps.tenants.get(event.kommune)).noteEveryMonths,
          ),
        },
      });
      return;
    }
    const round = await getRound(tx, application.roundId);
    const bornOn = (await findPeople(tx, [childId])).get(childId)?.bornOn ?? null;
    await tellDeciders(deps, change, {
      ...common,
      template: 'vedtak-refusal',
      reason: reason ?? 'criteria',
      values: {
        ground: groundOf(application, bornOn, round.kindergartenYear),
        listed: 'yes',
        appeal: mayAppeal ? 'klagenemnd' : 'none',
      },
    });
  },
});

function groundOf(
  { late }: Application,
  bornOn: IsoDate | null,
  kindergartenYear: number,
): 'late' | 'tooYoung' | 'noFreePlace' {
  if (late) return 'late';
  return bornOn !== null && firstPlaceDue(bornOn).intakeYear > kindergartenYear ? 'tooYoung' : 'noFreePlace';
}

/** What a family pays. Only who has applied for less gets a letter: the others' price is on the invoice. */
const onFeeDecided = (deps: Deps): EventSubscriber<Schema, typeof feeDecided.data> => ({
  event: feeDecided,
  async run(tx, event) {
    const { vedtakId, childId, kindergartenId, validFrom, feeNok, unreducedNok, rules, appliedFor } =
      event.data;
    if (!appliedFor) return;
    const kindergarten = await getKindergarten(tx, kindergartenId);
    const incomeFrom = event.data.incomeFrom ?? 'none';
    const has = (rule: string) => (rules.includes(rule) ? 'yes' : 'no');
    const byIncome = (rule: string) => (incomeFrom === 'none' ? 'unknown' : has(rule));
    // The regulation gives reductions for one kindergarten year at a time (§ 3 b).
    const validUntil = event.data.validUntil ?? endOfKindergartenYear(validFrom);
    await tellDeciders(deps, changeOf(deps, tx, event), {
      template: 'vedtak-fee',
      occasion: `fee|${vedtakId}`,
      childId,
      caseId: vedtakId,
      guardedAs: 'guarded-fee',
      aboutId: vedtakId,
      // What the household pays follows from its income: the other home of a child is told nothing of it.
      atHome: true,
      // The page with the whole calculation.
      link: {
        purpose: 'fee-application',
        id: childId,
        expiresAt: instantInNorway(validUntil, '23:59:59.999').toISOString(),
      },
      values: {
        kindergarten: kindergarten.name,
        validFrom,
        validUntil,
        monthlyFee: feeNok,
        fullFee: unreducedNok,
        income: byIncome('fee.income-ceiling'),
        siblings: has('fee.sibling-reduction'),
        coreTime: byIncome('fee.free-core-time'),
        localTier: has('fee.local-tier'),
        incomeFrom,
      },
    });
  },
});

function endOfKindergartenYear(on: IsoDate): IsoDate {
  const year = Number(on.slice(0, 4)) + (on.slice(5) >= '08-01' ? 1 : 0);
  return `${year}-07-31` as IsoDate;
}

async function firstWishName(tx: Change<Schema>['tx'], { wishes }: Application): Promise<string> {
  return (await getKindergarten(tx, wishes[0] ?? '')).name;
}

/** Where a family sees its application. An application on paper has no link: the kommune's page says how to ask. */
function applicationLink(
  { tenants }: Pick<Deps, 'tenants'>,
  { kommune, at }: Change<Schema>,
  { invitationId, startOn }: { readonly invitationId: string | null; readonly startOn: IsoDate },
) {
  if (invitationId === null) return { url: tenants.get(kommune).letters.website };
  const last = addDays(
    startOn > dateInNorway(at) ? startOn : dateInNorway(at),
    admissionOf(tenants.get(kommune)).linkDays,
  );
  const expiresAt = instantInNorway(last, '23:59:59.999').toISOString();
  return { purpose: 'invitation', id: invitationId, expiresAt } as const;
}

/** What families are told when something has happened to their application or place. */
export const messageSubscribers = (deps: Deps): readonly EventSubscriber<Schema>[] => [
  onApplicationSubmitted(deps),
  onGuardianAnswered(deps),
  onOfferMade(deps),
  onVedtakMade(deps),
  onFeeDecided(deps),
];
