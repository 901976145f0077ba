import { parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { Type } from 'typebox';
import type { ShownGroup } from '../reach/next-reach.ts';
import type { Schema } from '../schema.generated.ts';

const Cell = {
  channel: Type.Union([Type.Enum(['sms', 'email', 'letter']), Type.Null()]),
  area: Type.Union([Type.String(), Type.Null()]),
};
const Groups = Type.Array(
  Type.Object({
    ...Cell,
    cells: Type.Array(Type.Object(Cell)),
    invited: Type.Integer(),
    notAnswered: Type.Union([Type.Integer(), Type.Null()]),
    countedAt: Type.String(),
  }),
);

/** What was shown last of a campaign's reach. Null: nothing yet. */
export async function findPublishedReach(
  db: Reader<Schema>,
  campaignId: string,
): Promise<readonly ShownGroup[] | null> {
  const row = await db
    .selectFrom('publishedReach')
    .select('groups')
    .where('campaignId', '=', campaignId)
    .executeTakeFirst();
  return row ? parse(Groups, row.groups, 'published_reach.groups') : null;
}

export async function keepPublishedReach(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  campaignId: string,
  groups: readonly ShownGroup[],
): Promise<void> {
  await tx
    .insertInto('publishedReach')
    .values({ kommune, campaignId, groups: JSON.stringify(groups) })
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'campaignId'])
        .doUpdateSet((row) => ({ groups: row.ref('excluded.groups') })),
    )
    .execute();
}
