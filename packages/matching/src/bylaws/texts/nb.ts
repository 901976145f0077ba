/** Bokmål: the rules, read back to a parent. Keys are the same in every language; a test holds them together. */
export const bylawTextsNb = {
  'statutory-priority.name': 'prioritet etter barnehageloven § 18',
  'statutory-priority.rule':
    'Barn med nedsatt funksjonsevne og barn med vedtak etter barnevernsloven, som nevnt i barnehageloven § 18, kommer først.',
  'right-to-place.name': 'rett til plass etter barnehageloven § 16',
  'right-to-place.rule':
    'Barn som har rett til plass etter barnehageloven § 16, kommer foran barn som ikke har det.',
  'sibling-attending.name': 'søsken som går i barnehagen',
  'sibling-attending.rule': 'Barn med søsken som går i barnehagen, kommer foran barn som ikke har det.',
  'sibling-applying.name': 'søsken som søker samtidig',
  'sibling-applying.rule':
    'Barn med søsken som søker plass i samme opptak, kommer foran barn som ikke har det.',
  'catchment.name': 'bosted i opptakskretsen',
  'catchment.rule':
    'Barn som bor i barnehagens opptakskrets, kommer foran barn som bor utenfor. Kretsen er: {area}.',
  'distance.name': 'avstand til barnehagen',
  'distance.rule':
    'Barn som bor nær barnehagen, kommer foran barn som bor lenger unna. Avstanden regnes i trinn: {bands}.',
  'travel-time.name': 'reisetid til barnehagen',
  'travel-time.rule':
    'Barn med kort reisetid til barnehagen kommer foran barn med lengre reisetid. Reisetiden regnes i trinn: {bands}.',
  'child-of-staff.name': 'foreldre som arbeider i barnehagen',
  'child-of-staff.rule': 'Barn av ansatte i barnehagen kommer foran andre barn.',
  'transfer.name': 'bytte av barnehage innen kommunen',
  'transfer.rule': 'Barn som allerede har plass i kommunen og vil bytte barnehage, kommer foran nye søkere.',
  'transfer-new.rule':
    'Nye søkere kommer foran barn som allerede har plass i kommunen og vil bytte barnehage.',
  'profile-sami.name': 'barnehagens samiske profil',
  'profile-sami.rule': 'Barn som familien ønsker et samisk barnehagetilbud for, kommer foran andre barn.',
  'profile.name': 'barnehagens profil',
  'profile.rule': 'Barn som familien ønsker denne profilen for, kommer foran andre barn: {profile}.',
  'age-oldest.name': 'alder, eldste barn først',
  'age-oldest.rule': 'Eldre barn kommer foran yngre barn, etter {unit}.',
  'age-youngest.name': 'alder, yngste barn først',
  'age-youngest.rule': 'Yngre barn kommer foran eldre barn, etter {unit}.',
  'age-unit.day': 'fødselsdato',
  'age-unit.month': 'fødselsmåned',
  'age-unit.year': 'fødselsår',
  'application-date.name': 'søknadsdato',
  'application-date.rule': 'Den som søkte tidligst, kommer først. Bare datoen teller, ikke klokkeslettet.',
  'wish-number.name': 'barnehagen som første ønske',
  'wish-number.rule':
    'Barn som har barnehagen som første ønske, kommer foran barn som har den lenger ned på listen.',
  'waiting-list.name': 'plass på barnehagens søkerliste',
  'waiting-list.rule':
    'Barn som står på barnehagens søkerliste fra et tidligere opptak i samme barnehageår, kommer foran barn som ikke gjør det.',
  'flag.name': 'vilkåret i vedtektene {paragraph}',
  'flag.rule': 'Barn som fyller vilkåret i {paragraph}, kommer foran andre barn.',
  'number-low.name': 'ordningen i vedtektene {paragraph}',
  'number-low.rule': 'Barna ordnes slik det står i {paragraph}. Lavest tall kommer først.',
  'number-high.name': 'ordningen i vedtektene {paragraph}',
  'number-high.rule': 'Barna ordnes slik det står i {paragraph}. Høyest tall kommer først.',
  'lot.name': 'loddtrekning',
  'lot.rule':
    'Står barn helt likt, avgjør loddtrekning. Hver familie får ett lodd, og alle kan kontrollere trekningen etterpå.',
  'rules.heading': 'Slik fordeles plassene i {name}',
  'rules.example': 'Eksempel laget for demonstrasjon. Dette er ikke kommunens egne vedtekter.',
  'rules.valid': 'Vedtatt {adopted}. Gjelder fra {from}.',
  'rules.valid-until': 'Vedtatt {adopted}. Gjelder fra {from} til og med {until}.',
  'rules.intro':
    'Reglene brukes når flere søker enn det er plass til. Vi går gjennom punktene i rekkefølge: Det første punktet der to barn er ulike, avgjør.',
  'rules.paragraph': 'Vedtektene {paragraph}.',
  'rules.quote': 'Vedtektene {paragraph}: «{text}»',
  'rules.own-place': 'Et barn som allerede har plass, mister den ikke ved å søke seg til en annen barnehage.',
  'rules.points-tier': 'Her legges poeng sammen, og barn med flest poeng kommer først:',
  'rules.points': '{points} poeng: {rule}',
  'rules.wishes':
    'Sett barnehagene i den rekkefølgen dere helst vil ha dem. Det gir ikke fortrinn i noen barnehage å sette den øverst.',
  'rules.wishes-count':
    'Merk: I denne barnehagen gir det fortrinn å ha barnehagen som første ønske. Tenk derfor nøye gjennom hvilken barnehage dere setter øverst.',
  'band.metres-first': 'inntil {to} meter',
  'band.metres-next': 'over {from} og inntil {to} meter',
  'band.metres-last': 'over {from} meter',
  'band.minutes-first': 'inntil {to} minutter',
  'band.minutes-next': 'over {from} og inntil {to} minutter',
  'band.minutes-last': 'over {from} minutter',
} as const;

export type BylawTextKey = keyof typeof bylawTextsNb;
export type BylawTexts = Readonly<Record<BylawTextKey, string>>;
