import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { reachableHosts } from './reachable.ts';

const LAN: NetworkInterfaceInfo = {
  address: '192.168.1.20',
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:01',
  internal: false,
  cidr: null,
};
const interfaces = {
  lo: [{ ...LAN, address: '127.0.0.1', internal: true }],
  eth0: [LAN, { ...LAN, address: 'fe80::1', family: 'IPv6' as const, scopeid: 2 }],
};

test('P64 the set-up link of a server that listens everywhere names hosts a browser can open', () => {
  for (const everywhere of ['0.0.0.0', '::'])
    expect(reachableHosts(everywhere, interfaces)).toEqual(['localhost', '192.168.1.20']);
  expect(reachableHosts('127.0.0.1', interfaces)).toEqual(['127.0.0.1']);
  expect(reachableHosts('::1', interfaces)).toEqual(['[::1]']);
});
