import { byCentrality } from './centrality.ts';
import type { ListedKommune } from './listed-kommune.ts';

function listed(from: string, name: string, number2020: string, number2024 = number2020): ListedKommune {
  const first = { from: '2020-01-01', number: number2020 };
  const second = { from: '2024-01-01', number: number2024 };
  return { name, from, numbers: number2020 === number2024 ? [first] : [first, second] };
}

/**
 * Tiltakssonen: all 18 kommuner of Finnmark and seven of Nord-Troms. Free kindergarten from 1 August 2023
 * (regjeringen.no id2930594). Whether it lasts after 31 July 2026 is not settled by any source that could be opened
 * (gap 6 of the rate sources): the default is that it does. A kommune can override it by the setting `maximumPriceZone`.
 */
export const actionZone: readonly ListedKommune[] = [
  listed('2023-08-01', 'Karlsøy', '5423', '5534'),
  listed('2023-08-01', 'Lyngen', '5424', '5536'),
  listed('2023-08-01', 'Storfjord', '5425', '5538'),
  listed('2023-08-01', 'Kåfjord', '5426', '5540'),
  listed('2023-08-01', 'Skjervøy', '5427', '5542'),
  listed('2023-08-01', 'Nordreisa', '5428', '5544'),
  listed('2023-08-01', 'Kvænangen', '5429', '5546'),
  listed('2023-08-01', 'Alta', '5403', '5601'),
  listed('2023-08-01', 'Hammerfest', '5406', '5603'),
  listed('2023-08-01', 'Sør-Varanger', '5444', '5605'),
  listed('2023-08-01', 'Vadsø', '5405', '5607'),
  listed('2023-08-01', 'Karasjok', '5437', '5610'),
  listed('2023-08-01', 'Kautokeino', '5430', '5612'),
  listed('2023-08-01', 'Loppa', '5432', '5614'),
  listed('2023-08-01', 'Hasvik', '5433', '5616'),
  listed('2023-08-01', 'Måsøy', '5434', '5618'),
  listed('2023-08-01', 'Nordkapp', '5435', '5620'),
  listed('2023-08-01', 'Porsanger', '5436', '5622'),
  listed('2023-08-01', 'Lebesby', '5438', '5624'),
  listed('2023-08-01', 'Gamvik', '5439', '5626'),
  listed('2023-08-01', 'Tana', '5441', '5628'),
  listed('2023-08-01', 'Berlevåg', '5440', '5630'),
  listed('2023-08-01', 'Båtsfjord', '5443', '5632'),
  listed('2023-08-01', 'Vardø', '5404', '5634'),
  listed('2023-08-01', 'Nesseby', '5442', '5636'),
];

/**
 * Kommuner with the lower maximum price: SSB centrality 5 and 6, as the state fixed the list in September 2023 (212 kommuner,
 * vl.no 2023-09-05). The list itself could not be opened (gap 5 of the rate sources). These are the kommuner of 5 and 6 by the
 * newest index, and Inderøy, which the announcement names and the newest index has at 670, the first point of 4: whoever had
 * the lower price when it was fixed keeps it until the state says otherwise. Without Haram, a kommune of its own from 2024, and
 * with the 23 of the action zone that have centrality 5 or 6, that makes the 212. A kommune that stands on the wrong side sets
 * `maximumPriceZone`.
 */
export const lowerPrice: readonly ListedKommune[] = [
  ...byCentrality,
  listed('2024-08-01', 'Inderøy', '5053'),
];

/** What is known about how complete the lists are: printed on the kommune's settings page and in the rate report. */
export const listCoverage = {
  actionZone: { complete: true, listed: 25, openQuestion: 'whether it lasts after 2026-07-31' },
  lowerPrice: {
    complete: false,
    listed: lowerPrice.length,
    announced: 212,
    openQuestion: 'the list as the state fixed it: this is made from the index, and agrees with it in number',
  },
} as const;
