import path from 'node:path';
import { type KommuneNumber, kommuneNumber } from '@opptak/domain';
import type { Home, Income } from '@opptak/registries/mocks';
import { makeTenants, readTenants, type Tenant } from '@opptak/service';

/** Tromsø has the ordinary maximum price (1 200 from August 2025); so has Bodø. */
export const tromso = kommuneNumber('5501');
export const bodo = kommuneNumber('1804');
export const organisations: Readonly<Record<string, string>> = { [tromso]: '974760673', [bodo]: '974767880' };

const [anyTenant] = readTenants(path.resolve(import.meta.dirname, '../../../examples/tenants.json')).all;

/** Both kommuner, with these choices for their fees. */
export const tenantsWith = (fees: Record<string, unknown>) =>
  makeTenants([tromso, bodo].map((kommune) => tenant(kommune, fees)));

function tenant(kommune: KommuneNumber, fees: Record<string, unknown>): Tenant {
  if (!anyTenant) throw new Error('There is no example tenant');
  return { ...anyTenant, kommune, organisation: organisations[kommune] ?? '', suppliers: [], fees };
}

/** A home with a street of its own number. */
export const homeIn = (kommune: KommuneNumber, number: number): Home => ({
  type: 'street',
  kommune,
  street: 'Storgata',
  number,
  postalCode: '9008',
  postTown: 'TROMSØ',
});

/** A settled income of wages only. */
export const settled = (amount: number): Income => ({
  type: 'found',
  stage: 'oppgjoer',
  posts: { samletLoennsinntekt: amount },
});
