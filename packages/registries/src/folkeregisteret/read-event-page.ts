import type { NationalIdPolicy } from '@opptak/domain';
import { RegistryAnswerUnreadable } from '../registry-errors.ts';
import type { EventPage, RegisterEvent } from './person-registry.ts';
import { numberFrom } from './read-family.ts';
import { isFields, numberOf, textOf } from './register-elements.ts';

type Page = Extract<EventPage, { readonly type: 'page' }>;

/**
 * Reads a page of the feed: sorts it, drops what was sent twice, steps over entries that say nothing. Holes between
 * sequence numbers are the register's habit.
 *
 * @throws RegistryAnswerUnreadable when it is no page, or begins before `from`: the register has been built anew.
 */
export function readEventPage(
  value: unknown,
  from: number,
  etag: string | null,
  policy: NationalIdPolicy,
): Page {
  if (!Array.isArray(value))
    throw new RegistryAnswerUnreadable('Folkeregisteret', 'wrong-shape', 'no list of events');
  const events = new Map<number, RegisterEvent>();
  let next = from;
  let duplicates = 0;
  let unreadable = 0;
  for (const entry of value) {
    const sequence = isFields(entry) ? numberOf(entry, 'sekvensnummer') : null;
    if (sequence === null) {
      // Without its number we can not know that the pointer may pass it.
      throw new RegistryAnswerUnreadable('Folkeregisteret', 'wrong-shape', 'event without sekvensnummer');
    }
    if (sequence < from) throw new RegistryAnswerUnreadable('Folkeregisteret', 'sequence-went-back');
    next = Math.max(next, sequence + 1);
    const event = readEvent(entry, sequence, policy);
    if (!event) unreadable += 1;
    else if (events.has(sequence)) duplicates += 1;
    else events.set(sequence, event);
  }
  return {
    type: 'page',
    events: [...events.values()].sort((a, b) => a.sequence - b.sequence),
    next,
    etag,
    duplicates,
    unreadable,
  };
}

function readEvent(entry: unknown, sequence: number, policy: NationalIdPolicy): RegisterEvent | null {
  const body = isFields(entry) ? entry.hendelse : undefined;
  if (!isFields(body)) return null;
  const nationalId = numberFrom(textOf(body, 'folkeregisteridentifikator'), policy);
  // The feed writes hendelsetype, the full event document hendelsestype.
  const type = textOf(body, 'hendelsetype') ?? textOf(body, 'hendelsestype');
  const registeredAt = new Date(textOf(body, 'ajourholdstidspunkt') ?? '');
  if (nationalId === null || type === null) return null;
  return { sequence, nationalId, type, registeredAt };
}
