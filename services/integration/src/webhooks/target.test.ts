import { describe, expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';
import { targetFault } from './target.ts';

/** What we send to: without these a guard that refuses everything would pass. */
const allowed = [
  'https://partner.example.no/webhooks',
  'https://partner.example.no/webhooks?token=a%20b',
  'https://partner.example.no:8443/',
  'https://partner.example.no:443/',
  'https://partner.example.no./',
  'https://æøå.example.no/',
  'https://93.184.215.14/hook',
  'https://1.1.1.1/',
  'https://[2606:4700:4700::1111]/',
  'https://[2a02:2020::1]:8443/',
  'https://localhost.example.no/',
  'https://10.example.no/',
];

const refused: readonly (readonly [url: string, fault: string])[] = [
  // Not https, not a URL, not what it seems.
  ['http://partner.example.no/', 'not-https'],
  ['ftp://partner.example.no/', 'not-https'],
  ['file:///etc/passwd', 'not-https'],
  ['gopher://partner.example.no/', 'not-https'],
  ['javascript:alert(1)', 'not-https'],
  ['data:text/plain,x', 'not-https'],
  ['ws://partner.example.no/', 'not-https'],
  ['//partner.example.no/', 'not-a-url'],
  ['partner.example.no', 'not-a-url'],
  ['https://', 'not-a-url'],
  ['https://partner.example.no\\@10.0.0.1/', 'not-a-url'],
  ['https://partner.example.no/\r\nHost: x', 'not-a-url'],
  [' https://partner.example.no/', 'not-a-url'],
  ['https://256.256.256.256/', 'not-a-url'],
  ['https://user:secret@partner.example.no/', 'has-credentials'],
  ['https://user@partner.example.no/', 'has-credentials'],
  ['https://@partner.example.no/', 'has-credentials'],
  ['https://93.184.215.14@10.0.0.1/', 'has-credentials'],
  ['https://partner.example.no/#part', 'has-fragment'],
  // Ports where something else than a web server listens.
  ['https://partner.example.no:22/', 'port-not-allowed'],
  ['https://partner.example.no:80/', 'port-not-allowed'],
  ['https://partner.example.no:5432/', 'port-not-allowed'],
  ['https://partner.example.no:6379/', 'port-not-allowed'],
  ['https://partner.example.no:9200/', 'port-not-allowed'],
  // Names of the inside.
  ['https://localhost/', 'host-not-public'],
  ['https://LOCALHOST./', 'host-not-public'],
  ['https://api.localhost/', 'host-not-public'],
  ['https://postgres/', 'host-not-public'],
  ['https://printer.local/', 'host-not-public'],
  ['https://metadata.google.internal/', 'host-not-public'],
  ['https://router.lan/', 'host-not-public'],
  ['https://nas.home.arpa/', 'host-not-public'],
  ['https://1.0.0.127.in-addr.arpa/', 'host-not-public'],
  ['https://hidden.onion/', 'host-not-public'],
  ['https://a..no/', 'host-not-public'],
  // Loopback in every dress.
  ['https://127.0.0.1/', 'host-not-public'],
  ['https://127.1/', 'host-not-public'],
  ['https://127.255.255.254/', 'host-not-public'],
  ['https://0x7f.1/', 'host-not-public'],
  ['https://0177.0.0.1/', 'host-not-public'],
  ['https://2130706433/', 'host-not-public'],
  ['https://①②⑦.0.0.1/', 'host-not-public'],
  ['https://127。0。0。1/', 'host-not-public'],
  ['https://%31%32%37.0.0.1/', 'host-not-public'],
  ['https://0/', 'host-not-public'],
  ['https://0.0.0.0/', 'host-not-public'],
  ['https://[::1]/', 'host-not-public'],
  ['https://[::]/', 'host-not-public'],
  ['https://[::ffff:127.0.0.1]/', 'host-not-public'],
  ['https://[::ffff:7f00:1]/', 'host-not-public'],
  // Inside networks, link-local and cloud metadata.
  ['https://10.0.0.1/', 'host-not-public'],
  ['https://172.16.0.1/', 'host-not-public'],
  ['https://172.31.255.255/', 'host-not-public'],
  ['https://192.168.1.1/', 'host-not-public'],
  ['https://169.254.169.254/latest/meta-data/', 'host-not-public'],
  ['https://0xa9fea9fe/', 'host-not-public'],
  ['https://100.64.0.1/', 'host-not-public'],
  ['https://100.100.100.200/', 'host-not-public'],
  ['https://168.63.129.16/', 'host-not-public'],
  ['https://192.0.0.192/', 'host-not-public'],
  ['https://198.18.0.1/', 'host-not-public'],
  ['https://203.0.113.7/', 'host-not-public'],
  ['https://224.0.0.1/', 'host-not-public'],
  ['https://255.255.255.255/', 'host-not-public'],
  ['https://[fd00:ec2::254]/', 'host-not-public'],
  ['https://[fe80::1]/', 'host-not-public'],
  ['https://[ff02::1]/', 'host-not-public'],
  ['https://[fec0::1]/', 'host-not-public'],
  // IPv6 that carries IPv4: translated (NAT64), 6to4, Teredo, IPv4-compatible.
  ['https://[64:ff9b::a00:1]/', 'host-not-public'],
  ['https://[64:ff9b:1::1]/', 'host-not-public'],
  ['https://[2002:7f00:1::]/', 'host-not-public'],
  ['https://[2001:0:53aa:64c:0:fb:f5ff:fffe]/', 'host-not-public'],
  ['https://[::7f00:1]/', 'host-not-public'],
  ['https://[2001:db8::1]/', 'host-not-public'],
  ['https://[3fff::1]/', 'host-not-public'],
];

describe('where webhooks may go', () => {
  test.each(allowed)('%s', (url) => {
    expect(targetFault(url, false)).toBeNull();
  });

  test.each(refused)('not %s: %s', (url, fault) => {
    expect(targetFault(url, false)).toBe(fault);
  });

  test('the switch for development opens http://127.0.0.1 and nothing else', () => {
    expect(targetFault('http://127.0.0.1:4300/', true)).toBeNull();
    expect(targetFault('http://127.0.0.1:4300/', false)).toBe('not-https');
    for (const [url, fault] of refused) expect([url, targetFault(url, true)]).toEqual([url, fault]);
    expect(targetFault('http://localhost:4300/', true)).toBe('not-https');
    expect(targetFault('http://127.0.0.2/', true)).toBe('not-https');
    expect(targetFault('http://[::1]/', true)).toBe('not-https');
  });
});

test('an address is public only when it is one, and the rules for IPv4 leave ordinary addresses alone', () => {
  expect(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450:400f::1'].map(isPublicAddress)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['', 'localhost', '127.0.0.1', '::ffff:8.8.8.8', '1.2.3'].map(isPublicAddress)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
