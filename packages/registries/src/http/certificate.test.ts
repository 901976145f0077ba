import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { movableClock } from '@opptak/domain';
import { expect, test } from 'vitest';
import { selfSignedCertificate } from '../../test/self-signed-certificate.ts';
import { callRegistry } from './call-registry.ts';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** What our way of calling, and a caller who trusts the certificate, get from a server that shows it. */
async function askServer(from: Date, until: Date) {
  const certificate = selfSignedCertificate(from, until);
  let requests = 0;
  const server = createServer(certificate, (_request, response) => {
    requests += 1;
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  const ours = await callRegistry(
    {
      registry: 'Register',
      baseUrl: `https://127.0.0.1:${address.port}`,
      clock: movableClock(day('2026-03-01')),
      timeoutMs: 5_000,
    },
    { operation: 'test', path: '/', maxBytes: 100 },
  ).catch((error: unknown) => error);
  const reached = requests;
  const trusting = await new Promise((resolve) => {
    get({ host: '127.0.0.1', port: address.port, ca: certificate.cert }, (response) =>
      resolve(response.resume().statusCode),
    ).on('error', (error) => resolve(error));
  });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return { ours, reached, trusting };
}

test('a server that can not prove who it is gets no request, and the reason is named', async () => {
  const { ours, reached, trusting } = await askServer(day('2020-01-01'), day('2049-01-01'));

  expect(ours).toMatchObject({ name: 'RegistryUnavailable', reason: 'certificate' });
  expect(reached).toBe(0);
  // The server itself is in order: who trusts the certificate is answered.
  expect(trusting).toBe(200);
});

test('nor does one whose certificate has run out', async () => {
  const { ours, reached, trusting } = await askServer(day('2020-01-01'), day('2021-01-01'));

  expect(ours).toMatchObject({ name: 'RegistryUnavailable', reason: 'certificate' });
  expect(reached).toBe(0);
  expect(trusting).toMatchObject({ code: 'CERT_HAS_EXPIRED' });
});
