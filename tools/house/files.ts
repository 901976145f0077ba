import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** What `npm start` keeps between two starts: the database, and the key of those who call Opptak. Not in git. */
export const dataFolder = path.join(root, '.data');

/** The private key with which a kommune's or a vendor's system asks the mock issuer for tokens. */
export const integratorKeyFile = path.join(dataFolder, 'integrator.jwk.json');

/** The kommuner of demo, development and tests. */
export const tenantsFile = path.join(root, 'examples/tenants.json');
