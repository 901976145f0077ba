/** What went wrong, in terms a caller can act on. `packages/http` maps each kind to one HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'unprocessable'
  | 'unavailable';

/** One thing that is wrong with the input: where, and what, but never the value itself. */
export interface Fault {
  /** JSON pointer into the input, for example "/children/0/birthDate". */
  readonly at: string;
  readonly message: string;
}

/**
 * An error we expect and can explain. Anything else that is thrown is a bug: it becomes status 500, is logged,
 * and shows the caller nothing.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  /** Stable, machine-readable, part of the API contract. Example: "application-already-open". */
  readonly code: string;
  readonly faults: readonly Fault[];

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    options: ErrorOptions & { readonly faults?: readonly Fault[] } = {},
  ) {
    super(message, options);
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.faults = options.faults ?? [];
  }
}
