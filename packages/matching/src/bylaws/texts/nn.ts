import type { BylawTexts } from './nb.ts';

/** Nynorsk: the rules, read back to a parent. */
export const bylawTextsNn: BylawTexts = {
  'statutory-priority.name': 'prioritet etter barnehagelova § 18',
  'statutory-priority.rule':
    'Barn med nedsett funksjonsevne og barn med vedtak etter barnevernslova, som nemnt i barnehagelova § 18, kjem først.',
  'right-to-place.name': 'rett til plass etter barnehagelova § 16',
  'right-to-place.rule':
    'Barn som har rett til plass etter barnehagelova § 16, kjem føre barn som ikkje har det.',
  'sibling-attending.name': 'sysken som går i barnehagen',
  'sibling-attending.rule': 'Barn med sysken som går i barnehagen, kjem føre barn som ikkje har det.',
  'sibling-applying.name': 'sysken som søkjer samstundes',
  'sibling-applying.rule':
    'Barn med sysken som søkjer plass i same opptak, kjem føre barn som ikkje har det.',
  'catchment.name': 'bustad i opptakskrinsen',
  'catchment.rule':
    'Barn som bur i opptakskrinsen til barnehagen, kjem føre barn som bur utanfor. Krinsen er: {area}.',
  'distance.name': 'avstand til barnehagen',
  'distance.rule':
    'Barn som bur nær barnehagen, kjem føre barn som bur lenger unna. Avstanden blir rekna i steg: {bands}.',
  'travel-time.name': 'reisetid til barnehagen',
  'travel-time.rule':
    'Barn med kort reisetid til barnehagen kjem føre barn med lengre reisetid. Reisetida blir rekna i steg: {bands}.',
  'child-of-staff.name': 'foreldre som arbeider i barnehagen',
  'child-of-staff.rule': 'Barn av tilsette i barnehagen kjem føre andre barn.',
  'transfer.name': 'byte av barnehage innanfor kommunen',
  'transfer.rule': 'Barn som alt har plass i kommunen og vil byte barnehage, kjem føre nye søkjarar.',
  'transfer-new.rule': 'Nye søkjarar kjem føre barn som alt har plass i kommunen og vil byte barnehage.',
  'profile-sami.name': 'den samiske profilen til barnehagen',
  'profile-sami.rule': 'Barn som familien ønskjer eit samisk barnehagetilbod for, kjem føre andre barn.',
  'profile.name': 'profilen til barnehagen',
  'profile.rule': 'Barn som familien ønskjer denne profilen for, kjem føre andre barn: {profile}.',
  'age-oldest.name': 'alder, eldste barn først',
  'age-oldest.rule': 'Eldre barn kjem føre yngre barn, etter {unit}.',
  'age-youngest.name': 'alder, yngste barn først',
  'age-youngest.rule': 'Yngre barn kjem føre eldre barn, etter {unit}.',
  'age-unit.day': 'fødselsdato',
  'age-unit.month': 'fødselsmånad',
  'age-unit.year': 'fødselsår',
  'application-date.name': 'søknadsdato',
  'application-date.rule': 'Den som søkte tidlegast, kjem først. Berre datoen tel, ikkje klokkeslettet.',
  'wish-number.name': 'barnehagen som første ønske',
  'wish-number.rule':
    'Barn som har barnehagen som første ønske, kjem føre barn som har han lenger nede på lista.',
  'waiting-list.name': 'plass på søkjarlista til barnehagen',
  'waiting-list.rule':
    'Barn som står på søkjarlista til barnehagen frå eit tidlegare opptak i same barnehageår, kjem føre barn som ikkje gjer det.',
  'flag.name': 'vilkåret i vedtektene {paragraph}',
  'flag.rule': 'Barn som fyller vilkåret i {paragraph}, kjem føre andre barn.',
  'number-low.name': 'ordninga i vedtektene {paragraph}',
  'number-low.rule': 'Barna blir ordna slik det står i {paragraph}. Lågast tal kjem først.',
  'number-high.name': 'ordninga i vedtektene {paragraph}',
  'number-high.rule': 'Barna blir ordna slik det står i {paragraph}. Høgast tal kjem først.',
  'lot.name': 'loddtrekking',
  'lot.rule':
    'Står barn heilt likt, avgjer loddtrekking. Kvar familie får eitt lodd, og alle kan kontrollere trekkinga etterpå.',
  'rules.heading': 'Slik blir plassane i {name} fordelte',
  'rules.example': 'Døme laga for demonstrasjon. Dette er ikkje kommunen sine eigne vedtekter.',
  'rules.valid': 'Vedteke {adopted}. Gjeld frå {from}.',
  'rules.valid-until': 'Vedteke {adopted}. Gjeld frå {from} til og med {until}.',
  'rules.intro':
    'Reglane blir brukte når fleire søkjer enn det er plass til. Vi går gjennom punkta i rekkjefølgje: Det første punktet der to barn er ulike, avgjer.',
  'rules.paragraph': 'Vedtektene {paragraph}.',
  'rules.quote': 'Vedtektene {paragraph}: «{text}»',
  'rules.own-place': 'Eit barn som alt har plass, mistar han ikkje ved å søkje seg til ein annan barnehage.',
  'rules.points-tier': 'Her blir poeng lagde saman, og barn med flest poeng kjem først:',
  'rules.points': '{points} poeng: {rule}',
  'rules.wishes':
    'Set barnehagane i den rekkjefølgja de helst vil ha dei. Det gir ikkje fortrinn i nokon barnehage å setje han øvst.',
  'rules.wishes-count':
    'Merk: I denne barnehagen gir det fortrinn å ha barnehagen som første ønske. Tenk derfor nøye gjennom kva barnehage de set øvst.',
  'band.metres-first': 'inntil {to} meter',
  'band.metres-next': 'over {from} og inntil {to} meter',
  'band.metres-last': 'over {from} meter',
  'band.minutes-first': 'inntil {to} minutt',
  'band.minutes-next': 'over {from} og inntil {to} minutt',
  'band.minutes-last': 'over {from} minutt',
};
