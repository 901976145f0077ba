import { type Static, Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import type { AccessTokens } from '../maskinporten/access-tokens.ts';
import { type FiksIntegration, fiksAuthorization } from '../maskinporten/bearer-authorization.ts';
import type { Letter, LetterPost, LetterStatus } from './letter-post.ts';
import { multipartBody } from './multipart-body.ts';

export interface SvarUtOptions extends RegistryOptions {
  readonly tokens: AccessTokens;
  readonly integration: FiksIntegration;
  /** The kommune's account, a UUID. */
  readonly accountId: string;
  /** Names us in the post's own lists. */
  readonly senderSystem: string;
  /** Where the cost goes: at most 20 letters, digits, `_`, `-`, `.`. */
  readonly accountingCode?: string;
}

const Sent = Type.Object({ id: Type.String({ minLength: 1 }) });
const Found = Type.Object({ forsendelseIds: Type.Array(Type.String()) });
const Statuses = Type.Object({
  statuser: Type.Array(
    Type.Object({ id: Type.String(), status: Type.String(), sisteStatusEndring: Type.String() }),
  ),
});

/**
 * SvarUt version 2 over HTTP.
 *
 * @param options.baseUrl With "/api": "https://svarut.ks.no/api".
 * @param options.timeoutMs The post recommends 16 minutes for large letters; ours are small.
 */
export function svarUt(options: SvarUtOptions): LetterPost {
  const endpoint: RegistryEndpoint = {
    ...options,
    registry: 'SvarUt',
    authorization: fiksAuthorization(options.tokens, options.integration),
  };
  const account = `/v2/kontoer/${options.accountId}/forsendelser`;
  return {
    async sendLetter(letter) {
      checkLimits(letter);
      const { contentType, body } = multipartBody([
        {
          name: 'forsendelse',
          contentType: 'application/json',
          content: JSON.stringify(shipment(letter, options)),
        },
        ...letter.documents.map(({ fileName, content }, index) => ({
          name: `filer_${index}`,
          fileName,
          contentType: 'application/pdf',
          content,
        })),
      ]);
      const { json } = await callRegistry(endpoint, {
        operation: 'send',
        path: account,
        headers: { 'content-type': contentType },
        body,
        maxBytes: 64 * 1024,
        people: 1,
      });
      return readAnswer(endpoint.registry, Sent, json).id;
    },

    async findLetters(reference) {
      const { json } = await callRegistry(endpoint, {
        operation: 'find-by-reference',
        path: `${account}?eksternRef=${encodeURIComponent(reference)}`,
        maxBytes: 1024 * 1024,
      });
      return readAnswer(endpoint.registry, Found, json).forsendelseIds;
    },

    async findStatuses(letterIds) {
      if (letterIds.length === 0) return new Map();
      const { json } = await callRegistry(endpoint, {
        operation: 'status',
        path: `${account}/status-sok`,
        json: { forsendelseIds: letterIds },
        maxBytes: 8 * 1024 * 1024,
      });
      const { statuser } = readAnswer(endpoint.registry, Statuses, json);
      return new Map(statuser.map((status) => [status.id, statusFrom(status)]));
    },
  };
}

function checkLimits(letter: Letter): void {
  if (letter.title.length > 1_000) throw new RangeError('The title of a letter has at most 1000 characters');
  for (const text of [letter.reference, letter.letterType, letter.correlation ?? '']) {
    if (text.length > 100)
      throw new RangeError('Reference, type and correlation have at most 100 characters');
  }
  if (letter.documents.length === 0) throw new RangeError('A letter has at least one document');
  if ((letter.links?.length ?? 0) > 5) throw new RangeError('A letter has at most five links');
  const names = letter.documents.map((document) => document.fileName);
  if (new Set(names).size < names.length) throw new RangeError('Two documents have the same name');
  for (const name of names) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: line breaks in a header are what this keeps out.
    if (name.length > 226 || /[*:"\\/<>|?\u0000-\u001f]/.test(name)) {
      throw new RangeError('A document has a name that the post does not take');
    }
  }
}

function shipment(letter: Letter, options: SvarUtOptions): object {
  const { recipient } = letter;
  const [line1, line2, line3] = recipient.address?.lines ?? [];
  return {
    tittel: letter.title,
    mottaker: {
      navn: recipient.name,
      digitalId: recipient.nationalId,
      ...(recipient.address && {
        ...(line1 === undefined ? {} : { adresselinje1: line1 }),
        ...(line2 === undefined ? {} : { adresselinje2: line2 }),
        ...(line3 === undefined ? {} : { adresselinje3: line3 }),
        postnummer: recipient.address.postalCode,
        poststed: recipient.address.postTown,
      }),
    },
    avgivendeSystem: options.senderSystem,
    ...(options.accountingCode === undefined ? {} : { konteringskode: options.accountingCode }),
    kunDigitalLevering: recipient.address === null,
    kryptert: false,
    krevNiva4Innlogging: false,
    taushetsbelagtPost: letter.confidential,
    utskriftskonfigurasjon: { utskriftMedFarger: false, tosidig: true },
    dokumenter: letter.documents.map(({ fileName }) => ({
      filnavn: fileName,
      mimeType: 'application/pdf',
      skalSigneres: false,
      skalEkskluderesFraUtskrift: false,
      inneholderPersonsensitivInformasjon: letter.confidential,
    })),
    lenker: (letter.links ?? []).map(({ url, text }) => ({ url, tekst: text, ledetekst: '' })),
    forsendelsestype: letter.letterType,
    eksternReferanse: letter.reference,
    ...(letter.correlation === undefined ? {} : { korrelasjonsid: letter.correlation }),
  };
}

/** Words of versions 2 and 3. */
const states: ReadonlyMap<string, LetterStatus['state']> = new Map([
  ['MOTTATT', 'pending'],
  ['AKSEPTERT', 'pending'],
  ['VARSLET', 'pending'],
  ['SENDT_PRINT', 'pending'],
  ['SENDT_SDP', 'pending'],
  ['SENDT_ALTINN', 'pending'],
  ['KLAR_FOR_MOTTAK', 'pending'],
  ['SENDT_DIGITALT', 'delivered'],
  ['LEVERT_SDP', 'delivered'],
  ['LEVERT_ALTINN', 'delivered'],
  ['MANUELT_HANDTERT', 'delivered'],
  ['LEST', 'read'],
  ['PRINTET', 'printed'],
  ['AVVIST', 'failed'],
  ['IKKE_LEVERT', 'failed'],
  ['FEILET_UNDER_MOTTAK', 'failed'],
  ['SLETTET', 'failed'],
]);

function statusFrom(status: Static<typeof Statuses>['statuser'][number]): LetterStatus {
  return {
    state: states.get(status.status) ?? 'unknown',
    word: status.status,
    changedAt: new Date(status.sisteStatusEndring),
  };
}
