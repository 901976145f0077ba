import type { ServiceName } from '@opptak/contracts';
import { type Db, type PlatformTables, platformDb } from '@opptak/db';
import { type Clock, kommuneNumber } from '@opptak/domain';
import { begun, blame } from './crash-blame.ts';
import type { JobLog } from './job-log.ts';
import { isServiceName, type Message, type Receipt, Receipts } from './message.ts';
import { claimJobs, handledEvents, openParcel } from './open-parcel.ts';
import type { QueueJob } from './queue-backend.ts';
import type { Queues } from './queues.ts';
import type { ReceiptSender } from './receipt-sender.ts';
import { applyReceipts, type Limits } from './receipts.ts';
import { type Outcome, type Reactions, runMessage, takeInTogether } from './run-message.ts';
import { checked } from './schema-check.ts';

export interface Consumer<S> {
  readonly service: ServiceName;
  readonly db: Db<S>;
  readonly queues: Queues;
  readonly clock: Clock;
  readonly log: JobLog;
  readonly reactions: Reactions<S>;
  readonly limits: Limits;
  readonly receipts: ReceiptSender;
  /** Told when messages were handled, sent back, or acknowledged: there may be something to relay. */
  readonly onProgress: (handled: number) => void;
  readonly isStopping: () => boolean;
}

/** Notes finished jobs at least so often while a parcel is being worked through: after a crash they are not run again. */
const NOTE_EVERY_MS = 100;

/** Handles one queue job of this service: a parcel of messages for it, or receipts for messages that it has sent. */
export async function consume<S extends PlatformTables>(consumer: Consumer<S>, job: QueueJob): Promise<void> {
  if (!isServiceName(job.data.producer)) throw new Error('A queue job from an unknown producer');
  if (job.name === 'receipts') return takeReceipts(consumer, job);
  const messages = openParcel(consumer.queues, consumer.service, job);
  const verdict = blame(
    job,
    messages.some((message) => message.isolated),
  );
  const outcomes =
    verdict === 'innocent'
      ? handle(consumer, messages, job)
      : reportCrash(consumer, messages, job, verdict === 'guilty' ? 'crashed' : 'suspected');
  for await (const receipts of outcomes) await deliver(consumer, job.data.producer, receipts);
}

async function takeReceipts<S extends PlatformTables>(consumer: Consumer<S>, job: QueueJob): Promise<void> {
  const sealed = consumer.queues.seal.open(`${consumer.service}:${job.id}`, job.data.sealed);
  await note(consumer, checked(Receipts, sealed, 'Receipts'));
}

/** Events taken in by one transaction, at most: a failure undoes them all, and locks are held until its end. */
const TOGETHER = 10;

/** Runs a parcel's messages, step by step; gives receipts now and then, and at the end. */
async function* handle<S extends PlatformTables>(
  consumer: Consumer<S>,
  messages: readonly Message[],
  job: QueueJob,
): AsyncGenerator<readonly Receipt[]> {
  const parcel = job.id ?? '';
  const mine =
    messages[0]?.kind === 'job' ? await claimJobs(platformDb(consumer.db), parcel, messages) : null;
  let receipts: Receipt[] = [];
  let notedAt = performance.now();
  const toRun = mine ? messages.filter((message) => mine.has(message.msgId)) : messages;
  for (const step of steps(consumer.reactions, toRun)) {
    for (const [message, outcome] of await handleStep(consumer, step, job)) {
      if (outcome.outcome !== 'done' && outcome.outcome !== 'returned') {
        const { msgId, type, kommune, attempt } = message;
        consumer.log.warn({ msgId, type, kommune, attempt, ...outcome }, 'message not handled');
      }
      receipts.push({ msgId: message.msgId, parcel, ...outcome });
    }
    if (performance.now() - notedAt > NOTE_EVERY_MS) {
      yield receipts;
      receipts = [];
      notedAt = performance.now();
    }
  }
  yield receipts;
}

/** Jobs by themselves; events of one kommune that this version knows, several at a time. */
function steps<S>(reactions: Reactions<S>, messages: readonly Message[]): readonly (readonly Message[])[] {
  const isEvent = ({ kind, type }: Message) => kind === 'event' && reactions.subscribers.has(type);
  const byKommune = Map.groupBy(messages.filter(isEvent), ({ kommune }) => kommune);
  const together = [...byKommune.values()].flatMap((events) =>
    Array.from({ length: Math.ceil(events.length / TOGETHER) }, (_, index) =>
      events.slice(index * TOGETHER, (index + 1) * TOGETHER),
    ),
  );
  return [...messages.filter((message) => !isEvent(message)).map((message) => [message]), ...together];
}

/** Runs what belongs to one step: together, and each by itself when that failed. */
async function handleStep<S extends PlatformTables>(
  consumer: Consumer<S>,
  step: readonly Message[],
  job: QueueJob,
): Promise<readonly (readonly [Message, Outcome])[]> {
  const [first] = step;
  const { db, queues, reactions } = consumer;
  if (first && step.length > 1 && !consumer.isStopping()) {
    const kommune = kommuneNumber(first.kommune);
    const taken = await queues.gate.together(() =>
      takeInTogether(db, reactions, job.data.producer, kommune, step),
    );
    if (taken) return step.map((message) => [message, { outcome: 'done' }]);
  }
  const handled: [Message, Outcome][] = [];
  for (const message of step) handled.push([message, await handleOne(consumer, message, job)]);
  return handled;
}

function handleOne<S extends PlatformTables>(
  consumer: Consumer<S>,
  message: Message,
  job: QueueJob,
): Promise<Outcome> {
  const { gate } = consumer.queues;
  const work = async (): Promise<Outcome> => {
    if (consumer.isStopping()) return { outcome: 'returned' };
    // Stored before it runs: should this process die now, the next one knows by whom.
    if (message.isolated) await job.updateData({ ...job.data, begun: begun(job) });
    return runMessage(consumer.db, consumer.reactions, job.data.producer, message);
  };
  return message.isolated ? gate.alone(work) : gate.together(work);
}

/** Says which messages of a parcel were not finished when its worker died. They come back one by one. */
async function* reportCrash<S extends PlatformTables>(
  consumer: Consumer<S>,
  messages: readonly Message[],
  job: QueueJob,
  outcome: 'suspected' | 'crashed',
): AsyncGenerator<readonly Receipt[]> {
  const handled = await handledEvents(platformDb(consumer.db), messages);
  consumer.log.warn(
    { parcel: job.id, messages: messages.length - handled.size, outcome },
    'a worker died with messages',
  );
  yield messages.map(({ msgId }) => ({
    msgId,
    parcel: job.id ?? '',
    outcome: handled.has(msgId) ? 'done' : outcome,
  }));
}

/** Our own messages are noted at once; other producers are told. */
async function deliver<S extends PlatformTables>(
  consumer: Consumer<S>,
  producer: ServiceName,
  receipts: readonly Receipt[],
): Promise<void> {
  if (receipts.length === 0) return;
  if (producer === consumer.service) await note(consumer, receipts);
  else consumer.receipts.add(producer, receipts);
  consumer.onProgress(receipts.length);
}

async function note<S extends PlatformTables>(
  consumer: Consumer<S>,
  receipts: readonly Receipt[],
): Promise<void> {
  const { db, clock, limits, log } = consumer;
  const dead = await applyReceipts(platformDb(db), receipts, clock.now(), limits);
  for (const msgId of dead) log.error({ msgId }, 'message is a dead letter: a person must look at it');
  consumer.onProgress(0);
}
