/** One thing that is wrong with a request: where, and what, but never the value itself. */
export interface RequestFault {
  readonly in: 'body' | 'query' | 'path' | 'header';
  /** JSON pointer; for query, path and header the name after a slash. Empty: the whole. */
  readonly pointer: string;
  readonly detail: string;
}

/** A refusal that belongs to HTTP itself: media types, sizes, preconditions, rates. The rest is an AppError. */
export class HttpError extends Error {
  readonly status: number;
  /** Stable, machine-readable, part of the API contract. */
  readonly code: string;
  readonly faults: readonly RequestFault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    options: ErrorOptions & {
      readonly faults?: readonly RequestFault[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message, options);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.faults = options.faults ?? [];
    this.headers = options.headers ?? {};
  }
}
