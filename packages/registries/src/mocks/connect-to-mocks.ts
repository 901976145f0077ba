import { fiksFolkeregisteret, folkeregisteret } from '../folkeregisteret/folkeregisteret.ts';
import type { PersonRegistry } from '../folkeregisteret/person-registry.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import { fiksIncome } from '../income/fiks-income.ts';
import type { IncomeRegistry } from '../income/income-registry.ts';
import { skatteetatenIncome } from '../income/skatteetaten-income.ts';
import type { AddressSearch } from '../kartverket/address-search.ts';
import { kartverket } from '../kartverket/kartverket.ts';
import { barnehagefakta, withDetails } from '../kindergartens/barnehagefakta.ts';
import type { KindergartenRegistry } from '../kindergartens/kindergarten-registry.ts';
import { nbr } from '../kindergartens/nbr.ts';
import type { ContactRegistry } from '../krr/contact-registry.ts';
import { krr } from '../krr/krr.ts';
import type { AccessTokens } from '../maskinporten/access-tokens.ts';
import { maskinporten } from '../maskinporten/maskinporten.ts';
import { altinnNotifications } from '../messages/altinn-notifications.ts';
import { fiksSms } from '../messages/fiks-sms.ts';
import type { EmailMessages, TextMessages } from '../messages/message-service.ts';
import type { LetterPost } from '../svarut/letter-post.ts';
import { svarUt } from '../svarut/svarut.ts';
import type { Mocks } from './start-mocks.ts';

/** The real adapters, pointed at the mocks. They do not know the difference. */
export interface MockConnections {
  readonly tokens: AccessTokens;
  readonly people: PersonRegistry;
  /** The same people through KS Fiks. */
  readonly fiksPeople: PersonRegistry;
  readonly contacts: ContactRegistry;
  readonly letters: LetterPost;
  readonly fiksTexts: TextMessages;
  readonly altinn: EmailMessages & TextMessages;
  readonly kindergartens: KindergartenRegistry;
  readonly addresses: AddressSearch;
  readonly fiksIncome: IncomeRegistry;
  readonly skatteetatenIncome: IncomeRegistry;
}

/** Ids of the kommune's role and accounts on KS Fiks; any UUID will do for a mock. */
const fiksId = '00000000-0000-4000-8000-000000000001';

/** What the adapters must know of the mocks: enough to reach them from another process. */
export interface ReachableMocks extends Pick<Mocks, 'urls' | 'client'> {
  readonly world: Pick<Mocks['world'], 'clock'>;
}

/** @param options.timeoutMs For each call; default 5 seconds. */
export function connectToMocks(
  mocks: ReachableMocks,
  options: Partial<Pick<RegistryOptions, 'timeoutMs' | 'onCall' | 'circuits'>> = {},
): MockConnections {
  const { urls, world, client } = mocks;
  const common = { clock: world.clock, timeoutMs: 5_000, ...options };
  const tokens = maskinporten({ ...common, ...client, issuer: urls.maskinporten });
  const integration = { integrationId: fiksId, integrationPassword: 'mock' };
  const fiks = { ...common, tokens, integration, baseUrl: urls.fiks, roleId: fiksId, accountId: fiksId };
  return {
    tokens,
    people: folkeregisteret({
      ...common,
      tokens,
      baseUrl: urls.folkeregisteret,
      identityNumbers: 'synthetic',
    }),
    fiksPeople: fiksFolkeregisteret({ ...fiks, identityNumbers: 'synthetic' }),
    contacts: krr({ ...common, tokens, baseUrl: urls.krr }),
    letters: svarUt({ ...fiks, baseUrl: urls.svarut, senderSystem: 'opptak' }),
    fiksTexts: fiksSms(fiks),
    altinn: altinnNotifications({ ...common, tokens, baseUrl: urls.altinn, senderName: 'Kommunen' }),
    kindergartens: withDetails(
      nbr({ ...common, baseUrl: urls.nbr }),
      barnehagefakta({ ...common, baseUrl: urls.barnehagefakta }),
    ),
    addresses: kartverket({ ...common, baseUrl: urls.kartverket }),
    fiksIncome: fiksIncome(fiks),
    skatteetatenIncome: skatteetatenIncome({ ...common, tokens, baseUrl: urls.skatteetaten }),
  };
}
