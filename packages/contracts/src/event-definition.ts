import type { Static, TSchema } from 'typebox';
import type { ServiceName } from './services.ts';

/** Something that has happened, as one service tells it to others. */
export interface EventDefinition<P extends TSchema = TSchema> {
  /** Past tense, with the thing first: "application.submitted". Permanent. */
  readonly type: string;
  readonly data: P;
  /** Who gets it. A service that is not listed never sees it. */
  readonly consumers: readonly ServiceName[];
}

export type EventData<E extends EventDefinition> = Static<E['data']>;

export function defineEvent<P extends TSchema>(
  type: string,
  data: P,
  consumers: readonly ServiceName[],
): EventDefinition<P> {
  return { type, data, consumers };
}
