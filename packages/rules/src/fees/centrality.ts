import type { ListedKommune } from './listed-kommune.ts';

/*
 * Centrality 5 and 6 by Statistics Norway's index (Klass 128, sentralitet, as published with the kommuner of 2024), without the
 * action zone. In each line: numbers and names.
 *
 * What was compared: the appendix of Regionale utviklingstrekk 2023 (regjeringen.no id2995607) and of 2025 (id3111381) could
 * be read for Østfold, Akershus, Oslo, Innlandet, Buskerud, Vestfold, Telemark, Agder and Rogaland, and agrees there on who is in
 * 5 and 6. For the other fylker only the newest index could be read.
 */
const byFylke: Readonly<Record<string, string>> = {
  Rogaland:
    '1111 Sokndal, 1112 Lund, 1133 Hjelmeland, 1134 Suldal, 1135 Sauda, 1144 Kvitsøy, 1145 Bokn, 1151 ' +
    'Utsira, 1160 Vindafjord',
  'Møre og Romsdal':
    '1511 Vanylven, 1514 Sande, 1515 Herøy (Møre og Romsdal), 1525 Stranda, 1535 Vestnes, 1539 Rauma, ' +
    '1547 Aukra, 1554 Averøy, 1557 Gjemnes, 1560 Tingvoll, 1563 Sunndal, 1566 Surnadal, 1573 Smøla, 1576 ' +
    'Aure, 1578 Fjord, 1579 Hustadvika, 1580 Haram',
  Nordland:
    '1811 Bindal, 1812 Sømna, 1813 Brønnøy, 1815 Vega, 1816 Vevelstad, 1818 Herøy (Nordland), 1820 ' +
    'Alstahaug, 1822 Leirfjord, 1825 Grane, 1826 Hattfjelldal, 1827 Dønna, 1828 Nesna, 1832 Hemnes, 1834 ' +
    'Lurøy, 1835 Træna, 1836 Rødøy, 1837 Meløy, 1838 Gildeskål, 1839 Beiarn, 1840 Saltdal, 1845 Sørfold, ' +
    '1848 Steigen, 1851 Lødingen, 1853 Evenes, 1856 Røst, 1857 Værøy, 1859 Flakstad, 1860 Vestvågøy, 1865 ' +
    'Vågan, 1866 Hadsel, 1867 Bø, 1868 Øksnes, 1871 Andøy, 1874 Moskenes, 1875 Hamarøy',
  Østfold: '3124 Aremark',
  Buskerud:
    '3318 Krødsherad, 3320 Flå, 3322 Nesbyen, 3326 Hemsedal, 3328 Ål, 3330 Hol, 3332 Sigdal, 3336 Rollag, ' +
    '3338 Nore og Uvdal',
  Innlandet:
    '3417 Grue, 3418 Åsnes, 3419 Våler (Innlandet), 3421 Trysil, 3422 Åmot, 3423 Stor-Elvdal, 3424 ' +
    'Rendalen, 3425 Engerdal, 3426 Tolga, 3427 Tynset, 3428 Alvdal, 3429 Folldal, 3430 Os, 3431 Dovre, ' +
    '3432 Lesja, 3433 Skjåk, 3434 Lom, 3435 Vågå, 3436 Nord-Fron, 3437 Sel, 3438 Sør-Fron, 3439 Ringebu, ' +
    '3449 Sør-Aurdal, 3450 Etnedal, 3452 Vestre Slidre, 3453 Øystre Slidre, 3454 Vang',
  Telemark:
    '4016 Drangedal, 4022 Seljord, 4024 Hjartdal, 4026 Tinn, 4028 Kviteseid, 4030 Nissedal, 4032 ' +
    'Fyresdal, 4034 Tokke, 4036 Vinje',
  Agder:
    '4211 Gjerstad, 4212 Vegårshei, 4217 Åmli, 4218 Iveland, 4220 Bygland, 4221 Valle, 4222 Bykle, 4224 ' +
    'Åseral, 4226 Hægebostad, 4227 Kvinesdal, 4228 Sirdal',
  Vestland:
    '4602 Kinn, 4611 Etne, 4613 Bømlo, 4615 Fitjar, 4616 Tysnes, 4617 Kvinnherad, 4618 Ullensvang, 4619 ' +
    'Eidfjord, 4620 Ulvik, 4625 Austevoll, 4628 Vaksdal, 4629 Modalen, 4632 Austrheim, 4633 Fedje, 4634 ' +
    'Masfjorden, 4635 Gulen, 4636 Solund, 4637 Hyllestad, 4638 Høyanger, 4639 Vik, 4640 Sogndal, 4641 ' +
    'Aurland, 4642 Lærdal, 4643 Årdal, 4644 Luster, 4645 Askvoll, 4646 Fjaler, 4647 Sunnfjord, 4648 ' +
    'Bremanger, 4649 Stad, 4650 Gloppen, 4651 Stryn',
  Trøndelag:
    '5014 Frøya, 5020 Osen, 5021 Oppdal, 5022 Rennebu, 5025 Røros, 5026 Holtålen, 5027 Midtre Gauldal, ' +
    '5032 Selbu, 5033 Tydal, 5034 Meråker, 5036 Frosta, 5041 Snåsa, 5042 Lierne, 5043 Røyrvik, 5044 ' +
    'Namsskogan, 5045 Grong, 5046 Høylandet, 5047 Overhalla, 5049 Flatanger, 5052 Leka, 5054 Indre Fosen, ' +
    '5055 Heim, 5056 Hitra, 5057 Ørland, 5058 Åfjord, 5060 Nærøysund, 5061 Rindal',
  'Troms (outside the action zone)':
    '5510 Kvæfjord, 5512 Tjeldsund, 5514 Ibestad, 5516 Gratangen, 5518 Lavangen, 5520 Bardu, 5522 ' +
    'Salangen, 5524 Målselv, 5526 Sørreisa, 5528 Dyrøy, 5530 Senja, 5532 Balsfjord',
};

/** Numbers of 2020–2023 of those that got a new one in 2024. */
const numberOf2020: Readonly<Record<string, string>> = {
  3124: '3012',
  3318: '3045',
  3320: '3039',
  3322: '3040',
  3326: '3042',
  3328: '3043',
  3330: '3044',
  3332: '3047',
  3336: '3051',
  3338: '3052',
  4016: '3815',
  4022: '3820',
  4024: '3819',
  4026: '3818',
  4028: '3821',
  4030: '3822',
  4032: '3823',
  4034: '3824',
  4036: '3825',
  5510: '5411',
  5512: '5412',
  5514: '5413',
  5516: '5414',
  5518: '5415',
  5520: '5416',
  5522: '5417',
  5524: '5418',
  5526: '5419',
  5528: '5420',
  5530: '5421',
  5532: '5422',
};

/** From 1 August 2024 until the state fixes another list. */
const lowerFrom = '2024-08-01';

/** Kommuner of centrality 5 and 6 by the index. */
export const byCentrality: readonly ListedKommune[] = Object.values(byFylke)
  .flatMap((line) => line.split(', '))
  .map((entry): ListedKommune => {
    const [number = '', name = ''] = [entry.slice(0, 4), entry.slice(5)];
    const before = numberOf2020[number];
    const now = { from: before === undefined ? '2020-01-01' : '2024-01-01', number };
    return {
      name,
      from: lowerFrom,
      numbers: before === undefined ? [now] : [{ from: '2020-01-01', number: before }, now],
    };
  });
