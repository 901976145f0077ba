import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { BlockedTarget, guardedLookup, type Resolve, systemResolve } from './guarded-lookup.ts';
import { retryAfterMs } from './retry-after.ts';
import { targetFault } from './target.ts';

export interface Answer {
  /** refused: any status but 2xx, redirects included; blocked: the address is not one we send to. */
  readonly outcome: 'delivered' | 'refused' | 'timeout' | 'unreachable' | 'blocked';
  readonly statusCode: number | null;
  /** How long the receiver asks us to wait; null when it does not say. */
  readonly retryAfterMs: number | null;
}

export interface Parcel {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one webhook and says how it went. Never throws, never follows a redirect, keeps nothing of the answer. */
export type Post = (parcel: Parcel) => Promise<Answer>;

export interface PostOptions {
  readonly toLoopback: boolean;
  readonly resolve?: Resolve;
  readonly limits?: Partial<PostLimits>;
}

export interface PostLimits {
  readonly connectMs: number;
  readonly totalMs: number;
  /** After the status has come, this long is waited for the rest, so that the receiver is not cut off in its answer. */
  readonly drainMs: number;
  readonly answerBytes: number;
}

export const defaultPostLimits: PostLimits = {
  connectMs: 5_000,
  totalMs: 15_000,
  drainMs: 1_000,
  answerBytes: 20_000,
};

export function makePost({ toLoopback, resolve = systemResolve, limits }: PostOptions): Post {
  const within = { ...defaultPostLimits, ...limits };
  const lookup = guardedLookup(resolve);
  return async ({ url, headers, body }) => {
    if (targetFault(url, toLoopback) !== null) return failed('blocked');
    const target = new URL(url);
    const options = {
      method: 'POST',
      // A connection for each: a pooled one would lead to where the name pointed some time ago.
      agent: false,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    } as const;
    const request =
      target.protocol === 'http:'
        ? http.request(target, options)
        : https.request(target, { ...options, lookup, minVersion: 'TLSv1.2' });
    return answerTo(request, body, within);
  };
}

function answerTo(request: ClientRequest, body: string, limits: PostLimits): Promise<Answer> {
  return new Promise((resolve) => {
    const timers = [
      setTimeout(() => end(failed('timeout')), limits.totalMs),
      setTimeout(() => {
        if (request.socket?.connecting !== false) end(failed('timeout'));
      }, limits.connectMs),
    ];
    function end(answer: Answer): void {
      for (const timer of timers) clearTimeout(timer);
      request.destroy();
      resolve(answer);
    }
    // Stays attached: a socket that is cut off may complain afterwards.
    request.on('error', (error) => end(failed(error instanceof BlockedTarget ? 'blocked' : 'unreachable')));
    request.on('response', (response) => {
      const answer = readAnswer(response);
      timers.push(setTimeout(() => end(answer), limits.drainMs));
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > limits.answerBytes) end(answer);
      });
      response.on('end', () => end(answer)).on('error', () => end(answer));
    });
    request.end(body);
  });
}

function readAnswer({ statusCode = 0, headers }: IncomingMessage): Answer {
  return {
    outcome: statusCode >= 200 && statusCode < 300 ? 'delivered' : 'refused',
    statusCode,
    retryAfterMs: retryAfterMs(headers['retry-after'], headers.date),
  };
}

const failed = (outcome: Answer['outcome']): Answer => ({ outcome, statusCode: null, retryAfterMs: null });
