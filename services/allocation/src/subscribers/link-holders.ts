import { linkHoldersChanged } from '@opptak/contracts';
import type { EventSubscriber } from '@opptak/jobs';
import { upsertLinkHolders } from '../repositories/link-holders.ts';
import type { Schema } from '../schema.generated.ts';

/** Whose links are dead from now on, or alive again. */
export const onLinkHoldersChanged: EventSubscriber<Schema, typeof linkHoldersChanged.data> = {
  event: linkHoldersChanged,
  run: (tx, { kommune, version, data }) => upsertLinkHolders(tx, { kommune, ...data, version }),
};
