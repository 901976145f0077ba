import type { NationalIdPolicy } from '@opptak/domain';
import { Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import { RegistryRefused } from '../registry-errors.ts';
import type { EventPage } from './person-registry.ts';
import { readEventPage } from './read-event-page.ts';
import { isFields, textOf } from './register-elements.ts';

const megabyte = 1024 * 1024;
/** A bare number, not an object. */
const Sequence = Type.Integer({ minimum: 0 });

export async function readLastSequence(endpoint: RegistryEndpoint): Promise<number> {
  const { json } = await callRegistry(endpoint, {
    operation: 'last-sequence',
    path: '/hendelser/siste/sekvensnummer',
    maxBytes: 1_024,
  });
  return readAnswer(endpoint.registry, Sequence, json);
}

export async function readEvents(
  endpoint: RegistryEndpoint,
  policy: NationalIdPolicy,
  from: number,
  etag: string | undefined,
): Promise<EventPage> {
  const { status, headers, json } = await callRegistry(endpoint, {
    operation: 'feed',
    path: `/hendelser/feed/?seq=${from}`,
    ...(etag === undefined ? {} : { headers: { 'if-none-match': etag } }),
    answers: [304, 406],
    maxBytes: 16 * megabyte,
  });
  if (status === 304) return { type: 'unchanged' };
  if (status === 406) {
    // The same status says that we asked for a format the register does not write: only the text tells them apart.
    const message = isFields(json) ? (textOf(json, 'melding') ?? '') : '';
    if (/sekvensnummer/i.test(message)) return { type: 'too-old' };
    throw new RegistryRefused(endpoint.registry, status);
  }
  return readEventPage(json, from, headers.get('etag'), policy);
}
