import type { Clock } from '@opptak/domain';
import type { Circuits } from './circuits.ts';

/** Where a bearer token comes from, for one registry. */
export interface Authorization {
  /** Headers that prove who we are. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** The registry did not accept the last ones: do not hand them out again. */
  forget(): void;
}

/** What every adapter is told about the other side. */
export interface RegistryOptions {
  /** Address without a trailing slash. */
  readonly baseUrl: string;
  readonly clock: Clock;
  /** For one call, from the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  /** Told of every call, for metrics and for the log of lookups. */
  readonly onCall?: (call: RegistryCall) => void;
  /** Keeps calls back from a registry that is down, and asks again what may be asked again. Without it: one call. */
  readonly circuits?: Circuits;
}

/** One call, as it may be logged: no identity number, no address of the call, no content. */
export interface RegistryCall {
  readonly registry: string;
  readonly operation: string;
  /** Why we asked, when the question was about people. */
  readonly purpose: Purpose | null;
  /** How many people the question was about. */
  readonly people: number;
  /** HTTP status, or why there was none. */
  readonly outcome: number | 'network' | 'timeout' | 'certificate';
  readonly durationMs: number;
}

/** Why we look somebody up. Written to the log of lookups; a person may ask for it (GDPR art. 15). */
export type Purpose =
  /** Keeping track of the children of the kommune and their guardians (barnehageloven § 16). */
  | 'population'
  /** Deciding who is told, and how. */
  | 'notification'
  /** A caseworker handles an application. */
  | 'case'
  /** Reduced fee and free core time (forskrift 2005-12-16-1478 §§ 3, 3 a). */
  | 'fee'
  /** Answering the person's own request for access. */
  | 'access-request';
