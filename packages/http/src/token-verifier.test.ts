import { createHmac } from 'node:crypto';
import { movableClock } from '@opptak/domain';
import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair, importPKCS8 } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  audience,
  goodClaims,
  issuerUrl,
  oneKommune,
  otherKommune,
  sign,
  type TestIssuer,
  testIssuer,
  vendor,
} from '../test/issuer.ts';
import { makeVerifier, type TokenVerifier } from './token-verifier.ts';

const clock = movableClock(new Date('2026-02-20T09:00:00Z'));
const now = Math.floor(clock.now().getTime() / 1000);
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('Maskinporten tokens', () => {
  let issuer: TestIssuer;
  let verifier: TokenVerifier;

  beforeAll(async () => {
    issuer = await testIssuer(clock);
    verifier = makeVerifier({
      issuer: issuerUrl,
      audience,
      clock,
      jwksUrl: issuer.jwksUrl,
      fetch: issuer.fetch,
    });
  });

  test('a good token names the kommune and its scopes', async () => {
    expect(await verifier.verify(await issuer.token())).toEqual({
      organisation: oneKommune,
      supplier: null,
      permissions: ['opptak:things.read', 'opptak:things.write'],
    });
  });

  test('a good token of a vendor names the kommune it acts for, and the vendor', async () => {
    const supplier = { authority: 'iso6523-actorid-upis', ID: `0192:${vendor}` };

    expect(await verifier.verify(await issuer.token({ supplier }))).toMatchObject({
      organisation: oneKommune,
      supplier: vendor,
    });
  });

  test.each([
    ['that has expired nine seconds ago by our clock', { iat: now - 129, exp: now - 9 }],
    ['that was issued nine seconds from now by our clock', { iat: now + 9, exp: now + 129 }],
    ['that lives for exactly an hour', { exp: now + 3600 }],
  ])('takes a token %s', async (_what, change) => {
    await expect(verifier.verify(await issuer.token(change))).resolves.toMatchObject({
      organisation: oneKommune,
    });
  });

  const consumer = (ID: unknown, authority = 'iso6523-actorid-upis') => ({ consumer: { authority, ID } });
  const claims: [string, Record<string, unknown>][] = [
    ['expired', { iat: now - 200, exp: now - 80 }],
    ['without exp', { exp: undefined }],
    ['that lives until the year 2100', { exp: 4_102_444_800 }],
    ['that lives an hour and a second', { exp: now + 3601 }],
    ['with exp before iat', { iat: now + 5, exp: now + 4 }],
    ['with exp as text', { exp: String(now + 60) }],
    ['issued in the future', { iat: now + 60, exp: now + 120 }],
    ['without iat', { iat: undefined }],
    ['issued yesterday with a long life', { iat: now - 86_400, exp: now + 60 }],
    ['not valid yet', { nbf: now + 60 }],
    ['of another issuer', { iss: 'https://evil.example/' }],
    ['of the production issuer in a test environment', { iss: 'https://maskinporten.no/' }],
    ['whose issuer lacks the slash', { iss: issuerUrl.slice(0, -1) }],
    ['for another audience', { aud: 'https://other.example/' }],
    ['without audience', { aud: undefined }],
    ['with the audience "unspecified"', { aud: 'unspecified' }],
    ['without scope', { scope: undefined }],
    ['with scopes as a list', { scope: ['opptak:things.read'] }],
    ['without consumer', { consumer: undefined }],
    ['with the consumer as text', { consumer: `0192:${oneKommune}` }],
    ['with a consumer of another authority', consumer(`0192:${oneKommune}`, 'iso6523-other')],
    ['with a consumer number of another register', consumer(`0007:${oneKommune}`)],
    ['with a consumer number whose check digit is wrong', consumer('0192:974760674')],
    ['with a consumer number and more', consumer(`0192:${oneKommune}\n`)],
    ['with only the client’s organisation', { consumer: undefined, client_orgno: oneKommune }],
    ['with a broken supplier', { supplier: { authority: 'iso6523-actorid-upis', ID: 'x' } }],
    ['with null as supplier', { supplier: null }],
  ];
  test.each(claims)('refuses a token %s', async (_what, change) => {
    await expect(verifier.verify(await issuer.token(change))).rejects.toMatchObject({
      kind: 'unauthenticated',
      code: 'invalid-token',
    });
  });

  const forgeries: [string, () => Promise<string>][] = [
    [
      'without signature (alg none)',
      async () => `${base64({ alg: 'none', kid: 'key-1' })}.${base64(goodClaims(clock))}.`,
    ],
    [
      'signed with HS256 and the public key as secret',
      async () => {
        const head = `${base64({ alg: 'HS256', kid: 'key-1' })}.${base64(goodClaims(clock))}`;
        const secret = await exportSPKI(issuer.publicKey);
        return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
      },
    ],
    [
      'signed by another key with the same key id',
      async () => sign((await generateKeyPair('RS256')).privateKey, goodClaims(clock)),
    ],
    [
      'that brings the key it is signed with',
      async () => {
        const own = await generateKeyPair('RS256', { extractable: true });
        return sign(own.privateKey, goodClaims(clock), { jwk: await exportJWK(own.publicKey) });
      },
    ],
    ['that points to keys elsewhere (jku)', () => issuer.token({}, { jku: 'https://evil.example/jwks' })],
    ['that points to a certificate (x5u)', () => issuer.token({}, { x5u: 'https://evil.example/cert' })],
    ['with an unknown key id', () => issuer.token({}, { kid: 'key-2' })],
    ['without key id', () => sign(issuer.privateKey, goodClaims(clock), {}, null)],
    ['with a critical header we do not know', () => withCritical(issuer)],
    ['signed by the right key with PS256', () => withPss(issuer)],
    ['that was changed after signing', async () => tampered(await issuer.token())],
    ['that is no token', async () => 'a.b.c'],
    ['that is empty', async () => ''],
    [
      'signed with ES256',
      async () => sign((await generateKeyPair('ES256')).privateKey, goodClaims(clock), { alg: 'ES256' }),
    ],
  ];
  test.each(forgeries)('refuses a token %s', async (_what, forge) => {
    await expect(verifier.verify(await forge())).rejects.toMatchObject({ code: 'invalid-token' });
  });
});

/** The signature is right, so only the crit header can be the reason. */
async function withCritical(issuer: TestIssuer): Promise<string> {
  const head = base64({ alg: 'RS256', kid: 'key-1', crit: ['exp-policy'], 'exp-policy': 1 });
  const body = base64(goodClaims(clock));
  const signature = await crypto.subtle.sign(
    'RSASSA-PKCS1-v1_5',
    issuer.privateKey,
    Buffer.from(`${head}.${body}`),
  );
  return `${head}.${body}.${Buffer.from(signature).toString('base64url')}`;
}

async function withPss(issuer: TestIssuer): Promise<string> {
  const key = await importPKCS8(await exportPKCS8(issuer.privateKey), 'PS256');
  return sign(key, goodClaims(clock), { alg: 'PS256' });
}

/** Another kommune in the claims, the old signature. */
function tampered(token: string): string {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  claims.consumer.ID = `0192:${otherKommune}`;
  return `${head}.${base64(claims)}.${signature}`;
}

describe('the issuer’s keys', () => {
  const setUp = async () => {
    let ms = 0;
    const issuer = await testIssuer(clock);
    const verifier = makeVerifier({
      issuer: issuerUrl,
      audience,
      clock,
      jwksUrl: issuer.jwksUrl,
      fetch: issuer.fetch,
      monotonicMs: () => ms,
    });
    return { issuer, verifier, pass: (by: number) => (ms += by) };
  };
  const hour = 3_600_000;

  test('serve for 24 hours while the issuer can not be reached, and not for three days', async () => {
    const { issuer, verifier, pass } = await setUp();
    await verifier.verify(await issuer.token());
    issuer.down(true);

    pass(24 * hour);
    await expect(verifier.verify(await issuer.token())).resolves.toBeTruthy();
    pass(48 * hour);
    await expect(verifier.verify(await issuer.token())).rejects.toMatchObject({
      code: 'token-keys-unavailable',
    });

    issuer.down(false);
    pass(60_000);
    await expect(verifier.verify(await issuer.token())).resolves.toBeTruthy();
  });

  test('are asked for at most once a minute, however many invented key ids come', async () => {
    const { issuer, verifier, pass } = await setUp();
    const unknown = await issuer.token({}, { kid: 'invented' });

    for (let i = 0; i < 50; i += 1) await expect(verifier.verify(unknown)).rejects.toBeTruthy();
    expect(issuer.fetched()).toBe(1);
    pass(60_000);
    for (let i = 0; i < 50; i += 1) await expect(verifier.verify(unknown)).rejects.toBeTruthy();
    expect(issuer.fetched()).toBe(2);
  });

  test('that can not be had at all make the service unavailable, not open', async () => {
    const { issuer, verifier } = await setUp();
    issuer.down(true);

    for (let i = 0; i < 20; i += 1) {
      await expect(verifier.verify(await issuer.token())).rejects.toMatchObject({ kind: 'unavailable' });
    }
    expect(issuer.fetched()).toBe(1);
  });
});
