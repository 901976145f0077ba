import type { BylawTexts } from './nb.ts';

/** Northern Sámi: the rules, read back to a parent. Every text here waits for a speaker's check (docs/sami-texts.md). */
export const bylawTextsSe: BylawTexts = {
  'statutory-priority.name': 'vuoruheapmi mánáidgárdelága § 18 mielde',
  'statutory-priority.rule':
    'Mánát geain lea hedjonan doaibmannávccat ja mánát geaidda lea mearrádus mánáidsuodjaluslága mielde, nugo daddjo mánáidgárdelága § 18:s, bohtet vuosttažin.',
  'right-to-place.name': 'vuoigatvuohta sadjái mánáidgárdelága § 16 mielde',
  'right-to-place.rule':
    'Mánát geain lea vuoigatvuohta sadjái mánáidgárdelága § 16 mielde, bohtet ovdal mánáid geain dat ii leat.',
  'sibling-attending.name': 'oabbá dahje viellja mánáidgárddis',
  'sibling-attending.rule':
    'Mánát geain lea oabbá dahje viellja mánáidgárddis, bohtet ovdal mánáid geain dat ii leat.',
  'sibling-applying.name': 'oabbá dahje viellja gii ohcá seammás',
  'sibling-applying.rule':
    'Mánát geain lea oabbá dahje viellja gii ohcá saji seamma sisaváldimis, bohtet ovdal mánáid geain dat ii leat.',
  'catchment.name': 'ássan sisaváldinguovllus',
  'catchment.rule':
    'Mánát geat ásset mánáidgárddi sisaváldinguovllus, bohtet ovdal mánáid geat ásset olggobealde. Guovlu lea: {area}.',
  'distance.name': 'gaska mánáidgárdái',
  'distance.rule':
    'Mánát geat ásset lahka mánáidgárddi, bohtet ovdal mánáid geat ásset guhkkelis. Gaska rehkenastojuvvo ceahkiid mielde: {bands}.',
  'travel-time.name': 'mátkeáigi mánáidgárdái',
  'travel-time.rule':
    'Mánát geain lea oanehis mátki mánáidgárdái, bohtet ovdal mánáid geain lea guhkit mátki. Mátkeáigi rehkenastojuvvo ceahkiid mielde: {bands}.',
  'child-of-staff.name': 'váhnen gii bargá mánáidgárddis',
  'child-of-staff.rule': 'Mánáidgárddi bargiid mánát bohtet ovdal eará mánáid.',
  'transfer.name': 'mánáidgárddi molsun suohkanis',
  'transfer.rule':
    'Mánát geain juo lea sadji suohkanis ja geat háliidit molsut mánáidgárddi, bohtet ovdal ođđa ohcciid.',
  'transfer-new.rule':
    'Ođđa ohccit bohtet ovdal mánáid geain juo lea sadji suohkanis ja geat háliidit molsut mánáidgárddi.',
  'profile-sami.name': 'mánáidgárddi sámi profiila',
  'profile-sami.rule': 'Mánát geaidda bearaš háliida sámi mánáidgárdefálaldaga, bohtet ovdal eará mánáid.',
  'profile.name': 'mánáidgárddi profiila',
  'profile.rule': 'Mánát geaidda bearaš háliida dán profiilla, bohtet ovdal eará mánáid: {profile}.',
  'age-oldest.name': 'ahki, boarráseamos mánát vuos',
  'age-oldest.rule': 'Boarrásut mánát bohtet ovdal nuorat mánáid, {unit} mielde.',
  'age-youngest.name': 'ahki, nuoramus mánát vuos',
  'age-youngest.rule': 'Nuorat mánát bohtet ovdal boarrásut mánáid, {unit} mielde.',
  'age-unit.day': 'riegádanbeaivvi',
  'age-unit.month': 'riegádanmánu',
  'age-unit.year': 'riegádanjagi',
  'application-date.name': 'ohcanbeaivi',
  'application-date.rule': 'Gii ozai árabut, boahtá ovdal. Dušše beaivi lohkko, ii diibmu.',
  'wish-number.name': 'mánáidgárdi vuosttaš sávaldahkan',
  'wish-number.rule':
    'Mánát geain lea mánáidgárdi vuosttaš sávaldahkan, bohtet ovdal mánáid geain dat lea vuolábealde listtus.',
  'waiting-list.name': 'sadji mánáidgárddi ohccilisttus',
  'waiting-list.rule':
    'Mánát geat leat mánáidgárddi ohccilisttus ovddit sisaváldimis seamma mánáidgárdejagis, bohtet ovdal mánáid geat eai leat.',
  'flag.name': 'eaktu njuolggadusain {paragraph}',
  'flag.rule': 'Mánát geat devdet eavttu mii lea {paragraph}:s, bohtet ovdal eará mánáid.',
  'number-low.name': 'ortnet njuolggadusain {paragraph}',
  'number-low.rule':
    'Mánát biddjojuvvojit ortnegii nugo {paragraph}:s čuožžu. Unnimus lohku boahtá vuosttažin.',
  'number-high.name': 'ortnet njuolggadusain {paragraph}',
  'number-high.rule':
    'Mánát biddjojuvvojit ortnegii nugo {paragraph}:s čuožžu. Stuorámus lohku boahtá vuosttažin.',
  'lot.name': 'vuorbádeapmi',
  'lot.rule':
    'Jus mánát leat áibbas ovttadásis, de vuorbádeapmi mearrida. Juohke bearaš oažžu ovtta vuorbbi, ja buohkat sáhttet dárkkistit vuorbádeami maŋŋil.',
  'rules.heading': 'Ná juhkkojuvvojit sajit mánáidgárddis {name}',
  'rules.example': 'Ovdamearka mii lea ráhkaduvvon čájáhussan. Dát eai leat suohkana iežas njuolggadusat.',
  'rules.valid': 'Mearriduvvon {adopted}. Gustojit {from} rájes.',
  'rules.valid-until': 'Mearriduvvon {adopted}. Gustojit {from} rájes gitta {until} rádjai.',
  'rules.intro':
    'Njuolggadusat geavahuvvojit go eanebut ohcet go leat sajit. Mii mannat čuoggáid čađa ortnega mielde: Vuosttaš čuokkis mas guokte máná leat goabbatláganat, mearrida.',
  'rules.paragraph': 'Njuolggadusat {paragraph}.',
  'rules.quote': 'Njuolggadusat {paragraph}: «{text}»',
  'rules.own-place': 'Mánná geas juo lea sadji, ii massit dan go ohcá eará mánáidgárdái.',
  'rules.points-tier':
    'Dás čuoggát lohkkojuvvojit oktii, ja mánát geain leat eanemus čuoggát, bohtet vuosttažin:',
  'rules.points': '{points} čuoggá: {rule}',
  'rules.wishes':
    'Bidjet mánáidgárddiid dan ortnegii man duođai háliidehpet. Ii oaččo ovdamuni mánáidgárddis go bidjá dan bajimussii.',
  'rules.wishes-count':
    'Fuomáš: Dán mánáidgárddis lea ovdamunni jus dat lea vuosttaš sávaldat. Smiehtadehket dárkilit guđe mánáidgárddi bidjabehtet bajimussii.',
  'band.metres-first': 'gitta {to} mehtera rádjai',
  'band.metres-next': 'badjel {from} ja gitta {to} mehtera rádjai',
  'band.metres-last': 'badjel {from} mehtera',
  'band.minutes-first': 'gitta {to} minuhta rádjai',
  'band.minutes-next': 'badjel {from} ja gitta {to} minuhta rádjai',
  'band.minutes-last': 'badjel {from} minuhta',
};
