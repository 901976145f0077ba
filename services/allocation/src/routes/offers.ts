import { AnswerOffer, AnswerOfferByLink, Id, Offer } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { openedBy, type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { answerOffer } from '../actions/answer-offer.ts';
import type { Deps } from '../deps.ts';
import { getOffer, type Offer as Stored } from '../repositories/offers.ts';

const OfferId = Type.Object({ offerId: Id });

/** Offers of a place, and the family's answer: by its link, or entered by the kommune. */
export const offersRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/offer-answers',
    {
      config: { access: 'guardian-link' },
      schema: {
        operationId: 'answerOfferByLink',
        summary: 'A family accepts or declines its offer',
        tags: ['offers'],
        body: AnswerOfferByLink,
        response: { 200: Offer },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) =>
        offerAnswer(
          await answerOffer(deps, requested(deps, tx, actor), openedBy(actor, 'offer'), request.body.answer),
        ),
      ),
  );

  app.post(
    '/v1/offers/:offerId/answer',
    {
      config: { access: 'kommune', permission: 'opptak:offers.write' },
      schema: {
        operationId: 'answerOffer',
        summary: 'Enter what a family has answered on paper or at the counter',
        tags: ['offers'],
        params: OfferId,
        body: AnswerOffer,
        response: { 200: Offer },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) =>
        offerAnswer(
          await answerOffer(deps, requested(deps, tx, actor), request.params.offerId, request.body.answer),
        ),
      ),
  );

  app.get(
    '/v1/offers/:offerId',
    {
      config: { access: 'kommune', permission: 'opptak:offers.read' },
      schema: {
        operationId: 'getOffer',
        summary: 'Read an offer',
        tags: ['offers'],
        params: OfferId,
        response: { 200: Offer },
      },
    },
    async (request) =>
      offerAnswer(await inKommune(deps.db, kommuneOf(request), (tx) => getOffer(tx, request.params.offerId))),
  );
};

function offerAnswer(offer: Stored): Offer {
  const { id, applicationId, childId, kindergartenId, startOn, daysPerWeek, agreedAt } = offer;
  // Whoever has said yes to an exchange has answered, although it waits for the others.
  const status = offer.status === 'open' && agreedAt !== null ? 'accepted' : offer.status;
  return {
    offerId: id,
    applicationId,
    childId,
    kindergartenId,
    startOn,
    daysPerWeek,
    status,
    answerBy: offer.answerBy.toISOString(),
  };
}
