import type { MessagePort } from 'node:worker_threads';
import type { Pending } from '../repositories/pending-offers.ts';
import type { Placement } from '../repositories/placements.ts';
import type { Child } from '../repositories/projections.ts';
import type { ApplicationRow } from '../repositories/typed-application.ts';

/** What is sent into the thread beside a task: too much to be copied in one go without holding up everybody else. */
export interface Delivered {
  readonly input: Uint8Array[];
  readonly result: Uint8Array[];
  readonly applications: ApplicationRow[];
  readonly children: Child[];
  readonly placements: Placement[];
  readonly pending: Pending[];
}

/** Where a page of it comes from, by what it is. */
export type Sources = {
  readonly [Name in keyof Delivered]?: Pages<
    Name extends 'input' | 'result' ? Uint8Array : readonly Delivered[Name][number][]
  >;
};
type Pages<T> = AsyncIterable<T> | Iterable<T>;

type Message =
  | { readonly to: 'input' | 'result'; readonly page: Uint8Array }
  | { [Name in RowName]: { readonly to: Name; readonly page: readonly Delivered[Name][number][] } }[RowName]
  | { readonly to: 'end' };
type RowName = Exclude<keyof Delivered, 'input' | 'result'>;

/** Sends everything, page by page, as fast as it is read. @throws what a source throws */
export async function deliver(port: MessagePort, sources: Sources): Promise<void> {
  const post = (message: Message): void => port.postMessage(message);
  const { input, result, applications, children, placements, pending } = sources;
  for await (const page of input ?? []) post({ to: 'input', page });
  for await (const page of result ?? []) post({ to: 'result', page });
  for await (const page of applications ?? []) post({ to: 'applications', page });
  for await (const page of children ?? []) post({ to: 'children', page });
  for await (const page of placements ?? []) post({ to: 'placements', page });
  for await (const page of pending ?? []) post({ to: 'pending', page });
  post({ to: 'end' });
}

/** Waits in the thread until everything has come. @throws when the sender has given up */
export function receive(port: MessagePort): Promise<Delivered> {
  const delivered: Delivered = {
    input: [],
    result: [],
    applications: [],
    children: [],
    placements: [],
    pending: [],
  };
  return new Promise((resolve, reject) => {
    port.on('message', (message: Message) => {
      switch (message.to) {
        case 'end':
          return resolve(delivered);
        case 'input':
        case 'result':
          return void delivered[message.to].push(message.page);
        case 'applications':
          return void delivered.applications.push(...message.page);
        case 'children':
          return void delivered.children.push(...message.page);
        case 'placements':
          return void delivered.placements.push(...message.page);
        case 'pending':
          return void delivered.pending.push(...message.page);
      }
    });
    port.on('close', () => reject(new Error('The sender has given up')));
  });
}
