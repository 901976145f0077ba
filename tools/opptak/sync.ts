import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type IsoDate, isIsoDate, maskedNationalId, type NationalId, systemClock } from '@opptak/domain';
import { conclude } from '@opptak/notification';
import { type PersonFacts, readEventPage, readPersonDocument, relevanceOf } from '@opptak/registries';
import type { Command, CommandIo } from './command.ts';

/**
 * `opptak sync --from DIR [--on YYYY-MM-DD]`: replays a folder of Folkeregisteret's feed pages and person documents, and
 * prints what is concluded about each person, one JSON line each. What is not known or not readable is counted on
 * stderr, never fatal. Takes synthetic identity numbers only.
 */
export const command: Command = async (args, io) => {
  const asked = argumentsOf(args);
  if (!asked) {
    io.stderr.write('usage: opptak sync --from DIR [--on YYYY-MM-DD]\n');
    return 2;
  }
  const replay = await readFolder(asked.folder).catch(() => null);
  if (!replay) {
    io.stderr.write('opptak sync: the folder can not be read\n');
    return 2;
  }
  // By every number that leads to somebody: families name people by any of them.
  const byNumber = new Map<NationalId, PersonFacts>(
    replay.people.flatMap((facts) =>
      [facts.nationalId, ...facts.identity.earlier].map((number) => [number, facts] as const),
    ),
  );
  for (const facts of replay.people) io.stdout.write(`${JSON.stringify(line(facts, byNumber, asked.on))}\n`);
  report(replay, byNumber, io);
  return 0;
};

interface Replay {
  readonly people: PersonFacts[];
  readonly events: { readonly nationalId: NationalId; readonly type: string }[];
  unreadable: number;
  duplicates: number;
}

function argumentsOf(args: readonly string[]): { folder: string; on: IsoDate } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { from: { type: 'string' }, on: { type: 'string' } },
    });
    const on = values.on ?? systemClock.today();
    return values.from && isIsoDate(on) ? { folder: values.from, on } : null;
  } catch {
    return null;
  }
}

/** A file that holds a list is a page of the feed; one that holds an object is a person document. */
async function readFolder(folder: string): Promise<Replay> {
  const replay: Replay = { people: [], events: [], unreadable: 0, duplicates: 0 };
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    try {
      const document: unknown = JSON.parse(await readFile(file, 'utf8'));
      if (Array.isArray(document)) {
        const page = readEventPage(document, 0, null, 'synthetic');
        replay.events.push(...page.events);
        replay.duplicates += page.duplicates;
        replay.unreadable += page.unreadable;
      } else {
        replay.people.push(readPersonDocument(document, { policy: 'synthetic' }));
      }
    } catch {
      // Neither the file's name nor what is wrong with it is shown: both may hold an identity number.
      replay.unreadable += 1;
    }
  }
  return replay;
}

function line(facts: PersonFacts, people: ReadonlyMap<NationalId, PersonFacts>, on: IsoDate) {
  const { decision, reasons, protection } = conclude(facts, people, on);
  return {
    fnr: maskedNationalId(facts.nationalId),
    status: facts.status,
    birthDate: facts.birthDate,
    kommune: facts.residence?.kommune ?? null,
    protection,
    guardians: facts.guardians.holders.length,
    decision,
    reasons,
  };
}

function report(
  { people, events, unreadable, duplicates }: Replay,
  byNumber: ReadonlyMap<NationalId, PersonFacts>,
  io: CommandIo,
): void {
  const count = (name: string, number: number): void => {
    if (number > 0) io.stderr.write(`${name}: ${number}\n`);
  };
  const relevance = Map.groupBy(events, ({ type }) => relevanceOf(type));
  const relevant = relevance.get('relevant') ?? [];
  const strangers = new Set(relevant.map(({ nationalId }) => nationalId).filter((id) => !byNumber.has(id)));
  count('people', people.length);
  count('events that matter', relevant.length);
  count('events that do not matter', relevance.get('irrelevant')?.length ?? 0);
  count('events of unknown types', relevance.get('unknown')?.length ?? 0);
  count('events sent twice', duplicates);
  count('people in events without a document', strangers.size);
  count('unreadable files or events', unreadable);
  const unknown = new Map<string, number>();
  for (const { unknown: parts } of people) {
    for (const [place, times] of Object.entries(parts)) unknown.set(place, (unknown.get(place) ?? 0) + times);
  }
  for (const [place, times] of [...unknown].sort()) count(`unknown ${place}`, times);
}
