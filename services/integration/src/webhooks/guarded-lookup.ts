import { promises as dns, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export const systemResolve: Resolve = (hostname) => dns.lookup(hostname, { all: true, verbatim: true });

/** The name leads to somewhere that is not public. */
export class BlockedTarget extends Error {
  override readonly name = 'BlockedTarget';
  readonly code = 'EBLOCKED';
}

/**
 * Looks a name up for the socket itself, so that the addresses that are checked are the addresses that are connected
 * to: a name server that changes its mind in between changes nothing. One address that is not public among the
 * answers, and the name is refused.
 *
 * Node does not ask `lookup` for hosts that are addresses already: `targetFault` checks those.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
          callback(new BlockedTarget('The name does not lead to public addresses'), '', 0);
        } else if (options.all) {
          callback(null, [...addresses]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'ENOTFOUND';
        callback(Object.assign(new Error('The name can not be looked up'), { code }), '', 0);
      },
    );
  };
}
