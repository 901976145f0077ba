import { readConfig } from '@opptak/service';
import { expect, test } from 'vitest';

const development = { DATABASE_URL: 'postgres://nobody@127.0.0.1/none' };
const keys = ['DATA', 'INDEX', 'IDENTITY', 'LINK', 'BUS'].map((name) => [
  `OPPTAK_${name}_KEY`,
  'ab'.repeat(32),
]);
const on = { OPPTAK_WEBHOOKS_TO_LOOPBACK: 'yes' };

/** Everything that production asks for, found by asking. */
function production(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...development, NODE_ENV: 'production', ...Object.fromEntries(keys) };
  for (;;) {
    try {
      readConfig(env);
      return env;
    } catch (error) {
      const [, missing] = /^(\w+) is not set$/.exec(error instanceof Error ? error.message : '') ?? [];
      if (!missing || missing in env) throw error;
      env[missing] = 'https://somewhere.example.no/';
    }
  }
}

test('webhooks go to the own machine only when a developer has said so', () => {
  expect(readConfig(development).webhooksToLoopback).toBe(false);
  expect(readConfig({ ...development, ...on }).webhooksToLoopback).toBe(true);
  expect(readConfig({ ...development, OPPTAK_WEBHOOKS_TO_LOOPBACK: 'true' }).webhooksToLoopback).toBe(false);
});

test('production does not start with that switch', () => {
  expect(readConfig(production()).webhooksToLoopback).toBe(false);
  expect(() => readConfig({ ...production(), ...on })).toThrow('OPPTAK_WEBHOOKS_TO_LOOPBACK');
});
