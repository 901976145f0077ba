import { BlockList, isIP } from 'node:net';

/*
 * IPv4: everything that IANA's registry of special-purpose addresses does not call globally reachable, multicast and
 * reserved space, and one public address that a cloud answers on from inside. No IPv6 rule for mapped addresses
 * (::ffff:0:0/96) may be added to a BlockList: it would match every IPv4 address.
 */
const specialV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Inside 2000::/3, what is not ordinary: protocol assignments with Teredo, documentation, 6to4, AS112. */
const specialV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const special = new BlockList();
for (const [network, bits] of specialV4) special.addSubnet(network, bits, 'ipv4');
const specialWithinV6 = new BlockList();
for (const [network, bits] of specialV6) specialWithinV6.addSubnet(network, bits, 'ipv6');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/**
 * Answers whether an address lies in the public internet. IPv6 is public inside 2000::/3 only, so loopback, local,
 * mapped, translated (NAT64) and multicast addresses are not.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return globalV6.check(address, 'ipv6') && !specialWithinV6.check(address, 'ipv6');
    default:
      return false;
  }
}
