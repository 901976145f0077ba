/** One request that a mock got. Synthetic people only, so everything may stand here. */
export interface LoggedRequest {
  readonly mock: string;
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed body, when there was one. */
  readonly body: unknown;
  /** The fault it met, if any. */
  readonly fault: string | null;
  readonly at: Date;
}

export interface RequestLog {
  /** The newest requests, oldest first; to one mock when it is named. */
  requests(mock?: string): readonly LoggedRequest[];
  /** How many there have been, also those no longer kept. */
  count(mock?: string): number;
  clear(): void;
  add(request: LoggedRequest): void;
}

const keptRequests = 20_000;

export function requestLog(): RequestLog {
  let kept: LoggedRequest[] = [];
  const counts = new Map<string, number>();
  return {
    requests: (mock) => (mock === undefined ? [...kept] : kept.filter((request) => request.mock === mock)),
    count: (mock) =>
      mock === undefined
        ? [...counts.values()].reduce((sum, count) => sum + count, 0)
        : (counts.get(mock) ?? 0),
    clear() {
      kept = [];
      counts.clear();
    },
    add(request) {
      counts.set(request.mock, (counts.get(request.mock) ?? 0) + 1);
      kept.push(request);
      if (kept.length > keptRequests * 2) kept = kept.slice(-keptRequests);
    },
  };
}
