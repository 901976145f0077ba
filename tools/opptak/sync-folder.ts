import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { NationalId } from '@opptak/domain';
import {
  type PersonFacts,
  type RegisterEvent,
  readEventPage,
  readPersonDocument,
  relevanceOf,
} from '@opptak/registries';

/** What lay in a folder of feed pages and person documents. */
export interface Replay {
  /** Each person once, as the newest of their documents has them. */
  readonly people: readonly PersonFacts[];
  readonly relevant: readonly RegisterEvent[];
  readonly counts: ReadonlyMap<string, number>;
}

/** The register's own largest answer, a bulk look-up of a thousand people, is a tenth of it. */
const largestFile = 256 * 1024 * 1024;

/**
 * Reads a folder: a file that holds a list is a page of the feed, one that holds an object is a person document, or the
 * answer to a bulk look-up. What is broken is counted; neither a file's name nor what is wrong with it is shown, for both may
 * hold an identity number. Links are not followed.
 *
 * @throws when there is no such folder.
 */
export async function readFolder(folder: string): Promise<Replay> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const counts = new Map<string, number>();
  const count = (what: string, times = 1): void => void counts.set(what, (counts.get(what) ?? 0) + times);
  const people = new Map<NationalId, Dated>();
  const events = new Map<number, RegisterEvent>();

  const takePerson = (document: unknown): void => {
    const facts = readPersonDocument(document, { policy: 'synthetic' });
    const dated = { facts, at: newestTime(document) };
    const known = people.get(facts.nationalId);
    if (known) count('documents of somebody who has a newer one');
    if (!known || dated.at >= known.at) people.set(facts.nationalId, dated);
  };
  const takePage = (document: readonly unknown[]): void => {
    const page = readEventPage(document, 0, null, 'synthetic');
    count(
      'events sent twice',
      page.duplicates + page.events.filter(({ sequence }) => events.has(sequence)).length,
    );
    count('unreadable files or events', page.unreadable);
    for (const event of page.events) events.set(event.sequence, event);
  };

  for (const entry of entries.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
    if (!entry.name.endsWith('.json') || entry.isDirectory()) continue;
    if (!entry.isFile()) {
      count('links and other things that are no files');
      continue;
    }
    try {
      const document = await readJson(nameOf(entry));
      if (Array.isArray(document)) takePage(document);
      else
        for (const one of documentsIn(document))
          attempt(
            () => takePerson(one),
            () => count('unreadable files or events'),
          );
    } catch {
      count('unreadable files or events');
    }
  }
  const byRelevance = Map.groupBy(events.values(), ({ type }) => relevanceOf(type));
  const relevant = byRelevance.get('relevant') ?? [];
  count('events that matter', relevant.length);
  count('events that do not matter', byRelevance.get('irrelevant')?.length ?? 0);
  count('events of unknown types', byRelevance.get('unknown')?.length ?? 0);
  return { people: [...people.values()].map(({ facts }) => facts), relevant, counts };
}

interface Dated {
  readonly facts: PersonFacts;
  /** When the register last wrote in the document. */
  readonly at: number;
}

const nameOf = ({ parentPath, name }: { readonly parentPath: string; readonly name: string }): string =>
  path.join(parentPath, name);

/** @throws when the file is too large, not UTF-8, or no JSON. */
async function readJson(file: string): Promise<unknown> {
  await using handle = await open(file);
  if ((await handle.stat()).size > largestFile) throw new RangeError('The file is too large');
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile()));
}

/** The person documents in what is no list: itself, or those of a bulk answer. */
function documentsIn(document: unknown): readonly unknown[] {
  if (typeof document !== 'object' || document === null || !('oppslag' in document)) return [document];
  if (!Array.isArray(document.oppslag)) return [document];
  return document.oppslag.map((one: unknown) =>
    typeof one === 'object' && one !== null && 'folkeregisterperson' in one ? one.folkeregisterperson : one,
  );
}

function attempt(work: () => void, failed: () => void): void {
  try {
    work();
  } catch {
    failed();
  }
}

/** The latest instant at which the register wrote one of a document's elements; 0 when it says of none. */
function newestTime(document: unknown): number {
  if (typeof document !== 'object' || document === null) return 0;
  const times = Object.values(document)
    .flat()
    .map((element: unknown) =>
      typeof element === 'object' && element !== null && 'ajourholdstidspunkt' in element
        ? Date.parse(String(element.ajourholdstidspunkt))
        : Number.NaN,
    );
  return Math.max(0, ...times.filter((time) => !Number.isNaN(time)));
}
