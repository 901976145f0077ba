import { AppError } from '@opptak/domain';
import { type DestinationStream, type Logger, pino } from 'pino';
import { scrub } from './scrub.ts';

export interface LogOptions {
  readonly service: string;
  /** fatal, error, warn, info, debug, trace or silent. */
  readonly level?: string;
  /** Where lines go; standard output when left out. */
  readonly destination?: DestinationStream;
}

/**
 * What a log line may hold besides its message: ids, codes, counts and times. Anything else is left out, and its name
 * put under `dropped`, so that whoever misses it sees why. Bodies, names, addresses, free text and URLs have no field.
 */
const fields = new Set([
  ...['reqId', 'method', 'route', 'status', 'code', 'ms', 'organisation', 'supplier', 'kommune'],
  ...[
    'service',
    'name',
    'job',
    'type',
    'event',
    'queue',
    'consumer',
    'producer',
    'msgId',
    'messageId',
    'attempt',
  ],
  ...[
    'attempts',
    'generation',
    'crashes',
    'parcel',
    'messages',
    'schedule',
    'localDate',
    'runId',
    'caseId',
    'subscriptionId',
    'deliveryId',
  ],
  ...[
    'count',
    'published',
    'handled',
    'failed',
    'waiting',
    'ageMs',
    'port',
    'address',
    'version',
    'reason',
    'signal',
  ],
  ...['seed', 'page', 'sequence', 'registry', 'epoch', 'err', 'error', 'outcome', 'durationMs'],
]);

/** A logger that can only write what is allowed, and whose every line passes the scrubber last of all. */
export function makeLog(options: LogOptions): Logger {
  const settings = {
    level: options.level ?? 'info',
    base: { service: options.service },
    messageKey: 'msg',
    formatters: {
      level: (label: string) => ({ level: label }),
      log: allowed,
      bindings: allowed,
    },
    serializers: { err: errorFields },
    hooks: { streamWrite: scrub },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

function allowed(line: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(line)) {
    if (!fields.has(name)) dropped.push(/^[A-Za-z]\w{0,39}$/.test(name) ? name : '?');
    else if (name === 'err') kept[name] = value;
    else if (isPlain(value)) kept[name] = typeof value === 'string' ? value.slice(0, 200) : value;
    else dropped.push(name);
  }
  return dropped.length > 0 ? { ...kept, dropped } : kept;
}

/** Large numbers are left out: an identity number may come as one, and the scrubber must not break the line's JSON. */
const isPlain = (value: unknown): boolean =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && !(Math.abs(value) >= 1e9 && Math.abs(value) < 1e11));

/**
 * What of an error may stand in the log. PostgreSQL quotes values in message, detail and where ("Key (x)=(…)"), so of
 * its errors only the code and the names of its own objects are kept. Faults name fields, and stay out all the same.
 */
export function errorFields(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = textOf(error, 'code');
  const database = /^[0-9A-Z]{5}$/.test(code ?? '');
  return {
    type: error.name,
    ...(code ? { code } : {}),
    ...(database ? only(error, ['schema', 'table', 'constraint', 'routine']) : { message: error.message }),
    ...(error instanceof AppError ? { kind: error.kind } : {}),
    stack: framesOf(error),
    ...(error.cause !== undefined && depth < 3 ? { cause: errorFields(error.cause, depth + 1) } : {}),
  };
}

function textOf(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value.slice(0, 100) : undefined;
}

const only = (error: Error, names: readonly string[]): Record<string, string | undefined> =>
  Object.fromEntries(
    names.map((name) => [name, textOf(error, name)]).filter(([, value]) => value !== undefined),
  );

/** The lines of a stack that are places; its head repeats the message. */
function framesOf(error: Error): string {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return lines
    .slice(0, 12)
    .map((line) => line.trim())
    .join(' < ');
}
