import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { makeLedger, type Placement, type PlacementsLedger } from './placements-ledger.ts';

export interface ReceiverOptions {
  /** 0 asks the system for any free port. */
  readonly port: number;
  /**
   * The secret that was shown when the subscription was created ("whsec_…"). Several while a secret is being changed.
   * May be given later with `use`, as the subscription needs the receiver's address first.
   */
  readonly secret?: string | readonly string[];
  /** Keeps the state over restarts. */
  readonly file?: string;
}

export interface Receiver {
  readonly url: string;
  /** Every place, by its id, as the webhooks have told. */
  state(): Readonly<Record<string, Placement>>;
  /** How many webhooks came, and how many of them had come before or were older than what was known. */
  counts(): Readonly<Record<'taken' | 'repeated' | 'stale' | 'refused', number>>;
  use(secret: string | readonly string[]): void;
  stop(): Promise<void>;
}

const mostBytes = 64 * 1024;

/** Starts a partner: POST / takes webhooks, GET /state shows what they have told. */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const ledger = makeLedger(options.file);
  let verifiers = verifiersOf(options.secret ?? []);
  let refused = 0;

  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/state') return answer(response, 200, ledger.state());
    if (request.method !== 'POST') return answer(response, 404, {});
    take(request, verifiers, ledger).then(
      () => response.writeHead(204).end(),
      (error: unknown) => {
        if (error instanceof WebhookVerificationError) refused += 1;
        answer(response, error instanceof WebhookVerificationError ? 401 : 500, {});
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}/`,
    state: ledger.state,
    counts: () => ({ ...ledger.counts(), refused }),
    use: (secret) => {
      verifiers = verifiersOf(secret);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const verifiersOf = (secret: string | readonly string[]): readonly Webhook[] =>
  [secret].flat().map((one) => new Webhook(one));

/** Verify, drop what is known, store, and only then answer: an answer of 2xx says that it will not be sent again. */
async function take(
  request: IncomingMessage,
  verifiers: readonly Webhook[],
  ledger: PlacementsLedger,
): Promise<void> {
  // The signature is over the bytes as they came: never over JSON that was parsed and written again.
  const body = await readBody(request);
  verify(body, request, verifiers);
  ledger.take(String(request.headers['webhook-id']), JSON.parse(body));
}

/** @throws WebhookVerificationError when no secret fits, or the timestamp is more than five minutes off. */
function verify(body: string, request: IncomingMessage, verifiers: readonly Webhook[]): void {
  const headers = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
      name,
      String(request.headers[name] ?? ''),
    ]),
  );
  const fits = verifiers.some((verifier) => {
    try {
      verifier.verify(body, headers, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
  if (!fits) throw new WebhookVerificationError('Not signed by Opptak');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new WebhookVerificationError('Too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
