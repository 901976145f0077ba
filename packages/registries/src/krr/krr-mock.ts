import type { Contact } from '../mock-world/mock-world.ts';
import type { MockRegistry } from '../mocks/mock-registry.ts';

const scopes = ['krr:global/kontaktinformasjon.read', 'krr:global/kontaktinfo.read'] as const;

/** Kontakt- og reservasjonsregisteret, version 2. The answer comes in another order than the question. */
export const krrMock: MockRegistry = {
  name: 'krr',
  prefix: '/krr',
  routes: (app, { world, authorize, clock }) => {
    app.post<{ Body: { personidentifikatorer?: unknown; inkluderIkkeRegistrerte?: boolean } | null }>(
      '/rest/v2/personer',
      async (request, reply) => {
        if ((await authorize(request, reply, ...scopes)) === null) return reply;
        const numbers = request.body?.personidentifikatorer;
        if (!Array.isArray(numbers) || numbers.length < 1 || numbers.length > 1_000) {
          return reply.code(400).send({ error: 'bad_request', error_description: 'personidentifikatorer' });
        }
        const people = numbers
          .map(String)
          .map((person) => shown(person, world.view.contact(person), clock.now()))
          .filter((person) => person.status !== 'IKKE_REGISTRERT' || request.body?.inkluderIkkeRegistrerte);
        return { personer: people.reverse() };
      },
    );
  },
};

function shown(person: string, contact: Contact | undefined, now: Date) {
  const seen = new Date(now.getTime() - 30 * 86_400_000).toISOString();
  if (!contact) {
    return {
      personidentifikator: person,
      reservasjon: 'NEI',
      status: 'IKKE_REGISTRERT',
      varslingsstatus: 'KAN_IKKE_VARSLES',
    };
  }
  const may = !contact.reserved && !contact.expired && !contact.deleted && (contact.email ?? contact.mobile);
  return {
    personidentifikator: person,
    reservasjon: contact.reserved ? 'JA' : 'NEI',
    // An offset of hours only, which many readers of times refuse.
    ...(contact.reserved ? { reservasjonstidspunkt: '2023-06-13T13:42:34+02' } : {}),
    status: contact.deleted ? 'SLETTET' : 'AKTIV',
    varslingsstatus: may ? 'KAN_VARSLES' : 'KAN_IKKE_VARSLES',
    kontaktinformasjon: {
      ...(contact.email === undefined
        ? {}
        : { epostadresse: contact.email, epostadresse_sist_verifisert: seen }),
      ...(contact.mobile === undefined
        ? {}
        : { mobiltelefonnummer: contact.mobile, mobiltelefonnummer_sist_verifisert: seen }),
    },
    ...(contact.language === undefined ? {} : { spraak: contact.language, spraak_oppdatert: seen }),
  };
}
