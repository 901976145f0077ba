import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stableId } from '@opptak/db';
import { kommuneNumber } from '@opptak/domain';
import { readTenants } from '@opptak/service';

/* The kommune, kindergartens and names that the tests of allocation speak of. */

export const storfjord = kommuneNumber('5538');
export const nordreisa = kommuneNumber('5544');
/** Organisation numbers of kindergartens that exist only here. */
export const [birk, einer, furu, gran] = ['900000015', '900000023', '900000031', '900000058'] as const;

const examples = path.resolve(import.meta.dirname, '../../../examples');
export const tenants = readTenants(path.join(examples, 'tenants.json'));
export const exampleBylaws = JSON.parse(
  // Nordreisa's example (oldest first, to the day), as if it were Storfjord's.
  readFileSync(path.join(examples, 'bylaws/nordreisa.json'), 'utf8').replaceAll('5544', '5538'),
);

export const roundId = stableId('round of the test');
export const childOf = (name: string): string => stableId('child', name);
export const applicationOf = (name: string): string => stableId('application', name);
