import { nationalId, systemClock } from '@opptak/domain';
import { maskinporten } from '../src/maskinporten/maskinporten.ts';

/**
 * A registry's own test environment, from the environment variables of whoever runs the tests:
 *
 * OPPTAK_TEST_ISSUER, OPPTAK_TEST_CLIENT_ID, OPPTAK_TEST_CLIENT_KEY (private JWK as JSON) – Maskinporten's test issuer;
 * OPPTAK_TEST_INTEGRATION_ID, OPPTAK_TEST_INTEGRATION_PASSWORD, OPPTAK_TEST_ROLE_ID, OPPTAK_TEST_ACCOUNT_ID – KS Fiks;
 * OPPTAK_TEST_PERSON – a synthetic person that the environment knows;
 * OPPTAK_TEST_<REGISTRY>_URL – one for each registry to be tested, for example OPPTAK_TEST_FOLKEREGISTERET_URL.
 *
 * @returns null when the registry's address is not set: then only the mock is tested.
 */
export function testEnvironmentOf(registry: string) {
  const env = process.env;
  const baseUrl = env[`OPPTAK_TEST_${registry.toUpperCase()}_URL`];
  if (baseUrl === undefined) return null;
  const common = { clock: systemClock, timeoutMs: 30_000 };
  return {
    ...common,
    baseUrl,
    tokens: maskinporten({
      ...common,
      issuer: env.OPPTAK_TEST_ISSUER ?? 'https://test.maskinporten.no/',
      clientId: env.OPPTAK_TEST_CLIENT_ID ?? '',
      privateKey: JSON.parse(env.OPPTAK_TEST_CLIENT_KEY ?? '{}'),
    }),
    integration: {
      integrationId: env.OPPTAK_TEST_INTEGRATION_ID ?? '',
      integrationPassword: env.OPPTAK_TEST_INTEGRATION_PASSWORD ?? '',
    },
    roleId: env.OPPTAK_TEST_ROLE_ID ?? '',
    accountId: env.OPPTAK_TEST_ACCOUNT_ID ?? '',
    person: nationalId(env.OPPTAK_TEST_PERSON ?? '23878597885', 'synthetic'),
  };
}
