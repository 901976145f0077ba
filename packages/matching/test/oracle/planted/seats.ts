import {
  childOf,
  forge,
  moved,
  must,
  nowhere,
  nowhereIf,
  type Planted,
  unplaced,
  withRows,
} from './forge.ts';
import { byDate, byWeekday, converting, convertingSiblings, plain, plainResult, region } from './rounds.ts';

export const seats: Planted = {
  'one child more than places': {
    code: 'over-capacity',
    forged: () => {
      const lucky = must(unplaced(plainResult)[0], 'unplaced child');
      const full = must(childOf(plain, lucky.id).wishes[0], 'wish');
      return forge(
        plain,
        (result) => withRows(result, (row) => (row.id === lucky.id ? moved(row, full, plain) : row)),
        plainResult,
      );
    },
  },
  'too many on one date only': {
    code: 'over-capacity-on-a-day',
    forged: () =>
      forge(byDate.input, (result) =>
        withRows(result, (row) => (row.id === 'c1' ? moved(row, 'k', byDate.input) : nowhereIf(row, 'c3'))),
      ),
  },
  'too many on one weekday only': {
    code: 'over-capacity-on-a-day',
    forged: () =>
      forge(byWeekday.input, (result) =>
        withRows(result, (row) =>
          row.id === 'c1' ? moved(row, 'k', byWeekday.input) : nowhereIf(row, 'c3'),
        ),
      ),
  },
  'more children than the agreement between kommuner allows': {
    code: 'over-agreement',
    forged: () =>
      forge(region, (result) =>
        withRows(result, (row) => (row.id <= 'b' ? moved(row, 'm', region) : moved(row, 'k', region))),
      ),
  },
  'protected area given away': {
    code: 'over-capacity',
    forged: () =>
      forge(converting, (result) =>
        withRows(result, (row) => (row.id <= 'b' ? moved(row, 'k', converting) : nowhere(row))),
      ),
  },
  'protected area given to the first band before siblings sat down': {
    code: 'wrong-conversion',
    forged: () =>
      forge(convertingSiblings, (result) => ({
        ...result,
        certificate: {
          ...result.certificate,
          groups: result.certificate.groups.map((group) => ({ ...group, places: 2 })),
        },
      })),
  },
};
