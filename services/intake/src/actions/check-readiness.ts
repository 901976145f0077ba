import type { BylawsDocument, RoundReadiness } from '@opptak/contracts';
import type { Reader } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import { lintBylaws, lintRules, setFor } from '@opptak/matching';
import { findBylaws } from '../repositories/bylaws.ts';
import { findKindergartens, type Kindergarten } from '../repositories/kindergartens.ts';
import type { Schema } from '../schema.generated.ts';

type Finding = RoundReadiness['findings'][number];

const noBylaws = {
  severity: 'error',
  code: 'no-bylaws',
  nb: 'Det er ikke vedtatt noen kriterier som barna kan ordnes etter.',
  en: 'No criteria have been adopted by which children could be ordered.',
  source: 'barnehageloven § 17',
} as const;
const noPlaces = {
  severity: 'warning',
  code: 'no-places',
  nb: 'Barnehagen har ingen plasser. Ingen kan få plass der før eieren har satt dem.',
  en: 'The kindergarten has no places. Nobody can get one there before its owner has set them.',
  source: 'barnehageloven § 17',
} as const;

/**
 * What a caseworker should know before a round is opened: whether there are criteria in force on its deadline that the
 * law lets stand, for every kindergarten that can be applied for, and where places are missing.
 *
 * Legal source: barnehageloven §§ 17, 18; forskrift 2005-12-16-1477 § 2.
 */
export async function checkReadiness(db: Reader<Schema>, deadlineOn: IsoDate): Promise<RoundReadiness> {
  const kindergartens = (await findKindergartens(db)).filter(({ active, form }) => active && form !== 'open');
  const bylaws = await findBylaws(db);
  const findings: Finding[] = [
    ...(bylaws
      ? findingsOn(bylaws.document, deadlineOn, kindergartens)
      : [{ ...noBylaws, at: '', kindergartenId: null }]),
    ...kindergartens
      .filter(({ capacitySmall, capacityLarge }) => capacitySmall + capacityLarge === 0)
      .map(({ id }) => ({ ...noPlaces, at: '', kindergartenId: id })),
  ];
  return { ready: findings.every(({ severity }) => severity !== 'error'), findings };
}

/** They were sound when they were adopted; on the day they may not be in force, and the linter may have learned. */
const findingsOn = (
  document: BylawsDocument,
  deadlineOn: IsoDate,
  kindergartens: readonly Kindergarten[],
): readonly Finding[] => [
  ...lintBylaws({ ...document, roundOn: deadlineOn }).map(({ code, at }) => {
    const { severity, nb, en, source } = lintRules[code];
    const set = document.sets[Number(/^\/sets\/(\d+)/.exec(at)?.[1])];
    return { severity, code, at, kindergartenId: set?.kindergarten ?? null, nb, en, source };
  }),
  ...kindergartens
    .filter((kindergarten) => !setFor(document, kindergarten))
    .map(({ id }) => ({ ...noBylaws, at: '', kindergartenId: id })),
];
