import { type Clock, systemClock } from '@opptak/domain';
import type { JWK } from 'jose';
import { fiksFolkeregisteretMock, folkeregisteretMock } from '../folkeregisteret/folkeregisteret-mock.ts';
import { type FiksIncomeMock, fiksIncomeMock, skatteetatenMock } from '../income/income-mocks.ts';
import { kartverketMock } from '../kartverket/kartverket-mock.ts';
import { barnehagefaktaMock, nbrMock } from '../kindergartens/kindergartens-mock.ts';
import { krrMock } from '../krr/krr-mock.ts';
import {
  type MaskinportenMock,
  maskinportenMock,
  newSigningKey,
  publicKeyOf,
} from '../maskinporten/maskinporten-mock.ts';
import { type AltinnMock, altinnMock } from '../messages/altinn-mock.ts';
import { type FiksSmsMock, fiksSmsMock } from '../messages/fiks-sms-mock.ts';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import type { MockWorld } from '../mock-world/mock-world.ts';
import { type SvarUtMock, svarUtMock } from '../svarut/svarut-mock.ts';
import { type FaultScript, faultScript } from './fault-script.ts';
import { mockServer } from './mock-server.ts';
import { type RequestLog, requestLog } from './request-log.ts';

export interface MockOptions {
  /** The people. Default an empty world on `clock`. */
  readonly world?: MockWorld;
  /** Default the world's clock, or the machine's. */
  readonly clock?: Clock;
  /** Default a free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** How others reach the server, when not by its own address: "http://mocks:8090". */
  readonly publicUrl?: string;
  /** The private key of the client that is registered from the start; a new one is made when none is given. */
  readonly clientKey?: JWK;
  /** Organisation number of that client's owner: our vendor. */
  readonly organisation?: string;
  /** Kommuner (organisation numbers) that have delegated everything to it. */
  readonly delegatedBy?: readonly string[];
}

/** Addresses of the mock registries, each as its adapter takes it. */
export interface MockUrls {
  /** The issuer, with its trailing slash. */
  readonly maskinporten: string;
  readonly folkeregisteret: string;
  readonly krr: string;
  readonly svarut: string;
  /** KS Fiks: register, SMS, income. */
  readonly fiks: string;
  readonly skatteetaten: string;
  readonly altinn: string;
  readonly nbr: string;
  readonly barnehagefakta: string;
  readonly kartverket: string;
}

export interface Mocks {
  readonly urls: MockUrls;
  readonly world: MockWorld;
  readonly faults: FaultScript;
  readonly log: RequestLog;
  readonly maskinporten: MaskinportenMock;
  /** A client that holds every scope, registered with the mock Maskinporten. */
  readonly client: { readonly clientId: string; readonly privateKey: JWK; readonly organisation: string };
  /** What was handed in. */
  readonly svarut: Pick<SvarUtMock, 'letters' | 'setStatus'>;
  readonly fiksSms: Pick<FiksSmsMock, 'texts'>;
  readonly altinn: Pick<AltinnMock, 'texts' | 'emails'>;
  readonly fiksIncome: Pick<FiksIncomeMock, 'setPersonTypes'>;
  close(): Promise<void>;
}

/** Every scope the adapters ask for. */
export const registryScopes = [
  'folkeregister:deling/offentligmedhjemmel',
  'ks:fiks',
  'krr:global/kontaktinformasjon.read',
  'krr:global/kontaktinfo.read',
  'skatteetaten:summertskattegrunnlag',
  'altinn:serviceowner/notifications.create',
] as const;

/** Starts all mock registries on one HTTP server, each under its own prefix. */
export async function startMocks(options: MockOptions = {}): Promise<Mocks> {
  const clock = options.clock ?? options.world?.clock ?? systemClock;
  const world = options.world ?? mockWorld({ clock });
  const faults = faultScript();
  const log = requestLog();
  const maskinporten = await maskinportenMock({ clock });
  const [svarut, fiksSms, altinn, fiksIncome] = [svarUtMock(), fiksSmsMock(), altinnMock(), fiksIncomeMock()];
  const privateKey = options.clientKey ?? (await newSigningKey());
  const organisation = options.organisation ?? '310028142';
  maskinporten.registerClient({
    clientId: 'opptak',
    organisation,
    keys: [publicKeyOf(privateKey)],
    scopes: registryScopes,
    delegatedBy: options.delegatedBy ?? [],
  });

  const app = mockServer({
    world,
    clock,
    issuer: maskinporten,
    registries: [
      folkeregisteretMock,
      fiksFolkeregisteretMock,
      krrMock,
      svarut,
      fiksSms,
      fiksIncome,
      skatteetatenMock,
      altinn,
      nbrMock,
      barnehagefaktaMock,
      kartverketMock,
    ],
    faults,
    log,
  });
  const address = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
  const root = options.publicUrl ?? address;
  maskinporten.setIssuer(`${root}/maskinporten/`);

  return {
    urls: {
      maskinporten: `${root}/maskinporten/`,
      folkeregisteret: `${root}/folkeregisteret-api`,
      krr: `${root}/krr`,
      svarut: `${root}/svarut/api`,
      fiks: `${root}/fiks`,
      skatteetaten: `${root}/skatteetaten`,
      altinn: `${root}/altinn`,
      nbr: `${root}/nbr`,
      barnehagefakta: `${root}/barnehagefakta`,
      kartverket: `${root}/kartverket`,
    },
    world,
    faults,
    log,
    maskinporten,
    client: { clientId: 'opptak', privateKey, organisation },
    svarut,
    fiksSms,
    altinn,
    fiksIncome,
    close: () => app.close(),
  };
}
