import { readFileSync } from 'node:fs';
import type { Clock, KommuneNumber } from '@opptak/domain';
import {
  type AddressSearch,
  altinnNotifications,
  barnehagefakta,
  type Circuits,
  type ContactRegistry,
  type EmailMessages,
  fiksIncome,
  fiksSms,
  folkeregisteret,
  type IncomeRegistry,
  type KindergartenRegistry,
  kartverket,
  krr,
  type LetterPost,
  maskinporten,
  nbr,
  type PersonRegistry,
  type RegistryCall,
  skatteetatenIncome,
  svarUt,
  type TextMessages,
  withDetails,
} from '@opptak/registries';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Tenants } from './tenants.ts';

/** The outside world as one kommune reaches it: with its own delegations and accounts. */
export interface Registries {
  readonly people: PersonRegistry;
  readonly contacts: ContactRegistry;
  readonly letters: LetterPost;
  readonly texts: TextMessages;
  readonly emails: EmailMessages;
  readonly kindergartens: KindergartenRegistry;
  readonly addresses: AddressSearch;
  readonly incomeByFiks: IncomeRegistry;
  readonly incomeBySkatteetaten: IncomeRegistry;
}

/** Finds the outside world of a kommune. */
export type RegistriesOf = (kommune: KommuneNumber) => Registries;

const timeoutMs = 10_000;

/** Opens the adapters, one set for each kommune, all with one Maskinporten client. Nothing is called before it is needed. */
export function openRegistries({
  config,
  tenants,
  clock,
  log,
  circuits,
}: {
  readonly config: Config;
  readonly tenants: Tenants;
  readonly clock: Clock;
  readonly log: Logger;
  readonly circuits: Circuits;
}): RegistriesOf {
  const { urls, maskinportenClient, fiksIntegration } = config.registries;
  const onCall = ({ registry, operation, outcome, durationMs, people }: RegistryCall): void =>
    log.debug(
      { registry, name: operation, status: outcome, ms: durationMs, count: people },
      'registry called',
    );
  const common = { clock, timeoutMs, onCall, circuits };
  const opened = new Map<KommuneNumber, Registries>();

  const tokens = lazily(() =>
    maskinporten({
      ...common,
      issuer: config.maskinporten.issuer,
      clientId: maskinportenClient.id,
      privateKey: JSON.parse(readFileSync(maskinportenClient.keyFile, 'utf8')),
    }),
  );

  const open = (kommune: KommuneNumber): Registries => {
    const { organisation, fiks: account, name } = tenants.get(kommune);
    const mine = { ...common, tokens: tokens(), consumerOrganisation: organisation };
    const fiks = {
      ...common,
      ...account,
      tokens: tokens(),
      baseUrl: urls.fiks,
      integration: {
        integrationId: fiksIntegration.id,
        integrationPassword: fiksIntegration.password.reveal(),
      },
    };
    const altinn = altinnNotifications({ ...mine, baseUrl: urls.altinn, senderName: name.nb });
    return {
      people: folkeregisteret({
        ...mine,
        baseUrl: urls.folkeregisteret,
        identityNumbers: config.nationalIds,
      }),
      contacts: krr({ ...mine, baseUrl: urls.krr }),
      letters: svarUt({ ...fiks, baseUrl: urls.svarut, senderSystem: 'opptak' }),
      texts: fiksSms(fiks),
      emails: altinn,
      kindergartens: withDetails(
        nbr({ ...common, baseUrl: urls.nbr }),
        barnehagefakta({ ...common, baseUrl: urls.barnehagefakta }),
      ),
      addresses: kartverket({ ...common, baseUrl: urls.kartverket }),
      incomeByFiks: fiksIncome(fiks),
      incomeBySkatteetaten: skatteetatenIncome({ ...mine, baseUrl: urls.skatteetaten }),
    };
  };

  return (kommune) => {
    const known = opened.get(kommune);
    if (known) return known;
    const registries = open(kommune);
    opened.set(kommune, registries);
    return registries;
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
