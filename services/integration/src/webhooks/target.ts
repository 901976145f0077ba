import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Why a URL is not one we send to. Stable codes, part of the API. */
export type TargetFault =
  | 'not-a-url'
  | 'not-https'
  | 'has-credentials'
  | 'port-not-allowed'
  | 'host-not-public'
  | 'has-fragment';

/** HTTPS, and the port beside it that application servers use. Never a port where something else than HTTP listens. */
const ports: readonly string[] = ['', '443', '8443'];

/** Names that mean something on an inside network only (RFC 6761, RFC 6762, RFC 8375, and what is used in practice). */
const insideSuffixes = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'lan',
  'home',
  'corp',
  'private',
  'arpa',
  'onion',
  'test',
  'invalid',
];

/**
 * Holds a webhook's URL against the rules, as far as the URL alone tells: when it is registered, and again each time
 * it is sent to. What its name leads to is looked at in `guardedLookup`. The URL is read by the WHATWG rules, so
 * 2130706433, 0x7f.1 and full-width digits have become 127.0.0.1 before they are looked at.
 *
 * @param toLoopback On a developer's machine: http://127.0.0.1, with any port, is also let through.
 */
export function targetFault(text: string, toLoopback: boolean): TargetFault | null {
  if (!URL.canParse(text) || /[\s\\\p{Cc}]/u.test(text)) return 'not-a-url';
  const url = new URL(text);
  if (url.username || url.password || hasEmptyCredentials(text)) return 'has-credentials';
  if (toLoopback && url.protocol === 'http:' && url.hostname === '127.0.0.1') return null;
  if (url.protocol !== 'https:') return 'not-https';
  if (!ports.includes(url.port)) return 'port-not-allowed';
  if (url.hash) return 'has-fragment';
  return isPublicHost(url.hostname) ? null : 'host-not-public';
}

/** "https://@host" has no user in the parsed URL, and is still not what a partner would write. */
const hasEmptyCredentials = (text: string): boolean => /^[a-z]+:\/*[^/?#]*@/i.test(text);

function isPublicHost(hostname: string): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal)) return isPublicAddress(literal);
  const name = hostname.replace(/\.$/, '').toLowerCase();
  const labels = name.split('.');
  return labels.length >= 2 && labels.every(Boolean) && !insideSuffixes.includes(labels.at(-1) ?? '');
}
