import type { Fault } from '@opptak/domain';
import type { Band } from '../format.ts';
import { badMatchInput } from '../input/read-match-input.ts';
import type { Setting } from './setting.ts';

/** A small child takes the room of two large ones. */
export const unitsOf = { small: 2, large: 1 } as const;

/** The room of one kindergarten that its age bands share. */
export interface SharedRoom {
  readonly first: number;
  readonly second: number;
  readonly units: number;
  readonly perFirst: number;
  readonly perSecond: number;
  /** Places that the other band can not take: as protected, and those that tenants hold. */
  readonly keptForFirst: number;
  readonly keptForSecond: number;
}

export const bandOrder = (setting: Setting): readonly [Band, Band] =>
  setting.input.bandOrder ?? ['small', 'large'];

/** @throws AppError `bad-match-input` when the protected places need more room than there is. */
export function sharedRooms(setting: Setting, tenants: Int32Array): SharedRoom[] {
  const faults: Fault[] = [];
  const [firstBand, secondBand] = bandOrder(setting);
  const rooms = setting.kindergartens.flatMap((kindergarten, index): SharedRoom[] => {
    const { convert, capacity } = kindergarten;
    if (!convert || typeof capacity === 'number' || !('small' in capacity || 'large' in capacity)) return [];
    const group = { small: setting.firstGroup[index]!, large: setting.firstGroup[index]! + 1 };
    const kept = (band: Band) => Math.max(convert.protected?.[band] ?? 0, tenants[group[band]]!);
    const room: SharedRoom = {
      first: group[firstBand],
      second: group[secondBand],
      units: convert.units ?? unitsOf.small * plain(capacity.small) + unitsOf.large * plain(capacity.large),
      perFirst: unitsOf[firstBand],
      perSecond: unitsOf[secondBand],
      keptForFirst: kept(firstBand),
      keptForSecond: kept(secondBand),
    };
    if (room.perFirst * room.keptForFirst + room.perSecond * room.keptForSecond > room.units) {
      const at = setting.input.kindergartens.findIndex(({ id }) => id === kindergarten.id);
      faults.push({
        at: `/kindergartens/${at}/convert`,
        message: 'has less room than protected places and tenants need',
      });
    }
    return [room];
  });
  if (faults.length > 0) throw badMatchInput(faults);
  return rooms;
}

const plain = (seats: unknown): number => (typeof seats === 'number' ? seats : 0);

/** Places of the band that is served first. */
export const placesForFirst = (room: SharedRoom): number =>
  Math.floor((room.units - room.perSecond * room.keptForSecond) / room.perFirst);

/** Places of the other band, when `used` children of the first have theirs. What is protected for the first stays its own, also unused. */
export const placesForSecond = (room: SharedRoom, used: number): number =>
  Math.floor((room.units - room.perFirst * Math.max(used, room.keptForFirst)) / room.perSecond);

/** Fixes both bands' places before siblings take part, from a run in which everybody applied alone. */
export function frozenPlaces(room: SharedRoom, first: number, second: number): readonly [number, number] {
  const left = room.units - room.perFirst * first - room.perSecond * second;
  const places = Math.min(
    first + Math.floor(left / room.perFirst),
    Math.floor((room.units - room.perSecond * Math.max(second, room.keptForSecond)) / room.perFirst),
  );
  return [places, placesForSecond(room, places)];
}
