import { lookup } from 'node:dns/promises';
import net from 'node:net';
import type { Dial } from './target.ts';

/** Why nothing was dialled, beside the system's own codes (`ECONNREFUSED`, `ENOTFOUND`). */
export const NEVER_DIALLED = 'KEYTURN_NEVER_DIALLED';

/** Milliseconds for one address. */
const CONNECT_TIME = 3000;

/** Addresses that no database of a person's has: of the link alone, of everybody, and where clouds hand out credentials. */
const NEVER = new net.BlockList();
NEVER.addSubnet('0.0.0.0', 8, 'ipv4');
NEVER.addSubnet('169.254.0.0', 16, 'ipv4');
NEVER.addSubnet('192.0.0.0', 24, 'ipv4');
NEVER.addSubnet('224.0.0.0', 3, 'ipv4');
NEVER.addAddress('100.100.100.200', 'ipv4');
NEVER.addAddress('168.63.129.16', 'ipv4');
NEVER.addAddress('::', 'ipv6');
NEVER.addSubnet('fe80::', 10, 'ipv6');
NEVER.addSubnet('ff00::', 8, 'ipv6');
NEVER.addSubnet('fd00:ec2::', 32, 'ipv6');

export function isNeverDialled(address: string): boolean {
  const family = net.isIP(address);
  return family === 0 || NEVER.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Connects. Rejects with an error that has a `code`. One forbidden address among those of a name refuses them all. */
export async function dial(to: Dial): Promise<net.Socket> {
  if ('path' in to) return connected({ path: to.path });
  const addresses = 'host' in to ? await addressesOf(to.host) : to.addresses;
  let last: unknown;
  for (const host of addresses) {
    try {
      return await connected({ host, port: to.port });
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

async function addressesOf(host: string): Promise<readonly string[]> {
  const name = host.replace(/^\[(.*)\]$/s, '$1');
  const found = net.isIP(name) === 0 ? await lookup(name, { all: true }) : [{ address: name }];
  const addresses = found.map(({ address }) => address);
  if (addresses.some(isNeverDialled)) throw coded(NEVER_DIALLED, 'an address that is never dialled');
  return addresses;
}

function connected(to: net.NetConnectOpts): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(to);
    const late = (): void => void socket.destroy(coded('CONNECT_TIMEOUT', 'no answer'));
    socket.setTimeout(CONNECT_TIME, late);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('timeout', late);
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
