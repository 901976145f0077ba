import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const database = { DATABASE_URL: 'postgres://opptak@localhost/opptak' };

describe('configuration', () => {
  test('outside production everything but the database has a default, and only synthetic people are taken in', () => {
    const config = readConfig(database);

    expect(config).toMatchObject({ production: false, nationalIds: 'synthetic', clockFile: undefined });
    expect(config.ports).toEqual({
      notification: 4001,
      intake: 4002,
      allocation: 4003,
      'fee-reduction': 4004,
      integration: 4005,
    });
  });

  test('the feed is read within every minute; in simulated time, which leaps by days, each night only', () => {
    const seconds = (env: NodeJS.ProcessEnv): number => readConfig({ ...database, ...env }).feedEverySeconds;

    expect(seconds({})).toBeLessThanOrEqual(30);
    expect(seconds({ OPPTAK_CLOCK_FILE: '/tmp/clock' })).toBe(0);
    expect(seconds({ OPPTAK_FEED_SECONDS: '10' })).toBe(10);
    expect(() => seconds({ OPPTAK_FEED_SECONDS: 'often' })).toThrow('OPPTAK_FEED_SECONDS');
  });

  test('connections are for more than the messages that are handled at once', () => {
    const connections = (text: string): number =>
      readConfig({ ...database, OPPTAK_DB_CONNECTIONS: text }).databaseConnections;

    expect(readConfig(database).databaseConnections).toBe(12);
    expect([connections('9'), connections('40')]).toEqual([9, 40]);
    for (const wrong of ['8', '0', '-1', '1e2', 'many', ''])
      expect(() => connections(wrong)).toThrow('OPPTAK_DB_CONNECTIONS');
  });

  test('a missing database is named', () => {
    expect(() => readConfig({})).toThrow('DATABASE_URL is not set');
  });

  test('production starts with no missing key, no development key and no simulated time', () => {
    const keys = Object.fromEntries(
      ['DATA', 'INDEX', 'IDENTITY', 'LINK', 'BUS'].map((name, index) => [
        `OPPTAK_${name}_KEY`,
        `${index}f`.repeat(32),
      ]),
    );
    const urls = Object.fromEntries(
      [
        'FOLKEREGISTERET',
        'KRR',
        'SVARUT',
        'FIKS',
        'SKATTEETATEN',
        'ALTINN',
        'NBR',
        'BARNEHAGEFAKTA',
        'KARTVERKET',
      ].map((name) => [`${name}_URL`, 'https://registry.example/']),
    );
    const production = {
      ...database,
      ...keys,
      ...urls,
      NODE_ENV: 'production',
      FIKS_INTEGRATION_PASSWORD: 'x',
      MASKINPORTEN_ISSUER: 'https://maskinporten.example/',
      MASKINPORTEN_AUDIENCE: 'https://opptak.kommune.example',
      MASKINPORTEN_CLIENT_ID: 'client',
      MASKINPORTEN_KEY_FILE: '/run/secrets/maskinporten.jwk.json',
      OPPTAK_CLOCK_FILE: '/tmp/clock',
      OPPTAK_LOT_SEED: 'known',
    };

    expect(readConfig(production)).toMatchObject({
      nationalIds: 'real',
      clockFile: undefined,
      lotSeed: undefined,
    });
    expect(() => readConfig({ ...production, OPPTAK_DATA_KEY: undefined })).toThrow('OPPTAK_DATA_KEY');
    expect(() => readConfig({ ...production, MASKINPORTEN_ISSUER: undefined })).toThrow(
      'MASKINPORTEN_ISSUER',
    );
    expect(() => readConfig({ ...production, OPPTAK_LINK_KEY: '4'.repeat(64) })).toThrow('development key');
    expect(() => readConfig({ ...production, KRR_URL: undefined })).toThrow('KRR_URL is not set');
  });

  test('secrets do not show when the configuration is printed', () => {
    const config = readConfig({ ...database, OPPTAK_DATA_KEY: 'ca'.repeat(32) });

    expect(JSON.stringify(config)).not.toContain('caca');
  });
});
