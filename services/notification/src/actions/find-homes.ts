import { parse } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { AppError, type KommuneNumber } from '@opptak/domain';
import type { AddressSearch } from '@opptak/registries';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { isGuarded, type KnownFamily } from '../evaluation/child-facts.ts';
import type { Position } from '../evaluation/proposals.ts';
import { findPositions, insertPositions } from '../repositories/positions.ts';

export interface Home {
  readonly position: Position | null;
  readonly foundAt: Date;
}

const StoredPosition = Type.Object(
  { latitude: Type.Number(), longitude: Type.Number() },
  { additionalProperties: false },
);

const table = 'home_position';
/** Questions to the open address search at once. */
const atOnce = 8;

/**
 * Where unprotected families live, for distances. Kartverket is asked once for each address and learns nothing but the
 * address. A protected home is neither asked for nor looked up.
 *
 * @returns by child.
 */
export async function findHomes(
  { db, vault, clock, registries }: Pick<Deps, 'db' | 'vault' | 'clock' | 'registries'>,
  kommune: KommuneNumber,
  families: readonly KnownFamily[],
): Promise<ReadonlyMap<string, Home>> {
  const questions = new Map<string, Question>();
  const indexOf = new Map<string, string>();
  for (const family of families) {
    const question = questionOf(family, kommune);
    if (!question) continue;
    const index = vault.blindIndex(kommune, JSON.stringify(question));
    questions.set(index, question);
    indexOf.set(family.childId, index);
  }
  const stored = await inKommune(db, kommune, (tx) => findPositions(tx, [...questions.keys()]));
  const homes = new Map<string, Home>();
  for (const [index, { sealedPosition, foundAt }] of stored) {
    const text = sealedPosition && vault.unseal(kommune, table, index, sealedPosition);
    homes.set(index, { position: text ? parse(StoredPosition, JSON.parse(text), table) : null, foundAt });
  }
  const search = registries(kommune).addresses;
  const missing = [...questions].filter(([index]) => !homes.has(index));
  for (let first = 0; first < missing.length; first += atOnce) {
    const found = await Promise.all(
      missing.slice(first, first + atOnce).map(async ([index, question]) => ({
        index,
        position: await positionOf(search, question),
      })),
    );
    const foundAt = clock.now();
    const answered = found.flatMap(({ index, position }) =>
      position === 'no-answer' ? [] : [{ index, position }],
    );
    for (const { index, position } of answered) homes.set(index, { position, foundAt });
    await inKommune(db, kommune, (tx) =>
      insertPositions(
        tx,
        answered.map(({ index, position }) => ({
          kommune,
          addressIndex: index,
          sealedPosition:
            position === null ? null : vault.seal(kommune, table, index, JSON.stringify(position)),
          foundAt,
        })),
      ),
    );
  }
  return new Map(
    [...indexOf].flatMap(([childId, index]) => {
      const home = homes.get(index);
      return home ? [[childId, home] as const] : [];
    }),
  );
}

type Question = Parameters<AddressSearch['findAddress']>[0];

function questionOf(family: KnownFamily, kommune: KommuneNumber): Question | null {
  const { address } = family.child;
  if (isGuarded(family) || !address?.street || !address.number) return null;
  return {
    protection: 'none',
    street: address.street,
    number: address.number,
    letter: address.letter,
    postalCode: address.postalCode || null,
    kommune,
  };
}

/** A search that is down costs a family its distances, never its invitation. */
async function positionOf(search: AddressSearch, question: Question): Promise<Position | null | 'no-answer'> {
  try {
    const found = await search.findAddress(question);
    return found ? { latitude: found.latitude, longitude: found.longitude } : null;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unavailable') return 'no-answer';
    throw error;
  }
}
