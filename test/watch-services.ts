/** What the services of a running year showed to somebody who asked them from outside. */
export interface SeenOutside {
  /** The last text of each service's /metrics. */
  readonly metrics: ReadonlyMap<string, string>;
  /** Answers to requests that held what must not come back: refusals, all of them. */
  readonly refusals: readonly { readonly status: number; readonly text: string }[];
}

const everyMs = 500;

/** Asks the services while they run: their metrics again and again, and once what they must refuse without repeating it. */
export function watchServices(probes: readonly string[]) {
  const metrics = new Map<string, string>();
  const refusals: { status: number; text: string }[] = [];
  const known = new Set<string>();
  const asking = new Set<Promise<void>>();
  const ask = (work: () => Promise<void>): void => {
    // A service that has just ended is no fault of what it showed before.
    const one = work().catch(() => {});
    asking.add(one);
    void one.finally(() => asking.delete(one));
  };
  const readMetrics = (url: string) =>
    ask(async () => {
      const answer = await fetch(`${url}/metrics`);
      if (answer.ok) metrics.set(url, await answer.text());
    });
  const probe = (url: string, word: string) =>
    ask(async () => {
      const text = encodeURIComponent(word);
      const answers = await Promise.all([
        fetch(`${url}/v1/${text}?search=${text}`),
        fetch(`${url}/v1/${text}`, { headers: { authorization: `Bearer ${text}` } }),
        fetch(`${url}/v1/dead-letters/${text}/replay`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': text },
          body: JSON.stringify({ reason: word, [word]: word }),
        }),
      ]);
      for (const answer of answers) refusals.push({ status: answer.status, text: await answer.text() });
    });
  const timer = setInterval(() => {
    for (const url of known) readMetrics(url);
  }, everyMs);
  return {
    /** Takes what the services log: the line with which one starts tells where it is. */
    hear(text: string): void {
      for (const [, url = ''] of text.matchAll(/"address":"(http:[^"]+)"[^\n]*"service started"/g)) {
        if (known.has(url)) continue;
        known.add(url);
        for (const word of probes) probe(url, word);
      }
    },
    async stop(): Promise<SeenOutside> {
      clearInterval(timer);
      await Promise.all(asking);
      return { metrics, refusals };
    },
  };
}
