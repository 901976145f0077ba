import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authorizeFiks } from '../mocks/authorize-fiks.ts';
import type { MockParts, MockRegistry } from '../mocks/mock-registry.ts';
import { extractRoutes } from './extract-routes-mock.ts';
import { registerError } from './register-error-mock.ts';
import { searchRoute } from './search-route-mock.ts';
import { partsAsked, shownDocument } from './show-document.ts';

const pageSize = 1_000;

interface AskedParts {
  readonly part?: string | string[];
}

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

/** Folkeregisteret itself: rights package for public bodies with a legal basis. */
export const folkeregisteretMock: MockRegistry = {
  name: 'folkeregisteret',
  prefix: '/folkeregisteret-api',
  routes: (app, parts) => {
    const guard: Guard = async (request, reply) =>
      (await parts.authorize(request, reply, 'folkeregister:deling/offentligmedhjemmel')) !== null;
    registerRoutes(app, '/folkeregisteret/offentlig-med-hjemmel/api/v1', guard, parts);
  },
};

/** The same register behind KS Fiks. */
export const fiksFolkeregisteretMock: MockRegistry = {
  name: 'fiks-folkeregisteret',
  prefix: '/fiks',
  routes: (app, parts) =>
    registerRoutes(
      app,
      '/folkeregister/api/v1/:roleId/v1',
      (request, reply) => authorizeFiks(parts, request, reply),
      parts,
    ),
};

function registerRoutes(app: FastifyInstance, base: string, guard: Guard, parts: MockParts): void {
  const { world } = parts;

  app.addHook('preHandler', async (request, reply) => {
    if (!(await guard(request, reply))) return reply;
    const accept = request.headers.accept ?? '*/*';
    if (!/application\/json|\*\/\*/.test(accept)) return registerError(reply, 406, 'Ugyldig Accept-header');
    return undefined;
  });

  app.get<{ Params: { person: string }; Querystring: AskedParts }>(
    `${base}/personer/:person`,
    async (request, reply) => {
      const asked = partsAsked(request.query.part);
      if (!asked) return registerError(reply, 400, 'Ugyldig part');
      const document = world.view.document(request.params.person);
      return document ? shownDocument(document, asked) : registerError(reply, 404, 'Fant ikke person');
    },
  );

  app.post<{ Body: { foedselsEllerDNummer?: unknown } | null; Querystring: AskedParts }>(
    `${base}/personer/bulkoppslag`,
    async (request, reply) => {
      const asked = partsAsked(request.query.part);
      const numbers = request.body?.foedselsEllerDNummer;
      if (!asked || !Array.isArray(numbers) || numbers.length > pageSize) {
        return registerError(reply, 400, 'Ugyldig forespørsel');
      }
      return {
        oppslag: numbers.map(String).map((foedselsEllerDNummer) => {
          const document = world.view.document(foedselsEllerDNummer);
          return document
            ? { foedselsEllerDNummer, folkeregisterperson: shownDocument(document, asked) }
            : { foedselsEllerDNummer, feilmelding: 'Fant ikke person' };
        }),
      };
    },
  );

  app.get<{ Querystring: { seq?: string } }>(`${base}/hendelser/feed`, async (request, reply) => {
    const from = Number(request.query.seq);
    if (!Number.isSafeInteger(from) || from < 0) return registerError(reply, 400, 'Ugyldig sekvensnummer');
    const events = world.view.events(from, pageSize);
    if (!events) {
      return registerError(
        reply,
        406,
        'Det er oppgitt ulovlig sekvensnummer. Sekvensnummer kan ikke være mere enn 36 måneder gammelt',
      );
    }
    const etag = `"${from}-${events.length}-${events.at(-1)?.sekvensnummer ?? 0}"`;
    reply.header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return events;
  });

  app.get(`${base}/hendelser/siste/sekvensnummer`, async (_request, reply) =>
    // A bare number, not an object.
    reply.type('application/json').send(String(world.view.lastSequence())),
  );

  app.get<{ Params: { id: string } }>(`${base}/hendelser/:id`, async (request, reply) => {
    const entry = world.view.event(request.params.id);
    // personErOppdatert has no document by design.
    if (!entry || entry.hendelse.hendelsetype === 'personErOppdatert') {
      return registerError(reply, 404, 'Fant ikke hendelse');
    }
    const { folkeregisteridentifikator, hendelsetype, ajourholdstidspunkt } = entry.hendelse;
    return {
      dokumentidentifikator: request.params.id,
      skjemaversjon: '1.0',
      hendelse: {
        folkeregisteridentifikator,
        hendelsestype: hendelsetype,
        ajourholdstidspunkt,
        egenskapshendelse: [],
      },
    };
  });

  extractRoutes(app, base, parts);
  searchRoute(app, base, parts);
}
