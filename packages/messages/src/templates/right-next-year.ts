import { commonTexts } from '../common-texts.ts';
import { template } from '../template.ts';

const nb = [
  '{childName} har rett til barnehageplass fra {placeFrom}. Vi skriver til deg i god tid før det, med en ferdig utfylt søknad. Du trenger ikke gjøre noe nå.',
  'Ønsker du plass tidligere, kan du søke. Barnet kan få plass hvis det er ledig, men har ikke rett til det. Søk her: {link}',
];
const nn = [
  '{childName} har rett til barnehageplass frå {placeFrom}. Vi skriv til deg i god tid før det, med ein ferdig utfylt søknad. Du treng ikkje gjere noko no.',
  'Ønskjer du plass tidlegare, kan du søkje. Barnet kan få plass om det er ledig, men har ikkje rett til det. Søk her: {link}',
];
const en = [
  '{childName} has a right to a kindergarten place from {placeFrom}. We will write to you well before that, with an application already filled in. You need not do anything now.',
  'If you want a place earlier, you can apply. Your child may get a place if one is free, but has no right to it. Apply here: {link}',
];
const se = [
  'Mánás ({childName}) lea vuoigatvuohta mánáidgárdesadjái dan rájes go {placeFrom}. Mii čállit dutnje buori áiggis ovdal dan, ja de lea ohcan devdojuvvon. It dárbbaš dál dahkat maidege.',
  'Jus háliidat saji ovdalaš, de sáhtát ohcat. Mánná sáhttá oažžut saji jus lea guorus, muhto sus ii leat vuoigatvuohta dasa. Oza dáppe: {link}',
];

/** To families of December children and others who must wait one intake more: when, and that we will write. */
export const rightNextYear = template({
  channels: ['email', 'letter'],
  values: { childName: 'text', placeFrom: 'date', link: 'link' },
  texts: {
    nb: {
      subject: 'Når {childName} har rett til barnehageplass',
      email: nb,
      letter: nb,
      below: commonTexts.nb.privacy,
    },
    nn: {
      subject: 'Når {childName} har rett til barnehageplass',
      email: nn,
      letter: nn,
      below: commonTexts.nn.privacy,
    },
    en: {
      subject: 'When {childName} has a right to a kindergarten place',
      email: en,
      letter: en,
      below: commonTexts.en.privacy,
    },
    se: {
      subject: 'Goas mánás ({childName}) lea vuoigatvuohta mánáidgárdesadjái',
      email: se,
      letter: se,
      below: commonTexts.se.privacy,
    },
  },
});
