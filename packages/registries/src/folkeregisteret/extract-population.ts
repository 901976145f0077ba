import type { NationalIdPolicy } from '@opptak/domain';
import { Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import { RegistryAnswerUnreadable } from '../registry-errors.ts';
import type { ExtractBatch, ExtractFilter } from './person-registry.ts';
import { numberFrom } from './read-family.ts';

const Job = Type.Object({ jobbId: Type.String({ minLength: 1 }) });
/** The last batch is an empty object. */
const Batch = Type.Object({ foedselsEllerDNummer: Type.Optional(Type.Array(Type.String())) });

export async function orderExtract(endpoint: RegistryEndpoint, filter: ExtractFilter): Promise<string> {
  const { json } = await callRegistry(endpoint, {
    operation: 'order-extract',
    path: '/uttrekk/tilpasset',
    json: {
      personstatustyper: ['bosatt'],
      kommunenummer: { bostedskommunenummer: filter.kommune },
      foedselsaarFraOgMed: String(filter.bornFrom),
      foedselsaarTilOgMed: String(filter.bornUntil),
    },
    maxBytes: 64 * 1024,
    purpose: 'population',
  });
  return readAnswer(endpoint.registry, Job, json).jobbId;
}

export async function readExtract(
  endpoint: RegistryEndpoint,
  policy: NationalIdPolicy,
  jobId: string,
  batch: number,
): Promise<ExtractBatch> {
  const { status, json } = await callRegistry(endpoint, {
    operation: 'read-extract',
    path: `/uttrekk/${encodeURIComponent(jobId)}/batch/${batch}`,
    answers: [404],
    maxBytes: 16 * 1024 * 1024,
    purpose: 'population',
  });
  if (status === 404) return { type: 'not-ready' };
  const texts = readAnswer(endpoint.registry, Batch, json).foedselsEllerDNummer ?? [];
  if (texts.length === 0) return { type: 'end' };
  const nationalIds = texts.map((text) => numberFrom(text, policy)).filter((id) => id !== null);
  if (nationalIds.length < texts.length) {
    throw new RegistryAnswerUnreadable(
      endpoint.registry,
      'wrong-shape',
      'a number this environment does not take',
    );
  }
  return { type: 'batch', nationalIds };
}
