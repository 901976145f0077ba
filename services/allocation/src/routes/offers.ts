import { AnswerOffer, AnswerOfferByLink, Id, Offer } from '@opptak/contracts';
import { inKommune, type Tx } from '@opptak/db';
import type { Actor } from '@opptak/domain';
import { actorOf, change, kommuneOf } from '@opptak/http';
import { guardianOf, openedBy, type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { answerOffer } from '../actions/answer-offer.ts';
import type { Deps } from '../deps.ts';
import { isLinkAlive } from '../repositories/link-holders.ts';
import { getOffer, offerNotFound, type Offer as Stored } from '../repositories/offers.ts';
import type { Schema } from '../schema.generated.ts';

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
    async (request, reply) => {
      const offerId = openedBy(actorOf(request), 'offer');
      // Before an answer that is stored is given again: a link that has died shows nothing, old answers included.
      await inKommune(deps.db, kommuneOf(request), (tx) => demandLink(tx, offerId, actorOf(request)));
      return change(deps, request, reply, { status: 200 }, async (tx, actor) => {
        await demandLink(tx, offerId, actor);
        return offerAnswer(await answerOffer(deps, requested(deps, tx, actor), offerId, request.body.answer));
      });
    },
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
      config: { access: 'kommune', permission: 'opptak:offers.read', shows: { purpose: 'offer' } },
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

/** @throws AppError not-found when there is no such offer, or not for this guardian any more: the two look the same. */
async function demandLink(tx: Tx<Schema>, offerId: string, actor: Actor): Promise<void> {
  const { childId } = await getOffer(tx, offerId);
  if (!(await isLinkAlive(tx, childId, guardianOf(actor)))) throw offerNotFound();
}

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
