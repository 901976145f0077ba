import { parseArgs } from 'node:util';
import { type IsoDate, isIsoDate, maskedNationalId, type NationalId, systemClock } from '@opptak/domain';
import { conclude } from '@opptak/notification';
import type { PersonFacts } from '@opptak/registries';
import type { Command, CommandIo } from './command.ts';
import { type Replay, readFolder } from './sync-folder.ts';

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
  // By every number that leads to somebody: families name people by any of them. A number in use is its own.
  const byNumber = new Map<NationalId, PersonFacts>(
    replay.people.flatMap((facts) => facts.identity.earlier.map((number) => [number, facts] as const)),
  );
  for (const facts of replay.people) byNumber.set(facts.nationalId, facts);
  for (const facts of replay.people) io.stdout.write(`${JSON.stringify(line(facts, byNumber, asked.on))}\n`);
  report(replay, byNumber, io);
  return 0;
};

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
  { people, relevant, counts }: Replay,
  byNumber: ReadonlyMap<NationalId, PersonFacts>,
  io: CommandIo,
): void {
  const strangers = new Set(relevant.map(({ nationalId }) => nationalId).filter((id) => !byNumber.has(id)));
  io.stderr.write(`people: ${people.length}\n`);
  const unknown = new Map<string, number>();
  for (const { unknown: parts } of people) {
    for (const [place, times] of Object.entries(parts)) {
      unknown.set(`unknown ${place}`, (unknown.get(`unknown ${place}`) ?? 0) + times);
    }
  }
  for (const [what, times] of [
    ...[...counts].sort(),
    ['people in events without a document', strangers.size] as const,
    ...[...unknown].sort(),
  ]) {
    if (times > 0) io.stderr.write(`${what}: ${times}\n`);
  }
}
