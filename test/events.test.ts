import type { EventDefinition } from '@opptak/contracts';
import * as contracts from '@opptak/contracts';
import { describe, expect, test } from 'vitest';
import { withEachService } from '../tools/house/services.ts';
import { unconnected } from '../tools/house/unconnected.ts';

const isEvent = (one: unknown): one is EventDefinition =>
  typeof one === 'object' && one !== null && 'consumers' in one && 'type' in one && 'data' in one;

const events = Object.values<unknown>(contracts).filter(isEvent);

/** What each service has said that it listens to. */
const subscriptions = () =>
  withEachService(async (definition) => {
    const deps = definition.deps(unconnected(definition));
    const types = definition.subscribers(deps).map(({ event }) => event.type);
    await definition.close?.(deps);
    return { service: definition.name, types };
  });

describe('events', () => {
  test('each goes to those who listen, and to nobody else: a message that nobody takes would wait for ever', async () => {
    const listening = (await subscriptions()).flatMap(({ service, types }) =>
      types.map((type) => `${type} → ${service}`),
    );
    const sent = events.flatMap(({ type, consumers }) =>
      consumers.map((consumer) => `${type} → ${consumer}`),
    );

    expect(sent.length).toBeGreaterThan(30);
    expect(sent.toSorted()).toEqual(listening.toSorted());
  });

  test('no event has a field for a name, an identity number or an address', () => {
    const named = events.flatMap(({ type, data }) =>
      [
        ...JSON.stringify(data).matchAll(
          /"(\w*(?:nationalId|childName|guardianName|streetName|mobile|email)\w*)":/gi,
        ),
      ].map(([, field]) => `${type}: ${field}`),
    );

    expect(named).toEqual([]);
  });
});
