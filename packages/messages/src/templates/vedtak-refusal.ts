import { commonTexts } from '../common-texts.ts';
import { template } from '../template.ts';
import { onlyWhen } from './only-when.ts';
import { vedtakNotice } from './vedtak-place.ts';

const nb = [
  '# Vedtak',
  '{childName} får ikke tilbud om barnehageplass i dette opptaket.',
  '# Begrunnelse',
  '{ground, select, noFreePlace {Det er ikke ledig plass i barnehagene du har ønsket, og barnet har ikke rett til plass i dette opptaket.} tooYoung {Barnet har rett til plass fra august det året det fyller ett år, eller senest den måneden det fyller ett år i september, oktober eller november. Det gjelder ikke for dette opptaket.} late {Søknaden kom etter fristen, og det er ikke ledig plass i barnehagene du har ønsket.} livesElsewhere {Barnet er bosatt i en annen kommune. Retten til plass gjelder der barnet bor.} other {}}',
  '{reason}',
  'Vedtaket er gjort etter barnehageloven §§ 16 til 18.',
  '# {listed, select, yes {Barnet står på søkerlisten} other {}}',
  '{listed, select, yes {{childName} står på søkerlisten, og vi tilbyr plass når en blir ledig og det er barnets tur. Du trenger ikke søke på nytt.} other {}}',
  'Du kan se søknaden her: {link}',
  ...onlyWhen('appeal', 'klagenemnd', commonTexts.nb.appealAdmission),
];
const nn = [
  '# Vedtak',
  '{childName} får ikkje tilbod om barnehageplass i dette opptaket.',
  '# Grunngiving',
  '{ground, select, noFreePlace {Det er ikkje ledig plass i barnehagane du har ønskt, og barnet har ikkje rett til plass i dette opptaket.} tooYoung {Barnet har rett til plass frå august det året det fyller eitt år, eller seinast den månaden det fyller eitt år i september, oktober eller november. Det gjeld ikkje for dette opptaket.} late {Søknaden kom etter fristen, og det er ikkje ledig plass i barnehagane du har ønskt.} livesElsewhere {Barnet er busett i ein annan kommune. Retten til plass gjeld der barnet bur.} other {}}',
  '{reason}',
  'Vedtaket er gjort etter barnehagelova §§ 16 til 18.',
  '# {listed, select, yes {Barnet står på søkjarlista} other {}}',
  '{listed, select, yes {{childName} står på søkjarlista, og vi tilbyr plass når ein vert ledig og det er barnet sin tur. Du treng ikkje søkje på nytt.} other {}}',
  'Du kan sjå søknaden her: {link}',
  ...onlyWhen('appeal', 'klagenemnd', commonTexts.nn.appealAdmission),
];
const en = [
  '# Decision',
  '{childName} is not offered a kindergarten place in this admission.',
  '# Reasons',
  '{ground, select, noFreePlace {There is no free place in the kindergartens you wished for, and your child has no right to a place in this admission.} tooYoung {A child has a right to a place from August in the year it turns one, or at the latest in the month it turns one in September, October or November. That is not so in this admission.} late {The application came after the deadline, and there is no free place in the kindergartens you wished for.} livesElsewhere {Your child lives in another municipality. The right to a place applies where the child lives.} other {}}',
  '{reason}',
  'The decision is made under sections 16 to 18 of the Kindergarten Act (barnehageloven).',
  '# {listed, select, yes {Your child is on the list} other {}}',
  '{listed, select, yes {{childName} is on the list, and we offer a place when one is free and it is your child’s turn. You need not apply again.} other {}}',
  'You can see the application here: {link}',
  ...onlyWhen('appeal', 'klagenemnd', commonTexts.en.appealAdmission),
];
const se = [
  '# Mearrádus',
  '{childName} ii oaččo mánáidgárdesaji fálaldaga dán sisaváldimis.',
  '# Ákkastallan',
  '{ground, select, noFreePlace {Ii leat guorus sadji mánáidgárddiin maid leat sávvan, ja mánás ii leat vuoigatvuohta sadjái dán sisaváldimis.} tooYoung {Mánás lea vuoigatvuohta sadjái borgemánu rájes dan jagi go deavdá jagi, dahje maŋimustá dan mánu go deavdá jagi čakčamánus, golggotmánus dahje skábmamánus. Dat ii guoskka dán sisaváldimii.} late {Ohcan bođii áigemeari maŋŋá, ja ii leat guorus sadji mánáidgárddiin maid leat sávvan.} livesElsewhere {Mánná orru eará suohkanis. Vuoigatvuohta sadjái gusto doppe gos mánná orru.} other {}}',
  '{reason}',
  'Mearrádus lea dahkkojuvvon mánáidgárdelága §§ 16 gitta 18 mielde.',
  '# {listed, select, yes {Mánná lea ohccilisttus} other {}}',
  '{listed, select, yes {{childName} lea ohccilisttus, ja mii fállat saji go sadji guorrana ja go lea máná vuorru. It dárbbaš ohcat ođđasit.} other {}}',
  'Sáhtát oaidnit ohcama dáppe: {link}',
  ...onlyWhen('appeal', 'klagenemnd', commonTexts.se.appealAdmission),
];

/** No place, with the reason in one sentence and in the run's own words, and the appeal text the case gives. */
export const vedtakRefusal = template({
  channels: ['email', 'sms', 'letter'],
  values: {
    childName: 'text',
    ground: ['noFreePlace', 'tooYoung', 'late', 'livesElsewhere'],
    reason: 'optional-text',
    listed: ['yes', 'no'],
    appeal: ['klagenemnd', 'none'],
    link: 'link',
  },
  texts: {
    nb: { ...vedtakNotice.nb, email: [vedtakNotice.nb.email], letter: nb },
    nn: { ...vedtakNotice.nn, email: [vedtakNotice.nn.email], letter: nn },
    en: { ...vedtakNotice.en, email: [vedtakNotice.en.email], letter: en },
    se: { ...vedtakNotice.se, email: [vedtakNotice.se.email], letter: se },
  },
});
