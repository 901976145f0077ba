import { FeeApplication, Id, SubmitFeeApplication, SubmitFeeApplicationByLink } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { AppError, kroner } from '@opptak/domain';
import { actorOf, change, kommuneOf } from '@opptak/http';
import { openedBy, type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { demandHouseholdLink } from '../actions/household-link.ts';
import { type Applied, householdOfChild, submitApplication } from '../actions/submit-application.ts';
import type { Deps } from '../deps.ts';
import { getApplication, type FeeApplication as Stored } from '../repositories/applications.ts';

/** Applications for reduced payment: by the kommune for a family, or by a guardian's link. */
export const feeApplicationsRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/fee-applications',
    {
      config: { access: 'kommune', permission: 'opptak:fees.write' },
      schema: {
        operationId: 'submitFeeApplication',
        summary: 'Enter a household’s application for reduced payment; its income is looked up',
        tags: ['fees'],
        body: SubmitFeeApplication,
        response: { 201: FeeApplication },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 201, location: locationOf }, async (tx, actor) => {
        const { householdId, childId, incomeChange, ...rest } = request.body;
        const made = requested(deps, tx, actor);
        if ((householdId === undefined) === (childId === undefined)) {
          throw new AppError('invalid', 'household-or-child', 'Name the household or one of its children', {
            faults: [{ at: '/householdId', message: 'must be given, or childId; not both' }],
          });
        }
        const applied = {
          ...rest,
          householdId: householdId ?? (await householdOfChild(made, childId ?? '')),
          ...changeOf(incomeChange),
        };
        return applicationAnswer(await submitApplication(deps, made, applied));
      }),
  );

  app.post(
    '/v1/fee-applications-by-link',
    {
      config: { access: 'guardian-link' },
      schema: {
        operationId: 'submitFeeApplicationByLink',
        summary: 'Apply for reduced payment with one click',
        tags: ['fees'],
        body: SubmitFeeApplicationByLink,
        response: { 201: FeeApplication },
      },
    },
    async (request, reply) => {
      const childId = openedBy(actorOf(request), 'fee-application');
      // Before an answer that is stored is given again: a link that has died shows nothing, old answers included.
      await inKommune(deps.db, kommuneOf(request), (tx) =>
        demandHouseholdLink(tx, childId, actorOf(request)),
      );
      return change(deps, request, reply, { status: 201 }, async (tx, actor) => {
        await demandHouseholdLink(tx, childId, actor);
        const made = requested(deps, tx, actor);
        const applied = {
          householdId: await householdOfChild(made, childId),
          ...changeOf(request.body.incomeChange),
        };
        return applicationAnswer(await submitApplication(deps, made, applied));
      });
    },
  );

  app.get(
    '/v1/fee-applications/:applicationId',
    {
      config: { access: 'kommune', permission: 'opptak:fees.read' },
      schema: {
        operationId: 'getFeeApplication',
        summary: 'Read an application for reduced payment',
        tags: ['fees'],
        params: Type.Object({ applicationId: Id }),
        response: { 200: FeeApplication },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) =>
        applicationAnswer(await getApplication(tx, request.params.applicationId)),
      ),
  );
};

const locationOf = ({ applicationId }: FeeApplication): string => `/v1/fee-applications/${applicationId}`;

function changeOf(given: SubmitFeeApplication['incomeChange']): Pick<Applied, 'incomeChange'> {
  if (!given) return {};
  const { kind, yearlyNok } = given;
  return { incomeChange: { kind, yearlyNok: yearlyNok === null ? null : kroner(yearlyNok) } };
}

function applicationAnswer(stored: Stored): FeeApplication {
  return {
    applicationId: stored.id,
    householdId: stored.householdId,
    kindergartenYear: stored.kindergartenYear,
    appliedOn: stored.appliedOn,
    change: stored.changeKind,
    status: stored.status,
    submittedAt: stored.submittedAt.toISOString(),
    decidedAt: stored.decidedAt?.toISOString() ?? null,
  };
}
