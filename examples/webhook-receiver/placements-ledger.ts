import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** A place, as `placement.changed` tells of it. */
export interface Placement {
  readonly version: number;
  readonly placementId: string;
  readonly childId: string;
  readonly kindergartenId: string;
  readonly from: string;
  readonly until: string | null;
  readonly daysPerWeek: number;
  readonly status: 'agreed' | 'ended' | 'cancelled';
}

/** The body of a webhook. */
interface OpptakEvent {
  readonly type: string;
  readonly subject: string;
  readonly version: number;
  readonly data: Omit<Placement, 'version'>;
}

/** What a partner keeps: each webhook once, of each place the newest version. */
export interface PlacementsLedger {
  take(webhookId: string, event: OpptakEvent): void;
  state(): Readonly<Record<string, Placement>>;
  counts(): Readonly<Record<'taken' | 'repeated' | 'stale', number>>;
}

interface Stored {
  readonly seen: readonly string[];
  readonly placements: readonly Placement[];
}

/** @param file Where to keep it; without one it is gone when the process ends. */
export function makeLedger(file?: string): PlacementsLedger {
  const stored = file === undefined ? null : readStored(file);
  const seen = new Set<string>(stored?.seen);
  const placements = new Map((stored?.placements ?? []).map((one) => [one.placementId, one]));
  const counts = { taken: 0, repeated: 0, stale: 0 };

  /** The new file takes the old one's place in one step: a crash leaves the one or the other. */
  function store(): void {
    if (file === undefined) return;
    writeFileSync(`${file}.next`, JSON.stringify({ seen: [...seen], placements: [...placements.values()] }));
    renameSync(`${file}.next`, file);
  }

  return {
    take(webhookId, event) {
      // The same webhook may come twice: the sender can not know whether we were cut off before or after taking it.
      if (seen.has(webhookId)) {
        counts.repeated += 1;
        return;
      }
      seen.add(webhookId);
      if (event.type === 'placement.changed') {
        // Webhooks may overtake each other: an older version must not replace a newer one.
        const newer = (placements.get(event.subject)?.version ?? -1) < event.version;
        if (newer) placements.set(event.subject, { ...event.data, version: event.version });
        counts[newer ? 'taken' : 'stale'] += 1;
      }
      store();
    },
    state: () => Object.fromEntries([...placements].sort(([one], [other]) => (one < other ? -1 : 1))),
    counts: () => ({ ...counts }),
  };
}

function readStored(file: string): Stored | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
