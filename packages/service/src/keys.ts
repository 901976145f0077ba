import { Secret } from '@opptak/db';

/** Every secret key, with what it opens. Separate, so that losing one does not open the others. */
export interface Keys {
  /** Personal data at rest. */
  readonly data: Secret;
  /** Look-up of people by identity number: the pseudonymous ids follow from it. */
  readonly index: Secret;
  /** Identities inside events. Held by those that must reach a registry or fill in a list. */
  readonly identity: Secret;
  /** Links that families get. */
  readonly link: Secret;
  /** Messages while they lie in the queue. */
  readonly bus: Secret;
}

const names = ['data', 'index', 'identity', 'link', 'bus'] as const satisfies readonly (keyof Keys)[];

/**
 * Reads the keys from OPPTAK_DATA_KEY, OPPTAK_INDEX_KEY and so on: 32 bytes each, in hexadecimal.
 *
 * @throws Error in production when one is missing or not 64 hexadecimal digits; elsewhere a missing key becomes a fixed
 * development key, which production refuses.
 */
export function readKeys(env: NodeJS.ProcessEnv, production: boolean): Keys {
  const read = (name: (typeof names)[number], index: number): Secret => {
    const variable = `OPPTAK_${name.toUpperCase()}_KEY`;
    const development = String(index + 1).repeat(64);
    const text = env[variable] ?? (production ? '' : development);
    if (!/^[0-9a-f]{64}$/i.test(text) || (production && text === development)) {
      throw new Error(
        `${variable} must be 32 bytes in hexadecimal${production ? ', and not a development key' : ''}`,
      );
    }
    return new Secret(text);
  };
  const [data, index, identity, link, bus] = names.map(read);
  if (!data || !index || !identity || !link || !bus) throw new Error('A key is missing');
  return { data, index, identity, link, bus };
}
