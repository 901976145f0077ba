import type { CompleteLanguage, Language } from './language.ts';

/** Texts that stand in many messages. */
export interface CommonTexts {
  readonly greeting: string;
  readonly closing: string;
  readonly questions: string;
  /** Words of the letterhead and foot. */
  readonly letter: {
    readonly date: string;
    readonly reference: string;
    readonly page: string;
    readonly of: string;
    readonly signedElectronically: string;
    /** Before a page number, on the first page of a letter in two languages. */
    readonly alsoIn: string;
  };
  /** GDPR article 14: what we know, from where, why, and the family's rights. Stands in the first message. */
  readonly privacy: readonly string[];
  /** Appeal over admission: to the kommune's own board. */
  readonly appealAdmission: readonly string[];
  /** Appeal over a fee vedtak: to statsforvalteren, through the kommune. */
  readonly appealFee: readonly string[];
}

export const commonTexts: Readonly<Record<CompleteLanguage, CommonTexts>> = {
  nb: {
    greeting: 'Hei!',
    closing: 'Vennlig hilsen',
    questions:
      'Har du spørsmål, eller har du ikke nett? Ring {kommunePhone} eller skriv til {kommuneEmail}, så hjelper vi deg.',
    letter: {
      date: 'Dato',
      reference: 'Vår referanse',
      page: 'Side',
      of: 'av',
      signedElectronically: 'Brevet er godkjent elektronisk og har derfor ingen underskrift.',
      alsoIn: 'Brevet på norsk: side',
    },
    privacy: [
      '# Slik bruker vi opplysninger om dere',
      '{kommuneName} har hentet navn, fødselsdato, adresse og opplysninger om foreldreansvar fra Folkeregisteret, og telefonnummer og e-postadresse fra Kontakt- og reservasjonsregisteret. Vi bruker dem til å gi barnet plassen det har rett til, og til ikke å spørre om noe vi allerede vet. Grunnlaget er personvernforordningen artikkel 6 nr. 1 bokstav e og barnehageloven §§ 16 til 18.',
      'Bare ansatte som arbeider med opptaket, og barnehagene dere ønsker, får opplysningene. Et dataprogram foreslår fordelingen etter opptakskriteriene, og ansatte i kommunen kontrollerer og godkjenner den. Vi sletter opplysningene når vi ikke lenger trenger dem, og når arkivreglene tillater det.',
      'Du kan be om innsyn, få feil rettet og protestere mot bruken. Skriv til {privacyContact}, så svarer personvernombudet. Du kan også klage til Datatilsynet. Les mer på {kommuneWebsite}.',
    ],
    appealAdmission: [
      '# Du kan klage',
      'Du kan klage på vedtaket innen tre uker fra du mottok det. Skriv hvilket vedtak du klager på og hvorfor, og send klagen til {kommuneName}. Kommunen legger klagen fram for barnehageeieren. Kommunens klagenemnd avgjør klagen, og avgjørelsen er endelig. Du kan også kreve en skriftlig begrunnelse for vedtaket. Reglene står i forskrift om saksbehandlingsregler ved opptak i barnehage §§ 4 til 9.',
    ],
    appealFee: [
      '# Du kan klage',
      'Du kan klage på vedtaket innen tre uker fra du mottok det. Send klagen til {kommuneName}. Kommunen vurderer saken på nytt. Endrer vi ikke vedtaket, sender vi klagen videre til statsforvalteren, som avgjør den. Du har rett til å se dokumentene i saken. Reglene står i forskrift om foreldrebetaling i barnehager § 5 og forvaltningsloven kapittel VI.',
    ],
  },
  nn: {
    greeting: 'Hei!',
    closing: 'Venleg helsing',
    questions:
      'Har du spørsmål, eller har du ikkje nett? Ring {kommunePhone} eller skriv til {kommuneEmail}, så hjelper vi deg.',
    letter: {
      date: 'Dato',
      reference: 'Vår referanse',
      page: 'Side',
      of: 'av',
      signedElectronically: 'Brevet er godkjent elektronisk og har difor inga underskrift.',
      alsoIn: 'Brevet på norsk: side',
    },
    privacy: [
      '# Slik bruker vi opplysningar om dykk',
      '{kommuneName} har henta namn, fødselsdato, adresse og opplysningar om foreldreansvar frå Folkeregisteret, og telefonnummer og e-postadresse frå Kontakt- og reservasjonsregisteret. Vi bruker dei til å gi barnet plassen det har rett til, og til ikkje å spørje om noko vi alt veit. Grunnlaget er personvernforordninga artikkel 6 nr. 1 bokstav e og barnehagelova §§ 16 til 18.',
      'Berre tilsette som arbeider med opptaket, og barnehagane de ønskjer, får opplysningane. Eit dataprogram foreslår fordelinga etter opptakskriteria, og tilsette i kommunen kontrollerer og godkjenner ho. Vi slettar opplysningane når vi ikkje lenger treng dei, og når arkivreglane tillèt det.',
      'Du kan be om innsyn, få retta feil og protestere mot bruken. Skriv til {privacyContact}, så svarer personvernombodet. Du kan òg klage til Datatilsynet. Les meir på {kommuneWebsite}.',
    ],
    appealAdmission: [
      '# Du kan klage',
      'Du kan klage på vedtaket innan tre veker frå du fekk det. Skriv kva vedtak du klagar på og kvifor, og send klaga til {kommuneName}. Kommunen legg klaga fram for barnehageeigaren. Klagenemnda i kommunen avgjer klaga, og avgjerda er endeleg. Du kan òg krevje ei skriftleg grunngiving for vedtaket. Reglane står i forskrift om saksbehandlingsreglar ved opptak i barnehage §§ 4 til 9.',
    ],
    appealFee: [
      '# Du kan klage',
      'Du kan klage på vedtaket innan tre veker frå du fekk det. Send klaga til {kommuneName}. Kommunen vurderer saka på nytt. Endrar vi ikkje vedtaket, sender vi klaga vidare til statsforvaltaren, som avgjer ho. Du har rett til å sjå dokumenta i saka. Reglane står i forskrift om foreldrebetaling i barnehagar § 5 og forvaltingslova kapittel VI.',
    ],
  },
  en: {
    greeting: 'Hello!',
    closing: 'Kind regards',
    questions:
      'Do you have questions, or no internet? Call {kommunePhone} or write to {kommuneEmail}, and we will help you.',
    letter: {
      date: 'Date',
      reference: 'Our reference',
      page: 'Page',
      of: 'of',
      signedElectronically:
        'This letter has been approved electronically and therefore carries no signature.',
      alsoIn: 'This letter in English: page',
    },
    privacy: [
      '# How we use information about you',
      '{kommuneName} has collected names, date of birth, address and parental responsibility from the National Population Register, and telephone number and e-mail address from the Contact and Reservation Register. We use them to give your child the place it has a right to, and to avoid asking you for what we already know. The legal basis is article 6(1)(e) of the General Data Protection Regulation and sections 16 to 18 of the Kindergarten Act (barnehageloven).',
      'Only staff who work with admission, and the kindergartens you wish for, receive the information. A computer program proposes the allocation according to the admission criteria, and municipal staff check and approve it. We delete the information when we no longer need it and the archive rules allow it.',
      'You may ask to see the information, have mistakes corrected, and object to its use. Write to {privacyContact} and the data protection officer will answer. You may also complain to the Norwegian Data Protection Authority (Datatilsynet). Read more at {kommuneWebsite}.',
    ],
    appealAdmission: [
      '# You may appeal',
      'You may appeal against the decision within three weeks of receiving it. Say which decision you appeal against and why, and send the appeal to {kommuneName}. The municipality puts it before the owner of the kindergarten. The municipal appeals board decides, and its decision is final. You may also demand written reasons for the decision. The rules are in sections 4 to 9 of the regulation on procedure for admission to kindergarten.',
    ],
    appealFee: [
      '# You may appeal',
      'You may appeal against the decision within three weeks of receiving it. Send the appeal to {kommuneName}. The municipality considers the case again. If we do not change the decision, we send the appeal on to the county governor (statsforvalteren), who decides. You have the right to see the documents in the case. The rules are in section 5 of the regulation on parental payment and chapter VI of the Public Administration Act.',
    ],
  },
  se: {
    greeting: 'Bures!',
    closing: 'Dearvvuođaiguin',
    questions:
      'Leatgo dus gažaldagat, dahje ii go dus leat neahtta? Riŋge {kommunePhone} dahje čále {kommuneEmail}, de veahkehit du.',
    letter: {
      date: 'Beaivi',
      reference: 'Min čujuhus',
      page: 'Siidu',
      of: '/',
      signedElectronically: 'Reive lea dohkkehuvvon elektrovnnalaččat, ja danne das ii leat vuolláičála.',
      alsoIn: 'Reive sámegillii: siidu',
    },
    privacy: [
      '# Ná mii geavahit dieđuid din birra',
      '{kommuneName} lea viežžan namaid, riegádanbeaivvi, čujuhusa ja dieđuid vánhenovddasvástádusa birra Álbmotregisttaris, ja telefonnummira ja e-poastačujuhusa Oktavuohta- ja várrenregisttaris. Mii geavahit daid addin dihtii mánnái saji masa sus lea vuoigatvuohta, ja vai eat jeara dan maid juo diehtit. Láhkavuođđu lea persovdnasuodjalusásahus artihkal 6 nr. 1 bustávva e ja mánáidgárdeláhka §§ 16 gitta 18.',
      'Dušše bargit geat barget sisaváldimiin, ja mánáidgárddit maid dii háliidehpet, ožžot dieđuid. Dihtorprográmma evttoha juohkima sisaváldineavttuid mielde, ja suohkana bargit dárkkistit ja dohkkehit dan. Mii sihkkut dieđuid go eat šat dárbbaš daid ja go arkiivanjuolggadusat dan suvvet.',
      'Don sáhtát bivdit oaidnit dieđuid, oažžut boasttuvuođaid divvojuvvot ja vuosttaldit geavaheami. Čále deike: {privacyContact}. Persovdnasuodjalusáittardeaddji vástida. Sáhtát maid váidit Datatilsynet:ii. Loga eanet: {kommuneWebsite}.',
    ],
    appealAdmission: [
      '# Don sáhtát váidit',
      'Don sáhtát váidit mearrádusa golmma vahku siste dan rájes go ožžot dan. Čále guđe mearrádusa váiddát ja manne, ja sádde váidaga deike: {kommuneName}. Suohkan ovddida váidaga mánáidgárddi eaiggádii. Suohkana váiddalávdegoddi mearrida váidaga, ja mearrádus lea loahpalaš. Sáhtát maid gáibidit čálalaš ákkastallama. Njuolggadusat leat láhkaásahusas áššemeannudannjuolggadusaid birra mánáidgárdái sisaváldimis §§ 4 gitta 9.',
    ],
    appealFee: [
      '# Don sáhtát váidit',
      'Don sáhtát váidit mearrádusa golmma vahku siste dan rájes go ožžot dan. Sádde váidaga deike: {kommuneName}. Suohkan árvvoštallá ášši ođđasit. Jus mii eat rievdat mearrádusa, de sáddet váidaga viidáset stáhtahálddašeaddjái, gii mearrida dan. Dus lea vuoigatvuohta oaidnit ášši dokumeanttaid. Njuolggadusat leat láhkaásahusas vánhenmávssu birra mánáidgárddiin § 5 ja hálddašanlága VI kapihttalis.',
    ],
  },
};

export interface FallbackNotice {
  /** Said in the language that was asked for. */
  readonly own: string;
  /** Said in the language that the message is in, short enough for an SMS. */
  readonly inFallback: Readonly<Record<CompleteLanguage, string>>;
}

/** What a message says about itself when it does not exist in the language that was asked for. */
export const fallbackNotices: Readonly<Record<Exclude<Language, CompleteLanguage>, FallbackNotice>> = {
  sma: {
    own: 'Daate bïevnese ij annje leah åarjelsaemien gïelesne. Maahtah mijjese åarjelsaemien tjaeledh, dellie åarjelsaemien vaestiedassem åadtjoeh.',
    inFallback: {
      nb: 'Finnes ikke på sørsamisk ennå.',
      nn: 'Finst ikkje på sørsamisk enno.',
      en: 'Not yet in South Sami.',
      se: 'Ii leat vuos máttasámegillii.',
    },
  },
  smj: {
    own: 'Dát diehto ij la vil julevsábmáj. Máhtá midjij julevsábmáj tjállet, ja vásstádusáv julevsábmáj oattjo.',
    inFallback: {
      nb: 'Finnes ikke på lulesamisk ennå.',
      nn: 'Finst ikkje på lulesamisk enno.',
      en: 'Not yet in Lule Sami.',
      se: 'Ii leat vuos julevsámegillii.',
    },
  },
};
