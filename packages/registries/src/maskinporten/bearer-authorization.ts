import type { Authorization } from '../http/registry-endpoint.ts';
import type { AccessTokens, TokenRequest } from './access-tokens.ts';

/** Proves who we are with a Maskinporten token for one registry's scope. */
export function bearerAuthorization(tokens: AccessTokens, request: TokenRequest): Authorization {
  return {
    headers: async () => ({ authorization: `Bearer ${await tokens.accessToken(request)}` }),
    forget: () => tokens.forget(request),
  };
}

/** What a KS Fiks integration needs beside the token. */
export interface FiksIntegration {
  readonly integrationId: string;
  readonly integrationPassword: string;
}

/** The scope of everything on the KS Fiks platform. */
export const fiksScope = 'ks:fiks';

/** KS Fiks: a token of our own organisation, and the integration's name and password. */
export function fiksAuthorization(tokens: AccessTokens, integration: FiksIntegration): Authorization {
  const bearer = bearerAuthorization(tokens, { scope: fiksScope });
  return {
    headers: async () => ({
      ...(await bearer.headers()),
      IntegrasjonId: integration.integrationId,
      IntegrasjonPassord: integration.integrationPassword,
    }),
    forget: () => bearer.forget(),
  };
}
