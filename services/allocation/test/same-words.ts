/*
 * The words of the API, the events, the database and the engine, held against each other by the compiler: one word more
 * on either side, and `npm run check` fails here.
 */
import type {
  Offer,
  offerAnswered,
  offerMade,
  Placement,
  Run,
  UnplacedRights,
  vedtakMade,
} from '@opptak/contracts';
import type { Assignment, Band, UnplacedRight } from '@opptak/matching';
import type { Selectable } from 'kysely';
import type { Static, TSchema } from 'typebox';
import type { Given } from '../src/matcher/given.ts';
import type {
  AllocationRunTable,
  PlacementTable,
  PlaceOfferTable,
  VedtakTable,
} from '../src/schema.generated.ts';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Holds<T extends true> = T;
type Told<E extends { readonly data: TSchema }> = Static<E['data']>;
type Via = Assignment['via'];
type Row<T> = Selectable<T>;

export type SameWords = [
  Holds<Same<Static<typeof UnplacedRights>['applications'][number]['reason'], UnplacedRight['reason']>>,
  Holds<Same<NonNullable<Given['rightNotMet']>, UnplacedRight['reason']>>,
  Holds<Same<Given['via'], Via>>,
  Holds<Same<Told<typeof vedtakMade>['via'], Via | 'refill'>>,
  Holds<Same<Row<VedtakTable>['via'], Via | 'refill'>>,
  Holds<Same<Told<typeof offerMade>['vedtak']['via'], Via | 'refill'>>,
  Holds<Same<Told<typeof vedtakMade>['outcome'], Row<VedtakTable>['outcome']>>,
  Holds<
    Same<Told<typeof offerAnswered>['answer'], Exclude<Row<PlaceOfferTable>['status'], 'waiting' | 'open'>>
  >,
  Holds<Same<Offer['status'], Row<PlaceOfferTable>['status']>>,
  Holds<Same<Row<PlaceOfferTable>['band'], Band>>,
  Holds<Same<Run['kind'], Row<AllocationRunTable>['kind']>>,
  Holds<Same<Run['status'], Row<AllocationRunTable>['status']>>,
  Holds<Same<Run['verdict'], Row<AllocationRunTable>['verdict']>>,
  Holds<Same<Placement['status'], Row<PlacementTable>['status']>>,
];
