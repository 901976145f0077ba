/** What a token is wanted for. Two requests that ask for the same share one token. */
export interface TokenRequest {
  /** Space-separated, for example "ks:fiks". */
  readonly scope: string;
  /** Organisation number of the kommune we act for, when it has delegated the access to us in Altinn. */
  readonly consumerOrganisation?: string;
  /** Whom the token is for. Most registries of this house want none. */
  readonly resource?: string;
}

/** What the rest of the system may ask Maskinporten (machine-to-machine access). */
export interface AccessTokens {
  /**
   * @returns a bearer token that is valid for some time yet.
   * @throws RegistryUnavailable when Maskinporten is down.
   * @throws RegistryRefused when it rejects our key, our scope or our delegation.
   */
  accessToken(request: TokenRequest): Promise<string>;
  /** A registry did not accept the token: the next one is a new one. */
  forget(request: TokenRequest): void;
}
