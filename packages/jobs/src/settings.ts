/** How a service's workers behave. The defaults suit production; tests shorten the waits. */
export interface WorkerSettings {
  /** How many messages are handled at once. Stay below the connection pool's size. */
  readonly concurrency: number;
  /** How often the outbox is looked at when nothing has said that there is something new. */
  readonly relayPollMs: number;
  /** At most this many messages in one queue job. */
  readonly parcelSize: number;
  /** At most this many messages on their way to one consumer: the rest waits in the outbox, where order is fair. */
  readonly outstanding: number;
  /** A worker that has not renewed its lock for so long is taken for dead, and its message for one that may kill. */
  readonly lockMs: number;
  readonly stalledCheckMs: number;
  /** How long a worker waits for a job before it asks again. An outage of Redis that is longer breaks the wait. */
  readonly blockSeconds: number;
  /** A connection to Redis that has been silent for so long is given up. Keep it above the wait for a job. */
  readonly silenceMs: number;
  /** How often to ask whether the queue still remembers us. */
  readonly epochCheckMs: number;
  readonly sweepMs: number;
  /** A message that was sent so long ago and is not done is looked for. Keep it above the age of a normal backlog. */
  readonly sweepAfterMs: number;
  /** Jobs wait and none was started for so long: the worker is taken for stuck. */
  readonly wedgedMs: number;
  /** So many workers a message may kill that run it alone; then it is put aside. */
  readonly maxCrashes: number;
  /** How long `stop` waits for what is running. */
  readonly stopMs: number;
}

export const defaultSettings: WorkerSettings = {
  concurrency: 8,
  relayPollMs: 200,
  parcelSize: 25,
  outstanding: 2_000,
  lockMs: 10_000,
  stalledCheckMs: 3_000,
  blockSeconds: 5,
  silenceMs: 15_000,
  epochCheckMs: 500,
  sweepMs: 5_000,
  sweepAfterMs: 60_000,
  wedgedMs: 30_000,
  maxCrashes: 5,
  stopMs: 20_000,
};

/** Events are database work of our own: eight attempts, doubling from two seconds, are about four minutes. */
export const eventRetries = { attempts: 8, backoffMs: 2_000 } as const;

/** A message that this version has no code for waits for the version that has. */
export const PARKED_MS = 60_000;
