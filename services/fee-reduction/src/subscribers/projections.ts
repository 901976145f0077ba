import { childLeft, childRegistered, kindergartenChanged, placementChanged } from '@opptak/contracts';
import type { EventSubscriber } from '@opptak/jobs';
import { decideAgain } from '../actions/decide-again.ts';
import type { Deps } from '../deps.ts';
import {
  findHouseholdOf,
  findHouseholdsIn,
  hasPlace,
  markChildLeft,
  upsertChild,
  upsertKindergarten,
  upsertPlacement,
} from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { onLinkHoldersChanged } from './link-holders.ts';

type Needs = Pick<Deps, 'clock'>;

/** What the fee service takes in from the others. Whatever a fee depends on makes its household wait to be decided. */
export function projectionSubscribers(deps: Needs) {
  return [
    onKindergartenChanged(deps),
    onChildRegistered(deps),
    onChildLeft,
    onPlacementChanged(deps),
    onLinkHoldersChanged,
  ];
}

function onKindergartenChanged({ clock }: Needs): EventSubscriber<Schema, typeof kindergartenChanged.data> {
  return {
    event: kindergartenChanged,
    async run(tx, { kommune, version, data }) {
      const row = {
        kommune,
        id: data.kindergartenId,
        ownership: data.ownership,
        monthlyPriceNok: data.monthlyPriceNok,
        monthlyFoodNok: data.monthlyFoodNok,
        fullTimeHours: data.fullTimeHours,
        version,
      };
      const before = await upsertKindergarten(tx, row);
      if (before === null) return;
      const same =
        before?.monthlyPriceNok === row.monthlyPriceNok &&
        before.monthlyFoodNok === row.monthlyFoodNok &&
        Number(before.fullTimeHours) === row.fullTimeHours;
      if (!same) {
        await decideAgain(tx, kommune, await findHouseholdsIn(tx, row.id), clock.now());
      }
    },
  };
}

function onChildRegistered({ clock }: Needs): EventSubscriber<Schema, typeof childRegistered.data> {
  return {
    event: childRegistered,
    async run(tx, { kommune, version, data }) {
      const { childId, bornOn, householdId, adults } = data;
      const before = await upsertChild(tx, {
        kommune,
        id: childId,
        bornOn,
        householdId,
        adults: JSON.stringify(adults),
        sealedIdentity: data.sealedIdentity,
        leftOn: null,
        version,
      });
      if (before === null) return;
      if (before?.householdId === householdId && before.bornOn === bornOn) return;
      if (!(await hasPlace(tx, childId))) return;
      const concerned = before ? [before.householdId, householdId] : [householdId];
      await decideAgain(tx, kommune, concerned, clock.now());
    },
  };
}

const onChildLeft: EventSubscriber<Schema, typeof childLeft.data> = {
  event: childLeft,
  run: (tx, { version, data }) => markChildLeft(tx, { id: data.childId, leftOn: data.leftOn, version }),
};

function onPlacementChanged({ clock }: Needs): EventSubscriber<Schema, typeof placementChanged.data> {
  return {
    event: placementChanged,
    async run(tx, { kommune, version, data }) {
      const isNews = await upsertPlacement(tx, {
        kommune,
        id: data.placementId,
        childId: data.childId,
        kindergartenId: data.kindergartenId,
        fromOn: data.from,
        untilOn: data.until,
        daysPerWeek: data.daysPerWeek,
        status: data.status,
        version,
      });
      if (!isNews) return;
      // A child nobody has told us of yet: its registration makes the household wait.
      const householdId = await findHouseholdOf(tx, data.childId);
      if (householdId) await decideAgain(tx, kommune, [householdId], clock.now());
    },
  };
}
