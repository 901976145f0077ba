import type { FastifyInstance } from 'fastify';
import type { MockWorldView } from '../mock-world/mock-world.ts';
import type { PersonDocument } from '../mock-world/register-format.ts';
import type { MockParts } from '../mocks/mock-registry.ts';

const batchSize = 1_000;
/** The register works on a job for a while: the first question about it is answered "not found". */
const answersBeforeReady = 1;
const jobsAtOnce = 10;

interface Filter {
  readonly personstatustyper?: readonly string[];
  readonly kommunenummer?: { readonly bostedskommunenummer?: string };
  readonly foedselsaarFraOgMed?: string;
  readonly foedselsaarTilOgMed?: string;
}

interface Job {
  readonly people: readonly string[];
  asked: number;
}

/**
 * Orders and batches of an extract (uttrekk). A job's id holds what was asked for, so that a mock that is started anew
 * knows the jobs of the one before, as the register does: a reader that keeps its data goes on.
 */
export function extractRoutes(app: FastifyInstance, base: string, { world }: MockParts): void {
  const jobs = new Map<string, Job>();
  const fromBefore = (id: string): Job | undefined => {
    const filter = filterIn(id);
    if (!filter) return undefined;
    const job = { people: peopleIn(world.view, filter), asked: 0 };
    jobs.set(id, job);
    return job;
  };

  app.post<{ Body: Filter | null }>(`${base}/uttrekk/tilpasset`, async (request, reply) => {
    const unfinished = [...jobs.values()].filter((job) => job.asked <= answersBeforeReady);
    if (unfinished.length >= jobsAtOnce) return reply.code(429).header('retry-after', '60000').send({});
    const ordered = `${jobs.size} ${JSON.stringify(request.body ?? {})}`;
    const jobbId = Buffer.from(ordered).toString('base64url');
    jobs.set(jobbId, { people: peopleIn(world.view, request.body ?? {}), asked: 0 });
    return { jobbId };
  });

  app.get<{ Params: { job: string; batch: string } }>(
    `${base}/uttrekk/:job/batch/:batch`,
    async (request, reply) => {
      const job = jobs.get(request.params.job) ?? fromBefore(request.params.job);
      if (!job || job.asked++ < answersBeforeReady) {
        return reply.code(404).send({ kode: 'FREG-001', melding: 'Fant ikke batch' });
      }
      const first = Number(request.params.batch) * batchSize;
      const people = job.people.slice(first, first + batchSize);
      return people.length > 0 ? { foedselsEllerDNummer: people } : {};
    },
  );
}

/** @returns undefined when it is no id of ours. */
function filterIn(id: string): Filter | undefined {
  const [, text] = /^\d+ (\{.*\})$/.exec(Buffer.from(id, 'base64url').toString()) ?? [];
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function peopleIn(view: MockWorldView, filter: Filter): readonly string[] {
  const from = Number(filter.foedselsaarFraOgMed ?? 0);
  const until = Number(filter.foedselsaarTilOgMed ?? 9_999);
  const kommune = filter.kommunenummer?.bostedskommunenummer;
  return [...view.people()].filter((person) => {
    const document = view.document(person) ?? {};
    const year = Number(current(document, 'foedsel')?.foedselsaar);
    const status = String(current(document, 'status')?.status);
    return (
      year >= from &&
      year <= until &&
      (filter.personstatustyper?.includes(status) ?? true) &&
      (kommune === undefined || shownKommune(document) === kommune)
    );
  });
}

const current = (document: PersonDocument, property: string) =>
  document[property]?.find((element) => element.erGjeldende);

/** The kommune that stands in the document: none for a strictly confidential address. */
function shownKommune(document: PersonDocument): string | null {
  const home = JSON.stringify(current(document, 'bostedsadresse') ?? {});
  return /"(?:kommunenummer|bostedskommune)":"(\d{4})"/.exec(home)?.[1] ?? null;
}
