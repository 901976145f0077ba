import type { Clock } from '@opptak/domain';
import { type FeedEntry, registerTime } from './register-format.ts';

/** The feed: what has happened to whom, under rising numbers with holes. Kept small, written out when asked for. */
export interface EventFeed {
  append(person: string, type: string): void;
  skip(count: number): void;
  forgetBefore(sequence: number): void;
  /** @returns null when `from` has been forgotten. */
  read(from: number, limit: number): readonly FeedEntry[] | null;
  find(documentId: string): FeedEntry | undefined;
  last(): number;
}

interface Kept {
  readonly sequence: number;
  readonly person: string;
  readonly type: string;
  readonly atMs: number;
}

/** @param random Decides where the register leaves holes: after about one event in twelve. */
export function eventFeed(clock: Clock, random: () => number): EventFeed {
  let kept: Kept[] = [];
  let next = 1;
  let last = 0;
  let oldest = 1;

  const indexOf = (sequence: number): number => {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((kept[middle]?.sequence ?? 0) < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    append(person, type) {
      kept.push({ sequence: next, person, type, atMs: clock.now().getTime() });
      last = next;
      next += random() < 1 / 12 ? 2 + Math.floor(random() * 3) : 1;
    },
    skip(count) {
      next += count;
    },
    forgetBefore(sequence) {
      oldest = Math.max(oldest, sequence);
      kept = kept.slice(indexOf(sequence));
    },
    read(from, limit) {
      if (from < oldest && oldest > 1) return null;
      const index = indexOf(from);
      return kept.slice(index, index + limit).map(written);
    },
    find(documentId) {
      const sequence = Number.parseInt(documentId.slice(1), 16);
      const found = kept[indexOf(sequence)];
      return found?.sequence === sequence ? written(found) : undefined;
    },
    last: () => last,
  };
}

const written = ({ sequence, person, type, atMs }: Kept): FeedEntry => ({
  sekvensnummer: sequence,
  hendelse: {
    folkeregisteridentifikator: person,
    hendelsetype: type,
    hendelsesdokument: `e${sequence.toString(16).padStart(31, '0')}`,
    persondokument: `d${sequence.toString(16).padStart(31, '0')}`,
    ajourholdstidspunkt: registerTime(new Date(atMs)),
  },
});
