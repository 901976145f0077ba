import { movableClock } from '@opptak/domain';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testEnvironmentOf } from '../../test/registry-environments.ts';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import { RegistryAnswerUnreadable, RegistryRefused, RegistryUnavailable } from '../registry-errors.ts';
import type { AccessTokens } from './access-tokens.ts';
import { maskinporten } from './maskinporten.ts';
import { newSigningKey } from './maskinporten-mock.ts';

const kommune = '964338531';

describe('Maskinporten', () => {
  const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
  let mocks: Mocks;
  let tokens: AccessTokens;
  const options = () => ({ ...mocks.client, clock, timeoutMs: 2_000, issuer: mocks.urls.maskinporten });

  beforeAll(async () => {
    mocks = await startMocks({ world: mockWorld({ clock }), delegatedBy: [kommune] });
  });
  beforeEach(() => {
    mocks.faults.clear();
    mocks.log.clear();
    tokens = maskinporten(options());
  });
  afterAll(() => mocks.close());

  test('a token for ourselves names us as consumer and can be verified with the issuer’s keys', async () => {
    const token = await tokens.accessToken({ scope: 'ks:fiks' });

    const keys = createRemoteJWKSet(new URL(`${mocks.urls.maskinporten}jwks`));
    const { payload } = await jwtVerify(token, keys, {
      issuer: mocks.urls.maskinporten,
      algorithms: ['RS256'],
      currentDate: clock.now(),
    });
    expect(payload).toMatchObject({
      scope: 'ks:fiks',
      aud: 'unspecified',
      consumer: { authority: 'iso6523-actorid-upis', ID: '0192:310028142' },
    });
    expect(payload.supplier).toBeUndefined();
  });

  test('a delegated token names the kommune as consumer and us as supplier', async () => {
    const token = await tokens.accessToken({ scope: 'ks:fiks', consumerOrganisation: kommune });

    expect(decodeJwt(token)).toMatchObject({
      consumer: { ID: `0192:${kommune}` },
      supplier: { ID: '0192:310028142' },
    });
  });

  test('ten who ask at once share one token, and one who asks for something else gets another', async () => {
    const ten = await Promise.all(Array.from({ length: 10 }, () => tokens.accessToken({ scope: 'ks:fiks' })));
    const other = await tokens.accessToken({ scope: 'skatteetaten:summertskattegrunnlag' });

    expect(new Set(ten).size).toBe(1);
    expect(other).not.toBe(ten[0]);
    expect(mocks.log.requests('maskinporten').filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  test('a token is renewed half a minute before it ends, and not before', async () => {
    const first = await tokens.accessToken({ scope: 'ks:fiks' });

    // 599 seconds less 30: renewed from 569 on.
    clock.moveTo(new Date(clock.now().getTime() + 568_000));
    expect(await tokens.accessToken({ scope: 'ks:fiks' })).toBe(first);
    clock.moveTo(new Date(clock.now().getTime() + 1_000));
    expect(await tokens.accessToken({ scope: 'ks:fiks' })).not.toBe(first);
  });

  test('a forgotten token is not handed out again', async () => {
    const first = await tokens.accessToken({ scope: 'ks:fiks' });

    tokens.forget({ scope: 'ks:fiks' });

    expect(await tokens.accessToken({ scope: 'ks:fiks' })).not.toBe(first);
  });

  test('a failure is not remembered', async () => {
    mocks.faults.next('maskinporten', { type: 'status', status: 503 }, { path: '/token' });

    await expect(tokens.accessToken({ scope: 'ks:fiks' })).rejects.toThrow(RegistryUnavailable);
    expect(await tokens.accessToken({ scope: 'ks:fiks' })).toMatch(/^ey/);
  });

  test('metadata that names another issuer is not believed', async () => {
    mocks.faults.next('maskinporten', {
      type: 'raw',
      body: '{"issuer":"https://evil.example/","token_endpoint":"https://evil.example/token"}',
    });

    await expect(tokens.accessToken({ scope: 'ks:fiks' })).rejects.toThrow(RegistryAnswerUnreadable);
  });

  test.each([
    ['a scope the client does not hold', { scope: 'skatteetaten:everything' }, 'invalid_scope'],
    [
      'an organisation that has delegated nothing',
      { scope: 'ks:fiks', consumerOrganisation: '981507320' },
      'invalid_grant',
    ],
  ])('%s is refused', async (_what, request, code) => {
    await expect(tokens.accessToken(request)).rejects.toMatchObject({
      name: 'RegistryRefused',
      status: 400,
      registryCode: code,
    });
  });

  test('a grant signed with another key is refused', async () => {
    const key = await newSigningKey();
    const stranger = maskinporten({
      ...options(),
      privateKey: { ...key, kid: mocks.client.privateKey.kid ?? '' },
    });

    await expect(stranger.accessToken({ scope: 'ks:fiks' })).rejects.toThrow(RegistryRefused);
  });

  test('the same grant is taken once', async () => {
    await tokens.accessToken({ scope: 'ks:fiks' });
    const body = mocks.log.requests('maskinporten').at(-1)?.body;
    const assertion =
      typeof body === 'object' && body !== null && 'assertion' in body ? String(body.assertion) : '';

    const repeated = await fetch(`${mocks.urls.maskinporten}token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion,
      }),
    });

    expect(repeated.status).toBe(400);
    expect(await repeated.text()).toContain('MP-012');
  });
});

const real = testEnvironmentOf('maskinporten');
test.skipIf(real === null)('the test issuer gives us a token', async () => {
  expect(await real?.tokens.accessToken({ scope: 'ks:fiks' })).toMatch(/^ey/);
});
